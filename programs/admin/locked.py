"""Keeping what a report has gone out with."""

from typing import Any

from django.db import models
from django.http import HttpRequest

from jombang_umkm.admin.base import RecordInline
from programs.models import Program


def is_locked(record: models.Model | None) -> bool:
    """Return whether a programme, or what belongs to one, can no longer change."""
    program = record if isinstance(record, Program) else getattr(record, "program", None)
    return program is not None and program.status in Program.LOCKED


class LockedWithProgramMixin:
    """Shows a record, or the rows of one, without changing it once its programme is reported."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed: bool = super().has_change_permission(request, obj)  # type: ignore[misc]
        return allowed and not is_locked(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed: bool = super().has_delete_permission(request, obj)  # type: ignore[misc]
        return allowed and not is_locked(obj)


class LockedInline(LockedWithProgramMixin, RecordInline):
    """Rows of a record, which get no more either once its programme is reported."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and not is_locked(obj)
