"""Attaching the signed paper and taking a page off, for each who may, must not, and repeats."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from jombang_umkm.errors import ActionRefused
from jombang_umkm.history import versions_of
from jombang_umkm.models import User
from jombang_umkm.pictures import BYTES_AT_MOST
from programs.actions import scans
from programs.actions import session as session_actions
from programs.models import Session, SheetScan
from programs.rules.scans import PAGES_A_SHEET
from tests.factories import files
from tests.factories.files import pdf, photo
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, StaffFactory
from tests.factories.programs import (
    CancelledSessionFactory,
    PostponedSessionFactory,
    SessionFactory,
    close,
)
from tests.threads import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> Session:
    return SessionFactory()


@pytest.fixture
def at(session: Session) -> datetime:
    return timezone.make_aware(datetime.combine(session.day, time(14)))


@pytest.fixture
def officer(session: Session) -> User:
    return OfficerFactory(facility=session.program.facility)


def attached(session: Session) -> list[SheetScan]:
    return list(SheetScan.objects.filter(session=session).attached())


def fill(session: Session, pages: int) -> None:
    """Attach that many pages, without drawing each."""
    officer = OfficerFactory(facility=session.program.facility)
    SheetScan.objects.bulk_create(
        SheetScan(
            session=session,
            image=b"",
            width=1,
            height=1,
            page=page,
            upload_sha256="0" * 64,
            uploaded_by=officer,
            uploaded_at=timezone.now(),
        )
        for page in range(1, pages + 1)
    )


class TestAttach:
    def test_each_page_is_kept_with_who_and_when(self, session, officer, at):
        found = scans.attach(session=session, content=pdf(3), by=officer, at=at)
        assert found == attached(session)
        assert [scan.page for scan in found] == [1, 2, 3]
        for scan in attached(session):
            assert (scan.uploaded_by, scan.uploaded_at) == (officer, at)
            assert (scan.width, scan.height) == (1556, 2200)
            assert bytes(scan.image).startswith(b"\xff\xd8\xff")
        assert versions_of(SheetScan).count() == 3

    def test_the_same_file_again_changes_nothing(self, session, officer, at, unchanged):
        first = scans.attach(session=session, content=pdf(2), by=officer, at=at)
        colleague = OfficerFactory(facility=session.program.facility)
        with unchanged(SheetScan):
            again = scans.attach(
                session=session, content=pdf(2), by=colleague, at=at + timedelta(hours=1)
            )
        assert again == first

    def test_a_file_that_was_taken_off_can_be_attached_again(self, session, officer, at):
        (first,) = scans.attach(session=session, content=photo(), by=officer, at=at)
        scans.remove(scan=first, by=officer, at=at, reason="Keliru")
        (second,) = scans.attach(session=session, content=photo(), by=officer, at=at)
        assert attached(session) == [second]
        assert second != first

    def test_the_same_file_at_another_session_is_another(self, session, officer, at):
        other = SessionFactory(program=session.program, starts_at=time(13), ends_at=time(14))
        for each in (session, other):
            scans.attach(session=each, content=photo(), by=officer, at=at)
        assert len(attached(session)) == len(attached(other)) == 1

    def test_a_sheet_takes_no_more_than_so_many_pages(self, session, officer, at, refused):
        fill(session, PAGES_A_SHEET - 2)
        with refused("too_many", SheetScan):
            scans.attach(session=session, content=pdf(3), by=officer, at=at)
        scans.attach(session=session, content=pdf(2), by=officer, at=at)
        assert len(attached(session)) == PAGES_A_SHEET
        with refused("too_many", SheetScan):
            scans.attach(session=session, content=photo(), by=officer, at=at)

    def test_pages_that_were_taken_off_do_not_count(self, session, officer, at):
        fill(session, PAGES_A_SHEET)
        scans.remove(scan=attached(session)[0], by=officer, at=at, reason="Keliru")
        scans.attach(session=session, content=photo(), by=officer, at=at)
        assert len(attached(session)) == PAGES_A_SHEET

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"\0" * (BYTES_AT_MOST + 1), "too_large"),
            (b"<svg/>", "not_a_picture"),
            (photo()[:500], "broken"),
            (pdf(11), "too_many_pages"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_a_file_that_is_no_picture_is_refused(
        self, session, officer, at, refused, content, code
    ):
        # "too_many_pixels" and "encrypted" likewise: see rules/test_scans.py.
        with refused(code, SheetScan):
            scans.attach(session=session, content=content, by=officer, at=at)

    @pytest.mark.parametrize("make", [OfficerFactory, StaffFactory, AdministratorFactory])
    def test_only_officers_of_the_prison_may(self, session, at, refused, make):
        by = make(office=session.program.office) if make is StaffFactory else make()
        with refused("not_allowed", SheetScan):
            scans.attach(session=session, content=photo(), by=by, at=at)

    def test_not_before_its_day(self, session, officer, at, refused):
        with refused("future_day", SheetScan):
            files.attach(session, by=officer, at=at - timedelta(days=1))

    @pytest.mark.parametrize(
        ("make", "code"),
        [(CancelledSessionFactory, "cancelled"), (PostponedSessionFactory, "postponed")],
    )
    def test_not_when_called_off(self, make: Callable[[], Session], code, refused):
        session = make()
        with refused(code, SheetScan):
            files.attach(session)

    def test_not_when_the_programme_is_over(self, session, officer, at, refused):
        close(session.program)
        with refused("locked", SheetScan):
            files.attach(session, by=officer, at=at)


class TestRemove:
    @pytest.fixture
    def scan(self, session, officer, at) -> SheetScan:
        (scan,) = files.attach(session, by=officer, at=at)
        return scan

    def test_it_is_kept_with_who_when_and_why(self, session, scan, officer, at):
        removed = scans.remove(scan=scan, by=officer, at=at, reason="  Foto daftar lain ")
        assert attached(session) == []
        kept = SheetScan.objects.get()
        assert kept == removed
        assert (kept.removed_at, kept.removed_by) == (at, officer)
        assert kept.removal_reason == "Foto daftar lain"
        assert bytes(kept.image) == scan.image
        assert [each.pgh_label for each in versions_of(SheetScan)] == ["insert", "update"]

    def test_a_repeat_changes_nothing(self, scan, officer, at, unchanged):
        scans.remove(scan=scan, by=officer, at=at, reason="Keliru")
        colleague = OfficerFactory(facility=scan.session.program.facility)
        with unchanged(SheetScan):
            scans.remove(scan=scan, by=colleague, at=at + timedelta(hours=1), reason="Lain")
            scans.remove(scan=scan, by=colleague, at=at, reason="")

    @pytest.mark.parametrize("reason", ["", "   "])
    def test_it_needs_a_reason(self, scan, officer, at, refused, reason):
        with refused("reason_needed", SheetScan):
            scans.remove(scan=scan, by=officer, at=at, reason=reason)

    def test_a_long_reason_is_cut(self, scan, officer, at):
        scans.remove(scan=scan, by=officer, at=at, reason="x" * 500)
        assert SheetScan.objects.get().removal_reason == "x" * 200

    @pytest.mark.parametrize("make", [OfficerFactory, StaffFactory, AdministratorFactory])
    def test_only_officers_of_the_prison_may(self, session, scan, at, refused, make):
        by = make(office=session.program.office) if make is StaffFactory else make()
        with refused("not_allowed", SheetScan):
            scans.remove(scan=scan, by=by, at=at, reason="Keliru")

    @pytest.mark.parametrize(
        ("call_off", "code"),
        [(session_actions.cancel, "cancelled"), (session_actions.postpone, "postponed")],
    )
    def test_not_when_called_off(self, session, scan, officer, at, refused, call_off: Any, code):
        call_off(session=session, by=AdministratorFactory(), reason="Narasumber sakit")
        with refused(code, SheetScan):
            scans.remove(scan=scan, by=officer, at=at, reason="Keliru")

    def test_not_before_its_day(self, scan, officer, at, refused):
        """A session that was put on a later day after its list was attached."""
        with refused("future_day", SheetScan):
            scans.remove(scan=scan, by=officer, at=at - timedelta(days=1), reason="Keliru")

    def test_not_when_the_programme_is_over(self, session, scan, officer, at, refused):
        close(session.program)
        with refused("locked", SheetScan):
            scans.remove(scan=scan, by=officer, at=at, reason="Keliru")

    def test_not_when_it_went_to_another_session_meanwhile(
        self, session, scan, officer, at, refused
    ):
        other = SessionFactory(program=session.program, starts_at=time(13), ends_at=time(14))
        SheetScan.objects.filter(pk=scan.pk).update(session=other)
        with refused("moved", SheetScan):
            scans.remove(scan=scan, by=officer, at=at, reason="Keliru")


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def test_a_double_click_attaches_once(self, session, officer, at):
        def click() -> list[SheetScan]:
            return scans.attach(session=session, content=pdf(2), by=officer, at=at)

        results = together(*[click] * 3)
        assert [len(result) for result in results] == [2, 2, 2]
        assert len(attached(session)) == 2
        assert versions_of(SheetScan).count() == 2

    def test_the_last_place_is_given_once(self, session, officer, at):
        fill(session, PAGES_A_SHEET - 1)
        results = together(
            *(
                partial(scans.attach, session=session, content=photo(words), by=officer, at=at)
                for words in ("satu", "dua", "tiga")
            )
        )
        refusals = [each.code for each in results if isinstance(each, ActionRefused)]
        assert refusals == ["too_many", "too_many"]
        assert len(attached(session)) == PAGES_A_SHEET

    def test_a_page_is_taken_off_once(self, session, officer, at):
        (scan,) = files.attach(session, by=officer, at=at)
        others = [OfficerFactory(facility=session.program.facility) for _number in range(3)]
        together(
            *(
                lambda by=by: scans.remove(scan=scan, by=by, at=at, reason=by.username)
                for by in others
            )
        )
        assert versions_of(SheetScan).filter(pgh_label="update").count() == 1
        kept = SheetScan.objects.get()
        assert kept.removal_reason == kept.removed_by.username

    def test_nobody_waits_for_the_sheet_while_a_file_is_drawn(self, session, officer, at):
        """The sheet is locked after the drawing, and asked again whether it is still open."""
        drawing = together(
            lambda: scans.attach(session=session, content=pdf(10), by=officer, at=at),
            lambda: session_actions.cancel(
                session=session, by=AdministratorFactory(), reason="Narasumber sakit"
            ),
        )
        assert isinstance(drawing[0], ActionRefused)
        assert drawing[0].code == "cancelled"
        assert attached(session) == []

    @pytest.fixture(autouse=True)
    def _closed(self):
        yield
        connection.close()
