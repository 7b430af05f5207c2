"""Marks that turn a text round: taken out of texts, refused in headlines and names."""

import pytest

from articles.importing import turned
from articles.pagedump import DumpError, parse
from tests.importing.samples import MARKET
from tests.linear import MOST, growth


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("晨市有|了", "第 3 行的标题"),
        ("|晨市有", "第 3 行的标题"),
        ("摊位|\n", "第 3 行的标题"),
        ("祝|青禾", "第 5 行的人名"),
        ("员 |祝", "第 5 行的人名"),
        ("青禾|\n", "第 5 行的人名"),
    ],
)
def test_a_mark_in_or_beside_a_headline_or_a_name_is_refused(place, said):
    text = MARKET.replace(place.replace("|", ""), place.replace("|", "\u202e"))
    assert text != MARKET
    with pytest.raises(DumpError) as caught:
        turned.refuse(parse(text), text)
    assert str(caught.value) == f"{said}里有双向控制字符 U+202E。请删去它后再导入。"


@pytest.mark.parametrize("place", ["■| ", "通|讯", "|3月8日", "开|市，", "划了线、|编", "收摊。|"])
def test_a_mark_elsewhere_is_none_of_its_business(place):
    text = MARKET.replace(place.replace("|", ""), place.replace("|", "\u200f"))
    assert text != MARKET
    turned.refuse(parse(text), text)


def test_the_time_taken_grows_with_the_text():
    def text(count: int) -> str:
        return MARKET + "\n\n".join(f"开市{n:04}\u200f 第{n:04}家\u2066" for n in range(count))

    pages = {text(count): parse(text(count)) for count in (150, 1_500)}
    assert growth(lambda text: turned.refuse(pages[text], text), *pages) <= MOST
