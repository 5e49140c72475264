"""How far a job has come is seen by others while it works, and stays when it is undone."""

import pytest
from django.db import transaction

from jombang_umkm.jobs import progress
from jombang_umkm.models import JobProgress
from tests import sample_jobs
from tests.jobs import do_jobs
from tests.threads import together

pytestmark = pytest.mark.django_db(transaction=True)


def seen() -> tuple[int, int] | None:
    """Return what others see, as (done, total)."""
    (told,) = together(lambda: progress.read("import-1"))
    return told and (told.done, told.total)


def test_others_see_it_while_the_transaction_is_open(monkeypatch):
    monkeypatch.setattr(progress, "SECONDS_BETWEEN", 0)
    assert seen() is None
    with transaction.atomic(), progress.telling("import-1", 5000) as tell:
        assert seen() == (0, 5000)
        for done in (1200, 3400):
            tell(done)
            assert seen() == (done, 5000)


def test_it_stays_when_the_work_is_undone():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        with progress.telling("import-1", 100) as tell:
            tell(100)
        raise ZeroDivisionError
    assert seen() == (100, 100)


def test_work_begun_anew_begins_at_nothing():
    with progress.telling("import-1", 100) as tell:
        tell(100)
    with progress.telling("import-1", 70):
        assert seen() == (0, 70)


def test_telling_often_writes_seldom_but_the_last(monkeypatch):
    """The first is written; the rest at most each 0.2 seconds; the last in any case."""
    writes = []
    write = progress._Teller.write
    monkeypatch.setattr(progress._Teller, "write", lambda self: writes.append(1) or write(self))
    with progress.telling("import-1", 20_000) as tell:
        for done in range(20_000):
            tell(done + 1)
    assert seen() == (20_000, 20_000)
    assert 2 <= len(writes) < 20


def test_a_job_tells():
    sample_jobs.tell.enqueue(total=3)
    do_jobs()
    assert JobProgress.objects.get(key="sample").done == 3
