"""The ways in: page dumps to drafts. The engine is the same for commands and for the desk."""

from articles.importing.batches import Summary, run
from articles.importing.dumps import Options, Outcome, Result

__all__ = ["Options", "Outcome", "Result", "Summary", "run"]
