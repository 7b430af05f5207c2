"""Which rows the search indexes hold: none yet. The indexes themselves are set up after every `migrate`."""

from django.db import migrations, models

NOT_YET = models.Q(is_indexed=False)
INDEXES = {
    'article': models.Index(condition=NOT_YET, fields=['-listed_on', '-id'], name='article_unindexed'),
    'photo': models.Index(condition=NOT_YET, fields=['-id'], name='photo_unindexed'),
    'dump': models.Index(condition=NOT_YET, fields=['-id'], name='dump_unindexed'),
}


def is_indexed(default):
    return models.BooleanField(default=default, editable=False, verbose_name='已编入索引')


def remove_indexes(apps, schema_editor):
    from articles.search import upkeep  # What it keeps refers to the columns that go.

    upkeep.remove(schema_editor.connection.alias)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0009_reports'),
    ]

    operations = [
        *(migrations.AddField(model, 'is_indexed', is_indexed(False)) for model in INDEXES),
        *(migrations.AddIndex(model, index) for model, index in INDEXES.items()),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(model, 'is_indexed', is_indexed(True)) for model in INDEXES
            ],
        ),
        migrations.RunPython(migrations.RunPython.noop, remove_indexes),
    ]
