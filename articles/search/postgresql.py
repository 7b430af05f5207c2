"""The index on PostgreSQL: GIN indexes over what an immutable function makes of a row's columns.

Nothing is stored but the index, and the database itself keeps it, in the transaction of whoever changes
the row. Only rows that say so are in it (`is_indexed`), so that an import need not wait for it.

The functions say in SQL what `articles.search.grams` and `tables` say in Python. They name no other object
of ours, so that a dump of the database can be restored.
"""

from typing import Any

from articles.search.expressions import Syntax
from articles.search.grams import HEAD, LETTERS, MARK, UNLISTED, capitals
from articles.search.tables import ARTICLES, BROKEN, DUMPS, PHOTOS, Table

SYNTAX = Syntax(" & ", " | ", " & !", "'{}'", "'{}':*")
HAS_COLUMN = (
    "SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass('articles_article') AND attname = 'is_indexed' "
    "AND NOT attisdropped"
)


def source(table: Table) -> str:
    """Return what to select from: the rows of a table, `a`."""
    return f"{table.name} a"


def matches(table: Table) -> str:
    """Return the condition that the index holds an expression for a row of `source`."""
    columns = ", ".join(f"a.{name}" for name in table.kept)
    return f"{table.index}({columns}) @@ %s::tsquery AND a.is_indexed"


# The day of a row as a span is told by: no index of days is to be read for it, which holds nearly all rows.
DAY = "(a.listed_on + 0)"

# What saves have left beside the index is put in its place whenever somebody looks after it, in portions.
MERGE_FROM, MERGE_EVERY = 0, 500
REST = 0.0  # Seconds between two portions: nobody waits for them.
# So many months are asked for by their marks, and where some hold nothing so many times more: many
# marks soon cost as much as the whole index.
MOST_MONTHS, MONTHS_IF_NONE = 12, 1000
# A thousand are counted year by year: all that the index has of a frequent word takes longer.
YEARS_COUNTED = 3

# A vector holds a megabyte: the pairs of so many letters, were all different.
LONGEST = 150_000

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
        f"SELECT '{prefix}' || rtrim(first || second) "  # noqa: S608  # nosec B608
        f"FROM unnest({letters}, {letters}[2:]) AS pair(first, second) WHERE first <> ' '"
    )


_PLAIN = "body"
for _end in ("</p>", "</h3>", "</li>", "</blockquote>", "</tr>", "<br>"):
    _PLAIN = f"replace({_PLAIN}, '{_end}', E'\\n')"
_PLAIN = f"regexp_replace({_PLAIN}, '<[^>]*>', '', 'g')"
for _entity, _char in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&quot;", '"'), ("&amp;", "&")):
    _PLAIN = f"replace({_PLAIN}, '{_entity}', '{_char}')"

# Of each table, the headline and the other words of a row: what `Table.words` says.
_WORDS = {
    ARTICLES: (
        "kicker || E'\\n' || headline || E'\\n' || subhead",
        f"dateline || E'\\n' || {_PLAIN}",
    ),
    PHOTOS: ("''", "caption || E'\\n' || alt"),
    DUMPS: ("''", f"name || E'\\n' || regexp_replace(text, '{BROKEN}', '', 'g')"),
}


def _function(table: Table) -> str:
    head, rest = _WORDS[table]
    texts = ", ".join(f"{name} text" for name in table.columns)
    return f"""
CREATE FUNCTION {table.index}({texts}{", listed_on date" if table.day else ""})
RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10000 AS $function$
DECLARE
  {"" if table.day else "listed_on date;"}
  head text := normalize({head}, NFKC);
  rest text := normalize(left({rest}, {LONGEST}), NFKC);
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
END $function$"""  # noqa: S608  # nosec B608


def _index(table: Table) -> str:
    """The statement that makes an index.

    A save leaves its pairs in a list beside the index; the worker, or who makes that list too long, puts them
    in their place, many at a time: a third of the work. Settings say how long it may get.
    """
    call = f"{table.index}({', '.join(table.kept)})"
    return (
        f"CREATE INDEX {table.index} ON {table.name} USING gin ({call}) "
        "WITH (fastupdate = on) WHERE is_indexed"
    )


def missing(cursor: Any, table: Table) -> list[str]:
    """Return what of an index is not there: its function, or the index itself, whole."""
    cursor.execute("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)", [table.index])
    return [] if cursor.fetchone() == (True,) else [table.index]


def create(cursor: Any, table: Table) -> None:
    """Set up an empty index. Nothing of it may be there, and no row that says it is in it."""
    cursor.execute(_function(table))
    cursor.execute(_index(table))
    # No statistics of the vectors: ANALYZE would work them out, and they are of no use.
    cursor.execute(f"ALTER INDEX {table.index} ALTER COLUMN 1 SET STATISTICS 0")


def drop(cursor: Any, table: Table) -> None:
    """Take away whatever there is of an index, of this version or another."""
    cursor.execute(
        "SELECT oid::regprocedure FROM pg_proc WHERE proname ~ %s "
        "AND pronamespace = current_schema()::regnamespace",
        [f"^{table.of}_search_[0-9]+$"],
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f"DROP FUNCTION {name} CASCADE")  # The index with it.


def begin_bulk(cursor: Any) -> None:
    """Let this transaction leave as much beside the index as it likes, for `merge` to put in its place."""
    cursor.execute("SET LOCAL gin_pending_list_limit = '256MB'")


def merge(cursor: Any, table: Table, *, begin: bool) -> bool:
    """Put in its place what was left beside the index; return whether more is to be done: never."""
    cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [table.index])
    return False


def trouble(cursor: Any) -> str:
    """Say why this database cannot search, or nothing."""
    cursor.execute("SHOW server_encoding")
    ((encoding,),) = cursor.fetchall()
    return "" if encoding == "UTF8" else f"这个数据库的编码是 {encoding}，不是 UTF8"
