"""Lists that leave the system: whose people, how many, and that it is noted."""

import pytest
from django.utils import timezone

from jombang_umkm.models import AccessLog, User
from participants.actions import export as actions
from participants.models import Custody
from tests.clock import NOW
from tests.factories.jombang_umkm import AdministratorFactory, StaffFactory
from tests.factories.participants import CustodyFactory, make_stays

pytestmark = pytest.mark.django_db


def take(by: User) -> list[Custody]:
    stays = Custody.objects.order_by("pk")
    return actions.export(stays=stays, by=by, at=NOW, address="10.1.2.3")


def test_returns_the_stays_of_the_officers_own_facility_and_notes_it(officer):
    own = CustodyFactory(facility=officer.facility)
    CustodyFactory()
    assert take(officer) == [own]
    noted = AccessLog.objects.get()
    assert (noted.act, noted.user, noted.at, noted.address) == ("EXPORT", officer, NOW, "10.1.2.3")
    assert (noted.subject, noted.subject_id) == ("participants.Participant", None)


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
