"""What an error says of a database, or of a store of files, that does not answer."""

from django.db import InterfaceError, OperationalError

# PostgreSQL's classes of errors (appendix A of its manual): of the connection, and of an operator's doing.
_LOST = ("08", "57P")


class StoreAwayError(ConnectionError):
    """The store of files does not answer, or answers with an error. No disk of ours does so."""


def is_lost(error: BaseException | None) -> bool:
    """Whether an error says that PostgreSQL does not answer, or has ended the connection.

    An error that does not come from it at all, as where nobody listens, has no code.
    """
    code = getattr(getattr(error, "__cause__", None), "sqlstate", "")
    is_of_it = isinstance(error, InterfaceError | OperationalError)
    return is_of_it and (code is None or code.startswith(_LOST))
