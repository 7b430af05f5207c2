"""All models, by concept."""

from articles.models.article import Article, Byline
from articles.models.batch import BatchFile, BatchRow, ImportBatch, Upload
from articles.models.column import Column
from articles.models.correction import Correction
from articles.models.dump import Dump, Duplicate, Notice, PhotoDuplicate
from articles.models.editing import Editing
from articles.models.generation import Generation
from articles.models.issue import Issue
from articles.models.photo import Photo, PhotoCredit
from articles.models.proof import ForbiddenWord, OfficeHolder, PrintableNumber, ProofSetting, WrongWord
from articles.models.publishable import Origin, Status
from articles.models.release import Release
from articles.models.report import Report
from articles.models.review import Decision, Review, Stage
from articles.models.topic import ArticleTopic, ColumnType, Topic, TopicRule
from articles.models.version import Version

__all__ = [
    "Article",
    "ArticleTopic",
    "BatchFile",
    "BatchRow",
    "Byline",
    "Column",
    "ColumnType",
    "Correction",
    "Decision",
    "Dump",
    "Duplicate",
    "Editing",
    "ForbiddenWord",
    "Generation",
    "ImportBatch",
    "Issue",
    "Notice",
    "OfficeHolder",
    "Origin",
    "Photo",
    "PhotoCredit",
    "PhotoDuplicate",
    "PrintableNumber",
    "ProofSetting",
    "Release",
    "Report",
    "Review",
    "Stage",
    "Status",
    "Topic",
    "TopicRule",
    "Upload",
    "Version",
    "WrongWord",
]
