"""What upgrades make of the data that was there before them."""

from datetime import date, time

import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from programs.models import Attendance, Enrolment
from tests.factories.programs import make_class, record, stays_on

BEFORE = [("programs", "0005_people_stays_families")]
MADE = [("programs", "0006_program_of_rows")]


class AllUndoneError(Exception):
    """Rolls all of it back: the other tests find the tables as they were."""


@pytest.mark.django_db
def test_seats_and_marks_get_their_programme_and_no_version() -> None:
    session = make_class(3, day=date(2026, 3, 10), starts_at=time(8), ends_at=time(9))
    record(session, dict.fromkeys(stays_on(session), "HADIR"))
    models = [model._meta.label.split(".") for model in (Enrolment, Attendance)]
    with pytest.raises(AllUndoneError), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        old = MigrationExecutor(connection).migrate(BEFORE).apps
        versions = [old.get_model(app, f"{name}Version").objects.count() for app, name in models]
        made = MigrationExecutor(connection).migrate(MADE).apps
        for (app, name), count in zip(models, versions, strict=True):
            found = made.get_model(app, name).objects.values_list("program", flat=True)
            assert list(found) == [session.program_id] * 3
            assert made.get_model(app, f"{name}Version").objects.count() == count
        raise AllUndoneError
