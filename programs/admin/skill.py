from django.contrib import admin

from jombang_umkm.admin.base import RecordAdmin
from programs.models import Skill


@admin.register(Skill)
class SkillAdmin(RecordAdmin):
    list_display = ("name", "description")
    search_fields = ("name", "description")
