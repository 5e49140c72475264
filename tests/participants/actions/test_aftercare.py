"""Agreeing to be looked after once free, and taking that back."""

from datetime import date, datetime, timedelta
from functools import partial

import pytest
from django.utils import timezone

from jombang_umkm.errors import ActionRefused
from jombang_umkm.history import versions_of
from jombang_umkm.models import Office, User
from participants.actions import aftercare as actions
from participants.models import AftercareConsent, Custody
from tests.factories.jombang_umkm import OfficeFactory, OfficerFactory, StaffFactory
from tests.factories.participants import CustodyFactory, happen, send
from tests.factories.programs import CourseFactory, ProgramFactory, SeatFactory
from tests.threads import together

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 4)
AT = datetime(2026, 3, 4, 9, 0, tzinfo=timezone.get_default_timezone())
ENTRY, GIVEN, WITHDRAWN = date(2026, 1, 5), date(2026, 2, 2), date(2026, 2, 20)
A_DAY = timedelta(days=1)


@pytest.fixture
def stay() -> Custody:
    return CustodyFactory(entry_date=ENTRY)


@pytest.fixture
def officer(stay: Custody) -> User:
    return OfficerFactory(facility=stay.facility)


@pytest.fixture
def office() -> Office:
    return OfficeFactory()


@pytest.fixture
def consent(stay: Custody, office: Office, officer: User) -> AftercareConsent:
    return give(stay, office, officer)


def give(
    stay: Custody, office: Office, by: User, *, on: date = GIVEN, document_no: str = "Map 3"
) -> AftercareConsent:
    consent = AftercareConsent(
        participant=stay.participant, office=office, given_on=on, document_no=document_no
    )
    return actions.give(consent=consent, by=by, at=AT)


def withdraw(consent: AftercareConsent, by: User, *, on: date = WITHDRAWN) -> AftercareConsent:
    return actions.withdraw(consent=consent, by=by, on=on, at=AT)


def train(stay: Custody, office: Office) -> None:
    """Nominate somebody to a programme of that office: its staff then sees them."""
    program = ProgramFactory(facility=stay.facility, office=office)
    SeatFactory(course=CourseFactory(program=program), custody=stay)


class TestGive:
    def test_is_kept_with_who_recorded_it(self, consent, stay, office, officer):
        kept = AftercareConsent.objects.get()
        assert kept == consent
        assert (kept.participant, kept.office) == (stay.participant, office)
        assert (kept.given_on, kept.document_no) == (GIVEN, "Map 3")
        assert (kept.recorded_by, kept.recorded_at) == (officer, AT)
        assert versions_of(AftercareConsent).get().pgh_label == "insert"

    def test_a_repeat_changes_nothing(self, consent, stay, office, officer, unchanged):
        with unchanged(AftercareConsent):
            assert give(stay, office, officer) == consent

    @pytest.mark.parametrize("said", [{"on": GIVEN + A_DAY}, {"document_no": "Map 4"}])
    def test_refuses_another_one_while_it_holds(
        self, said, consent, stay, office, officer, refused
    ):
        with refused("given_already", AftercareConsent):
            give(stay, office, officer, **said)

    def test_to_another_office_beside_it(self, consent, stay, officer):
        assert give(stay, OfficeFactory(), officer) != consent

    def test_after_a_withdrawal_is_a_new_row(self, consent, stay, office, officer):
        withdraw(consent, officer)
        again = give(stay, office, officer, on=WITHDRAWN)
        assert again != consent
        assert AftercareConsent.objects.in_force().get() == again

    def test_refuses_days_that_cannot_be(self, stay, office, officer, refused):
        with refused("consent_ahead", AftercareConsent):
            give(stay, office, officer, on=TODAY + A_DAY)
        with refused("before_entry", AftercareConsent):
            give(stay, office, officer, on=ENTRY - A_DAY)
        withdraw(give(stay, office, officer), officer)
        with refused("before_withdrawal", AftercareConsent):
            give(stay, office, officer, on=WITHDRAWN - A_DAY)

    def test_a_paper_signed_where_they_were_before_counts(self, stay, office, officer):
        receiver = OfficerFactory()
        happen(stay, "TRANSFERRED_OUT", on=GIVEN + A_DAY, by=officer)
        here = CustodyFactory(
            participant=stay.participant, facility=receiver.facility, entry_date=GIVEN + A_DAY
        )
        assert give(here, office, receiver, on=GIVEN)

    def test_staff_go_by_stays_that_they_do_not_see(self, stay, office, officer, refused):
        """It counts from the first stay, and the dead give none, wherever that was."""
        receiver = OfficerFactory()
        happen(stay, "TRANSFERRED_OUT", on=GIVEN + A_DAY, by=officer)
        there = CustodyFactory(
            participant=stay.participant, facility=receiver.facility, entry_date=GIVEN + A_DAY
        )
        program = ProgramFactory(facility=receiver.facility, office=office)
        SeatFactory(course=CourseFactory(program=program), custody=there)
        staff = StaffFactory(office=office)
        consent = give(there, office, staff, on=GIVEN)
        withdraw(consent, receiver, on=GIVEN + A_DAY)
        happen(there, "DIED", on=GIVEN + 2 * A_DAY, by=receiver)
        with refused("died", AftercareConsent):
            give(there, office, staff, on=GIVEN + A_DAY)

    def test_refuses_the_dead(self, stay, office, officer, refused):
        happen(stay, "DIED", on=GIVEN, by=officer)
        with refused("died", AftercareConsent):
            give(stay, office, officer)


class TestWithdraw:
    def test_is_kept_with_who_recorded_it(self, consent, officer):
        withdraw(consent, officer)
        consent.refresh_from_db()
        assert consent.is_withdrawn
        assert (consent.withdrawn_on, consent.withdrawn_by) == (WITHDRAWN, officer)
        assert consent.withdrawn_at == AT
        assert consent.given_on == GIVEN

    def test_a_repeat_changes_nothing(self, consent, officer, administrator, unchanged):
        withdraw(consent, officer)
        with unchanged(AftercareConsent):
            withdraw(consent, officer, on=TODAY)
            withdraw(consent, administrator, on=TODAY)

    def test_not_even_of_staff_who_see_them_no_more(self, stay, consent, office, unchanged):
        happen(stay, "FULL_RELEASE", on=GIVEN)
        staff = StaffFactory(office=office)
        withdraw(consent, staff)
        with unchanged(AftercareConsent):
            assert withdraw(consent, staff).withdrawn_on == WITHDRAWN

    def test_refuses_days_that_cannot_be(self, consent, officer, refused):
        with refused("before_consent", AftercareConsent):
            withdraw(consent, officer, on=GIVEN - A_DAY)
        with refused("consent_ahead", AftercareConsent):
            withdraw(consent, officer, on=TODAY + A_DAY)
        assert withdraw(consent, officer, on=GIVEN)


class TestWhoMay:
    """Who keeps the person, for every office; staff, for their own, of people they see."""

    @pytest.mark.parametrize("who", ["officer", "administrator"])
    def test_officers_there_and_administrators(self, who, stay, office, request):
        by = request.getfixturevalue(who)
        assert withdraw(give(stay, office, by), by).is_withdrawn

    def test_staff_of_whom_they_train(self, stay, office):
        train(stay, office)
        by = StaffFactory(office=office)
        assert withdraw(give(stay, office, by), by).is_withdrawn

    def test_staff_of_the_free_who_agreed(self, stay, consent, office):
        happen(stay, "PAROLE", on=GIVEN)
        assert withdraw(consent, StaffFactory(office=office)).is_withdrawn

    def test_staff_not_for_another_office(self, stay, office, officer, refused):
        other = OfficeFactory()
        train(stay, office)
        by, consent = StaffFactory(office=office), give(stay, other, officer)
        with refused("not_allowed", AftercareConsent):
            give(stay, other, by)
        with refused("not_allowed", AftercareConsent):
            withdraw(consent, by)

    def test_staff_not_of_whom_they_do_not_see(self, stay, consent, office, officer, refused):
        by = StaffFactory(office=office)
        with refused("not_allowed", AftercareConsent):
            withdraw(consent, by)
        withdraw(consent, officer)
        with refused("not_allowed", AftercareConsent):
            give(stay, office, by, on=WITHDRAWN)

    @pytest.mark.parametrize("outsider", [OfficerFactory, StaffFactory])
    def test_nobody_of_another_place(self, outsider, stay, consent, office, refused):
        with refused("not_allowed", AftercareConsent):
            give(stay, office, outsider())
        with refused("not_allowed", AftercareConsent):
            withdraw(consent, outsider())

    def test_a_sender_no_more_once_they_are_on_the_way(self, stay, consent, officer, refused):
        send(stay, OfficerFactory().facility, on=GIVEN, by=officer)
        with refused("not_allowed", AftercareConsent):
            withdraw(consent, officer)


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_a_double_click_gives_and_withdraws_once(self):
        stay = CustodyFactory(entry_date=ENTRY)
        by, office = OfficerFactory(facility=stay.facility), OfficeFactory()
        first, *others = together(*[partial(give, stay, office, by)] * 4)
        assert others == [first] * 3
        assert AftercareConsent.objects.count() == 1
        done = together(*[partial(withdraw, first, by)] * 4)
        assert done == [first] * 4
        assert versions_of(AftercareConsent).filter(pgh_label="update").count() == 1

    def test_of_two_that_differ_the_second_is_refused(self):
        stay = CustodyFactory(entry_date=ENTRY)
        by, office = OfficerFactory(facility=stay.facility), OfficeFactory()
        answers = together(
            partial(give, stay, office, by), partial(give, stay, office, by, on=GIVEN + A_DAY)
        )
        (refusal,) = [each for each in answers if isinstance(each, ActionRefused)]
        assert refusal.code == "given_already"
        assert AftercareConsent.objects.count() == 1
