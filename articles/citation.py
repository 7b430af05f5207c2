"""How an article is cited (引用格式), in the style of GB/T 7714."""

from django.utils import timezone

from articles.models import Article

NAMED = 3  # Of more authors, so many are named.


def citation(article: Article, paper: str, address: str) -> str:
    """Return the citation of a public article, printed in `paper`, that stands at `address` on the web.

    `作者. 题名[N/OL]. 报名, 出版日期(版次)[上网日期]. 网址`; what was never printed is an electronic
    text, `作者. 题名[EB/OL]. 站名, 上网日期. 网址`.
    """
    web = timezone.localtime(article.published_at).date().isoformat() if article.published_at else ""
    if article.issue:
        page = f"({article.page_number})" if article.page_number else ""
        kind, when = "N/OL", f"{article.issue.date.isoformat()}{page}{f'[{web}]' if web else ''}"
    else:
        kind, when = "EB/OL", web
    return ". ".join(
        filter(None, (_authors(article), f"{article.headline}[{kind}]", f"{paper}, {when}", address))
    )


def _authors(article: Article) -> str:
    names = list(dict.fromkeys(byline.name for byline in article.bylines.all()))
    return ", ".join([*names[:NAMED], *(["等"] if len(names) > NAMED else [])])
