"""What an office sees of people: whom it trains, and, once free, who agreed to its aftercare."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jombang_umkm import scope
from jombang_umkm.models import Office, User
from participants.actions.custody import reverse
from participants.models import Custody, Participant
from tests.app_role import as_the_application
from tests.clock import TODAY
from tests.factories.jombang_umkm import OfficeFactory, OfficerFactory, StaffFactory
from tests.factories.participants import (
    CustodyFactory,
    ReleasedCustodyFactory,
    agree,
    happen,
    stay_in,
    take_back,
)
from tests.factories.programs import CourseFactory, ProgramFactory, SeatFactory

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)
Status = Custody.Status


@pytest.fixture
def office() -> Office:
    return OfficeFactory()


@pytest.fixture
def staff(office: Office) -> User:
    return StaffFactory(office=office)


@pytest.fixture
def free(office: Office) -> Custody:
    """Somebody who was set free yesterday, and had agreed."""
    stay = CustodyFactory()
    agree(stay, office)
    return happen(stay, Status.FULL_RELEASE, on=TODAY - A_DAY)


def seen(user: User) -> set[Custody]:
    """Return the stays the user sees, whose people are those they see."""
    stays = set(Custody.objects.visible_to(user))
    people = set(Participant.objects.visible_to(user))
    assert people == {stay.participant for stay in stays}
    with as_the_application(), scope.of(user):
        assert set(Custody.objects.all()) == stays
        assert set(Participant.objects.all()) == people
    for person in Participant.objects.all():
        # However it is asked: of all, or of one.
        of_one = Participant.objects.visible_to(user).filter(pk=person.pk)
        assert of_one.exists() == (person in people)
        assert user.office_id is not None
        own = {stay for stay in stays if stay.participant == person}
        assert set(Custody.objects.each_known_to(user.office_id).filter(participant=person)) == own
    return stays


@pytest.mark.parametrize("status", Status.values)
def test_consent_opens_whoever_is_free_and_nobody_else(status, office, staff):
    stay = stay_in(status, since=TODAY)
    if status != Status.DIED:
        agree(stay, office, on=TODAY)
    assert seen(staff) == ({stay} if status in Custody.FREE else set())


def test_a_release_opens_them_and_its_reversal_closes_again(office, staff):
    stay = CustodyFactory()
    agree(stay, office)
    assert seen(staff) == set()
    stay = happen(stay, Status.PAROLE, on=TODAY)
    assert seen(staff) == {stay}
    reverse(
        event=stay.happenings.latest("pk"),
        by=OfficerFactory(facility=stay.facility),
        at=timezone.now(),
        reason="Salah orang",
    )
    assert seen(staff) == set()


def test_without_consent_nobody(staff):
    ReleasedCustodyFactory()
    assert seen(staff) == set()


def test_only_the_office_that_was_agreed_to(free, staff):
    assert seen(StaffFactory()) == set()
    assert seen(StaffFactory(office=free.facility.office)) == set()
    assert seen(staff) == {free}


def test_withdrawn_closes_and_given_again_opens(free, office, staff):
    take_back(free.participant.aftercare_consents.get())
    assert seen(staff) == set()
    agree(free, office, on=TODAY)
    assert seen(staff) == {free}


def test_back_in_custody_closes_and_free_again_opens_the_new_stay(free, staff):
    again = CustodyFactory(participant=free.participant, entry_date=TODAY - A_DAY)
    assert seen(staff) == set()
    again = happen(again, Status.CONDITIONAL_LEAVE, on=TODAY)
    # What went before the last stay is not shown: the consent is for the time after it.
    assert seen(staff) == {again}


@pytest.mark.parametrize("end", [Status.TRANSFERRED_OUT, Status.ESCAPED, Status.DIED])
def test_a_later_stay_that_did_not_end_in_freedom_closes(end, free, staff):
    later = CustodyFactory(participant=free.participant, entry_date=TODAY - A_DAY)
    happen(later, end, on=TODAY)
    assert seen(staff) == set()


def test_held_in_an_older_stay_closes(office, staff):
    """Parole that was revoked after another stay in between."""
    old = CustodyFactory(entry_date=TODAY - 90 * A_DAY)
    agree(old, office)
    old = happen(old, Status.PAROLE, on=TODAY - 60 * A_DAY)
    between = ReleasedCustodyFactory(
        participant=old.participant,
        entry_date=TODAY - 50 * A_DAY,
        left_on=TODAY - 40 * A_DAY,
    )
    assert seen(staff) == {between}
    happen(old, Status.CONVICT, on=TODAY - 30 * A_DAY)
    assert seen(staff) == set()


def test_whom_it_trained_it_sees_anyhow(free, office, staff):
    course = CourseFactory(program=ProgramFactory(facility=free.facility, office=office))
    held = CustodyFactory(facility=free.facility)
    for stay in (free, held):
        SeatFactory(course=course, custody=stay, joined_on=stay.entry_date)
    assert seen(staff) == {free, held}
    take_back(free.participant.aftercare_consents.get())
    assert seen(staff) == {free, held}


def test_officers_see_as_before(free):
    assert set(Custody.objects.visible_to(OfficerFactory(facility=free.facility))) == {free}
    assert not Custody.objects.visible_to(OfficerFactory()).exists()
