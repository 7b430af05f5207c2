"""Reports of errors (读者纠错), and who handles them. Groups that a newsroom has removed stay so."""

import django.db.models.deletion
from django.apps import apps as installed
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

CODES = ("view_report", "change_report")
GROUPS = ("编辑", "主任", "总编", "系统管理员")


def grant(apps, schema_editor):
    using = schema_editor.connection.alias
    # Made otherwise after all migrations.
    create_permissions(installed.get_app_config("articles"), apps=apps, using=using, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.using(using).filter(codename__in=CODES)
    assert len(permissions) == len(CODES)  # nosec B101
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name__in=GROUPS):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0008_groups'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='页面')),
                ('wrong', models.TextField(max_length=1000, verbose_name='哪里有错')),
                ('right', models.TextField(blank=True, max_length=1000, verbose_name='应该是什么')),
                ('contact', models.CharField(blank=True, max_length=100, verbose_name='联系方式')),
                ('status', models.CharField(choices=[('open', '待处理'), ('done', '已处理'), ('refused', '不予采纳')], default='open', max_length=10, verbose_name='状态')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='处理说明')),
                ('handled_at', models.DateTimeField(blank=True, null=True, verbose_name='处理时间')),
                ('sender', models.CharField(blank=True, default='', editable=False, max_length=64, verbose_name='发送者标识')),
                ('created_at', models.DateTimeField(verbose_name='收到时间')),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reports', to='articles.article', verbose_name='稿件')),
                ('handled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='处理人')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reports', to='articles.photo', verbose_name='图片')),
            ],
            options={
                'verbose_name': '读者纠错',
                'verbose_name_plural': '读者纠错',
                'ordering': ('-pk',),
                'indexes': [models.Index(fields=['status', '-id'], name='report_by_status'), models.Index(condition=models.Q(('sender', ''), _negated=True), fields=['sender', 'created_at'], name='report_senders')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ('open', 'done', 'refused'))), name='report_status_known'), models.CheckConstraint(condition=models.Q(('article', None), ('photo', None), _connector='OR'), name='report_of_one_page'), models.CheckConstraint(condition=models.Q(models.Q(('handled_at', None), ('status', 'open')), models.Q(models.Q(('status', 'open'), _negated=True), ('handled_at__isnull', False)), _connector='OR'), name='report_handled_with_time')],
            },
        ),
        migrations.RunPython(grant, migrations.RunPython.noop, elidable=False),
    ]
