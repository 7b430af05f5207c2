"""The desk's pages for people that need what they have written: works, merges, splits, fees."""

from articles.admin.people.correspondents import CorrespondentAdmin

__all__ = ["CorrespondentAdmin"]
