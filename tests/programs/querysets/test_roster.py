"""Who is on a session's roster: a seat and a stay, both on its day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jombang_umkm.models import Facility
from participants.models import Custody
from programs.models import Course, Enrolment, Session
from programs.rules.progress import is_seated
from tests.factories.jombang_umkm import FacilityFactory
from tests.factories.participants import (
    CustodyFactory,
    ParticipantFactory,
    ReleasedCustodyFactory,
    TransferredCustodyFactory,
)
from tests.factories.programs import CourseFactory, DraftProgramFactory, SessionFactory

pytestmark = pytest.mark.django_db

ENTRY, DAY = date(2026, 1, 5), date(2026, 3, 10)
A_DAY = timedelta(days=1)


@pytest.fixture
def course() -> Course:
    return CourseFactory(program=DraftProgramFactory(today=DAY))


@pytest.fixture
def session(course) -> Session:
    return SessionFactory(courses=[course], day=DAY)


@pytest.fixture
def facility(course) -> Facility:
    return course.program.facility


def seat(stay: Custody, course: Course, joined: date | None = ENTRY, left: date | None = None):
    """Give the stay a seat in the course from one day until another."""
    status = Enrolment.Status.WITHDRAWN if left else Enrolment.Status.CONFIRMED
    if joined is None:
        status = Enrolment.Status.NOMINATED
    return Enrolment.objects.create(
        custody=stay, course=course, status=status, joined_on=joined, left_on=left
    )


def roster(session: Session) -> list[Custody]:
    seats = Enrolment.objects.on_roster(session=session.pk, day=session.day)
    return [seat.custody for seat in seats]


def size(session: Session) -> int:
    return Session.objects.with_counts().get(pk=session.pk).roster_size


@pytest.mark.parametrize(
    ("joined", "left", "is_on_it"),
    [
        pytest.param(DAY - A_DAY, None, True, id="joined the day before"),
        pytest.param(DAY, None, True, id="joined on the day"),
        pytest.param(DAY + A_DAY, None, False, id="joined the day after"),
        pytest.param(ENTRY, DAY, False, id="left on the day"),
        pytest.param(ENTRY, DAY + A_DAY, True, id="left the day after"),
        pytest.param(DAY, DAY, False, id="joined and left on the day"),
        pytest.param(None, None, False, id="only nominated"),
    ],
)
def test_the_seat_is_held_that_day(joined, left, is_on_it, session, course, facility):
    stay = CustodyFactory(facility=facility, entry_date=ENTRY)
    seat(stay, course, joined, left)
    assert (stay in roster(session)) is is_on_it
    assert size(session) == is_on_it


@pytest.mark.parametrize("factory", [ReleasedCustodyFactory, TransferredCustodyFactory])
@pytest.mark.parametrize(("left", "is_on_it"), [(DAY, False), (DAY + A_DAY, True)])
def test_nobody_who_leaves_the_prison_that_day(factory, left, is_on_it, session, course, facility):
    stay = factory(facility=facility, entry_date=ENTRY, left_on=left)
    seat(stay, course)
    assert (stay in roster(session)) is is_on_it
    assert size(session) == is_on_it


@pytest.mark.parametrize(("entry", "is_on_it"), [(DAY, True), (DAY + A_DAY, False)])
def test_nobody_who_has_not_come_yet(entry, is_on_it, session, course, facility):
    seat(CustodyFactory(facility=facility, entry_date=entry), course)
    assert size(session) == is_on_it


def test_nobody_held_elsewhere(session, course):
    elsewhere = FacilityFactory(office=course.program.office)
    seat(CustodyFactory(facility=elsewhere, entry_date=ENTRY), course)
    assert roster(session) == []
    assert size(session) == 0


def test_nobody_of_another_course(session, course, facility):
    other = CourseFactory(program=course.program)
    seat(CustodyFactory(facility=facility, entry_date=ENTRY), other)
    assert size(session) == 0


def test_whoever_comes_back_as_a_new_stay_is_there_as_that_stay(session, course, facility):
    person = ParticipantFactory()
    old = ReleasedCustodyFactory(
        participant=person, facility=facility, entry_date=ENTRY, left_on=DAY - A_DAY
    )
    new = CustodyFactory(participant=person, facility=facility, entry_date=DAY)
    seat(old, course)
    seat(new, course, DAY)
    assert roster(session) == [new]


def test_a_person_in_two_courses_of_a_shared_session_counts_once(course, facility):
    courses = [course, CourseFactory(program=course.program)]
    shared = SessionFactory(courses=courses, day=DAY)
    stay = CustodyFactory(facility=facility, entry_date=ENTRY)
    for each in courses:
        seat(stay, each)
    assert roster(shared) == [stay, stay]
    assert size(shared) == 1


def test_whoever_left_and_came_back_is_there_before_and_after_but_not_between(course, facility):
    stay = CustodyFactory(facility=facility, entry_date=ENTRY)
    seat(stay, course, ENTRY, DAY - A_DAY)
    seat(stay, course, DAY + A_DAY)
    days = [DAY - 2 * A_DAY, DAY - A_DAY, DAY, DAY + A_DAY]
    sessions = [SessionFactory(courses=[course], day=day) for day in days]
    assert [size(session) for session in sessions] == [1, 0, 0, 1]


class TestAgreement:
    """Pages that count many days read rows once; they must see what the database sees."""

    days = st.integers(-3, 3).map(lambda number: DAY + number * A_DAY)
    spans = st.tuples(days, st.none() | days).filter(lambda span: not span[1] or span[0] <= span[1])
    # A stay, and up to two seats on it.
    lives = st.tuples(spans, st.lists(spans, min_size=1, max_size=2))

    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(lives=st.lists(lives, min_size=1, max_size=12))
    def test_is_seated_says_what_on_roster_says(self, lives, session, course, facility):
        stays = Custody.objects.bulk_create(
            CustodyFactory.build(
                participant=ParticipantFactory(),
                facility=facility,
                entry_date=entry,
                left_on=left,
                status=Custody.Status.FULL_RELEASE if left else Custody.Status.CONVICT,
            )
            for (entry, left), _seats in lives
        )
        seats = {
            stay: [
                Enrolment(
                    custody=stay,
                    course=course,
                    status=Enrolment.Status.WITHDRAWN if left else Enrolment.Status.CONFIRMED,
                    joined_on=joined,
                    left_on=left,
                )
                for joined, left in _apart(spans)
            ]
            for stay, (_life, spans) in zip(stays, lives, strict=True)
        }
        Enrolment.objects.bulk_create(seat for own in seats.values() for seat in own)
        on_it = set(roster(session))
        for stay in stays:
            assert is_seated(seats[stay], stay, DAY) is (stay in on_it)


def _apart(spans: list[tuple[date, date | None]]) -> list[tuple[date, date | None]]:
    """Return the spans without the second one if the database would refuse both."""
    if len(spans) < 2:
        return spans
    (first, first_end), (second, second_end) = sorted(spans, key=lambda span: span[0])
    overlap = (first_end is None or first_end > second) and first != first_end
    return spans[:1] if overlap and second != second_end else spans
