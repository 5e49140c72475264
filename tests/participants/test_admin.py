"""People and their stays in the admin."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jombang_umkm.history import versions_of
from participants.actions import identity as identities
from participants.actions.identity import Identity
from participants.models import Custody, CustodyEvent, FamilyContact, Participant, Transfer
from participants.rules.custody import CUSTODY
from tests.clock import TODAY
from tests.factories.jombang_umkm import FacilityFactory, OfficerFactory
from tests.factories.participants import (
    CustodyFactory,
    DetaineeCustodyFactory,
    ParticipantFactory,
    happen,
    stay_before,
    stay_in,
)
from tests.factories.programs import SeatFactory, make_class, record, stays_on

pytestmark = pytest.mark.django_db

Status = Custody.Status

ADD = reverse("admin:participants_custody_add")
EVENT = reverse("admin:participants_custody_event")


@pytest.fixture
def admin_client(admin_client: Client) -> Client:
    """An administrator who reads English, for the sentences below are in it."""
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return admin_client


def stay_url(stay: Custody, page: str = "change") -> str:
    return reverse(f"admin:participants_custody_{page}", args=[stay.pk])


def stay_fields(person: Participant, **fields: Any) -> dict[str, Any]:
    return {
        "participant": person.pk,
        "facility": FacilityFactory().pk,
        "registration_no": "B.I 7/2026",
        "register_class": "B.I",
        "block": "A",
        "cell": "3",
        "entry_date": "01-02-2026",
        "expiry_date": "",
        "status": "CONVICT",
    } | fields


def test_a_stay_is_opened(admin_client: Client) -> None:
    person = ParticipantFactory()
    assert admin_client.post(ADD, stay_fields(person)).status_code == 302
    stay = Custody.objects.get()
    assert (stay.participant, stay.entry_date) == (person, date(2026, 2, 1))
    assert (stay.status, stay.left_on) == ("CONVICT", None)


def test_a_stay_begins_with_being_held(admin_client: Client) -> None:
    answer = admin_client.post(ADD, stay_fields(ParticipantFactory(), status="FULL_RELEASE"))
    assert "status" in answer.context["adminform"].form.errors
    assert not Custody.objects.exists()


def test_somebody_held_elsewhere_is_refused_with_a_sentence(admin_client: Client) -> None:
    stay = CustodyFactory()
    fields = stay_fields(stay.participant, entry_date=f"{stay.entry_date:%d-%m-%Y}")
    answer = admin_client.post(ADD, fields)
    assert "already held somewhere" in str(answer.context["adminform"].form.non_field_errors())
    assert Custody.objects.count() == 1


def test_a_registration_number_is_in_use_in_any_spelling(admin_client: Client) -> None:
    stay = CustodyFactory(registration_no="B.I 7/2026")
    fields = stay_fields(
        ParticipantFactory(), facility=stay.facility.pk, registration_no="bi.007/2026"
    )
    answer = admin_client.post(ADD, fields)
    assert "already in use" in str(answer.context["adminform"].form.non_field_errors())


def test_a_person_is_told_apart_where_one_is_chosen(admin_client: Client) -> None:
    ParticipantFactory(full_name="Slamet", parent_name="KASMAN", birth_date=date(1990, 12, 25))
    ParticipantFactory(full_name="Slamet", parent_name="", birth_date=None)
    answer = admin_client.get(
        reverse("admin:participants_participant_choices"),
        {
            "term": "slamet",
            "app_label": "participants",
            "model_name": "custody",
            "field_name": "participant",
        },
    )
    names = [choice["text"] for choice in answer.json()["results"]]
    assert names == ["Slamet bin KASMAN, 25 December 1990", "Slamet"]


def test_an_alias_finds_a_person(admin_client: Client) -> None:
    ParticipantFactory(full_name="SUPRI", aliases=["PENDEK", "Cak Pri"])
    ParticipantFactory(full_name="Slamet")
    answer = admin_client.get(reverse("admin:participants_participant_changelist"), {"q": "cak"})
    assert [person.full_name for person in answer.context["cl"].result_list] == ["SUPRI"]


@pytest.mark.parametrize("spelling", ["B.I 12/2026", "bi 012/2026", "BI.12/2026", "wagiman"])
def test_a_stay_is_found(admin_client: Client, spelling: str) -> None:
    stay = CustodyFactory(participant__full_name="WAGIMAN", registration_no="B.I 12/2026")
    CustodyFactory(participant__full_name="Slamet", registration_no="B.I 13/2026")
    answer = admin_client.get(reverse("admin:participants_custody_changelist"), {"q": spelling})
    assert list(answer.context["cl"].result_list) == [stay]


def known(answer: Any, **typed: Any) -> dict[str, Any]:
    """Return what the form of an opened record posts, but for what is typed."""
    form = answer.context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    days = {name: f"{day:%d-%m-%Y}" for name, day in values.items() if isinstance(day, date)}
    rows = {
        f"{each.formset.prefix}-{count}_FORMS": 0
        for each in answer.context["inline_admin_formsets"]
        for count in ("TOTAL", "INITIAL")
    }
    return {name: "" if value is None else value for name, value in values.items()} | (
        days | rows | typed
    )


def opened(client: Client, url: str, **typed: Any) -> dict[str, Any]:
    return known(client.get(url), **typed)


def test_what_actions_govern_is_not_typed(admin_client: Client) -> None:
    stay = CustodyFactory()
    fields = opened(
        admin_client,
        stay_url(stay),
        registration_no="B.I 99/2026",
        status="DIED",
        kind="TAHANAN",
        left_on="01-11-2026",
        away="{[2026-11-01,2026-11-03)}",
        facility=FacilityFactory().pk,
    )
    assert admin_client.post(stay_url(stay), fields).status_code == 302
    now = Custody.objects.get(pk=stay.pk)
    assert now.registration_no == "B.I 99/2026"
    assert (now.status, now.left_on, now.facility) == ("CONVICT", None, stay.facility)
    assert (now.kind, now.away) == ("NARAPIDANA", ())


def test_stays_are_never_deleted(admin_client: Client) -> None:
    stay = CustodyFactory()
    assert admin_client.post(stay_url(stay, "delete"), {"post": "yes"}).status_code == 403


def test_a_stay_corrected_meanwhile_says_what_stands_there(admin_client: Client) -> None:
    stay = CustodyFactory(cell="3")
    fields = opened(admin_client, stay_url(stay), cell="4")
    admin_client.post(stay_url(stay), opened(admin_client, stay_url(stay), cell="5"))
    answer = admin_client.post(stay_url(stay), fields)
    assert answer.context["adminform"].form.errors == {"cell": ["Saved meanwhile: 5."]}
    assert admin_client.post(stay_url(stay), known(answer)).status_code == 302
    stay.refresh_from_db()
    assert stay.cell == "4"


def test_a_stay_saved_twice_changes_once(admin_client: Client) -> None:
    stay = CustodyFactory(cell="3")
    fields = opened(admin_client, stay_url(stay), cell="4")
    for _click in range(2):
        assert admin_client.post(stay_url(stay), fields).status_code == 302
    assert versions_of(Custody).filter(pgh_obj=stay.pk).count() == 2


def test_what_the_action_refuses_of_a_stay_is_said(admin_client: Client) -> None:
    stay = happen(CustodyFactory(), Status.FULL_RELEASE, on=TODAY)
    tomorrow = f"{TODAY + timedelta(days=1):%d-%m-%Y}"
    answer = admin_client.post(
        stay_url(stay), opened(admin_client, stay_url(stay), entry_date=tomorrow)
    )
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors


# People


def person_url(person: Participant, page: str = "change") -> str:
    return reverse(f"admin:participants_participant_{page}", args=[person.pk])


def test_a_person_is_corrected_through_the_action(admin_client: Client) -> None:
    person = CustodyFactory(participant__full_name="SUPRI").participant
    fields = opened(
        admin_client,
        person_url(person),
        full_name="SUPRIYADI",
        aliases="PENDEK, Cak Pri",
        home_region="35.17.09",
    )
    assert admin_client.post(person_url(person), fields).status_code == 302
    person.refresh_from_db()
    assert (person.full_name, person.aliases) == ("SUPRIYADI", ["PENDEK", "Cak Pri"])
    assert person.home_region == "35.17.09"


def test_a_person_corrected_meanwhile_says_what_stands_there(admin_client: Client) -> None:
    person = CustodyFactory(participant__birth_place="Jombang").participant
    fields = opened(admin_client, person_url(person), birth_place="Mojokerto")
    Participant.objects.filter(pk=person.pk).update(birth_place="Kediri")
    form = admin_client.post(person_url(person), fields).context["adminform"].form
    assert form.errors == {"birth_place": ["Saved meanwhile: Kediri."]}


def test_nobody_is_added_or_deleted_alone(admin_client: Client) -> None:
    person = CustodyFactory().participant
    assert admin_client.get(reverse("admin:participants_participant_add")).status_code == 403
    assert admin_client.post(person_url(person, "delete"), {"post": "yes"}).status_code == 403


def test_a_nik_is_neither_typed_nor_shown_whole(admin_client: Client) -> None:
    person = CustodyFactory().participant
    nik = "3517092512900001"
    officer = OfficerFactory(facility=person.custodies.get().facility)
    identity = Identity(status="TERISI", nik=nik)
    identities.set_nik(participant=person, identity=identity, by=officer)
    person.refresh_from_db()
    for name in ("change", "history"):
        page = admin_client.get(person_url(person, name)).content.decode()
        assert nik not in page
        assert person.nik_sealed not in page
        assert person.nik_key not in page
    answer = admin_client.get(person_url(person))
    assert "3517 •••••••••• 01" in answer.content.decode()
    assert not [name for name in answer.context["adminform"].form.fields if "nik" in name]


def test_a_person_is_found_in_another_spelling(admin_client: Client) -> None:
    person = CustodyFactory(participant__full_name="Moch. Rofi'i").participant
    answer = admin_client.get(
        reverse("admin:participants_participant_changelist"), {"q": "muhammad rofii"}
    )
    assert list(answer.context["cl"].result_list) == [person]


# Events


def event_url(*stays: Custody) -> str:
    return f"{EVENT}?ids={','.join(str(stay.pk) for stay in stays)}"


def answers(to: str, **typed: Any) -> dict[str, Any]:
    there = "Lapas Kelas I Kota Jauh" if to == Status.TRANSFERRED_OUT else ""
    return {
        "to": to,
        "on": f"{TODAY:%d-%m-%Y}",
        "document_no": "W15.1/2026",
        "reason": "Sesuai putusan",
        "elsewhere": there,
    } | typed


def offered(client: Client, stay: Custody) -> set[str]:
    widget = client.get(event_url(stay)).context["form"].fields["to"].widget
    return {state for state, _label in widget.choices}


@pytest.mark.parametrize("before", Status)
def test_of_the_table_just_the_next_states_are_offered(admin_client: Client, before: str) -> None:
    stay = stay_before(before, Status.ASSIMILATION, since=TODAY)
    may = {Status.ASSIMILATION} if before == Status.ESCAPED else CUSTODY.moves[before]
    assert offered(admin_client, stay) == may
    linked = "event/?ids" in admin_client.get(stay_url(stay)).content.decode()
    assert linked is bool(may)


@pytest.mark.parametrize("before", Status)
def test_each_move_of_the_table_is_recorded_and_a_repeat_changes_nothing(
    admin_client: Client, before: str
) -> None:
    for after in CUSTODY.moves[before]:
        stay = stay_before(before, after, since=TODAY)
        for _click in range(2):
            answer = admin_client.post(event_url(stay), answers(after))
            assert answer.headers["Location"] == stay_url(stay)
        event = stay.happenings.latest("pk")
        assert (event.was, event.became, event.happened_on) == (before, after, TODAY)
        assert (event.document_no, event.recorded_by.username) == ("W15.1/2026", "admin")
        assert stay.happenings.filter(became=after, was=before).count() == 1


@pytest.mark.parametrize("before", Status)
def test_no_other_move_is(admin_client: Client, before: str, unchanged: Any) -> None:
    stay = stay_in(before, since=TODAY)
    with unchanged(Custody, CustodyEvent, Transfer, LogEntry):
        for after in set(Status) - {before} - CUSTODY.moves[before]:
            answer = admin_client.post(event_url(stay), answers(after))
            assert "cannot become" in str(answer.context["form"].non_field_errors())


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"on": "01-01-2020"}, "before the day of entry"),
        ({"on": f"{timezone.localdate() + timedelta(days=1):%d-%m-%Y}"}, "lies ahead"),
        ({"document_no": ""}, "number of the document"),
        ({"elsewhere": "Lapas Kelas I Kota Jauh"}, "Only a transfer"),
        ({"registration_no": "B.I 9/2026"}, "Only a final verdict"),
        ({"to": "TRANSFERRED_OUT"}, "Choose the facility"),
    ],
)
def test_a_refused_event_changes_nothing(
    admin_client: Client, typed: dict[str, Any], sentence: str, unchanged: Any
) -> None:
    stay = CustodyFactory()
    with unchanged(Custody, CustodyEvent, Transfer, LogEntry):
        answer = admin_client.post(event_url(stay), answers("FULL_RELEASE") | typed)
    assert sentence in str(answer.context["form"].non_field_errors())


def test_a_verdict_brings_a_number(admin_client: Client) -> None:
    stay = DetaineeCustodyFactory()
    number = {"registration_no": "B.I 41/2026", "register_class": "B.I"}
    admin_client.post(event_url(stay), answers("CONVICT", **number))
    stay.refresh_from_db()
    assert (stay.registration_no, stay.register_class) == ("B.I 41/2026", "B.I")


def test_a_transfer_tells_the_facility(admin_client: Client) -> None:
    stay, there = CustodyFactory(), FacilityFactory()
    fields = answers("TRANSFERRED_OUT", facility=there.pk, elsewhere="")
    admin_client.post(event_url(stay), fields)
    assert Transfer.objects.get().facility == there


def test_marks_that_would_stand_after_it_are_agreed_to(admin_client: Client) -> None:
    session = make_class(1)
    (stay,) = stays_on(session)
    record(session, {stay: "HADIR"})
    fields = answers("FULL_RELEASE", on=f"{session.day:%d-%m-%Y}")
    form = admin_client.post(event_url(stay), fields).context["form"]
    ((token, _words),) = form.fields["agreed"].choices
    assert "Attendance is recorded" in str(form.non_field_errors())
    # A tick for something else is none.
    again = admin_client.post(event_url(stay), fields | {"agreed": "other"}).context["form"]
    assert again["agreed"].value() == []
    assert admin_client.post(event_url(stay), fields | {"agreed": token}).status_code == 302
    stay.refresh_from_db()
    assert stay.status == "FULL_RELEASE"


@pytest.mark.parametrize("ids", ["", "x", "0", "999999"])
def test_an_event_of_nobody_leads_back_to_the_list(admin_client: Client, ids: str) -> None:
    answer = admin_client.get(EVENT, {"ids": ids})
    assert answer.headers["Location"] == reverse("admin:participants_custody_changelist")


# Reversing


def reverse_url(event: CustodyEvent) -> str:
    return f"{reverse('admin:participants_custodyevent_reverse')}?ids={event.pk}"


def happening_url(event: CustodyEvent, page: str = "change") -> str:
    return reverse(f"admin:participants_custodyevent_{page}", args=[event.pk])


def test_an_event_is_reversed_once(admin_client: Client) -> None:
    stay = happen(CustodyFactory(), Status.PAROLE, on=TODAY)
    event = stay.happenings.latest("pk")
    for _click in range(2):
        answer = admin_client.post(reverse_url(event), {"reason": "Keliru orang"})
        assert answer.headers["Location"] == happening_url(event)
    stay.refresh_from_db()
    assert (stay.status, stay.left_on) == ("CONVICT", None)
    assert stay.happenings.get(reverses=event).reason == "Keliru orang"


def test_just_the_last_event_offers_to_be_reversed(admin_client: Client) -> None:
    stay = happen(CustodyFactory(), Status.PAROLE, on=TODAY)
    stay = happen(stay, Status.CONVICT, on=TODAY)
    offering = [
        "reverse/?ids" in admin_client.get(happening_url(event)).content.decode()
        for event in stay.happenings.order_by("pk")
    ]
    assert offering == [False, False, True]


def test_a_refused_reversal_changes_nothing(admin_client: Client, unchanged: Any) -> None:
    opening = CustodyFactory().happenings.get()
    with unchanged(Custody, CustodyEvent, LogEntry):
        answer = admin_client.post(reverse_url(opening), {"reason": "Keliru"})
    assert "correct the stay instead" in str(answer.context["form"].non_field_errors())
    assert "reason" in admin_client.post(reverse_url(opening)).context["form"].errors


def test_a_seat_that_is_lost_is_agreed_to(admin_client: Client) -> None:
    seat = SeatFactory(course__quota=1)
    stay = happen(seat.custody, Status.FULL_RELEASE, on=seat.joined_on)
    SeatFactory(course=seat.course, joined_on=seat.joined_on)
    url, why = reverse_url(stay.happenings.latest("pk")), {"reason": "Keliru"}
    form = admin_client.post(url, why).context["form"]
    ((token, _words),) = form.fields["agreed"].choices
    assert str(seat.course) in str(form.non_field_errors())
    assert admin_client.post(url, why | {"agreed": token}).status_code == 302


@pytest.mark.parametrize("name", ["change", "delete"])
def test_an_event_itself_never_changes(admin_client: Client, name: str, unchanged: Any) -> None:
    event = CustodyFactory().happenings.get()
    with unchanged(CustodyEvent):
        answer = admin_client.post(happening_url(event, name), {"became": "DIED", "post": "yes"})
    assert answer.status_code == 403


def test_the_days_away_are_told_in_words(admin_client: Client) -> None:
    stay = happen(CustodyFactory(entry_date=date(2026, 1, 5)), Status.ESCAPED, on=date(2026, 3, 2))
    happen(stay, Status.CONVICT, on=date(2026, 3, 10))
    for name in ("change", "history"):
        page = admin_client.get(stay_url(stay, name)).content.decode()
        assert "2 March 2026 – 10 March 2026" in page, name


# Families


def contact_url(contact: FamilyContact, page: str = "change") -> str:
    return reverse(f"admin:participants_familycontact_{page}", args=[contact.pk])


def test_withdrawn_consent_hides_phone_and_address_in_versions_too(admin_client: Client) -> None:
    contact = FamilyContact.objects.create(
        participant=CustodyFactory().participant,
        name="Sumiati",
        relation="PASANGAN",
        phone="+6281234567890",
        address="Dusun Krajan RT 2",
        consent_on=date(2026, 1, 5),
    )
    hidden = ("7890", "Krajan")

    def pages() -> list[str]:
        return [
            admin_client.get(contact_url(contact, name)).content.decode()
            for name in ("change", "history")
        ]

    assert all(text in page for page in pages() for text in hidden)
    FamilyContact.objects.filter(pk=contact.pk).update(withdrawn_on=date(2026, 2, 1))
    assert not [text for page in pages() for text in hidden if text in page]
