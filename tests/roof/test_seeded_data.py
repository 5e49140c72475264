"""What seeding shows: it must hold every case the screens are tried with, and be true."""

import re
from collections import Counter
from datetime import date, time, timedelta
from itertools import combinations

import pghistory.models
import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from jombang_umkm import regions
from jombang_umkm.models import Facility, Holiday, Office, Signatory
from jombang_umkm.roof.seed import plant, timetable
from jombang_umkm.sealing import open_sealed
from participants.models import (
    AftercareConsent,
    Custody,
    CustodyAbsence,
    FamilyContact,
    Participant,
)
from partners.models import Partner
from programs.models import Attendance, Enrolment, Program, Session, SheetSave, Speaker

APPS = ("jombang_umkm", "participants", "partners", "programs")
FIRST_DAY = date(2023, 3, 10)
TODAY = date(2026, 11, 23)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def seeded(django_db_setup, django_db_blocker):
    """Seed once for all tests of this file, which only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        plant(today=TODAY, password="sandi untuk mencoba", reset=False)
        connection.check_constraints()
        yield
        transaction.set_rollback(True)


def first_programme():
    return Program.objects.get(opened_on=FIRST_DAY)


def current_programme():
    return Program.objects.exclude(opened_on=FIRST_DAY).get()


def roster_of(session):
    seats = Enrolment.objects.on_roster(session=session.pk, day=session.day)
    return set(seats.values_list("custody", flat=True))


# The two programmes ----------------------------------------------------------


def test_every_row_is_valid():
    for label in APPS:
        for model in apps.get_app_config(label).get_models():
            if model._meta.proxy or issubclass(model, pghistory.models.Event):
                continue
            for row in model._base_manager.all():
                row.full_clean()


def test_the_first_programme_was_opened_by_the_heads_of_that_day():
    program = first_programme()
    assert program.name == "Pemberdayaan Kelembagaan Potensi dan Pengembangan Usaha Mikro"
    assert program.opened_by.name == "Fahruddin Widodo"
    attended = program.opening_attended_by.values_list("name", flat=True)
    assert set(attended) == {"Margono", "Jawahirul Ulum"}
    heads = Signatory.objects.valid_on(FIRST_DAY)
    assert {head.name for head in heads} == {"Fahruddin Widodo", "Margono", "Jawahirul Ulum"}


def test_the_first_programme_is_closed_and_wholly_recorded():
    program = first_programme()
    assert program.status == Program.Status.CLOSED
    assert [course.skill.name for course in program.courses.select_related("skill")] == [
        "Konstruksi Bangunan",
        "Mekanik Mesin",
        "Merajut",
        "Pengelasan",
        "Tata Boga",
        "Usaha Laundry",
    ]
    opening, *after = program.sessions.with_counts().in_order()
    assert opening.day == FIRST_DAY
    assert opening.courses.count() == 6
    assert opening.roster_size == 20
    assert {session.status for session in (opening, *after)} == {Session.Status.HELD}
    assert all(session.recorded == session.roster_size > 0 for session in (opening, *after))
    assert all(session.module and session.courses.count() == 1 for session in after)


def test_marks_are_of_every_kind_and_say_why():
    marks = Attendance.objects.filter(session__program=first_programme())
    assert set(marks.values_list("mark", flat=True)) == set(Attendance.Mark.values)
    assert not marks.filter(mark__in=["IZIN", "SAKIT"], note="").exists()
    assert not marks.filter(mark="TERLAMBAT", minutes_late=None).exists()
    assert marks.in_the_room().count() > 0.8 * marks.count()


def test_sheets_are_saved_by_the_officer_on_their_day():
    for save in SheetSave.objects.select_related("session", "saved_by"):
        assert save.saved_by.username == "petugas"
        assert timezone.localdate(save.saved_at) == save.session.day


def test_today_begins_with_everybody():
    program, today = current_programme(), TODAY
    assert program.status == Program.Status.RUNNING
    common, *others = program.sessions.on(today).with_counts().in_order()
    assert common.roster_size == 20
    assert common.recorded == 0
    assert len(others) == 4
    assert all(other.starts_at >= common.ends_at for other in others)
    assert [other.status_reason != "" for other in others].count(True) == 1
    cancelled = next(other for other in others if other.status_reason)
    assert cancelled.status == Session.Status.CANCELLED
    assert all(slot.is_released for slot in cancelled.speaker_slots.all())


def test_behind_today_one_day_lacks_its_sheets_and_one_sheet_is_half_filled():
    behind = current_programme().sessions.before(TODAY)
    lacking = list(behind.still_to_record().with_counts().in_order())
    half, *empty = lacking
    assert 0 < half.recorded < half.roster_size
    assert [session.recorded for session in empty] == [0, 0]
    assert {session.day for session in empty} == {max(session.day for session in behind)}
    assert behind.count() - len(lacking) > 20
    assert not first_programme().sessions.still_to_record().exists()


def test_lessons_lie_ahead_for_every_course():
    ahead = current_programme().sessions.filter(day__gt=TODAY)
    assert set(ahead.values_list("status", flat=True)) == {Session.Status.PLANNED}
    for course in current_programme().courses.all():
        assert ahead.filter(courses=course).count() >= 3
        taught = course.sessions.exclude(status="CANCELLED").filter(module__isnull=False)
        assert Counter(taught.values_list("module", flat=True)).most_common(1)[0][1] == 1
        assert taught.count() == course.modules.count()


def test_nobody_is_expected_in_two_places():
    sessions = list(Session.objects.filter(status__in=["PLANNED", "HELD"]))
    rosters = {session.pk: roster_of(session) for session in sessions}
    for one, other in combinations(sessions, 2):
        if one.day == other.day and one.starts_at < other.ends_at and other.starts_at < one.ends_at:
            assert not rosters[one.pk] & rosters[other.pk]


# People and partners ---------------------------------------------------------


def test_twenty_people_take_part_in_both():
    for program in (first_programme(), current_programme()):
        seats = Counter(
            Enrolment.objects.filter(course__program=program).values_list("custody", flat=True)
        )
        assert len(seats) == 20
        assert sorted(seats.values()) == [1] * 18 + [2] * 2


def test_names_are_as_uneven_as_real_ones():
    names = list(Participant.objects.values_list("full_name", flat=True))
    assert sum(" " not in name for name in names) >= 3
    assert max(map(len, names)) > 40
    assert any("'" in name for name in names)
    assert any(name.startswith("Muhammad ") for name in names)
    assert Participant.objects.filter(sex=Participant.Sex.FEMALE).count() == 2
    assert Participant.objects.exclude(aliases=[]).exists()


def test_all_are_held_since_before_the_opening_and_all_but_one_for_another_year():
    in_a_year, in_a_week = TODAY + timedelta(days=366), TODAY + timedelta(days=7)
    stays = Custody.objects.in_custody(on=FIRST_DAY)
    assert stays.filter(status="CONVICT", expiry_date__gt=in_a_year).count() == 19
    # Somebody to see on the page of who is released this week.
    assert stays.filter(status="CONVICT", expiry_date__range=(TODAY, in_a_week)).count() == 1
    assert stays.filter(cell="10").exists()
    spellings = {
        re.sub(r"\d+", "", number) for number in stays.values_list("registration_no", flat=True)
    }
    assert len(spellings) >= 4


def test_nothing_is_invented_that_could_be_somebody_elses():
    for model in (Office, Facility, Partner, Speaker):
        assert not model.objects.exclude(phone="").exists()
    assert not Signatory.objects.exclude(nip="").exists()
    phones = FamilyContact.objects.exclude(phone="").values_list("phone", flat=True)
    assert all(phone.startswith("+62000") for phone in phones)
    sealed = Participant.objects.exclude(nik_sealed="").values_list("nik_sealed", flat=True)
    assert {open_sealed(token)[:6] for token in sealed} == {"351799"}
    assert regions.region("35.17.99") is None


def test_lives_are_as_uneven_as_real_ones():
    statuses = set(Participant.objects.values_list("nik_status", flat=True))
    assert {
        "BELUM_ADA",
        "BELUM_DIKETAHUI",
        "DALAM_PEREKAMAN",
        "TERISI",
        "TERVERIFIKASI",
    } == statuses
    assert FamilyContact.objects.filter(is_guarantor=True, phone="").exists()
    assert set(FamilyContact.objects.values_list("willingness", flat=True)) == {
        "YA",
        "BELUM",
        "TIDAK",
    }
    assert CustodyAbsence.objects.on(TODAY).count() == 1


def test_the_office_looks_after_two_who_are_free_and_never_were_trained():
    office = Office.objects.get()
    agreed = Custody.objects.free_and_agreed_to(office.pk).select_related("participant")
    assert {stay.participant.full_name for stay in agreed} == {"Sunaryo", "Wawan Setiadi"}
    assert not Enrolment.objects.filter(custody__in=agreed).exists()
    held = AftercareConsent.objects.in_force().exclude(participant__custodies__in=agreed)
    assert held.get().participant.full_name == "Kasiyanto"


def test_each_institution_has_heads_today():
    heads = Signatory.objects.valid_on(TODAY)
    assert heads.filter(office__isnull=False).count() == 2
    assert heads.filter(facility__isnull=False).count() == 2


# Any day ---------------------------------------------------------------------


def test_lessons_keep_clear_of_days_off_and_of_friday_prayer():
    days_off = set(Holiday.objects.values_list("day", flat=True))
    for offset in range(365):
        today = date(2026, 6, 1) + timedelta(days=offset)
        for lesson in timetable.around(today, days_off):
            starts, ends = lesson.hours.starts_at, lesson.hours.ends_at
            assert time(7, 30) <= starts < ends <= time(16, 0)
            if lesson.day.weekday() == 4:
                assert ends <= time(11, 30) or starts >= time(13, 0)
            if lesson.day != today:
                assert lesson.day.weekday() < 5
                assert lesson.day not in days_off
