"""Runs of an import: what was sent, who sent it, how far it is, and what became of each file and row."""

import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models


def upload_storage() -> Storage:
    """Where files wait that were sent for import. Nobody but the desk reads it."""
    return storages["uploads"]


def upload_key(upload: "Upload", name: str) -> str:
    """Return a key of our own: what people call their files names nothing in the storage."""
    return f"{uuid.uuid4().hex[:2]}/{uuid.uuid4().hex}"


class ImportBatch(models.Model):
    """One import: who started it, when, with which options, and how far it is.

    `job` is what is done with it, `done` of `total` is how far that is: files of dumps, rows of a
    table. Whoever works on it holds `worker` and renews `heartbeat_at` with each chunk (see
    `articles.importing.lease`). The counts of what was imported stay whatever job comes later.
    """

    class Kind(models.TextChoices):
        DUMPS = "dumps", "版面文本"
        ARTICLES = "articles", "稿件表格"
        CORRESPONDENTS = "correspondents", "通讯员表格"
        PHOTOS = "photos", "图片表格"
        TOPICS = "topics", "主题表格"

    class State(models.TextChoices):
        WAITING = "waiting", "待确认"
        QUEUED = "queued", "排队中"
        RUNNING = "running", "进行中"
        STOPPED = "stopped", "已停止"
        FINISHED = "finished", "已完成"

    class Job(models.TextChoices):
        IMPORT = "import", "导入"
        UNDO = "undo", "撤销"
        REPARSE = "reparse", "重新解析"
        RELEASE = "release", "整批发布"

    kind = models.CharField("内容", max_length=14, choices=Kind.choices, default=Kind.DUMPS)
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.WAITING)
    job = models.CharField("任务", max_length=8, choices=Job.choices, default=Job.IMPORT)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="操作人",
    )
    options = models.JSONField("选项", default=dict, blank=True)
    parser_version = models.CharField("解析器版本", max_length=20, blank=True)
    worker = models.CharField("执行者", max_length=32, blank=True, editable=False)
    heartbeat_at = models.DateTimeField("最近进展", null=True, blank=True, editable=False)
    error = models.TextField("停止原因", blank=True)
    report = models.JSONField("任务结果", default=dict, blank=True)
    total = models.PositiveIntegerField("总数", default=0)
    done = models.PositiveIntegerField("已处理", default=0)
    imported = models.PositiveIntegerField("已导入", default=0)
    already = models.PositiveIntegerField("此前已导入", default=0)
    refused = models.PositiveIntegerField("未导入", default=0)
    articles = models.PositiveIntegerField("新增稿件", default=0)
    photos = models.PositiveIntegerField("新增图片", default=0)
    notices = models.PositiveIntegerField("提示", default=0)

    class Meta:
        verbose_name = "导入批次"
        verbose_name_plural = "导入批次"
        ordering = ("-pk",)
        permissions = (
            ("undo_importbatch", "可以撤销导入批次"),
            ("release_importbatch", "可以把批次或刊期标记为已刊发并整批发布"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=("waiting", "queued", "running", "stopped", "finished")),
                name="batch_state_known",
            ),
        )

    def __str__(self) -> str:
        return f"批次 {self.pk}"


class Upload(models.Model):
    """A file as somebody sent it, in storage under a key of our own."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="uploads", verbose_name="批次")
    position = models.PositiveIntegerField("次序")
    name = models.CharField("文件名", max_length=255)
    size = models.PositiveBigIntegerField("字节数")
    file = models.FileField("文件", storage=upload_storage, upload_to=upload_key, max_length=100)

    class Meta:
        verbose_name = "上传文件"
        verbose_name_plural = "上传文件"
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("batch", "position"), name="upload_position_unique"),)

    def __str__(self) -> str:
        return self.name


class BatchFile(models.Model):
    """What became of one file of a batch. `linked` counts articles that were in already."""

    class Outcome(models.TextChoices):
        IMPORTED = "imported", "已导入"
        ALREADY = "already", "此前已导入"
        REFUSED = "refused", "未导入"

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="files", verbose_name="批次")
    position = models.PositiveIntegerField("次序")
    name = models.CharField("文件", max_length=255)
    outcome = models.CharField("结果", max_length=10, choices=Outcome.choices)
    message = models.CharField("说明", max_length=500, blank=True)
    articles = models.PositiveIntegerField("新增稿件", default=0)
    linked = models.PositiveIntegerField("已有稿件", default=0)
    photos = models.PositiveIntegerField("新增图片", default=0)
    notices = models.PositiveIntegerField("提示", default=0)
    dump = models.ForeignKey(
        "articles.Dump",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="batch_files",
        verbose_name="版面文本",
    )

    class Meta:
        verbose_name = "批次文件"
        verbose_name_plural = "批次文件"
        ordering = ("position",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(outcome__in=("imported", "already", "refused")),
                name="batchfile_outcome_known",
            ),
            models.UniqueConstraint(fields=("batch", "position"), name="batchfile_position_unique"),
        )

    def __str__(self) -> str:
        return self.name


class BatchRow(models.Model):
    """What became of one row of a table. Rows that changed nothing are only counted, those aside that
    were found in already by what they say: the table relies on what it has found.

    `before` holds the values that a changed row had, so that an undo can put them back; `after` is
    a digest of what the row was left with, which tells whether somebody has changed it since. `made`
    holds, as that of a dump does, digests of the people, columns and issues that were made for the row.
    """

    class Outcome(models.TextChoices):
        NEW = "new", "新增"
        CHANGED = "changed", "更新"
        ALREADY = "already", "已有"
        REFUSED = "refused", "未导入"

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows", verbose_name="批次")
    position = models.PositiveIntegerField("行号")
    outcome = models.CharField("结果", max_length=10, choices=Outcome.choices)
    field = models.CharField("列", max_length=60, blank=True)
    message = models.CharField("说明", max_length=500, blank=True)
    object_id = models.PositiveBigIntegerField("编号", null=True, blank=True)
    before = models.JSONField("原值", null=True, blank=True)
    after = models.CharField("导入后摘要", max_length=32, blank=True)
    made = models.JSONField("随之新建", default=dict, blank=True)

    class Meta:
        verbose_name = "批次行"
        verbose_name_plural = "批次行"
        ordering = ("position",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(outcome__in=("new", "changed", "already", "refused")),
                name="batchrow_outcome_known",
            ),
            models.UniqueConstraint(fields=("batch", "position"), name="batchrow_position_unique"),
        )
        indexes = (
            models.Index(
                fields=("object_id",), name="batchrow_already", condition=models.Q(outcome="already")
            ),
        )

    def __str__(self) -> str:
        return f"第 {self.position} 行"
