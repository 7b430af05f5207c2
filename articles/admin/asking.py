"""What a page asks of the workflow: which move, with what opinion, for when."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import workflow
from articles.admin.scheduling import time_from
from articles.moves import MOVES
from articles.refusals import Asked


def asked_in(data: Mapping[str, str], by: Any) -> Asked:
    """Return what the fields of a page ask for. Raises PermissionDenied where there is no such move."""
    name = data.get("_move", "")
    if name not in MOVES:
        raise PermissionDenied
    opinion = data.get("_opinion", "").strip()
    return Asked(MOVES[name], by, timezone.now(), opinion, time_from(data, "_publish_at"))


class FlowForm:
    """A form that is not valid while a move lacks what it must be told: so nothing typed is lost."""

    asked_by: Any = None
    move_error = ""

    def clean(self: Any) -> Any:
        cleaned = super().clean()  # type: ignore[misc]
        if "_move" in self.data:
            try:
                workflow.check_what_is_said(asked_in(self.data, self.asked_by))
            except workflow.RefusedError as error:
                self.move_error = str(error)
                self.add_error(None, self.move_error)
        return cleaned
