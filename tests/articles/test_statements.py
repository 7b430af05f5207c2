import pytest
from django.db import NotSupportedError, connection, transaction

from articles.statements import any_of, fetch
from tests.factories import make_article

SCRATCH = "SELECT word FROM scratch"
needs_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite keeps its last statements by itself"
)


commits = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def run(statement):
    """As a migration does: on another connection."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute(statement)
    other.close()


@pytest.fixture
def scratch():
    run("CREATE TABLE scratch (word varchar(9))")
    run("INSERT INTO scratch VALUES ('养老')")
    yield
    run("DROP TABLE scratch")


@pytest.mark.django_db
def test_values_are_sent_and_rows_come_back(django_assert_num_queries):
    keys = [make_article(headline).pk for headline in ("一", "二", "三")]
    among, values = any_of(keys[:2], connection.vendor)
    statement = f"SELECT headline FROM articles_article WHERE id {among} AND id > %s"  # noqa: S608
    with django_assert_num_queries(1):
        found = fetch(statement, [*values, keys[0]])
    assert found == [("二",)]
    assert fetch(statement, [*values, keys[0]]) == found  # Not noted, it goes another way on PostgreSQL.


@needs_postgresql
@commits
def test_the_second_time_a_statement_is_kept(scratch):
    for _ in range(3):
        assert fetch(SCRATCH) == [("养老",)]
    assert (SCRATCH,) in fetch("SELECT statement FROM pg_prepared_statements")


@needs_postgresql
@commits
def test_a_migration_changes_a_column_of_a_kept_statement(scratch):
    for change in ("text", "varchar(99)"):
        for _ in range(3):
            fetch(SCRATCH)
        run(f"ALTER TABLE scratch ALTER word TYPE {change}")
        assert fetch(SCRATCH) == [("养老",)]


@needs_postgresql
@commits
def test_in_a_transaction_that_has_failed_nothing_is_run_again(scratch):
    for _ in range(3):
        fetch(SCRATCH)
    run("ALTER TABLE scratch ALTER word TYPE text")
    with pytest.raises(NotSupportedError), transaction.atomic():
        fetch(SCRATCH)
