"""How far a batch is, in words: read by its page, and by the page's script while it is open.

The rate is measured from a sample that the page itself brings along, taken when it was opened: so it
is true for any job, from wherever it was resumed, and nothing is kept for it.
"""

import datetime
import re
from dataclasses import dataclass
from typing import Self

from django.http import HttpRequest
from django.utils import timezone

from articles.importing.lease import STALE_AFTER
from articles.models import ImportBatch

State = ImportBatch.State

BUSY = (State.QUEUED, State.RUNNING)
PATIENCE = datetime.timedelta(seconds=30)  # A worker that runs looks into the queue every second.
SHORTEST = 1.0  # Seconds over which a rate says anything.

_SAMPLE = re.compile(r"(\d{1,9})@(\d{1,12}\.\d{3})")


@dataclass(frozen=True, slots=True)
class Sample:
    """What was done at a time, in seconds since 1970."""

    done: int
    at: float

    @classmethod
    def of(cls, request: HttpRequest, batch: ImportBatch) -> Self:
        """Return the sample that the request brings along, or one taken now."""
        now = cls(batch.done, timezone.now().timestamp())
        match = _SAMPLE.fullmatch(request.GET.get("since", ""))
        brought = cls(int(match[1]), float(match[2])) if match else now
        is_of_this_run = brought.done <= now.done and brought.at <= now.at
        return brought if is_of_this_run and batch.state == State.RUNNING else now

    def __str__(self) -> str:
        return f"{self.done}@{self.at:.3f}"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is, as people are told."""

    batch: ImportBatch
    since: Sample

    @property
    def is_live(self) -> bool:
        """Whether it is going to get further by itself."""
        return self.batch.state in BUSY

    @property
    def rate(self) -> float:
        """Files, rows or pages a second since the sample; 0.0 where that cannot be told yet."""
        seconds = timezone.now().timestamp() - self.since.at
        return (self.batch.done - self.since.done) / seconds if seconds >= SHORTEST else 0.0

    def __str__(self) -> str:
        batch = self.batch
        if batch.state == State.QUEUED:
            return f"{batch.get_job_display()}正在排队。"
        if not batch.total:
            return f"{batch.get_job_display()}正在准备。" if self.is_live else ""
        share = 100 * batch.done // batch.total
        parts = [f"已处理 {batch.done} / {batch.total}（{share}%）"]
        if batch.state == State.RUNNING and self.rate:
            parts.append(f"每秒 {self.rate:.0f} 个" if self.rate >= 1 else f"每分钟 {60 * self.rate:.0f} 个")
            parts.append(f"约剩 {_in_words((batch.total - batch.done) / self.rate)}")
        return "，".join(parts) + "。"

    def warning(self) -> str:
        """Return what is wrong where nobody seems to work on the batch; blank where somebody may."""
        silence = timezone.now() - (self.batch.heartbeat_at or timezone.now())
        if self.batch.state == State.QUEUED and silence > PATIENCE:
            if _others_at_work(self.batch):
                return "后台程序正在处理别的批次，这一批在等候。"
            return "后台程序没有运行？请在服务器上启动 make worker。"
        if self.batch.state == State.RUNNING and silence > STALE_AFTER:
            return "后台程序已经好一会儿没有进展，可能已经中断。请在服务器上启动 make worker，它会接着做。"
        return ""

    def as_json(self) -> dict[str, object]:
        """Return what the page's script shows."""
        return {
            "state": self.batch.state,
            "label": self.batch.get_state_display(),
            "live": self.is_live,
            "done": self.batch.done,
            "total": self.batch.total,
            "text": str(self),
            "warning": self.warning(),
            "since": str(self.since),
        }


def of(request: HttpRequest, batch: ImportBatch) -> Progress:
    """Return how far a batch is, for a page that was opened with `request`."""
    return Progress(batch, Sample.of(request, batch))


def _others_at_work(batch: ImportBatch) -> bool:
    alive = ImportBatch.objects.filter(state=State.RUNNING, heartbeat_at__gte=timezone.now() - STALE_AFTER)
    return alive.exclude(pk=batch.pk).exists()


def _in_words(seconds: float) -> str:
    """A span in the words of a bar: 8 秒, 3 分钟, 2 小时 10 分."""
    if seconds < 90:
        return f"{max(1, round(seconds))} 秒"
    minutes = round(seconds / 60)
    return f"{minutes} 分钟" if minutes < 90 else f"{minutes // 60} 小时 {minutes % 60} 分"
