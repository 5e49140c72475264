"""How seats follow a stay: they end with it, and come back when its end is reversed."""

from datetime import date, datetime, timedelta
from functools import partial

import pytest
from django.utils import timezone

from jombang_umkm.errors import ActionRefused
from participants.actions import custody as custodies
from participants.actions.custody import Destination, Papers
from participants.models import Custody, CustodyEvent
from participants.rules.consequences import AgreementNeeded
from programs.actions import enrolment as seats
from programs.models import Attendance, Course, Enrolment, Program
from programs.rules.lifecycle import OPEN_SEATS, SEAT
from tests.factories.jombang_umkm import AdministratorFactory
from tests.factories.participants import (
    CustodyFactory,
    DetaineeCustodyFactory,
)
from tests.factories.programs import (
    CourseFactory,
    DetaineeCourseFactory,
    ProgramFactory,
    SeatFactory,
    SessionFactory,
    close,
    move_along,
    seat_people,
)
from tests.factories.programs import (
    record as record_marks,
)
from tests.threads import together

pytestmark = pytest.mark.django_db

S, E = Custody.Status, Enrolment.Status
STARTS, LEFT, TODAY = date(2026, 2, 2), date(2026, 3, 2), date(2026, 3, 10)
A_DAY = timedelta(days=1)
AT = datetime(2026, 3, 10, 9, 0, tzinfo=timezone.get_default_timezone())
HELD_SEATS = (E.CONFIRMED, E.ATTENDING)
# How a seat ends, by how the stay does.
ENDS = {
    S.FULL_RELEASE: E.CUT_BY_RELEASE,
    S.PAROLE: E.CUT_BY_RELEASE,
    S.CONDITIONAL_LEAVE: E.CUT_BY_RELEASE,
    S.PRE_RELEASE_LEAVE: E.CUT_BY_RELEASE,
    S.TRANSFERRED_OUT: E.CUT_BY_TRANSFER,
    S.ESCAPED: E.REMOVED,
    S.DIED: E.DIED,
}
TOUCHED = (Custody, CustodyEvent, Enrolment)


@pytest.fixture
def course() -> Course:
    return CourseFactory(program=ProgramFactory(starts_on=STARTS, ends_on=date(2026, 6, 1)))


@pytest.fixture
def stay(course) -> Custody:
    return stay_for(course)


def stay_for(course: Course, **fields: object) -> Custody:
    return CustodyFactory(
        facility=course.program.facility, entry_date=STARTS - 30 * A_DAY, **fields
    )


def seat_in(state: str, stay: Custody, course: Course) -> Enrolment:
    """Return a seat in that state; most are reached by verbs that come later."""
    joined_on = STARTS if state in HELD_SEATS else None
    return Enrolment.objects.create(custody=stay, course=course, status=state, joined_on=joined_on)


def leave(stay: Custody, to: str = S.FULL_RELEASE, *, on: date = LEFT, agreed: str = ""):
    """Record that somebody leaves, without agreeing to anything unless told so."""
    return custodies.record(
        custody=stay,
        to=to,
        on=on,
        papers=Papers(document_no="W15.PK/2026"),
        destination=Destination(elsewhere="Lapas Jauh") if to == S.TRANSFERRED_OUT else None,
        by=AdministratorFactory(),
        at=AT,
        agreed=agreed,
    )


def reverse(event: CustodyEvent, *, agreed: str = "") -> CustodyEvent:
    return custodies.reverse(
        event=event, by=AdministratorFactory(), at=AT, reason="Salah orang", agreed=agreed
    )


def facts(seat: Enrolment) -> dict[str, object]:
    return Enrolment.objects.values().get(pk=seat.pk)


def test_every_open_state_is_cut_and_may_be() -> None:
    for ended in ENDS.values():
        assert all(SEAT.allows(state, ended) for state in OPEN_SEATS)


class TestLeaving:
    @pytest.mark.parametrize("state", OPEN_SEATS)
    @pytest.mark.parametrize("way", ENDS)
    def test_ends_a_seat_from_that_day_and_its_reversal_brings_it_back(
        self, way, state, stay, course
    ):
        seat = seat_in(state, stay, course)
        before = facts(seat)
        event = leave(stay, way)
        seat.refresh_from_db()
        assert (seat.status, seat.cut_by, seat.cut_from) == (ENDS[way], event, state)
        assert seat.left_on == (LEFT if state in HELD_SEATS else None)
        reverse(event)
        assert facts(seat) == before

    @pytest.mark.parametrize("way", [S.RELEASED_BY_LAW, S.RELEASED_BY_COURT])
    def test_ends_a_detainees_seat_too(self, way):
        course = DetaineeCourseFactory(program=ProgramFactory(starts_on=STARTS))
        stay = DetaineeCustodyFactory(facility=course.program.facility, entry_date=STARTS)
        seat = seat_in(E.CONFIRMED, stay, course)
        event = leave(stay, way)
        seat.refresh_from_db()
        assert seat.status == E.CUT_BY_RELEASE
        reverse(event)
        seat.refresh_from_db()
        assert seat.status == E.CONFIRMED

    def test_ends_every_seat_of_the_stay_and_of_no_other(self, stay, course):
        second = CourseFactory(program=course.program)
        other = seat_in(E.CONFIRMED, stay_for(course), course)
        own = [seat_in(E.CONFIRMED, stay, each) for each in (course, second)]
        leave(stay)
        assert {facts(seat)["status"] for seat in own} == {E.CUT_BY_RELEASE}
        assert facts(other)["status"] == E.CONFIRMED

    def test_a_seat_that_would_begin_later_was_never_held(self, stay, course):
        seat = SeatFactory(custody=stay, course=course, joined_on=LEFT + 5 * A_DAY)
        event = leave(stay)
        seat.refresh_from_db()
        assert seat.left_on == seat.joined_on == LEFT + 5 * A_DAY
        reverse(event)
        seat.refresh_from_db()
        assert (seat.status, seat.left_on) == (E.CONFIRMED, None)

    @pytest.mark.parametrize("state", [state for state in E if state not in OPEN_SEATS])
    def test_leaves_what_was_over_before(self, state, stay, course):
        is_held = state in (E.PASSED, E.NOT_PASSED)
        seat = Enrolment.objects.create(
            custody=stay, course=course, status=state, joined_on=STARTS if is_held else None
        )
        before = facts(seat)
        event = leave(stay)
        assert facts(seat) == before
        reverse(event)
        assert facts(seat) == before

    @pytest.mark.parametrize("over", Program.OVER)
    def test_leaves_the_seats_of_a_programme_that_is_over(self, over, stay, course):
        """Its report has gone out: nobody's seat was cut short afterwards."""
        seat = seat_in(E.CONFIRMED, stay, course)
        Program.objects.filter(pk=course.program_id).update(status=over)
        before = facts(seat)
        event = leave(stay)
        assert facts(seat) == before
        reverse(event)
        assert facts(seat) == before

    def test_a_move_inside_ends_no_seat(self, stay, course):
        seat = seat_in(E.CONFIRMED, stay, course)
        before = facts(seat)
        leave(stay, S.ASSIMILATION)
        assert facts(seat) == before

    def test_coming_back_to_the_stay_gives_no_seat_back(self, stay, course):
        seat = seat_in(E.CONFIRMED, stay, course)
        leave(stay, S.ESCAPED)
        leave(stay, S.CONVICT, on=TODAY)
        seat.refresh_from_db()
        assert seat.status == E.REMOVED


class TestMarksMadeLater:
    @pytest.fixture
    def marked(self, stay, course) -> list[Attendance]:
        """Marks before the day of leaving, on it, and after it."""
        seat_in(E.CONFIRMED, stay, course)
        days = (LEFT - A_DAY, LEFT, LEFT + 3 * A_DAY)
        sessions = [SessionFactory(courses=[course], day=day) for day in days]
        return [record_marks(each, {stay: "HADIR"}).written[0] for each in sessions]

    def test_are_shown_and_agreed_to_and_stay(self, marked, stay, course, unchanged):
        with unchanged(*TOUCHED, Attendance), pytest.raises(AgreementNeeded) as needed:
            leave(stay)
        (concern,) = needed.value.concerns
        assert len(concern.details) == 2
        assert all(course.name in line for line in concern.details)
        with unchanged(Attendance):
            leave(stay, agreed=needed.value.token)
        stay.refresh_from_db()
        assert stay.left_on == LEFT

    def test_another_mark_meanwhile_is_asked_about_anew(self, marked, stay, course):
        with pytest.raises(AgreementNeeded) as needed:
            leave(stay)
        record_marks(SessionFactory(courses=[course], day=TODAY), {stay: "SAKIT"})
        with pytest.raises(AgreementNeeded) as again:
            leave(stay, agreed=needed.value.token)
        assert len(again.value.concerns[0].details) == 3

    def test_nothing_is_asked_where_none_is(self, marked, stay):
        assert leave(stay, on=LEFT + 4 * A_DAY)

    def test_nothing_is_asked_of_a_move_inside(self, marked, stay):
        assert leave(stay, S.ASSIMILATION, on=LEFT - A_DAY)


class TestSeatsThatAreNotFree:
    """A reversal names them first; agreed, they stay ended, and the others come back."""

    def assert_stays_ended(self, event: CustodyEvent, seat: Enrolment) -> None:
        before = facts(seat)
        with pytest.raises(AgreementNeeded) as needed:
            reverse(event)
        assert facts(seat) == before
        (concern,) = needed.value.concerns
        assert concern.details == (f"{seat.course} ({seat.course.program})",)
        reverse(event, agreed=needed.value.token)
        assert facts(seat) == before
        assert Custody.objects.get(pk=event.custody_id).is_held

    def test_when_the_course_is_full_by_now(self, stay, course):
        Course.objects.filter(pk=course.pk).update(quota=2)
        seat_people(1, course)
        seat = seat_in(E.CONFIRMED, stay, course)
        event = leave(stay)
        SeatFactory(custody=stay_for(course), course=course, joined_on=TODAY)
        self.assert_stays_ended(event, seat)

    def test_when_the_programme_has_its_people_by_now(self, stay, course):
        Program.objects.filter(pk=course.program_id).update(quota=2)
        seat_people(1, course)
        seat = seat_in(E.CONFIRMED, stay, course)
        event = leave(stay)
        other = CourseFactory(program=course.program)
        SeatFactory(custody=stay_for(course), course=other, joined_on=TODAY)
        self.assert_stays_ended(event, seat)

    @pytest.mark.parametrize("state", OPEN_SEATS)
    def test_when_the_programme_is_over(self, state, stay, course):
        seat = seat_in(state, stay, course)
        event = leave(stay)
        close(course.program)
        seat.course.program.refresh_from_db()
        self.assert_stays_ended(event, seat)

    def test_others_come_back(self, stay, course):
        full, free = course, CourseFactory(program=course.program)
        Course.objects.filter(pk=full.pk).update(quota=1)
        lost, kept = (seat_in(E.CONFIRMED, stay, each) for each in (full, free))
        event = leave(stay)
        SeatFactory(custody=stay_for(course), course=full, joined_on=LEFT)
        with pytest.raises(AgreementNeeded) as needed:
            reverse(event)
        reverse(event, agreed=needed.value.token)
        assert facts(lost)["status"] == E.CUT_BY_RELEASE
        assert facts(kept)["status"] == E.CONFIRMED

    def test_their_own_other_seat_is_no_obstacle_in_the_programme(self, stay, course):
        """The programme counts people: whoever sits in two of its courses is one."""
        Program.objects.filter(pk=course.program_id).update(quota=1)
        second = CourseFactory(program=course.program)
        own = [seat_in(E.CONFIRMED, stay, each) for each in (course, second)]
        reverse(leave(stay))
        assert {facts(seat)["status"] for seat in own} == {E.CONFIRMED}

    def test_a_seat_that_somebody_gave_up_again_is_free(self, stay, course):
        Course.objects.filter(pk=course.pk).update(quota=1)
        seat = seat_in(E.CONFIRMED, stay, course)
        event = leave(stay)
        taken = SeatFactory(custody=stay_for(course), course=course, joined_on=LEFT)
        seats.end(enrolment=taken, to=E.WITHDRAWN, on=LEFT, by=AdministratorFactory())
        reverse(event)
        assert facts(seat)["status"] == E.CONFIRMED

    def test_a_nomination_takes_no_seat(self, stay, course):
        Course.objects.filter(pk=course.pk).update(quota=1)
        seat = seat_in(E.NOMINATED, stay, course)
        event = leave(stay)
        SeatFactory(custody=stay_for(course), course=course, joined_on=LEFT)
        reverse(event)
        assert facts(seat)["status"] == E.NOMINATED


def test_a_programme_that_ended_and_was_opened_again_takes_its_people_back(stay, course):
    seat = seat_in(E.CONFIRMED, stay, course)
    event = leave(stay)
    move_along(course.program, "SUSPENDED")
    reverse(event)
    assert facts(seat)["status"] == E.CONFIRMED


def test_a_seat_ended_by_the_office_does_not_come_back(stay, course):
    seat = seats.end(
        enrolment=seat_in(E.CONFIRMED, stay, course),
        to=E.WITHDRAWN,
        on=LEFT,
        by=AdministratorFactory(),
    )
    before = facts(seat)
    reverse(leave(stay, on=TODAY))
    assert facts(seat) == before


def test_the_event_says_which_seats_it_ended_and_would_give_back(stay, course):
    from programs.actions.stays import SEATS_FOLLOW

    seat_in(E.CONFIRMED, stay, course)
    event = leave(stay)
    for sentences in (SEATS_FOLLOW.tell(event), SEATS_FOLLOW.tell_undo(event)):
        (sentence,) = sentences
        assert course.name in sentence
    stay_without = leave(stay_for(course))
    assert not [*SEATS_FOLLOW.tell(stay_without), *SEATS_FOLLOW.tell_undo(stay_without)]


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    """Real threads: the programme is locked before the stay, by both."""

    ROUNDS = 6

    def test_a_release_beside_a_seat_leaves_no_seat_open(self, course):
        by = AdministratorFactory()
        for _round in range(self.ROUNDS):
            stay = stay_for(course)
            seated, released = together(
                partial(seats.confirm, custody=stay, course=course, by=by, on=LEFT),
                partial(leave, stay),
            )
            assert isinstance(released, CustodyEvent)
            if isinstance(seated, ActionRefused):
                assert seated.code == "not_here"
            assert not Enrolment.objects.filter(custody=stay, status__in=OPEN_SEATS).exists()

    def test_a_reversal_beside_a_seat_keeps_the_quota(self, course):
        by = AdministratorFactory()
        for _round in range(self.ROUNDS):
            wanted = CourseFactory(program=course.program, quota=1)
            stay, other = stay_for(course), stay_for(course)
            seats.confirm(custody=stay, course=wanted, by=by, on=STARTS)
            event = leave(stay)
            seated, reversed_ = together(
                partial(seats.confirm, custody=other, course=wanted, by=by, on=LEFT),
                partial(reverse, event),
            )
            (refused,) = (each for each in (seated, reversed_) if isinstance(each, ActionRefused))
            assert refused.code == ("course_full" if refused is seated else "agreement_needed")
            assert Enrolment.objects.held(on=TODAY).filter(course=wanted).count() == 1
