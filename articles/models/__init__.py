"""All models, by concept."""

from articles.models.article import Article, Byline
from articles.models.column import Column
from articles.models.dump import BatchFile, Dump, ImportBatch, Notice
from articles.models.issue import Issue
from articles.models.photo import Photo, PhotoCredit
from articles.models.publishable import Origin, Status
from articles.models.topic import ArticleTopic, ColumnType, Topic, TopicRule

__all__ = [
    "Article",
    "ArticleTopic",
    "BatchFile",
    "Byline",
    "Column",
    "ColumnType",
    "Dump",
    "ImportBatch",
    "Issue",
    "Notice",
    "Origin",
    "Photo",
    "PhotoCredit",
    "Status",
    "Topic",
    "TopicRule",
]
