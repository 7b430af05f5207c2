"""The ways in: page dumps and tables to drafts. The engine is the same for commands and for the desk."""

from articles.importing.batches import StoppedError, import_sources, preview, run
from articles.importing.results import Options, Outcome, Result, Summary

__all__ = ["Options", "Outcome", "Result", "StoppedError", "Summary", "import_sources", "preview", "run"]
