"""Imports, read and saved outside the request."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from participants.actions import import_reading, import_saving, people_import
from participants.models import PeopleImport


@task(title=_("Read a list of people"))
def read_import(*, pk: int, by: int) -> None:
    """Read the rows of a list, for somebody to check."""
    _do(import_reading.read, pk, by)


@task(title=_("Save a list of people"))
def save_import(*, pk: int, by: int) -> None:
    """Save the rows of a list that were chosen, all or none."""
    _do(import_saving.save, pk, by)


def _do(action: Callable[..., Any], pk: int, by: int) -> None:
    """Take the action; what it refuses stands on the import, and nothing of it is written."""
    found, user = PeopleImport.objects.get(pk=pk), User.objects.get(pk=by)
    with translation.override(found.language):
        try:
            action(people_import=found, by=user, at=timezone.now())
        except ActionRefused as refusal:
            people_import.fail(people_import=found, why=str(refusal), by=user)
