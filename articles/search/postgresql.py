"""The index on PostgreSQL: a GIN index over what an immutable function makes of an article's columns.

Nothing is stored but the index, and the database itself keeps it, in the transaction of whoever changes
the article. Only rows that say so are in it (`is_indexed`), so that an import need not wait for it.

The function says in SQL what `articles.search.grams` and `wording` say in Python. It names no other object
of ours, so that a dump of the database can be restored.
"""

from typing import Any

from articles.search.expressions import Syntax
from articles.search.grams import HEAD, LETTERS, MARK, UNLISTED, VERSION, capitals

INDEX = f"article_search_{VERSION}"
SYNTAX = Syntax(" & ", " | ", " & !", "'{}'", "'{}':*")
_COLUMNS = ("kicker", "headline", "subhead", "dateline", "body", "listed_on")
_CALL = f"{INDEX}({', '.join(f'a.{name}' for name in _COLUMNS)})"
SOURCE = "articles_article a"
MATCHES = f"{_CALL} @@ %s::tsquery AND a.is_indexed"
HAS_COLUMN = (
    "SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass('articles_article') AND attname = 'is_indexed' "
    "AND NOT attisdropped"
)

# A vector holds a megabyte: the pairs of so many letters, were all different.
LONGEST = 150_000

_PATIENCE_MS = 500

_CAPITALS, _SMALL = map("".join, zip(*capitals(), strict=True))


def _folded(text: str) -> str:
    """The letters of a text in NFKC, folded, with one space for all between them and one at the end."""
    lower = f'lower({text} COLLATE "C")'
    more = f"translate({lower}, '{_CAPITALS}', '{_SMALL}')"  # It goes through all capitals for each letter.
    folded = f"CASE WHEN {text} ~ '[\u00c0-\u1fff]' THEN {more} ELSE {lower} END"
    return f"string_to_array(regexp_replace({folded}, '[^{LETTERS}]+', ' ', 'g') || ' ', NULL)"


def _grams(letters: str, prefix: str = "") -> str:
    """A gram from each letter: with the one after it, or alone where a space is after it."""
    return (
        f"SELECT '{prefix}' || rtrim(first || second) "  # noqa: S608
        f"FROM unnest({letters}, {letters}[2:]) AS pair(first, second) WHERE first <> ' '"
    )


_PLAIN = "body"
for _end in ("</p>", "</h3>", "</li>", "</blockquote>", "</tr>", "<br>"):
    _PLAIN = f"replace({_PLAIN}, '{_end}', E'\\n')"
_PLAIN = f"regexp_replace({_PLAIN}, '<[^>]*>', '', 'g')"
for _entity, _char in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&quot;", '"'), ("&amp;", "&")):
    _PLAIN = f"replace({_PLAIN}, '{_entity}', '{_char}')"

_FUNCTION = f"""
CREATE FUNCTION {INDEX}(kicker text, headline text, subhead text, dateline text, body text, listed_on date)
RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10000 AS $function$
DECLARE
  head text := normalize(kicker || E'\\n' || headline || E'\\n' || subhead, NFKC);
  rest text := normalize(left(dateline || E'\\n' || {_PLAIN}, {LONGEST}), NFKC);
  head_letters text[] := {_folded("head")};
  rest_letters text[] := {_folded("rest")};
BEGIN
  RETURN array_to_tsvector(ARRAY(
    {_grams("rest_letters")}
    UNION ALL {_grams("head_letters")}
    UNION ALL {_grams("head_letters", HEAD)}
    UNION ALL SELECT CASE WHEN listed_on IS NULL THEN '{UNLISTED}'
      ELSE '{MARK}y' || lpad(extract(year FROM listed_on)::text, 4, '0') END
    UNION ALL SELECT '{MARK}m' || lpad(extract(year FROM listed_on)::text, 4, '0')
      || lpad(extract(month FROM listed_on)::text, 2, '0') WHERE listed_on IS NOT NULL
  ));
END $function$"""  # noqa: S608

# `fastupdate` would leave the work to somebody who saves an article later, all at once. It is on only while
# many articles are brought in, who then do that work themselves, for many articles at a time.
_INDEX = (
    f"CREATE INDEX {INDEX} ON articles_article USING gin ({_CALL.replace('a.', '')}) "
    "WITH (fastupdate = off) WHERE is_indexed"
)


def missing(cursor: Any) -> list[str]:
    """Return what of the index is not there: its function, or the index itself, whole."""
    cursor.execute("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)", [INDEX])
    return [] if cursor.fetchone() == (True,) else [INDEX]


def create(cursor: Any) -> None:
    """Set up an empty index. Nothing of it may be there, and no article that says it is in it."""
    cursor.execute(_FUNCTION)
    cursor.execute(_INDEX)
    # No statistics of the vectors: ANALYZE would work them out, and they are of no use.
    cursor.execute(f"ALTER INDEX {INDEX} ALTER COLUMN 1 SET STATISTICS 0")


def drop(cursor: Any) -> None:
    """Take away whatever there is of an index, of this version or another."""
    cursor.execute(
        "SELECT oid::regprocedure FROM pg_proc WHERE proname ~ '^article_search_[0-9]+$' "
        "AND pronamespace = current_schema()::regnamespace"
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f"DROP FUNCTION {name} CASCADE")  # The index with it.


def gather(cursor: Any) -> None:
    """Let what is brought in be gathered, for `place` to put in its place: half the work for many articles.

    Raises OperationalError where somebody works with the articles for long: they are not to be kept waiting.
    """
    _set_fastupdate(cursor, "on")


def settle(cursor: Any) -> None:
    """Let whoever saves an article put it in its place, as is usual. Raises OperationalError as `gather`."""
    cursor.execute(
        "SELECT 1 FROM pg_class WHERE oid = to_regclass(%s) AND 'fastupdate=on' = ANY(reloptions)", [INDEX]
    )
    if cursor.fetchone():
        _set_fastupdate(cursor, "off")
        place(cursor)


def _set_fastupdate(cursor: Any, said: str) -> None:
    """Set an option for all, which nobody may read the index for: a moment, if it is granted at all."""
    cursor.execute(f"SET LOCAL lock_timeout = {_PATIENCE_MS}")
    cursor.execute(f"ALTER INDEX {INDEX} SET (fastupdate = {said})")
    cursor.execute("SET LOCAL lock_timeout TO DEFAULT")


def place(cursor: Any) -> None:
    """Put in its place what has been gathered."""
    cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [INDEX])


def merge(cursor: Any, *, begin: bool) -> bool:
    """Nothing has to be put in order after many additions."""
    return False


def trouble(cursor: Any) -> str:
    """Say why this database cannot search, or nothing."""
    cursor.execute("SHOW server_encoding")
    ((encoding,),) = cursor.fetchall()
    return "" if encoding == "UTF8" else f"这个数据库的编码是 {encoding}，不是 UTF8"
