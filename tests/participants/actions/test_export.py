"""Lists that leave the system: whose people, how many, and that it is noted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jombang_umkm.models import AccessLog, User
from participants.actions import export as actions
from participants.models import Custody
from tests.clock import NOW
from tests.counting import counted
from tests.factories.jombang_umkm import AdministratorFactory, StaffFactory
from tests.factories.participants import CustodyFactory, make_stays

pytestmark = pytest.mark.django_db


def take(by: User) -> list[Custody]:
    stays = Custody.objects.order_by("pk")
    return actions.export(stays=stays, asked="jenis=TAHANAN", by=by, at=NOW, address="10.1.2.3")


def test_returns_the_stays_of_the_officers_own_facility_and_notes_it(officer):
    own = CustodyFactory(facility=officer.facility)
    CustodyFactory()
    assert take(officer) == [own]
    of_list, of_person = AccessLog.objects.all()
    for noted in (of_list, of_person):
        assert (noted.act, noted.user, noted.at) == ("EXPORT", officer, NOW)
        assert (noted.address, noted.subject) == ("10.1.2.3", "participants.Participant")
        assert noted.detail == "1 orang: jenis=TAHANAN"
    assert of_list.subject_id is None
    assert of_person.subject_id == own.participant_id


def test_as_many_as_fit_are_noted_in_one_statement(officer):
    make_stays(300, facility=officer.facility, entry_date=timezone.localdate(NOW))
    with CaptureQueriesContext(connection) as queries:
        take(officer)
    written = [sql for sql in counted(queries) if sql.startswith("INSERT")]
    assert len(written) == 1
    assert AccessLog.objects.count() == 301


def test_each_time_is_noted(officer):
    take(officer)
    take(officer)
    assert AccessLog.objects.count() == 2


@pytest.mark.parametrize("factory", [AdministratorFactory, StaffFactory])
def test_nobody_else_takes_one(factory, refused):
    by = factory()
    with refused("not_allowed", AccessLog):
        take(by)


def test_more_than_fit_are_refused(officer, refused, monkeypatch):
    monkeypatch.setattr(actions, "ROWS_AT_MOST", 2)
    make_stays(3, facility=officer.facility, entry_date=timezone.localdate(NOW))
    with refused("too_many", AccessLog):
        take(officer)
