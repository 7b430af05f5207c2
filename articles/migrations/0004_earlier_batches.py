"""What batches of earlier versions did not note: their state, their counts, the order of their files."""

from django.db import migrations


def fill_in(apps, schema_editor):
    ImportBatch = apps.get_model("articles", "ImportBatch")
    BatchFile = apps.get_model("articles", "BatchFile")
    Dump = apps.get_model("articles", "Dump")
    for batch in ImportBatch.objects.all():
        files = list(BatchFile.objects.filter(batch=batch).order_by("pk").only("pk", "outcome"))
        for position, file in enumerate(files):
            file.position = position
        BatchFile.objects.bulk_update(files, ["position"], batch_size=500)
        outcomes = [file.outcome for file in files]
        for outcome in ("imported", "already", "refused"):
            setattr(batch, outcome, outcomes.count(outcome))
        batch.total = batch.done = len(files)
        batch.state = "finished" if batch.finished_at else "stopped"
        batch.save()
    # Only keys were noted of what a dump had made, and nothing to tell whether somebody has changed it since.
    Dump.objects.exclude(made={}).update(made={})


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_archives")]

    operations = [migrations.RunPython(fill_in, migrations.RunPython.noop)]
