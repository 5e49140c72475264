"""Sealing anew: nothing is lost, whoever writes meanwhile and wherever it was broken off."""

import time
from threading import Thread

import pytest
from django.db import connection, transaction

from jombang_umkm import sealing
from jombang_umkm.actions import sealing as actions
from jombang_umkm.errors import ActionRefused
from jombang_umkm.sealing import SealedColumn
from participants.models import Participant
from tests.factories.participants import ParticipantFactory

pytestmark = pytest.mark.django_db

OLD, NEW, SEARCH = "old-" * 8, "new-" * 8, "search-" * 5
COLUMN = SealedColumn(Participant, "nik_sealed", "nik_key")


@pytest.fixture(autouse=True)
def _old_key(settings):
    settings.DATA_KEYS = (OLD,)
    settings.DATA_SEARCH_KEY = SEARCH


def person(number: int) -> Participant:
    nik = f"351709251290{number:04d}"
    return ParticipantFactory(
        nik_status=Participant.NikStatus.FILLED,
        nik_sealed=sealing.seal(nik),
        nik_key=sealing.search_key(nik),
    )


@pytest.fixture
def people() -> list[Participant]:
    return [person(number) for number in range(1, 6)]


def niks() -> list[str]:
    return [sealing.open_sealed(row.nik_sealed) for row in COLUMN.filled()]


def reseal(**options) -> actions.Resealed:
    return actions.reseal(column=COLUMN, by=None, **options)


def test_every_value_is_sealed_with_the_first_key(people, settings):
    before = niks()
    settings.DATA_KEYS = (NEW, OLD)
    assert reseal() == actions.Resealed(seen=5, changed=5, last=people[-1].pk)
    settings.DATA_KEYS = (NEW,)
    assert niks() == before


def test_a_repeat_changes_nothing(people, settings, unchanged):
    settings.DATA_KEYS = (NEW, OLD)
    reseal()
    with unchanged(Participant):
        assert reseal().changed == 0


def test_the_history_keeps_nothing_of_it(people, settings):
    versions = Participant.objects.get(pk=people[0].pk).events.count()
    settings.DATA_KEYS = (NEW, OLD)
    reseal()
    assert people[0].events.count() == versions


def test_people_without_a_value_are_left_alone(people, settings):
    nobody = ParticipantFactory()
    settings.DATA_KEYS = (NEW, OLD)
    assert reseal().seen == 5
    nobody.refresh_from_db()
    assert (nobody.nik_sealed, nobody.nik_key) == ("", None)


def test_it_goes_on_where_it_was_broken_off(people, settings):
    before = niks()
    settings.DATA_KEYS = (NEW, OLD)
    first = reseal(limit=2)
    assert (first.seen, first.changed, first.last) == (2, 2, people[1].pk)
    assert niks() == before
    assert reseal(limit=2, after=first.last).last == people[3].pk
    # Or begins anew: what is done stays.
    assert reseal() == actions.Resealed(seen=5, changed=1, last=people[4].pk)
    assert reseal(after=people[4].pk) == actions.Resealed(0, 0, people[4].pk)


def test_search_keys_follow_a_new_search_key(people, settings):
    settings.DATA_SEARCH_KEY = NEW
    assert reseal().changed == 5
    assert [row.nik_key for row in COLUMN.filled()] == [sealing.search_key(nik) for nik in niks()]


def test_a_value_that_no_key_opens_stops_it_before_anything_changes(people, settings, refused):
    settings.DATA_KEYS = (NEW,)
    lost = people[2]
    Participant.objects.exclude(pk=lost.pk).update(nik_sealed=sealing.seal("1"))
    with refused("seal_broken", Participant):
        reseal()
    with pytest.raises(ActionRefused) as refusal:
        reseal()
    assert str(COLUMN) in str(refusal.value)
    assert str(lost.pk) in str(refusal.value)
    assert lost.nik_sealed not in str(refusal.value)


def test_only_administrators_may(people, officer, staff, administrator, refused):
    for user in (officer, staff):
        with refused("not_allowed", Participant):
            actions.reseal(column=COLUMN, by=user)
    assert actions.reseal(column=COLUMN, by=administrator).seen == 5


def wait_until_somebody_waits() -> None:
    """Return once another connection waits for a lock of this one."""
    deadline = time.monotonic() + 20
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone() != (0,):
                return
            time.sleep(0.01)
    raise AssertionError("nobody waits")


@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_is_not_overwritten(people, settings):
    settings.DATA_KEYS = (NEW, OLD)
    changed = people[0]
    done = []

    def run():
        done.append(reseal())
        connection.close()

    with transaction.atomic():
        token, key = sealing.seal("3517094101900001"), sealing.search_key("3517094101900001")
        Participant.objects.filter(pk=changed.pk).update(nik_sealed=token, nik_key=key)
        Participant.objects.filter(pk=people[1].pk).update(
            nik_sealed="", nik_key=None, nik_status=Participant.NikStatus.UNKNOWN
        )
        thread = Thread(target=run)
        thread.start()
        wait_until_somebody_waits()
    thread.join()
    assert done == [actions.Resealed(seen=4, changed=3, last=people[4].pk)]
    changed.refresh_from_db()
    assert (changed.nik_sealed, changed.nik_key) == (token, key)
    people[1].refresh_from_db()
    assert people[1].nik_sealed == ""
