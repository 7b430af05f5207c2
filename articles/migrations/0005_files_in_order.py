from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0004_earlier_batches'),
    ]

    operations = [
        migrations.AlterField(
            model_name='batchfile',
            name='position',
            field=models.PositiveIntegerField(verbose_name='次序'),
        ),
        migrations.AddConstraint(
            model_name='batchfile',
            constraint=models.UniqueConstraint(fields=('batch', 'position'), name='batchfile_position_unique'),
        ),
    ]
