"""All models, by concept."""

from articles.models.article import Article, Byline
from articles.models.batch import BatchFile, BatchRow, ImportBatch, Upload
from articles.models.column import Column
from articles.models.dump import Dump, Duplicate, Notice, PhotoDuplicate
from articles.models.issue import Issue
from articles.models.photo import Photo, PhotoCredit
from articles.models.publishable import Origin, Status
from articles.models.release import Release
from articles.models.topic import ArticleTopic, ColumnType, Topic, TopicRule

__all__ = [
    "Article",
    "ArticleTopic",
    "BatchFile",
    "BatchRow",
    "Byline",
    "Column",
    "ColumnType",
    "Dump",
    "Duplicate",
    "ImportBatch",
    "Issue",
    "Notice",
    "Origin",
    "Photo",
    "PhotoCredit",
    "PhotoDuplicate",
    "Release",
    "Status",
    "Topic",
    "TopicRule",
    "Upload",
]
