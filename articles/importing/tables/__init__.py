"""Tables of articles, correspondents, photos and topics: CSV, XLSX and JSON, in and out."""

from articles.importing.tables.engine import dry_run, import_table, preview, survey, unused_pictures
from articles.importing.tables.kinds import may_export, may_import, recognise
from articles.importing.tables.undo import kept, undo_table

__all__ = [
    "dry_run",
    "import_table",
    "kept",
    "may_export",
    "may_import",
    "preview",
    "recognise",
    "survey",
    "undo_table",
    "unused_pictures",
]
