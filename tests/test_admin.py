"""Every page of the admin opens, with as few statements for many rows as for few."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from axes.models import AccessLog as SignIn
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin, ModelAdmin
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jombang_umkm.admin.base import COUNTED, RecordAdmin
from jombang_umkm.models import (
    AccessLog,
    Facility,
    Holiday,
    IssuedDocument,
    Job,
    JobProgress,
    NumberSeries,
    Office,
    Room,
    Signatory,
    User,
)
from participants.models import (
    AftercareConsent,
    Custody,
    CustodyAbsence,
    CustodyEvent,
    FamilyContact,
    FamilyNote,
    ImportLine,
    Merge,
    MergeUndo,
    Participant,
    ParticipantPhoto,
    PeopleImport,
    RememberedColumns,
    Transfer,
    TwoPeople,
)
from partners.models import Partner
from programs.models import (
    Attendance,
    Course,
    Enrolment,
    Module,
    PrintedRow,
    PrintedSheet,
    Program,
    Session,
    SheetSave,
    SheetScan,
    Skill,
    Speaker,
    SpeakerSlot,
)
from tests.factories import jombang_umkm as places
from tests.factories import participants as people
from tests.factories import partners, programs
from tests.factories.programs import make_class, record, seat_people, stays_on

pytestmark = pytest.mark.django_db

# Twenty, and two that say for whom the database works.
STATEMENTS = 22
FEW, MANY = 3, 200

OURS = ("jombang_umkm", "participants", "partners", "programs")
# Rows of another record's page, or of a screen of ours; they have none of their own.
NO_PAGE = {
    *(CustodyAbsence, FamilyNote, JobProgress, MergeUndo),
    *(Module, SpeakerSlot, NumberSeries, PrintedSheet, PrintedRow, SheetScan),
}


def _attempts(count: int) -> None:
    AccessAttempt.objects.bulk_create(
        AccessAttempt(username=f"petugas{number}", ip_address="10.0.0.1", failures_since_start=5)
        for number in range(count)
    )


def _documents(count: int) -> None:
    officer, at = places.OfficerFactory(), timezone.now()
    assert officer.facility is not None
    IssuedDocument.objects.bulk_create(
        IssuedDocument(
            kind=IssuedDocument.Kind.SHEET,
            office=officer.facility.office,
            facility=officer.facility,
            number=f"DH-2026-{number:06d}",
            title="Daftar hadir",
            dated_on=at.date(),
            template="daftar-hadir",
            data={},
            fingerprint=str(number),
            pdf=b"%PDF-",
            sha256="0" * 64,
            issued_by=officer,
            issued_at=at,
        )
        for number in range(count)
    )


def _jobs(count: int) -> None:
    Job.objects.bulk_create(
        Job(
            task_path="tests.sample_jobs.note",
            args_kwargs={"args": [], "kwargs": {"number": number}},
            status="FAILED",
            run_after=timezone.now(),
            exception_class_path="builtins.ValueError",
            traceback="\nprograms/actions/session.py:12 cancel",
        )
        for number in range(count)
    )


def _sign_ins(count: int) -> None:
    SignIn.objects.bulk_create(SignIn(username="petugas") for _number in range(count))


def _sheets(count: int) -> None:
    session = make_class(count)
    officer = places.OfficerFactory(facility=session.program.facility)
    for stay in stays_on(session):
        record(session, {stay: "HADIR"}, by=officer)


def _marks(count: int) -> None:
    session = make_class(count)
    record(session, dict.fromkeys(stays_on(session), "HADIR"))


# A record with many rows of each kind that its page shows.


def _facility_with_rooms(count: int) -> None:
    facility = places.FacilityFactory()
    places.RoomFactory.create_batch(count, facility=facility)
    places.FacilityFactory.create_batch(count - 1, office=facility.office)


def _people_with_stays(count: int) -> None:
    person = people.ParticipantFactory()
    for number in range(count):
        entry_date = date(2020, 1, 1) + timedelta(days=2 * number)
        people.ReleasedCustodyFactory(
            participant=person, entry_date=entry_date, left_on=entry_date + timedelta(days=1)
        )
    people.ParticipantFactory.create_batch(count - 1)
    FamilyContact.objects.bulk_create(
        FamilyContact(participant=person, name=f"Sumiati {number}", relation="SAUDARA")
        for number in range(count)
    )


def _stays_with_events(count: int) -> None:
    """One who escaped and was caught again and again, and was at court between."""
    first, *_others = people.CustodyFactory.create_batch(count, entry_date=date(2020, 1, 1))
    day, at = date(2020, 1, 2), timezone.now()
    by = places.AdministratorFactory()
    for number in range(count):
        was, became = ("CONVICT", "ESCAPED") if number % 2 == 0 else ("ESCAPED", "CONVICT")
        CustodyEvent.objects.create(
            custody=first,
            was=was,
            became=became,
            happened_on=day + timedelta(days=number),
            recorded_by=by,
            recorded_at=at,
        )
    CustodyAbsence.objects.bulk_create(
        CustodyAbsence(
            custody=first,
            kind=CustodyAbsence.Kind.COURT,
            away_from=day + timedelta(days=2 * number),
            back_on=day + timedelta(days=2 * number + 1),
        )
        for number in range(count)
    )


def _transfers(count: int) -> None:
    there = places.FacilityFactory()
    for _number in range(count):
        people.send(people.CustodyFactory(), there, on=timezone.localdate())


def _families(count: int) -> None:
    people.CustodyFactory()
    person, by = Participant.objects.get(), places.OfficerFactory()
    contacts = FamilyContact.objects.bulk_create(
        FamilyContact(participant=person, name=f"Sumiati {number}", relation="SAUDARA")
        for number in range(count)
    )
    FamilyNote.objects.bulk_create(
        FamilyNote(
            contact=contacts[0],
            kind=FamilyNote.Kind.CALL,
            happened_on=date(2026, 1, 5),
            note=f"Kabar {number}",
            recorded_by=by,
            recorded_at=timezone.now(),
        )
        for number in range(count)
    )


def _photos(count: int) -> None:
    by, at = places.OfficerFactory(), timezone.now()
    ParticipantPhoto.objects.bulk_create(
        ParticipantPhoto(
            participant=person,
            jpeg=b"JPEG",
            width=3,
            height=4,
            upload_sha256="0" * 64,
            consent_on=at.date(),
            added_by=by,
            added_at=at,
        )
        for person in people.ParticipantFactory.create_batch(count)
    )


def _pairs(count: int) -> list[tuple[Participant, Participant]]:
    made = people.ParticipantFactory.create_batch(2 * count)
    return list(zip(made[::2], made[1::2], strict=True))


def _merges(count: int) -> None:
    by, at = places.OfficerFactory(), timezone.now()
    Merge.objects.bulk_create(
        Merge(kept=one, absorbed=other, merged_by=by, merged_at=at) for one, other in _pairs(count)
    )


def _told_apart(count: int) -> None:
    by, at = places.OfficerFactory(), timezone.now()
    TwoPeople.objects.bulk_create(
        TwoPeople(one=one, other=other, said_by=by, said_at=at) for one, other in _pairs(count)
    )


def _consents(count: int) -> None:
    by, at = places.OfficerFactory(), timezone.now()
    AftercareConsent.objects.bulk_create(
        AftercareConsent(
            participant=person,
            office=by.facility.office,
            given_on=at.date(),
            recorded_by=by,
            recorded_at=at,
        )
        for person in people.ParticipantFactory.create_batch(count)
    )


def _imports(count: int) -> None:
    """Lists of one facility, the first with as many rows as there are lists."""
    officer, at = places.OfficerFactory(), timezone.now()
    imports = PeopleImport.objects.bulk_create(
        PeopleImport(
            facility=officer.facility,
            file_name=f"daftar-{number}.xlsx",
            file_size=1,
            file_sha256="0" * 64,
            as_of=at.date(),
            status="DONE",
            uploaded_by=officer,
            uploaded_at=at,
            saved_by=officer,
            saved_at=at,
        )
        for number in range(count)
    )
    ImportLine.objects.bulk_create(
        ImportLine(
            people_import=imports[0],
            number=number,
            outcome="NEW",
            full_name=f"SUPRI {number}",
            custody=stay,
        )
        for number, stay in enumerate(people.CustodyFactory.create_batch(count))
    )


def _remembered_columns(count: int) -> None:
    RememberedColumns.objects.bulk_create(
        RememberedColumns(facility=facility, columns={"nama": "full_name"})
        for facility in places.FacilityFactory.create_batch(count)
    )


def _accesses(count: int) -> None:
    AccessLog.objects.bulk_create(
        AccessLog(
            user=places.OfficerFactory(),
            at=timezone.now(),
            act=AccessLog.Act.SHOW_NIK,
            subject="participants.Participant",
            subject_id=number,
            address="10.0.0.1",
        )
        for number in range(count)
    )


def _programs_with_courses(count: int) -> None:
    program = programs.DraftProgramFactory()
    programs.CourseFactory.create_batch(count, program=program)
    program.opening_attended_by.set(
        places.SignatoryFactory(office=program.office, title=f"Kepala Bidang {number}")
        for number in range(count)
    )
    programs.DraftProgramFactory.create_batch(count - 1, facility=program.facility)


def _courses_with_modules(count: int) -> None:
    course = programs.CourseFactory()
    programs.ModuleFactory.create_batch(count, course=course)
    programs.CourseFactory.create_batch(count - 1, program=course.program)


def _sessions_with_speakers(count: int) -> None:
    program = programs.ProgramFactory()
    courses = programs.CourseFactory.create_batch(count, program=program)
    session = programs.SessionFactory(courses=courses)
    for speaker in programs.SpeakerFactory.create_batch(
        count, office=program.office, partner=partners.PartnerFactory(office=program.office)
    ):
        programs.SpeakerSlotFactory(session=session, speaker=speaker)
    programs.SessionFactory.create_batch(count - 1, courses=courses[:2], room=None)


def _users(count: int) -> None:
    facilities = places.FacilityFactory.create_batch(count)
    for facility in facilities:
        places.OfficerFactory(facility=facility)


def _bulk(factory: Any, **fields: Any) -> Callable[[int], None]:
    return lambda count: factory.create_batch(count, **{k: v() for k, v in fields.items()})


def _holidays(count: int) -> None:
    for number in range(count):
        places.HolidayFactory(day=date(2026, 1, 1) + timedelta(days=number))


def _signatories(count: int) -> None:
    for number in range(count):
        places.SignatoryFactory(title=f"Kepala Bidang {number}")


ROWS: dict[type[Model], Callable[[int], None]] = {
    AccessAttempt: _attempts,
    AccessLog: _accesses,
    AftercareConsent: _consents,
    SignIn: _sign_ins,
    Attendance: _marks,
    Course: _courses_with_modules,
    Custody: _stays_with_events,
    CustodyEvent: _stays_with_events,
    Enrolment: lambda count: seat_people(count, programs.CourseFactory(quota=count)) and None,
    Facility: _facility_with_rooms,
    FamilyContact: _families,
    Holiday: _holidays,
    ImportLine: _imports,
    Merge: _merges,
    IssuedDocument: _documents,
    Job: _jobs,
    Office: _bulk(places.OfficeFactory),
    Participant: _people_with_stays,
    ParticipantPhoto: _photos,
    Partner: _bulk(partners.PartnerFactory),
    PeopleImport: _imports,
    Program: _programs_with_courses,
    RememberedColumns: _remembered_columns,
    Room: _bulk(places.RoomFactory),
    Session: _sessions_with_speakers,
    SheetSave: _sheets,
    Signatory: _signatories,
    Skill: _bulk(programs.SkillFactory),
    Speaker: _bulk(programs.SpeakerFactory),
    Transfer: _transfers,
    TwoPeople: _told_apart,
    User: _users,
}

each_model = pytest.mark.parametrize("model", ROWS, ids=lambda model: model._meta.model_name)
few_or_many = pytest.mark.parametrize("rows", [FEW, MANY])


def url(model: type[Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def pages(model: type[Model], model_admin: ModelAdmin, request: Any) -> Iterator[str]:
    """Yield the pages of a model's admin that an administrator can open."""
    first = model._default_manager.order_by("pk").first()
    assert first is not None
    yield url(model, "changelist")
    yield url(model, "changelist") + "?q=a"
    yield url(model, "change", first.pk)
    yield url(model, "history", first.pk)
    if model_admin.has_add_permission(request):
        yield url(model, "add")
    if model_admin.has_delete_permission(request, first):
        yield url(model, "delete", first.pk)


def _autocompletes() -> list[tuple[type[Model], str]]:
    """Return every field of an admin page that is chosen by typing, with its model."""
    admins: list[BaseModelAdmin] = list(admin.site._registry.values())
    inlines = [
        inline
        for each in list(admins)
        for inline in each.inlines  # type: ignore[attr-defined]
    ]
    admins += [inline(inline.model, admin.site) for inline in inlines]
    return sorted(
        ((each.model, name) for each in admins for name in each.autocomplete_fields),
        key=lambda pair: (pair[0].__name__, pair[1]),
    )


def test_every_model_has_its_page() -> None:
    models = {
        model
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        if not hasattr(model, "pgh_tracked_model") and not model._meta.proxy
    }
    shown = {model for model in ROWS if model._meta.app_label in OURS and not model._meta.proxy}
    assert models - NO_PAGE == shown
    assert set(ROWS) <= set(admin.site._registry)


@each_model
def test_every_page_stands_on_the_common_ground(model: type[Model]) -> None:
    assert isinstance(admin.site.get_model_admin(model), RecordAdmin)


@few_or_many
@each_model
def test_every_page_opens_with_few_statements(
    model: type[Model],
    rows: int,
    admin_client: Client,
    admin_user: User,
    rf: Any,
    django_assert_max_num_queries: Any,
) -> None:
    ROWS[model](rows)
    request = rf.get("/")
    request.user = admin_user
    for page in pages(model, admin.site.get_model_admin(model), request):
        with django_assert_max_num_queries(STATEMENTS, info=page):
            assert admin_client.get(page).status_code == 200, page


@few_or_many
@pytest.mark.parametrize(("model", "field"), _autocompletes())
def test_every_autocomplete_answers_with_few_statements(
    model: type[Model],
    field: str,
    rows: int,
    admin_client: Client,
    django_assert_max_num_queries: Any,
) -> None:
    offered = model._meta.get_field(field).related_model
    assert isinstance(offered, type)
    ROWS[offered](rows)
    with django_assert_max_num_queries(STATEMENTS):
        answer = admin_client.get(
            url(offered, "choices"),
            {
                "term": "",
                "app_label": model._meta.app_label,
                "model_name": model._meta.model_name,
                "field_name": field,
            },
        )
    assert answer.status_code == 200
    assert len(answer.json()["results"]) >= FEW


@pytest.mark.parametrize("user", ["officer", "staff"])
def test_only_administrators_enter(
    client: Client, user: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(user))
    for page in (reverse("admin:index"), url(User, "changelist"), url(Custody, "choices")):
        assert client.get(page, follow=True).status_code == 403, page


def test_a_large_table_is_not_counted_to_its_end(admin_client: Client) -> None:
    Skill.objects.bulk_create(Skill(name=f"Keterampilan {n}") for n in range(COUNTED + 5))
    answer = admin_client.get(url(Skill, "changelist"))
    assert answer.context["cl"].result_count == COUNTED + 1
    assert "1.000+" in answer.content.decode()


@pytest.mark.parametrize("page", ["changelist", "add"])
def test_pages_carry_no_inline_script_or_style(admin_client: Client, page: str) -> None:
    text = admin_client.get(url(User, page)).content.decode()
    assert "<style" not in text
    assert " style=" not in text
    assert " onclick=" not in text
