"""The editors' desk, a module for each thing edited."""

from articles.admin import articles, imports, paper, people, photos, proofs, reports, tags, topics

__all__ = ["articles", "imports", "paper", "people", "photos", "proofs", "reports", "tags", "topics"]
