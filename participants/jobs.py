"""Imports, read and saved outside the request."""

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from jombang_umkm.jobs import progress
from jombang_umkm.models import User
from participants.actions import import_reading, import_saving
from participants.models import PeopleImport


@task(title=_("Read a list of people"))
def read_import(*, pk: int, by: int) -> None:
    """Read the rows of a list, for somebody to check."""
    found = PeopleImport.objects.get(pk=pk)
    with translation.override(found.language), progress.telling(f"import-{pk}", 1) as tell:
        import_reading.read(
            people_import=found, by=User.objects.get(pk=by), at=timezone.now(), tell=tell
        )


@task(title=_("Save a list of people"))
def save_import(*, pk: int, by: int) -> None:
    """Save the rows of a list that were chosen, all or none."""
    found = PeopleImport.objects.get(pk=pk)
    with translation.override(found.language), progress.telling(f"import-{pk}", 1) as tell:
        import_saving.save(
            people_import=found, by=User.objects.get(pk=by), at=timezone.now(), tell=tell
        )
