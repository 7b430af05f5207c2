"""What the newsroom's audit hears of: deeds that no form of the desk tells of by itself."""

from typing import Any

from django.dispatch import Signal

happened = Signal()


def tell(kind: str, subject: str, detail: str = "", *, by: Any = None) -> None:
    """Tell whoever listens that something has happened, in the transaction of what it is told of.

    `kind` is one of those of `newsroom.audit`. `by` is the user whose deed it was; None stands for whoever
    asks for the page that is being made, or runs the command.
    """
    happened.send(sender=None, kind=kind, subject=subject, detail=detail, by=by)
