"""The desk's pages for people, with what tables do to them, which the app of people knows nothing of."""

from django.contrib import admin

from articles.admin.tables import TableAdmin
from articles.models import ImportBatch
from people.admin import CorrespondentAdmin as PlainCorrespondentAdmin
from people.models import Correspondent

admin.site.unregister(Correspondent)


@admin.register(Correspondent)
class CorrespondentAdmin(TableAdmin, PlainCorrespondentAdmin):
    table_kind = ImportBatch.Kind.CORRESPONDENTS
