"""A number that moves with whatever citizens can see."""

from django.db import models


class Generation(models.Model):
    """One row, written by triggers alone (see `articles.generation`)."""

    number = models.PositiveBigIntegerField("编号", default=0)

    class Meta:
        verbose_name = "公开内容的版次"
        verbose_name_plural = "公开内容的版次"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)
