"""Jobs for the tests of the queue; a worker finds them by their path, as any other."""

import time
from datetime import date

from django.db import OperationalError
from django_tasks import task

from jombang_umkm.errors import ActionRefused
from jombang_umkm.jobs import progress
from jombang_umkm.jobs.work import Stopped
from jombang_umkm.models import Holiday

NAME = "Budi Santoso"


@task(title="Add a holiday")
def add_holiday(*, day: str, milliseconds: int = 0, by: int | None = None) -> None:
    """Add a holiday, and commit it no earlier than after that time."""
    Holiday.objects.create(day=date.fromisoformat(day), name="Libur uji", kind="NATIONAL")
    time.sleep(milliseconds / 1000)


@task(title="Be refused")
def be_refused(*, day: str) -> None:
    add_holiday.func(day=day)
    raise ActionRefused("not_allowed", f"{NAME} may not")


@task(title="Err")
def err(*, day: str) -> None:
    add_holiday.func(day=day)
    raise ValueError(NAME)


@task(title="Break a constraint")
def break_constraint(*, day: str) -> None:
    Holiday.objects.create(day=date.fromisoformat(day), name=NAME, kind=None)


@task(title="Meet a deadlock")
def meet_deadlock(*, day: str) -> None:
    add_holiday.func(day=day)
    raise OperationalError("deadlock detected")


@task(title="Be told to stop")
def be_stopped(*, day: str) -> None:
    add_holiday.func(day=day)
    raise Stopped


@task(title="Ask for another")
def ask_for_another(*, day: str) -> None:
    add_holiday.enqueue(day=day)


@task(title="Tell how far it is")
def tell(*, total: int) -> None:
    with progress.telling("sample", total) as tell:
        for number in range(total):
            tell(number + 1)


def one_by_place(day: str) -> None:
    """What is no job, for its argument can be given by place."""
