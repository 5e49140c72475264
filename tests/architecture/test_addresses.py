"""Every address asks who is there, and answers "not found" for what belongs to others."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, NamedTuple

import pytest
from django.conf import settings
from django.contrib import admin
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import timezone

from jombang_umkm.models import IssuedDocument, User
from jombang_umkm.views.sign_in import admin_sign_in
from participants.actions import family
from participants.actions.data_copy import hand_over
from participants.actions.stay import add_absence
from participants.models import (
    AftercareConsent,
    CustodyAbsence,
    FamilyContact,
    Participant,
    ParticipantPhoto,
    PeopleImport,
    Transfer,
)
from participants.rules.stay import FACTS
from programs.actions.printing import print_sheets
from programs.models import Attendance, Enrolment, Session, SheetScan
from programs.rules.paper import SheetOptions
from tests.architecture.source import lines
from tests.factories.files import attach
from tests.factories.jombang_umkm import (
    AdministratorFactory,
    OfficeFactory,
    OfficerFactory,
    StaffFactory,
)
from tests.factories.participants import (
    CustodyFactory,
    ParticipantFactory,
    agree,
    attach_photo,
    happen,
    send,
)
from tests.factories.programs import CourseFactory, ProgramFactory, SeatFactory, SessionFactory
from tests.factories.programs import record as record_marks
from tests.participants.importing import previewed, row, taken_over
from tests.participants.merging import all_of, look, merge

pytestmark = pytest.mark.django_db


class Address(NamedTuple):
    """One entry of the addresses; `key` is its name, or its route where it has none."""

    key: str
    route: str
    view: Callable[..., HttpResponse]
    is_admin: bool

    @property
    def parameters(self) -> list[str]:
        return re.findall(r"<(?:\w+:)?(\w+)>", self.route)

    @property
    def path(self) -> str:
        """A path that leads there, with 1 for every parameter."""
        return "/" + re.sub(r"\(\?P<\w+>[^)]*\)\$?|<(?:\w+:)?\w+>", "1", self.route)


def _addresses(
    patterns: list[Any], prefix: str = "", namespaces: tuple[str, ...] = ()
) -> Iterator[Address]:
    for each in patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = (*namespaces, each.namespace) if each.namespace else namespaces
            yield from _addresses(each.url_patterns, route, inner)
        else:
            assert isinstance(each, URLPattern)
            key = ":".join((*namespaces, each.name)) if each.name else route
            yield Address(key, route, each.callback, "admin" in namespaces)


ADDRESSES = list(_addresses(get_resolver().url_patterns))
OURS = [address for address in ADDRESSES if not address.is_admin]
IN_ADMIN = [address for address in ADDRESSES if address.is_admin]


class Open(NamedTuple):
    """An address open to anybody: why, and what it answers somebody not signed in."""

    why: str
    get: int
    post: int


OPEN = {
    "sign_in": Open("here people sign in", 200, 200),
    "sign_out": Open("also after the session has run out", 405, 302),
    "admin/login/": Open("leads to the sign-in page, the only one there is", 302, 302),
    "admin/logout/": Open("the same as sign_out", 405, 302),
    "set_language": Open("the sign-in page has the switch too", 405, 302),
    "health": Open("asked by whoever watches the system; says nothing of people", 200, 405),
    "favicon.ico": Open("a picture", 302, 302),
    "sheet": Open("answers a post with a sign-in, so that marks are not lost", 302, 200),
}
# Behind `admin/login/` and `admin/logout/`, which stand before them.
SHADOWED = {"admin:login", "admin:logout"}

GUARDED = [address for address in OURS if address.key not in OPEN]
WITH_RECORD = sorted({address.key for address in OURS if address.parameters})


def _leads_to_sign_in(answer: HttpResponse) -> bool:
    starts = (reverse("sign_in") + "?next=", reverse("admin:login") + "?next=")
    return answer.status_code == 302 and answer.headers["Location"].startswith(starts)


# Nobody is let in without signing in.


def test_exactly_these_addresses_are_open() -> None:
    found = {each.key for each in ADDRESSES if not getattr(each.view, "login_required", True)}
    assert found - SHADOWED == set(OPEN)


def test_the_admin_has_no_sign_in_of_its_own() -> None:
    assert resolve(reverse("admin:login")).func is admin_sign_in
    assert resolve(reverse("admin:logout")).func is not admin.site.logout


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete", "options"])
@pytest.mark.parametrize("address", GUARDED, ids=lambda address: address.key)
def test_a_visitor_is_asked_to_sign_in(address: Address, method: str, client: Client) -> None:
    assert _leads_to_sign_in(getattr(client, method)(address.path))


@pytest.mark.parametrize("key", sorted(OPEN))
def test_an_open_address_answers_a_visitor_as_said(key: str, client: Client) -> None:
    (address,) = (each for each in OURS if each.key == key)
    assert client.get(address.path).status_code == OPEN[key].get
    assert client.post(address.path).status_code == OPEN[key].post


def _let_in(client: Client) -> list[str]:
    """Return the addresses of the admin that answer with something else than the sign-in."""
    paths = [address.path for address in IN_ADMIN if address.key not in SHADOWED]
    assert len(paths) > 50
    return [path for path in paths if not _leads_to_sign_in(client.post(path))]


@pytest.mark.parametrize("role", [None, OfficerFactory, StaffFactory])
def test_the_admin_lets_nobody_in_but_administrators(role: Any, client: Client) -> None:
    if role is not None:
        client.force_login(role())
    inside = _let_in(client)
    assert not inside, lines(inside)
    # Whoever is signed in already is told so, not asked again and again.
    answer = client.get(reverse("admin:index"), follow=True)
    assert answer.status_code == (403 if role else 200)


def test_the_admin_lets_administrators_in(client: Client) -> None:
    client.force_login(AdministratorFactory())
    assert client.get(reverse("admin:index")).status_code == 200


# Nobody sees what belongs to another place.


@dataclass
class Place:
    """A prison with its office, somebody of each, and a class that has been held."""

    officer: User
    staff: User
    session: Session
    seat: Enrolment
    mark: Attendance
    document: IssuedDocument
    # What only they may read.
    secrets: list[str] = field(default_factory=list)


@pytest.fixture
def place() -> Place:
    return make_place()


def make_place() -> Place:
    """Return a prison with its office, where a class was held, marked and printed."""
    program = ProgramFactory(name="Angkatan Rahasia")
    course = CourseFactory(program=program, name="Kelas Tertutup")
    session = SessionFactory(courses=[course], topic="Pokok Bahasan Sendiri")
    person = ParticipantFactory(full_name="SUPRIHATIN")
    stay = CustodyFactory(participant=person, facility=program.facility)
    seat = SeatFactory(course=course, custody=stay)
    officer = OfficerFactory(facility=program.facility)
    (mark,) = record_marks(session, {stay: "HADIR"}, by=officer).written
    return Place(
        officer=officer,
        staff=StaffFactory(office=program.office),
        session=session,
        seat=seat,
        mark=mark,
        document=print_sheets(
            sessions=[session],
            options=SheetOptions(),
            title="Daftar hadir",
            by=officer,
            at=timezone.now(),
        ),
        secrets=[program.name, course.name, session.topic, person.full_name, stay.registration_no],
    )


@pytest.fixture(params=[OfficerFactory, StaffFactory], ids=["officer", "staff"])
def stranger(request: pytest.FixtureRequest) -> User:
    """Somebody of another prison, or of another office."""
    return request.param()


class Visit(NamedTuple):
    """The record an address is asked for, and what a post to it carries."""

    arguments: list[int]
    post: dict[str, Any] = {}


def _sheet_move(place: Place) -> Visit:
    """Move the sheet to another session of the course, later on the same day."""
    later = SessionFactory(courses=[place.seat.course], day=place.session.day, starts_at=time(10))
    return Visit([place.session.pk], {"to": later.pk, "reason": "Salah pertemuan"})


def _scan(place: Place) -> SheetScan:
    (scan,) = attach(place.session)
    return scan


def _list(place: Place) -> PeopleImport:
    """A list with somebody who cannot be saved, to be checked."""
    place.secrets.append("WARSITO")
    return previewed(place.officer, row("WARSITO", sex=""), at=timezone.now())


def _missing(place: Place) -> Visit:
    """A list that was saved, without somebody who is held."""
    found = taken_over(place.officer, row("WARSITO", "B.I 4711/2026"), at=timezone.now())
    release = {"to": "FULL_RELEASE", "on": place.session.day.isoformat(), "document_no": "W15/1"}
    held = CustodyFactory(facility=place.session.program.facility)
    return Visit([found.pk], {"stay": held.pk, **release})


def _photo(place: Place) -> ParticipantPhoto:
    return attach_photo(place.seat.custody.participant, by=place.officer)


def _photo_erased(place: Place) -> Visit:
    photo = _photo(place)
    return Visit([photo.participant_id], {"which": photo.pk, "reason": "Tidak setuju lagi"})


def _on_the_way(place: Place) -> Transfer:
    """Somebody whom another prison sends here."""
    return send(CustodyFactory(), place.session.program.facility, on=place.session.day)


def _relative(place: Place) -> FamilyContact:
    contact = FamilyContact(participant=place.seat.custody.participant, **CONTACT)
    place.secrets.append(contact.name)
    return family.add(contact=contact, by=place.officer, at=timezone.now())


def _agreed(place: Place) -> AftercareConsent:
    """A consent to the aftercare of an office that is nobody's here."""
    return agree(place.seat.custody, OfficeFactory(), by=place.officer)


def _event_undone(place: Place) -> Visit:
    stay = happen(place.seat.custody, "ASSIMILATION", on=place.session.day, by=place.officer)
    return Visit([stay.happenings.last().pk], {"reason": "Salah orang"})


def _event(place: Place) -> Visit:
    day = place.session.day.isoformat()
    return Visit(
        [place.seat.custody_id], {"to": "ASSIMILATION", "on": day, "document_no": "W15/2026"}
    )


def _stay_as_it_is(place: Place) -> Visit:
    stay = place.seat.custody
    return Visit([stay.pk], {name: getattr(stay, name) or "" for name in FACTS})


def _absence(place: Place) -> Visit:
    absence = CustodyAbsence(custody=place.seat.custody, **ABSENCE)
    noted = add_absence(absence=absence, by=place.officer)
    return Visit([noted.pk], {"remove": "1", "never_was": "on"})


def _copy(place: Place) -> list[int]:
    """Return person and act of a copy of somebody's data, just made."""
    person = place.seat.custody.participant
    made = hand_over(
        participant=person,
        asked_by="Yang bersangkutan",
        by=place.officer,
        at=timezone.now(),
        address=None,
    )
    return [person.pk, made.pk]


ABSENCE = {"kind": "SIDANG", "away_from": date(2100, 1, 4)}
CONTACT = {"name": "SUMIYATI", "relation": "ORANG_TUA", "willingness": "YA"}


def _person_as_it_is(place: Place) -> Visit:
    person = place.seat.custody.participant
    facts = ("full_name", "parent_name", "sex", "birth_date", "education")
    return Visit([person.pk], {name: str(getattr(person, name)) for name in facts})


def _twins(place: Place) -> tuple[Participant, Participant]:
    """Somebody, and the same entered once more."""
    stay = CustodyFactory(participant__full_name="SUPRIHATINI", facility=place.officer.facility)
    return place.seat.custody.participant, stay.participant


def _compared(place: Place) -> Visit:
    one, other = _twins(place)
    post = dict.fromkeys(("kept", *all_of(one, other)), one.pk)
    return Visit([one.pk, other.pk], {**post, "base": look(one, other).base})


def _merging(place: Place) -> Visit:
    one, other = _twins(place)
    place.secrets.append(other.full_name)
    return Visit([merge(one, other, by=place.officer).pk])


# How a list is to be printed.
COLUMNS = {"column-0": "full_name", "column-1": "registration_no", "sex": "L"}
PRINTED = {"content": "kosong", "order": "nama", "paper": "a4"}

VISITS: dict[str, Callable[[Place], Visit]] = {
    "sheet": lambda place: Visit([place.session.pk]),
    "sheet_undo": lambda place: Visit([place.session.pk], {"save": place.mark.saved_id}),
    "sheet_move": _sheet_move,
    "mark_history": lambda place: Visit([place.session.pk, place.seat.custody_id]),
    "scan": lambda place: Visit([_scan(place).pk]),
    "scan_remove": lambda place: Visit([_scan(place).pk], {"reason": "Foto daftar lain"}),
    "print_session": lambda place: Visit([place.session.pk], PRINTED),
    "print_course": lambda place: Visit([place.seat.course_id], PRINTED),
    "print_month": lambda place: Visit(
        [place.seat.course_id], {**PRINTED, "month": place.session.day.replace(day=1).isoformat()}
    ),
    "document": lambda place: Visit([place.document.pk], {"reason": "Salah kertas"}),
    "document_pdf": lambda place: Visit([place.document.pk]),
    "program": lambda place: Visit([place.session.program_id]),
    "course": lambda place: Visit([place.seat.course_id]),
    "import": lambda place: Visit([_list(place).pk], {"act": "keep"}),
    "import_columns": lambda place: Visit([_list(place).pk], COLUMNS),
    "import_progress": lambda place: Visit([_list(place).pk]),
    "import_cancel": lambda place: Visit([_list(place).pk]),
    "import_rejected": lambda place: Visit([_list(place).pk]),
    "import_missing": _missing,
    "photo": _photo_erased,
    "photo_file": lambda place: Visit([_photo(place).participant_id]),
    "person": lambda place: Visit([place.seat.custody.participant_id]),
    "person_change": _person_as_it_is,
    "person_data": lambda place: Visit(
        [place.seat.custody.participant_id], {"asked_by": "Yang bersangkutan"}
    ),
    "person_data_ready": lambda place: Visit(_copy(place)),
    "person_data_pdf": lambda place: Visit(_copy(place)),
    "person_data_json": lambda place: Visit(_copy(place)),
    "compare_with": lambda place: Visit([place.seat.custody.participant_id]),
    "compare": _compared,
    "merging": _merging,
    "nik": lambda place: Visit([place.seat.custody.participant_id], {"nik_status": "BELUM_ADA"}),
    "readmit": lambda place: Visit([place.seat.custody.participant_id], {"bawa": "1"}),
    "event": _event,
    "event_reverse": _event_undone,
    "stay_change": _stay_as_it_is,
    "absence_add": lambda place: Visit([place.seat.custody_id], ABSENCE),
    "absence_change": _absence,
    "transfer": lambda place: Visit(
        [_on_the_way(place).pk],
        {"entry_date": place.session.day.isoformat(), "registration_no": "B.I 4711/2026"},
    ),
    "aftercare_give": lambda place: Visit(
        [place.seat.custody.participant_id],
        {"office": OfficeFactory().pk, "given_on": place.session.day.isoformat()},
    ),
    "aftercare_withdraw": lambda place: Visit(
        [_agreed(place).pk], {"on": place.session.day.isoformat()}
    ),
    "family": lambda place: Visit([place.seat.custody.participant_id]),
    "family_add": lambda place: Visit([place.seat.custody.participant_id], CONTACT),
    "family_change": lambda place: Visit([_relative(place).pk], {**CONTACT, "base": "-"}),
    "family_consent": lambda place: Visit(
        [_relative(place).pk], {"to": "setuju", "on": place.session.day.isoformat()}
    ),
    "family_note": lambda place: Visit(
        [_relative(place).pk],
        {"kind": "TELEPON", "happened_on": place.session.day.isoformat(), "note": "Menelepon"},
    ),
}


def test_every_address_of_a_record_is_visited_below() -> None:
    assert sorted(VISITS) == WITH_RECORD


@pytest.mark.parametrize("key", WITH_RECORD)
def test_what_is_not_yours_is_not_found(key: str, place: Place, stranger: User) -> None:
    arguments, post = VISITS[key](place)
    path = reverse(key, args=arguments)
    theirs, ours = Client(), Client()
    theirs.force_login(stranger)
    ours.force_login(place.officer)
    # A view that takes only posts says so to everybody.
    assert theirs.get(path).status_code in ({404} if _takes_get(ours, path) else {405})
    answer = theirs.post(path, post)
    assert answer.status_code == 404
    assert not [secret for secret in place.secrets if secret in answer.content.decode()]
    assert ours.post(path, post).status_code in {200, 302}


def _takes_get(client: Client, path: str) -> bool:
    status = client.get(path).status_code
    assert status in {200, 405}
    return status == 200


@pytest.mark.parametrize("key", WITH_RECORD)
def test_a_record_that_is_not_there_is_not_found(key: str, place: Place) -> None:
    client = Client()
    client.force_login(place.officer)
    arguments, post = VISITS[key](place)
    path = reverse(key, args=[argument + 10_000 for argument in arguments])
    assert client.post(path, post).status_code == 404


def _lists(client: Client) -> Iterator[tuple[str, str]]:
    """Yield path and page of every address that asks for no record."""
    for address in OURS:
        if not address.parameters:
            answer = client.get(address.path, follow=True)
            # A spreadsheet is no text.
            yield address.path, answer.getvalue().decode(errors="replace")


@pytest.mark.parametrize("stranger", [OfficerFactory, StaffFactory, None])
def test_no_list_shows_what_belongs_to_others(stranger: Any, place: Place) -> None:
    theirs = Client()
    if stranger is not None:
        theirs.force_login(stranger())
    shown = [
        f"{path} {secret}"
        for path, page in _lists(theirs)
        for secret in place.secrets
        if secret in page
    ]
    assert not shown, lines(shown)


def test_lists_do_show_what_is_yours(place: Place) -> None:
    client = Client()
    for user in (place.officer, place.staff):
        client.force_login(user)
        shown = "".join(page for _path, page in _lists(client))
        assert place.session.program.name in shown
        assert place.session.topic in shown


def test_a_sheet_posted_by_a_visitor_tells_nothing_of_it(place: Place, client: Client) -> None:
    pk, stay = place.session.pk, place.seat.custody_id
    answer = client.post(reverse("sheet", args=[pk]), {f"b-{stay}": "", f"m-{stay}": "SAKIT"})
    assert answer.status_code == 200
    assert not [secret for secret in place.secrets if secret in answer.content.decode()]
    place.mark.refresh_from_db()
    assert place.mark.mark == "HADIR"


def test_who_is_signed_in_is_asked_by_the_middleware() -> None:
    """So that an address which forgets to ask is guarded all the same."""
    order = [
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.auth.middleware.LoginRequiredMiddleware",
    ]
    at = settings.MIDDLEWARE.index(order[0])
    assert settings.MIDDLEWARE[at : at + 2] == order
