"""What upgrades make of the data that was there before them."""

from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from participants.models import Custody, CustodyEvent
from participants.rules.custody import Standing, standing

ENTRY, LEFT = date(2026, 1, 5), date(2026, 3, 2)
Status = Custody.Status

BEFORE = [("participants", "0003_history_called_versions")]
MADE = [("participants", "0005_events_of_known_stays")]


class AllUndoneError(Exception):
    """Rolls all of it back: the other tests find the tables as they were."""


def stays_of_before(apps: Any) -> dict[str, int]:
    """Make a stay in each state as it was kept before there were events; return their keys."""
    office = apps.get_model("jombang_umkm", "Office").objects.create(
        name="Dinas Koperasi", short_name="Dinas", government="Pemerintah", place="Jombang"
    )
    facility = apps.get_model("jombang_umkm", "Facility").objects.create(
        office=office, name="Lapas Kota", short_name="Lapas", place="Jombang"
    )
    person, stay = (
        apps.get_model("participants", name).objects for name in ("Participant", "Custody")
    )
    return {
        status: stay.create(
            participant=person.create(full_name=f"SUPRI {number}", sex="L"),
            facility=facility,
            registration_no=f"B.I {number}/2026",
            entry_date=ENTRY,
            status=status,
            left_on=None if status in Custody.HELD else LEFT,
        ).pk
        for number, status in enumerate(Status.values)
    }


def events_of(apps: Any, stay: int) -> list[CustodyEvent]:
    """Return the events of a stay, whatever columns they have by now."""
    rows = apps.get_model("participants", "CustodyEvent").objects.filter(custody=stay)
    names = ("pk", "was", "became", "happened_on", "reverses_id")
    return [CustodyEvent(**row) for row in rows.order_by("pk").values(*names)]


def migrate(to: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    return executor.migrate(to).apps


@pytest.mark.django_db
def test_the_events_given_to_known_stays_lead_to_their_states() -> None:
    with pytest.raises(AllUndoneError), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        keys = stays_of_before(migrate(BEFORE))
        made = migrate(MADE)
        for status, key in keys.items():
            stay = made.get_model("participants", "Custody").objects.get(pk=key)
            left_on = None if status in Custody.HELD else LEFT
            assert (stay.status, stay.left_on, stay.away) == (status, left_on, ())
            events = events_of(made, key)
            assert standing(events) == Standing(status, stay.kind, left_on, ()), status
            assert [each.was for each in events] == ["", *(each.became for each in events[:-1])]
            assert events[0].happened_on == ENTRY
        raise AllUndoneError
