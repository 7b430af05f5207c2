"""The desk's pages for imports: files come in, are looked at, imported, watched, released, undone."""

from articles.admin.imports import batches, dumps

__all__ = ["batches", "dumps"]
