"""The table of the editorial flow: what may move from where to where, and who may move it.

    draft ─送审→ 初审 → 复审 → 终审 → approved → scheduled / published → corrected / withdrawn

A row is one move. `articles.workflow` alone makes moves; everybody else asks here which there are.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from articles.models import Decision, Stage, Status

WRITE = "articles.write_article"
CHANGE = "articles.change_article"
PUBLISH = "articles.publish_article"
CORRECT = "articles.correct_article"
RELEASE_PERMISSION = "articles.release_importbatch"

REVIEW = {
    Stage.FIRST: "articles.review_first_article",
    Stage.SECOND: "articles.review_second_article",
    Stage.FINAL: "articles.review_final_article",
}

# Which reviews a newsroom holds, by their number (norms: a small one configures how many, not whether).
STAGES = {1: (Stage.FINAL,), 2: (Stage.FIRST, Stage.FINAL), 3: (Stage.FIRST, Stage.SECOND, Stage.FINAL)}


@dataclass(frozen=True, slots=True)
class Move:
    """One allowed move. `permission` is blank where it depends on the stage, or on whose draft it is."""

    name: str
    label: str
    sources: tuple[Status, ...]
    target: Status
    decision: Decision
    permission: str = ""
    needs_opinion: bool = False
    is_review: bool = False


MOVES = {
    move.name: move
    for move in (
        Move("submit", "送审", (Status.DRAFT,), Status.IN_REVIEW, Decision.SUBMITTED),
        Move("recall", "撤回送审", (Status.IN_REVIEW,), Status.DRAFT, Decision.RECALLED),
        # Into the next review, or where there is none, to `target`.
        Move("pass", "通过", (Status.IN_REVIEW,), Status.APPROVED, Decision.PASSED, is_review=True),
        Move(
            "return",
            "退回",
            (Status.IN_REVIEW,),
            Status.DRAFT,
            Decision.RETURNED,
            needs_opinion=True,
            is_review=True,
        ),
        Move(
            "reopen",
            "转回草稿",
            (Status.APPROVED, Status.SCHEDULED, Status.WITHDRAWN),
            Status.DRAFT,
            Decision.REOPENED,
            PUBLISH,
            needs_opinion=True,
        ),
        Move("schedule", "定时发布", (Status.APPROVED,), Status.SCHEDULED, Decision.SCHEDULED, PUBLISH),
        Move("unschedule", "取消定时", (Status.SCHEDULED,), Status.APPROVED, Decision.UNSCHEDULED, PUBLISH),
        Move(
            "publish",
            "发布",
            (Status.APPROVED, Status.SCHEDULED),
            Status.PUBLISHED,
            Decision.PUBLISHED,
            PUBLISH,
        ),
        Move(
            "withdraw",
            "撤稿",
            (Status.PUBLISHED,),
            Status.WITHDRAWN,
            Decision.WITHDRAWN,
            PUBLISH,
            needs_opinion=True,
        ),
        Move("restore", "恢复发布", (Status.WITHDRAWN,), Status.PUBLISHED, Decision.RESTORED, PUBLISH),
        Move("spike", "弃用", (Status.DRAFT,), Status.SPIKED, Decision.SPIKED, CHANGE),
        Move("revive", "恢复为草稿", (Status.SPIKED,), Status.DRAFT, Decision.REVIVED, CHANGE),
    )
}

# What was printed goes on the web whole. A move apart: nothing is released alone, and what somebody has
# withdrawn or spiked stays so. The release itself is the record.
RELEASE = Move(
    "release", "整批发布", (Status.DRAFT,), Status.PUBLISHED, Decision.PUBLISHED, RELEASE_PERMISSION
)


def stages() -> tuple[Stage, ...]:
    """Return the reviews that this newsroom holds, in their order."""
    return STAGES[settings.REVIEW_STAGES]


def after(stage: int) -> Stage | None:
    """Return the review after `stage`; None after the last."""
    return next((later for later in stages() if later > stage), None)


def may(move: Move, user: Any, *, stage: int | None = None, is_own: bool = False) -> bool:
    """Whether `user` has the right to make a move with something at `stage`, perhaps a text of their own."""
    if move.is_review:
        return stage in REVIEW and user.has_perm(REVIEW[Stage(stage)])
    if not move.permission:  # Sending for review, and taking that back: whoever may change the draft.
        return user.has_perm(CHANGE) or (is_own and user.has_perm(WRITE))
    return bool(user.has_perm(move.permission))
