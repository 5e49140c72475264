"""Every address, page, download and list, as every role of a place and as strangers to it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

from jombang_umkm import access, scope
from jombang_umkm.models import AccessLog, IssuedDocument, User
from participants.actions import family
from participants.actions.identity import Identity, set_nik, show_nik
from participants.actions.merge_undo import undo
from participants.actions.two_people import tell_apart
from participants.models import FamilyContact, FamilyNote, Merge, Participant
from tests.app_role import as_the_application
from tests.architecture.source import APPS, lines
from tests.architecture.test_addresses import (
    IN_ADMIN,
    OURS,
    SHADOWED,
    VISITS,
    WITH_RECORD,
    Place,
    make_place,
)
from tests.architecture.test_row_security import GUARDED
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, StaffFactory
from tests.factories.participants import send

pytestmark = pytest.mark.django_db


class Answers(NamedTuple):
    """What an address answers a GET of those who belong to the record's place."""

    officer: int
    staff: int
    administrator: int


ALL = Answers(200, 200, 200)
PRISON = Answers(200, 404, 200)
OFFICERS = Answers(200, 404, 404)
POSTS = Answers(405, 405, 405)
ELSEWHERE = Answers(302, 302, 302)

WHO = {
    "absence_add": PRISON,
    "absence_change": PRISON,
    "aftercare_give": ALL,
    # To an office of another place.
    "aftercare_withdraw": PRISON,
    # Whoever is signed in already is told so.
    "admin/login/": Answers(403, 403, 403),
    "admin/logout/": POSTS,
    "compare": PRISON,
    "compare_with": PRISON,
    "course": ALL,
    "document": ALL,
    "document_pdf": ALL,
    "duplicates": PRISON,
    "event": PRISON,
    "event_reverse": PRISON,
    "family": PRISON,
    "family_add": PRISON,
    "family_change": PRISON,
    "family_consent": PRISON,
    "family_note": PRISON,
    "favicon.ico": ELSEWHERE,
    "health": ALL,
    "home": Answers(302, 200, 200),
    "import": PRISON,
    "import_cancel": POSTS,
    "import_columns": PRISON,
    "import_missing": PRISON,
    "import_progress": PRISON,
    "import_rejected": PRISON,
    "import_template": PRISON,
    "imports": PRISON,
    "mark_history": ALL,
    "merging": PRISON,
    "nik": PRISON,
    "people": ALL,
    "people_export": POSTS,
    "person": ALL,
    "person_change": PRISON,
    "person_data": OFFICERS,
    "person_data_json": OFFICERS,
    "person_data_pdf": OFFICERS,
    "person_data_ready": OFFICERS,
    "photo": PRISON,
    "photo_file": PRISON,
    "print_course": ALL,
    "print_day": ALL,
    "print_month": ALL,
    "print_session": ALL,
    "program": ALL,
    "programs": ALL,
    "readmit": OFFICERS,
    "regions": ALL,
    "register": OFFICERS,
    "scan": ALL,
    "scan_remove": OFFICERS,
    "set_language": POSTS,
    "sheet": ALL,
    "sheet_move": ALL,
    "sheet_undo": POSTS,
    "sign_in": ELSEWHERE,
    "sign_out": POSTS,
    "stay_change": PRISON,
    "today": ALL,
    "transfer": PRISON,
    "transfers": ALL,
    "type_back": ALL,
    "upcoming": OFFICERS,
}

STRANGERS = (OfficerFactory, StaffFactory)


@pytest.fixture
def here() -> Place:
    return make_place()


@pytest.fixture
def names(here: Place) -> list[str]:
    """What tells of people there; what is planned is no secret of the database."""
    stay = here.seat.custody
    return [stay.participant.full_name, stay.registration_no]


def path_to(key: str, place: Place) -> str:
    if key in VISITS:
        return reverse(key, args=VISITS[key](place).arguments)
    (address,) = (each for each in OURS if each.key == key)
    return address.path


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_every_address_says_who_opens_it() -> None:
    assert set(WHO) == {address.key for address in OURS}


@pytest.mark.parametrize("key", sorted(WHO))
def test_each_role_of_the_place_is_answered_as_said(key: str, here: Place) -> None:
    path = path_to(key, here)
    found = [
        signed_in(user).get(path).status_code
        for user in (here.officer, here.staff, AdministratorFactory())
    ]
    assert Answers(*found) == WHO[key]


# A filter that is forgotten returns nothing: the database stands behind it.


def _unfiltered(self: models.QuerySet[Any], *_who: Any, **_more: Any) -> models.QuerySet[Any]:
    return self.all()


@pytest.fixture
def without_filters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what every query asks of the user, from all querysets at once."""
    filters = ("visible_to", "kept_by")
    taken = set()
    for app in (*APPS, "roof"):
        for model in apps.get_app_config(app).get_models():
            for kind in type(model._default_manager.all()).__mro__:
                for name in filters:
                    if name in vars(kind):
                        monkeypatch.setattr(kind, name, _unfiltered)
                        taken.add(name)
    assert taken == set(filters)
    monkeypatch.setattr(access, "documents_of", lambda _user: IssuedDocument.objects.all())


def _opened(client: Client, place: Place) -> Iterator[tuple[str, str]]:
    """Yield path and page of every address, also those that then fail for want of rows."""
    client.raise_request_exception = False
    for address in OURS:
        path = path_to(address.key, place)
        yield path, client.get(path).getvalue().decode(errors="replace")


@pytest.mark.usefixtures("without_filters")
@pytest.mark.parametrize("stranger", STRANGERS)
def test_without_any_filter_no_page_tells_strangers_of_people(
    stranger: Any, here: Place, names: list[str]
) -> None:
    client = signed_in(stranger())
    told = [f"{path} {n}" for path, page in _opened(client, here) for n in names if n in page]
    assert not told, lines(told)


@pytest.mark.usefixtures("without_filters")
def test_without_filters_pages_do_tell_those_of_the_place(here: Place, names: list[str]) -> None:
    """So that the test above is worth something."""
    for user in (here.officer, here.staff):
        told = [path for path, page in _opened(signed_in(user), here) if names[0] in page]
        assert len(told) > 5, lines(told)


@pytest.fixture
def every_kind(here: Place) -> Place:
    """A place with at least one row of everything that is guarded."""
    _told_apart(here)
    for key in WITH_RECORD:
        VISITS[key](here)
    contact = FamilyContact.objects.first()
    day = here.session.day
    note = FamilyNote(contact=contact, kind="TELEPON", happened_on=day, note="Menelepon")
    family.note(note=note, by=here.officer, at=here.document.issued_at)
    person = here.seat.custody.participant
    nik = Identity("TERISI", "3517092512900001")
    set_nik(participant=person, identity=nik, by=here.officer)
    at = here.document.issued_at
    show_nik(participant=person, by=here.officer, at=at, address=None)
    return here


def _told_apart(place: Place) -> None:
    """Have two who look alike merged, which is undone, and told apart."""
    merged = Merge.objects.get(pk=VISITS["merging"](place).arguments[0])
    at = place.document.issued_at
    undo(merge=merged, reason="Dua orang", by=AdministratorFactory(), at=at)
    other = Participant.objects.get(pk=merged.absorbed_id)
    tell_apart(one=merged.kept, other=other, by=place.officer, at=at)


def _rows(model: type[models.Model]) -> int:
    return model._base_manager.count()


def test_no_table_gives_a_row_to_strangers(every_kind: Place) -> None:
    empty = [label for label, model in GUARDED.items() if not _rows(model)]
    assert not empty, lines(empty)
    for stranger in STRANGERS:
        user = stranger()
        with as_the_application(), scope.of(user):
            seen = [label for label, model in GUARDED.items() if _rows(model)]
        assert not seen, lines(seen)


def test_no_table_gives_a_row_where_nothing_is_said(every_kind: Place) -> None:
    with as_the_application():
        seen = [label for label, model in GUARDED.items() if _rows(model)]
    assert not seen, lines(seen)


def test_administrators_are_given_every_row(every_kind: Place) -> None:
    there = {label: _rows(model) for label, model in GUARDED.items()}
    with as_the_application(), scope.of(AdministratorFactory()):
        assert {label: _rows(model) for label, model in GUARDED.items()} == there


def test_the_office_is_given_nothing_of_family_photo_and_prison(every_kind: Place) -> None:
    with as_the_application(), scope.of(every_kind.staff):
        hidden = {label for label, model in GUARDED.items() if not _rows(model)}
    assert hidden == {
        "jombang_umkm.AccessLog",
        # To an office of another place.
        "participants.AftercareConsent",
        "participants.CustodyAbsence",
        "participants.CustodyEvent",
        "participants.FamilyContact",
        "participants.FamilyNote",
        "participants.ImportLine",
        "participants.Merge",
        "participants.MergeUndo",
        "participants.ParticipantPhoto",
        "participants.PeopleImport",
        "participants.Transfer",
        "participants.TwoPeople",
    }


def test_the_admin_and_its_choices_answer_nobody_but_administrators(here: Place) -> None:
    choices = [each for each in IN_ADMIN if each.route.endswith("choices/")]
    assert len(choices) > 10
    for user in (here.officer, here.staff, *(stranger() for stranger in STRANGERS)):
        client = signed_in(user)
        inside = [
            each.path
            for each in IN_ADMIN
            if each.key not in SHADOWED
            and client.get(each.path, follow=True).status_code not in {403, 404}
        ]
        assert not inside, lines(inside)


def test_whoever_is_on_the_way_is_a_stub_to_both_sides(here: Place) -> None:
    receiver = OfficerFactory()
    person = here.seat.custody.participant
    Participant.objects.filter(pk=person.pk).update(birth_place="Ploso", skills="Menjahit")
    sent = send(here.seat.custody, receiver.facility, on=here.session.day, by=here.officer)
    theirs, ours = signed_in(receiver), signed_in(here.officer)
    stub = theirs.get(reverse("transfer", args=[sent.pk])).text
    assert person.full_name in stub
    assert theirs.get(reverse("person", args=[person.pk])).status_code == 404
    own = ours.get(reverse("person", args=[person.pk])).text
    assert here.seat.custody.registration_no in own
    for hidden in ("Ploso", "Menjahit"):
        assert hidden not in stub
        assert hidden not in own


def test_a_look_at_a_nik_is_read_by_who_looked_and_by_administrators(every_kind: Place) -> None:
    colleague = OfficerFactory(facility=every_kind.officer.facility)
    for user, count in ((every_kind.officer, 1), (colleague, 0), (AdministratorFactory(), 1)):
        with as_the_application(), scope.of(user):
            assert AccessLog.objects.filter(act="SHOW_NIK").count() == count
