import articles.models.batch
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0002_topics'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BatchRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='行号')),
                ('outcome', models.CharField(choices=[('new', '新增'), ('changed', '更新'), ('refused', '未导入')], max_length=10, verbose_name='结果')),
                ('field', models.CharField(blank=True, max_length=60, verbose_name='列')),
                ('message', models.CharField(blank=True, max_length=500, verbose_name='说明')),
                ('object_id', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='编号')),
                ('before', models.JSONField(blank=True, null=True, verbose_name='原值')),
                ('after', models.CharField(blank=True, max_length=32, verbose_name='导入后摘要')),
                ('made', models.JSONField(blank=True, default=dict, verbose_name='随之新建')),
            ],
            options={
                'verbose_name': '批次行',
                'verbose_name_plural': '批次行',
                'ordering': ('position',),
            },
        ),
        migrations.CreateModel(
            name='Duplicate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line_start', models.PositiveIntegerField(verbose_name='起始行')),
                ('line_end', models.PositiveIntegerField(verbose_name='结束行')),
            ],
            options={
                'verbose_name': '重复稿件',
                'verbose_name_plural': '重复稿件',
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='PhotoDuplicate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line_start', models.PositiveIntegerField(verbose_name='起始行')),
                ('line_end', models.PositiveIntegerField(verbose_name='结束行')),
            ],
            options={
                'verbose_name': '重复图片',
                'verbose_name_plural': '重复图片',
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='发布时间')),
                ('with_notices', models.BooleanField(default=False, verbose_name='包括有待核对提示的')),
                ('articles', models.PositiveIntegerField(default=0, verbose_name='稿件数')),
                ('photos', models.PositiveIntegerField(default=0, verbose_name='图片数')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='完成时间')),
            ],
            options={
                'verbose_name': '整批发布',
                'verbose_name_plural': '整批发布',
                'ordering': ('-pk',),
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='次序')),
                ('name', models.CharField(max_length=255, verbose_name='文件名')),
                ('size', models.PositiveBigIntegerField(verbose_name='字节数')),
                ('file', models.FileField(storage=articles.models.batch.upload_storage, upload_to=articles.models.batch.upload_key, verbose_name='文件')),
            ],
            options={
                'verbose_name': '上传文件',
                'verbose_name_plural': '上传文件',
                'ordering': ('position',),
            },
        ),
        migrations.AlterModelOptions(
            name='batchfile',
            options={'ordering': ('position',), 'verbose_name': '批次文件', 'verbose_name_plural': '批次文件'},
        ),
        migrations.AlterModelOptions(
            name='importbatch',
            options={'ordering': ('-pk',), 'permissions': (('undo_importbatch', '可以撤销导入批次'), ('release_importbatch', '可以把批次或刊期标记为已刊发并整批发布')), 'verbose_name': '导入批次', 'verbose_name_plural': '导入批次'},
        ),
        migrations.AddField(
            model_name='article',
            name='fingerprint',
            field=models.CharField(blank=True, editable=False, max_length=32, null=True, unique=True, verbose_name='内容指纹'),
        ),
        migrations.AddField(
            model_name='article',
            name='imported_as',
            field=models.CharField(blank=True, default='', editable=False, max_length=32, verbose_name='导入时摘要'),
        ),
        migrations.AddField(
            model_name='batchfile',
            name='articles',
            field=models.PositiveIntegerField(default=0, verbose_name='新增稿件'),
        ),
        migrations.AddField(
            model_name='batchfile',
            name='linked',
            field=models.PositiveIntegerField(default=0, verbose_name='已有稿件'),
        ),
        migrations.AddField(
            model_name='batchfile',
            name='notices',
            field=models.PositiveIntegerField(default=0, verbose_name='提示'),
        ),
        migrations.AddField(
            model_name='batchfile',
            name='photos',
            field=models.PositiveIntegerField(default=0, verbose_name='新增图片'),
        ),
        migrations.AddField(
            model_name='batchfile',
            name='position',
            field=models.PositiveIntegerField(null=True, verbose_name='次序'),
        ),
        migrations.AddField(
            model_name='dump',
            name='earlier',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='later', to='articles.dump', verbose_name='此前的文本'),
        ),
        migrations.AddField(
            model_name='dump',
            name='undone_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='撤销时间'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='already',
            field=models.PositiveIntegerField(default=0, verbose_name='此前已导入'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='articles',
            field=models.PositiveIntegerField(default=0, verbose_name='新增稿件'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='done',
            field=models.PositiveIntegerField(default=0, verbose_name='已处理'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='error',
            field=models.TextField(blank=True, verbose_name='停止原因'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='heartbeat_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='最近进展'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='imported',
            field=models.PositiveIntegerField(default=0, verbose_name='已导入'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='job',
            field=models.CharField(choices=[('import', '导入'), ('undo', '撤销'), ('reparse', '重新解析'), ('release', '整批发布')], default='import', max_length=8, verbose_name='任务'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='kind',
            field=models.CharField(choices=[('dumps', '版面文本'), ('articles', '稿件表格'), ('correspondents', '通讯员表格'), ('photos', '图片表格'), ('topics', '主题表格')], default='dumps', max_length=14, verbose_name='内容'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='notices',
            field=models.PositiveIntegerField(default=0, verbose_name='提示'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='parser_version',
            field=models.CharField(blank=True, max_length=20, verbose_name='解析器版本'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='photos',
            field=models.PositiveIntegerField(default=0, verbose_name='新增图片'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='refused',
            field=models.PositiveIntegerField(default=0, verbose_name='未导入'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='report',
            field=models.JSONField(blank=True, default=dict, verbose_name='任务结果'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='state',
            field=models.CharField(choices=[('waiting', '待确认'), ('queued', '排队中'), ('running', '进行中'), ('stopped', '已停止'), ('finished', '已完成')], default='waiting', max_length=8, verbose_name='状态'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='total',
            field=models.PositiveIntegerField(default=0, verbose_name='总数'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='undone_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='撤销时间'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='worker',
            field=models.CharField(blank=True, editable=False, max_length=32, verbose_name='执行者'),
        ),
        migrations.AddField(
            model_name='photo',
            name='fingerprint',
            field=models.CharField(blank=True, editable=False, max_length=32, null=True, unique=True, verbose_name='内容指纹'),
        ),
        migrations.AddField(
            model_name='photo',
            name='imported_as',
            field=models.CharField(blank=True, default='', editable=False, max_length=32, verbose_name='导入时摘要'),
        ),
        migrations.AlterField(
            model_name='importbatch',
            name='created_at',
            field=models.DateTimeField(auto_now_add=True, verbose_name='建立时间'),
        ),
        migrations.AddConstraint(
            model_name='importbatch',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('waiting', 'queued', 'running', 'stopped', 'finished'))), name='batch_state_known'),
        ),
        migrations.AddField(
            model_name='batchrow',
            name='batch',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='articles.importbatch', verbose_name='批次'),
        ),
        migrations.AddField(
            model_name='duplicate',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duplicates', to='articles.article', verbose_name='稿件'),
        ),
        migrations.AddField(
            model_name='duplicate',
            name='draft',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='duplicate_of', to='articles.article', verbose_name='文字不同的稿件'),
        ),
        migrations.AddField(
            model_name='duplicate',
            name='dump',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duplicates', to='articles.dump', verbose_name='版面文本'),
        ),
        migrations.AddField(
            model_name='photoduplicate',
            name='dump',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photo_duplicates', to='articles.dump', verbose_name='版面文本'),
        ),
        migrations.AddField(
            model_name='photoduplicate',
            name='photo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duplicates', to='articles.photo', verbose_name='图片'),
        ),
        migrations.AddField(
            model_name='release',
            name='batch',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='articles.importbatch', verbose_name='批次'),
        ),
        migrations.AddField(
            model_name='release',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='操作人'),
        ),
        migrations.AddField(
            model_name='release',
            name='issue',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='articles.issue', verbose_name='刊期'),
        ),
        migrations.AddField(
            model_name='article',
            name='release',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_released', to='articles.release', verbose_name='整批发布'),
        ),
        migrations.AddField(
            model_name='photo',
            name='release',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_released', to='articles.release', verbose_name='整批发布'),
        ),
        migrations.AddField(
            model_name='upload',
            name='batch',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to='articles.importbatch', verbose_name='批次'),
        ),
        migrations.AddConstraint(
            model_name='batchrow',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ('new', 'changed', 'refused'))), name='batchrow_outcome_known'),
        ),
        migrations.AddConstraint(
            model_name='batchrow',
            constraint=models.UniqueConstraint(fields=('batch', 'position'), name='batchrow_position_unique'),
        ),
        migrations.AddConstraint(
            model_name='duplicate',
            constraint=models.UniqueConstraint(fields=('article', 'dump', 'line_start'), name='duplicate_found_once_a_place'),
        ),
        migrations.AddConstraint(
            model_name='photoduplicate',
            constraint=models.UniqueConstraint(fields=('photo', 'dump', 'line_start'), name='photoduplicate_found_once_a_place'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('batch__isnull', False), ('issue__isnull', True)), models.Q(('batch__isnull', True), ('issue__isnull', False)), _connector='OR'), name='release_of_batch_or_issue'),
        ),
        migrations.AddConstraint(
            model_name='upload',
            constraint=models.UniqueConstraint(fields=('batch', 'position'), name='upload_position_unique'),
        ),
    ]
