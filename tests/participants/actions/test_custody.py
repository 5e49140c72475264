"""Opening a stay, and moving it along the table of states."""

from datetime import date, timedelta

import pytest

from jombang_umkm.history import versions_of
from jombang_umkm.models import User
from participants.actions import custody as actions
from participants.models import Custody
from participants.rules.custody import CUSTODY
from tests.factories.jombang_umkm import (
    AdministratorFactory,
    FacilityFactory,
    OfficerFactory,
    StaffFactory,
)
from tests.factories.participants import (
    CustodyFactory,
    DetaineeCustodyFactory,
    ParticipantFactory,
    stay_in,
)
from tests.tables import every_move

pytestmark = pytest.mark.django_db

Status = Custody.Status

ENTRY, LEFT, LATER = date(2026, 1, 5), date(2026, 3, 2), date(2026, 5, 4)
A_DAY = timedelta(days=1)

ALLOWED = [move for move in every_move(Status.values) if CUSTODY.allows(*move)]


def values(stay: Custody) -> dict[str, object]:
    return Custody.objects.values().get(pk=stay.pk)


class TestMove:
    @pytest.mark.parametrize(("before", "after"), ALLOWED)
    def test_leads_along_the_table_and_a_repeat_changes_nothing(self, before, after, unchanged):
        stay = stay_in(before, since=LEFT, entry_date=ENTRY)
        officer = OfficerFactory(facility=stay.facility)
        expected = {
            **values(stay),
            "status": after,
            "left_on": None if after in Custody.HELD else stay.left_on or LATER,
        }
        moved = actions.move(custody=stay, to=after, on=LATER, by=officer)
        assert values(moved) == expected
        assert (moved.status, moved.left_on) == (after, expected["left_on"])
        assert versions_of(Custody).last().status == after
        with unchanged(Custody):
            actions.move(custody=stay, to=after, on=LATER + A_DAY, by=officer)

    @pytest.mark.parametrize("before", Status)
    def test_leads_nowhere_else(self, before, refused):
        stay, by = stay_in(before, since=LEFT, entry_date=ENTRY), AdministratorFactory()
        for after in set(Status) - {before} - CUSTODY.moves[before]:
            with refused("illegal_move", Custody):
                actions.move(custody=stay, to=after, on=LATER, by=by)

    def test_looks_at_the_stay_as_it_is_now_not_as_it_was_read(self, refused):
        stay = CustodyFactory(entry_date=ENTRY)
        actions.move(custody=stay, to=Status.DIED, on=LATER, by=AdministratorFactory())
        assert stay.status == Status.CONVICT
        with refused("illegal_move", Custody):
            actions.move(custody=stay, to=Status.PAROLE, on=LATER, by=AdministratorFactory())

    def test_may_happen_on_the_day_of_entry_and_not_before(self, refused):
        stay = CustodyFactory(entry_date=ENTRY)
        move = {"custody": stay, "to": Status.FULL_RELEASE, "by": AdministratorFactory()}
        with refused("before_entry", Custody):
            actions.move(**move, on=ENTRY - A_DAY)
        assert actions.move(**move, on=ENTRY).left_on == ENTRY

    def test_does_not_bring_back_somebody_who_is_held_elsewhere_by_now(self, refused):
        stay = stay_in(Status.PAROLE, since=LEFT, entry_date=ENTRY)
        CustodyFactory(participant=stay.participant, entry_date=LATER)
        with refused("held_elsewhere", Custody):
            actions.move(custody=stay, to=Status.CONVICT, on=LATER, by=AdministratorFactory())


class TestAdmit:
    def stay(self, **fields: object) -> Custody:
        """Return a stay that was not saved yet."""
        return CustodyFactory.build(
            participant=ParticipantFactory(), facility=FacilityFactory(), **fields
        )

    @pytest.mark.parametrize("status", Custody.HELD)
    def test_opens_a_stay_of_somebody_held(self, status):
        stay = self.stay(status=status)
        assert actions.admit(custody=stay, by=OfficerFactory(facility=stay.facility)) == stay
        assert Custody.objects.get() == stay
        assert versions_of(Custody).get().pgh_label == "insert"

    @pytest.mark.parametrize("status", [state for state in Status if state not in Custody.HELD])
    def test_refuses_a_state_of_somebody_gone(self, status, refused):
        with refused("not_held", Custody):
            actions.admit(custody=self.stay(status=status), by=AdministratorFactory())

    def test_refuses_a_stay_that_is_over_already(self, refused):
        with refused("not_held", Custody):
            actions.admit(custody=self.stay(left_on=LEFT), by=AdministratorFactory())


class TestWhoMay:
    """Officers of the facility and administrators keep stays; nobody else does."""

    @pytest.fixture
    def stay(self) -> Custody:
        return DetaineeCustodyFactory(entry_date=ENTRY)

    def may(self, stay: Custody, user: User) -> None:
        new = CustodyFactory.build(participant=ParticipantFactory(), facility=stay.facility)
        actions.admit(custody=new, by=user)
        actions.move(custody=stay, to=Status.CONVICT, on=LATER, by=user)

    def test_officers_of_the_facility(self, stay):
        self.may(stay, OfficerFactory(facility=stay.facility))

    def test_administrators(self, stay):
        self.may(stay, AdministratorFactory())

    @pytest.mark.parametrize(
        "outsider",
        [
            pytest.param(OfficerFactory, id="an officer elsewhere"),
            pytest.param(StaffFactory, id="staff of another office"),
        ],
    )
    def test_nobody_else(self, outsider, stay, refused):
        user = outsider()
        with refused("not_allowed", Custody):
            actions.move(custody=stay, to=Status.CONVICT, on=LATER, by=user)
        with refused("not_allowed", Custody):
            new = CustodyFactory.build(participant=stay.participant, facility=stay.facility)
            actions.admit(custody=new, by=user)

    def test_not_even_the_office_that_trains_there(self, stay, refused):
        staff = StaffFactory(office=stay.facility.office)
        with refused("not_allowed", Custody):
            actions.move(custody=stay, to=Status.CONVICT, on=LATER, by=staff)
