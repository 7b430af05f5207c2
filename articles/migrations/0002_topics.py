"""The three topics that come with Newsroom, and their keyword rules."""

from django.db import migrations

from articles.topics import SHIPPED


def add_topics(apps, schema_editor):
    Topic = apps.get_model("articles", "Topic")
    TopicRule = apps.get_model("articles", "TopicRule")
    for position, shipped in enumerate(SHIPPED, start=1):
        topic, is_new = Topic.objects.get_or_create(
            slug=shipped.slug,
            defaults={
                "name": shipped.rules.name,
                "description": shipped.description,
                "column_type": shipped.column_type,
                "threshold": shipped.rules.threshold,
                "position": position,
            },
        )
        if is_new:
            TopicRule.objects.bulk_create(
                TopicRule(topic=topic, keyword=rule.keyword, weight=rule.weight) for rule in shipped.rules.rules
            )


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [migrations.RunPython(add_topics, migrations.RunPython.noop)]
