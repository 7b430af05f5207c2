"""Which articles the search index holds: none yet. The index itself is set up after every `migrate`."""

from django.db import migrations, models


def remove_index(apps, schema_editor):
    from articles.search import upkeep  # What it keeps refers to the column that goes.

    upkeep.remove(schema_editor.connection.alias)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0009_reports'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='is_indexed',
            field=models.BooleanField(default=False, editable=False, verbose_name='已编入索引'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('is_indexed', False)), fields=['-listed_on', '-id'], name='article_unindexed'),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='article',
                    name='is_indexed',
                    field=models.BooleanField(default=True, editable=False, verbose_name='已编入索引'),
                ),
            ],
        ),
        migrations.RunPython(migrations.RunPython.noop, remove_index),
    ]
