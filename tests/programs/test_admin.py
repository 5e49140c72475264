"""Programmes, courses, sessions, seats and marks in the admin."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jombang_umkm.history import versions_of
from programs.models import (
    Attendance,
    Course,
    Enrolment,
    Module,
    Program,
    Session,
    SheetSave,
    SpeakerSlot,
)
from tests.factories.jombang_umkm import FacilityFactory, RoomFactory, SignatoryFactory
from tests.factories.participants import CustodyFactory, DetaineeCustodyFactory
from tests.factories.programs import (
    CancelledSessionFactory,
    ClosedProgramFactory,
    CourseFactory,
    DraftProgramFactory,
    ModuleFactory,
    ProgramFactory,
    SeatFactory,
    SessionFactory,
    SpeakerFactory,
    SpeakerSlotFactory,
    close,
    make_class,
    record,
    stays_on,
)

pytestmark = pytest.mark.django_db

ADD_SEAT = reverse("admin:programs_enrolment_add")
ADD_SESSION = reverse("admin:programs_session_add")
ADD_COURSE = reverse("admin:programs_course_add")


@pytest.fixture
def admin_client(admin_client: Client) -> Client:
    """An administrator who reads English, for the sentences below are in it."""
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return admin_client


def page(row: Model, name: str = "change") -> str:
    return reverse(f"admin:programs_{row._meta.model_name}_{name}", args=[row.pk])


def step(name: str, *rows: Model) -> str:
    url = reverse(f"admin:programs_{rows[0]._meta.model_name}_{name}")
    return f"{url}?ids={','.join(str(row.pk) for row in rows)}"


def typed(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def said(answer: Any) -> str:
    """Return what the page says is wrong with what was typed."""
    return str(answer.context["errors"])


# Seats


def seat_fields(seat: Enrolment, **fields: Any) -> dict[str, Any]:
    return {
        "custody": seat.custody_id,
        "course": seat.course_id,
        "joined_on": typed(seat.joined_on),
    } | fields


@pytest.fixture
def unsaved_seat() -> Enrolment:
    """Somebody held where a course is given, and its first day."""
    course = CourseFactory()
    first_day = course.program.starts_on
    stay = CustodyFactory(facility=course.program.facility, entry_date=first_day)
    return Enrolment(custody=stay, course=course, joined_on=first_day)


def test_a_seat_is_confirmed_through_the_action(
    admin_client: Client, unsaved_seat: Enrolment
) -> None:
    assert admin_client.post(ADD_SEAT, seat_fields(unsaved_seat)).status_code == 302
    assert Enrolment.objects.get().status == "CONFIRMED"


def test_a_repeat_gives_no_second_seat(admin_client: Client, unsaved_seat: Enrolment) -> None:
    for _click in range(2):
        admin_client.post(ADD_SEAT, seat_fields(unsaved_seat))
    assert Enrolment.objects.count() == 1
    assert versions_of(Enrolment).count() == 1


def test_a_refused_seat_says_why_and_keeps_what_was_typed(
    admin_client: Client, unsaved_seat: Enrolment
) -> None:
    detainee = DetaineeCustodyFactory(facility=unsaved_seat.custody.facility)
    fields = seat_fields(unsaved_seat, custody=detainee.pk, joined_on=typed(timezone.localdate()))
    answer = admin_client.post(ADD_SEAT, fields)
    assert "does not accept detainees" in said(answer)
    assert answer.context["adminform"].form["custody"].value() == str(detainee.pk)
    assert not Enrolment.objects.exists()


def test_a_course_is_told_apart_where_one_is_chosen(admin_client: Client) -> None:
    CourseFactory(name="Kelas Sablon", program__name="Angkatan 1", today=date(2026, 11, 23))
    answer = admin_client.get(
        reverse("admin:programs_course_choices"),
        {
            "term": "sablon",
            "app_label": "programs",
            "model_name": "enrolment",
            "field_name": "course",
        },
    )
    (choice,) = answer.json()["results"]
    assert choice["text"] == "Kelas Sablon, Angkatan 1 (October 2026)"


def test_nothing_of_a_seat_is_typed_again(admin_client: Client) -> None:
    seat = SeatFactory()
    assert not admin_client.get(page(seat)).context["adminform"].form.fields
    assert admin_client.post(page(seat), seat_fields(seat)).status_code == 403
    assert admin_client.post(page(seat, "delete"), {"post": "yes"}).status_code == 403


def test_a_seat_is_ended_and_a_repeat_changes_nothing(admin_client: Client) -> None:
    seat = SeatFactory()
    offered = admin_client.get(step("end", seat)).context["form"].fields["to"].widget.choices
    assert "WITHDRAWN" in dict(offered)
    assert "ATTENDING" not in dict(offered)
    left_on = seat.joined_on + timedelta(days=3)
    for _click in range(2):
        admin_client.post(step("end", seat), {"to": "WITHDRAWN", "on": typed(left_on)})
    seat.refresh_from_db()
    assert (seat.status, seat.left_on) == ("WITHDRAWN", left_on)
    assert versions_of(Enrolment).count() == 2


def test_a_seat_does_not_end_before_it_began(admin_client: Client) -> None:
    seat = SeatFactory()
    on = typed(seat.joined_on - timedelta(days=1))
    answer = admin_client.post(step("end", seat), {"to": "WITHDRAWN", "on": on})
    assert "before the seat was taken" in str(answer.context["form"].non_field_errors())
    seat.refresh_from_db()
    assert (seat.status, seat.left_on) == ("CONFIRMED", None)


# Programmes


def program_fields(program: Program, **fields: Any) -> dict[str, Any]:
    return {
        "name": program.name,
        "office": program.office_id,
        "facility": program.facility_id,
        "starts_on": typed(program.starts_on),
        "ends_on": typed(program.ends_on),
        "quota": program.quota,
        "courses-TOTAL_FORMS": 0,
        "courses-INITIAL_FORMS": 0,
    } | fields


def test_the_state_of_a_programme_is_not_typed(admin_client: Client) -> None:
    program = DraftProgramFactory()
    fields = program_fields(program, name="Nama baru", status="CLOSED")
    assert admin_client.post(page(program), fields).status_code == 302
    program.refresh_from_db()
    assert (program.name, program.status) == ("Nama baru", "DRAFT")


def test_a_programme_that_is_more_than_a_draft_stays_where_it_is(admin_client: Client) -> None:
    program = ProgramFactory()
    admin_client.post(page(program), program_fields(program, facility=FacilityFactory().pk))
    assert Program.objects.get(pk=program.pk).facility == program.facility


def test_a_programme_moves_to_a_legal_next_state(admin_client: Client) -> None:
    program = ProgramFactory()
    offered = admin_client.get(step("move", program)).context["form"].fields["to"].widget.choices
    assert dict(offered).keys() == {"SUSPENDED", "FINISHED"}
    for _click in range(2):
        answer = admin_client.post(step("move", program), {"to": "SUSPENDED"})
        assert answer.headers["Location"] == page(program)
    program.refresh_from_db()
    assert program.status == "SUSPENDED"


def test_an_illegal_move_of_a_programme_is_refused(admin_client: Client) -> None:
    program = ProgramFactory()
    answer = admin_client.post(step("move", program), {"to": "CLOSED"})
    assert "cannot become" in str(answer.context["form"].non_field_errors())
    program.refresh_from_db()
    assert program.status == "RUNNING"


def test_the_versions_of_a_programme_name_who_attended_its_opening(admin_client: Client) -> None:
    program = ProgramFactory()
    head = SignatoryFactory(office=program.office)
    fields = program_fields(program, opening_attended_by=[head.pk])
    admin_client.post(page(program), fields)
    newest, *_others = admin_client.get(page(program, "history")).context["versions"]
    assert newest.what == "Opening attended by: added"
    assert [change.new for change in newest.changes] == [str(head)]


def test_nothing_of_a_reported_programme_is_typed(admin_client: Client) -> None:
    session = make_class(2)
    course, program = session.courses.get(), close(session.program)
    for row in (program, course, session):
        answer = admin_client.get(page(row))
        assert answer.status_code == 200
        assert not answer.context["adminform"].form.fields
        assert admin_client.post(page(row), {}).status_code == 403
        assert admin_client.get(page(row, "delete")).status_code == 403


def test_a_reported_programme_gets_no_course_and_no_session(admin_client: Client) -> None:
    program = ClosedProgramFactory()
    answer = admin_client.post(ADD_COURSE, {"program": program.pk, "name": "x", "quota": 5})
    assert "program" in answer.context["adminform"].form.errors
    answer = admin_client.get(ADD_SESSION, {"program": program.pk})
    assert "program" in answer.context["form"].errors


# Courses


def module_fields(course: Course, *modules: Module) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "skill": course.skill_id,
        "name": course.name,
        "quota": course.quota,
        "lesson_hours": course.lesson_hours,
        "min_attendance": course.min_attendance,
        "modules-TOTAL_FORMS": len(modules),
        "modules-INITIAL_FORMS": len(modules),
    }
    for number, module in enumerate(modules):
        fields |= {
            f"modules-{number}-id": module.pk,
            f"modules-{number}-course": course.pk,
            f"modules-{number}-position": module.position,
            f"modules-{number}-title": module.title,
            f"modules-{number}-lesson_hours": module.lesson_hours,
        }
    return fields


def test_two_modules_change_places(admin_client: Client) -> None:
    course = CourseFactory()
    first, second = (ModuleFactory(course=course, position=number) for number in (1, 2))
    first.position, second.position = 2, 1
    answer = admin_client.post(page(course), module_fields(course, first, second))
    assert answer.status_code == 302
    assert list(course.modules.all()) == [second, first]


@pytest.mark.django_db(transaction=True)
def test_two_modules_in_one_place_are_refused(admin_client: Client) -> None:
    course = CourseFactory()
    first, second = (ModuleFactory(course=course, position=number) for number in (1, 2))
    second.position = 1
    answer = admin_client.post(page(course), module_fields(course, first, second))
    assert "Another module of this course has that position." in said(answer)
    second.refresh_from_db()
    assert second.position == 2


def test_a_course_that_sessions_belong_to_is_not_deleted(admin_client: Client) -> None:
    course = SessionFactory().courses.get()
    answer = admin_client.post(page(course, "delete"), {"post": "yes"})
    assert answer.context["protected"] == ["Sessions: 1"]
    assert Course.objects.filter(pk=course.pk).exists()


# Sessions


def session_fields(session: Session, *slots: dict[str, Any], **fields: Any) -> dict[str, Any]:
    posted: dict[str, Any] = {
        "courses": [course.pk for course in session.courses.all()] if session.pk else [],
        "topic": session.topic,
        "day": typed(session.day),
        "starts_at": f"{session.starts_at:%H:%M}",
        "ends_at": f"{session.ends_at:%H:%M}",
        "lesson_hours": session.lesson_hours,
        "room": session.room_id or "",
        "speaker_slots-TOTAL_FORMS": len(slots),
        "speaker_slots-INITIAL_FORMS": sum("id" in slot for slot in slots),
    }
    for number, slot in enumerate(slots):
        posted |= {f"speaker_slots-{number}-{name}": value for name, value in slot.items()}
    return posted | fields


def a_session() -> Session:
    """Return a session that is not saved."""
    return Session(
        topic="Pembukaan",
        day=timezone.localdate(),
        starts_at=time(9),
        ends_at=time(11),
        lesson_hours=2,
    )


def test_a_new_session_asks_for_its_programme_first(admin_client: Client) -> None:
    program = ProgramFactory()
    assert admin_client.get(ADD_SESSION).templates[0].name == "admin/form_page.html"
    answer = admin_client.get(ADD_SESSION, {"program": program.pk})
    assert answer.templates[0].name == "admin/change_form.html"


def test_a_session_offers_what_its_programme_has(admin_client: Client) -> None:
    module = ModuleFactory()
    room = RoomFactory(facility=module.course.program.facility)
    RoomFactory(facility=room.facility, is_active=False)
    SessionFactory()
    answer = admin_client.get(ADD_SESSION, {"program": module.course.program.pk})
    fields = answer.context["adminform"].form.fields
    offered = {name: list(fields[name].queryset) for name in ("courses", "module", "room")}
    assert offered == {"courses": [module.course], "module": [module], "room": [room]}


def test_a_session_is_planned_with_its_speaker(admin_client: Client) -> None:
    course = CourseFactory()
    speaker = SpeakerFactory()
    session = a_session()
    fields = session_fields(session, {"speaker": speaker.pk}, courses=[course.pk])
    answer = admin_client.post(f"{ADD_SESSION}?program={course.program.pk}", fields)
    assert answer.status_code == 302
    made = Session.objects.get()
    slot = made.speaker_slots.get()
    assert (made.program, list(made.courses.all())) == (course.program, [course])
    assert (slot.day, slot.starts_at, slot.ends_at) == (made.day, made.starts_at, made.ends_at)


def test_the_next_session_belongs_to_the_same_programme(admin_client: Client) -> None:
    course = CourseFactory()
    session = a_session()
    url = f"{ADD_SESSION}?program={course.program.pk}"
    fields = session_fields(session, courses=[course.pk], _addanother="1")
    assert admin_client.post(url, fields).headers["Location"] == url


def test_a_taken_room_is_refused_with_a_sentence(admin_client: Client) -> None:
    session = SessionFactory()
    fields = session_fields(session, topic="Yang lain", starts_at="10:00", ends_at="12:00")
    answer = admin_client.post(f"{ADD_SESSION}?program={session.program.pk}", fields)
    assert "This room is taken at that time." in said(answer)
    assert answer.context["adminform"].form["topic"].value() == "Yang lain"
    assert Session.objects.count() == 1


def test_the_room_is_free_for_the_session_that_has_it(admin_client: Client) -> None:
    session = SessionFactory()
    fields = session_fields(session, topic="Judul baru")
    assert admin_client.post(page(session), fields).status_code == 302
    session.refresh_from_db()
    assert session.topic == "Judul baru"


def test_a_speaker_who_is_elsewhere_is_refused_with_a_sentence(admin_client: Client) -> None:
    slot = SpeakerSlotFactory()
    session = SessionFactory()
    answer = admin_client.post(
        page(session), session_fields(session, {"speaker": slot.speaker.pk, "session": session.pk})
    )
    assert "This speaker is elsewhere at that time." in said(answer)
    assert not session.speaker_slots.exists()


@pytest.mark.django_db(transaction=True)
def test_one_speaker_twice_in_one_session_is_refused_at_its_end(admin_client: Client) -> None:
    """Neither row is wrong by itself: the database says so when all are saved."""
    session, speaker = SessionFactory(), SpeakerFactory()
    slot = {"speaker": speaker.pk, "session": session.pk}
    fields = session_fields(session, slot, slot, topic="Judul baru")
    answer = admin_client.post(page(session), fields)
    assert "This speaker is elsewhere at that time." in said(answer)
    assert answer.context["adminform"].form["topic"].value() == "Judul baru"
    session.refresh_from_db()
    assert session.topic != "Judul baru"
    assert not session.speaker_slots.exists()


def test_a_slot_moves_with_its_session(admin_client: Client) -> None:
    slot = SpeakerSlotFactory()
    session = slot.session
    (row,) = admin_client.get(page(session)).context["inline_admin_formsets"][0].formset.forms
    assert row["starts_at"].value() is row["ends_at"].value() is None
    later = session.day + timedelta(days=1)
    as_shown = {"id": slot.pk, "session": session.pk, "speaker": slot.speaker.pk}
    fields = session_fields(session, as_shown, day=typed(later), starts_at="13:00", ends_at="15:00")
    assert admin_client.post(page(session), fields).status_code == 302
    slot.refresh_from_db()
    assert (slot.day, slot.starts_at, slot.ends_at) == (later, time(13), time(15))


def test_a_slot_keeps_times_of_its_own(admin_client: Client) -> None:
    slot = SpeakerSlotFactory(starts_at=time(10))
    session = slot.session
    (row,) = admin_client.get(page(session)).context["inline_admin_formsets"][0].formset.forms
    assert row["starts_at"].value() == time(10)
    own = {"id": slot.pk, "session": session.pk, "speaker": slot.speaker.pk, "starts_at": "10:00"}
    admin_client.post(page(session), session_fields(session, own, topic="Judul baru"))
    slot.refresh_from_db()
    assert (slot.starts_at, slot.ends_at) == (time(10), session.ends_at)
    assert versions_of(SpeakerSlot).count() == 1


def test_a_speaker_of_a_cancelled_session_is_free(admin_client: Client) -> None:
    session, speaker = CancelledSessionFactory(), SpeakerFactory()
    slot = {"speaker": speaker.pk, "session": session.pk}
    admin_client.post(page(session), session_fields(session, slot))
    assert SpeakerSlot.objects.get().is_released


def test_a_module_of_another_course_is_refused(admin_client: Client) -> None:
    session = SessionFactory()
    module = ModuleFactory(course__program=session.program)
    answer = admin_client.post(page(session), session_fields(session, module=module.pk))
    assert "module" in answer.context["adminform"].form.errors


def test_a_session_with_a_sheet_keeps_its_day_and_courses(admin_client: Client) -> None:
    session = make_class(2)
    record(session, dict.fromkeys(stays_on(session), "HADIR"))
    session.refresh_from_db()
    fields = session_fields(session, day="01-12-2026", courses=[], topic="Judul baru")
    assert admin_client.post(page(session), fields).status_code == 302
    now = Session.objects.get(pk=session.pk)
    assert (now.topic, now.status, now.day) == ("Judul baru", "HELD", session.day)
    assert now.courses.count() == 1
    assert admin_client.get(page(session, "delete")).status_code == 403


def test_a_session_without_a_sheet_is_deleted(admin_client: Client) -> None:
    session = SpeakerSlotFactory().session
    admin_client.post(page(session, "delete"), {"post": "yes"})
    assert not Session.objects.exists()


def test_the_versions_of_a_session_name_courses_and_speakers(admin_client: Client) -> None:
    slot = SpeakerSlotFactory()
    shown = admin_client.get(page(slot.session, "history")).context["versions"]
    assert {version.what for version in shown} == {
        "Added",
        "Course: added",
        "Speaker's slot: added",
    }


def test_sessions_are_called_off_together(admin_client: Client) -> None:
    one = SessionFactory()
    sessions = [one, SessionFactory(program=one.program)]
    chosen = {"action": "cancel", "_selected_action": [s.pk for s in sessions], "index": 0}
    url = admin_client.post(reverse("admin:programs_session_changelist"), chosen)["Location"]
    page_text = admin_client.get(url).content.decode()
    assert all(str(session) in page_text for session in sessions)
    for _click in range(2):
        answer = admin_client.post(url, {"reason": "Listrik padam"})
        assert answer["Location"] == reverse("admin:programs_session_changelist")
    states = Session.objects.values_list("status", "status_reason")
    assert set(states) == {("CANCELLED", "Listrik padam")}


def test_a_reason_is_needed(admin_client: Client) -> None:
    session = SessionFactory()
    answer = admin_client.post(step("postpone", session), {"reason": "  "})
    assert "reason" in answer.context["form"].errors
    session.refresh_from_db()
    assert session.status == "PLANNED"


def test_one_refusal_leaves_all_sessions_as_they_were(admin_client: Client) -> None:
    session = SessionFactory()
    held = make_class(1)
    record(held, dict.fromkeys(stays_on(held), "HADIR"))
    answer = admin_client.post(step("postpone", session, held), {"reason": "Banjir"})
    (error,) = answer.context["form"].non_field_errors()
    assert error.startswith(str(held))
    assert answer.context["form"]["reason"].value() == "Banjir"
    assert set(Session.objects.values_list("status", flat=True)) == {"PLANNED", "HELD"}


def test_a_session_is_planned_again(admin_client: Client) -> None:
    session = CancelledSessionFactory()
    admin_client.post(step("reinstate", session))
    session.refresh_from_db()
    assert (session.status, session.status_reason) == ("PLANNED", "")


def test_a_session_whose_room_was_given_away_is_not_planned_again(admin_client: Client) -> None:
    session = CancelledSessionFactory()
    SessionFactory(program=session.program, room=session.room)
    answer = admin_client.post(step("reinstate", session))
    assert "is taken" in str(answer.context["form"].non_field_errors())
    session.refresh_from_db()
    assert session.status == "CANCELLED"


def test_only_possible_steps_are_linked(admin_client: Client) -> None:
    planned = admin_client.get(page(SessionFactory())).content.decode()
    cancelled = admin_client.get(page(CancelledSessionFactory())).content.decode()
    assert ("/cancel/?ids" in planned, "/reinstate/?ids" in planned) == (True, False)
    assert ("/cancel/?ids" in cancelled, "/reinstate/?ids" in cancelled) == (False, True)


# Marks


def test_marks_are_only_looked_at(admin_client: Client) -> None:
    session = make_class(1)
    record(session, dict.fromkeys(stays_on(session), "HADIR"))
    for model in (Attendance, SheetSave):
        row = model.objects.get()
        assert admin_client.get(page(row)).status_code == 200
        assert admin_client.post(page(row), {}).status_code == 403
        assert admin_client.post(page(row, "delete"), {"post": "yes"}).status_code == 403
        add = reverse(f"admin:programs_{model._meta.model_name}_add")
        assert admin_client.get(add).status_code == 403
