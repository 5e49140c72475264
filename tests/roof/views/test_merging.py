"""Who may be on record twice, both records side by side, and making one of them."""

from datetime import timedelta

import pghistory
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jombang_umkm.models import AccessLog, User
from jombang_umkm.roof.views import duplicates as views
from participants.actions import participant as people
from participants.actions.identity import Identity, set_nik
from participants.actions.two_people import tell_apart
from participants.models import Custody, Merge, MergeUndo, Participant, TwoPeople
from participants.rules.consequences import agreeing
from participants.rules.facts import fingerprint
from programs.actions.printing import print_sheets
from programs.rules.paper import SheetOptions
from tests.clock import TODAY
from tests.factories.jombang_umkm import (
    AdministratorFactory,
    FacilityFactory,
    OfficerFactory,
    StaffFactory,
)
from tests.factories.participants import (
    CustodyFactory,
    ParticipantFactory,
    attach_photo,
    happen,
    make_stays,
    send,
)
from tests.factories.programs import (
    CourseFactory,
    ProgramFactory,
    SeatFactory,
    SessionFactory,
    record,
)
from tests.participants.merging import merge

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)
LIST = reverse("duplicates")


@pytest.fixture
def one(officer: User) -> Custody:
    return CustodyFactory(
        participant__full_name="Moh. Sholikin", facility=officer.facility, block="A"
    )


@pytest.fixture
def other(one: Custody) -> Custody:
    """The same stay, entered once more."""
    return CustodyFactory(
        participant__full_name="Muhammad Solikin", facility=one.facility, block="C"
    )


def address(one: Custody, other: Custody) -> str:
    return reverse("compare", args=[one.participant_id, other.participant_id])


def person_address(stay: Custody) -> str:
    return reverse("person", args=[stay.participant_id])


def filled(client: Client, path: str, right: Custody) -> dict[str, object]:
    """Return the form of the page as it is posted by whoever says that one is right."""
    form = client.get(path).context["form"]
    values = dict.fromkeys(form.fields, right.participant_id)
    return {**values, "base": form["base"].value()}


@pytest.fixture
def signed_in(client: Client, officer: User) -> Client:
    client.force_login(officer)
    client.cookies["bahasa"] = "en"
    return client


class TestTheList:
    def test_shows_pairs_and_says_why(self, one, other, officer, opens):
        page = opens(officer, LIST)
        assert "The names are nearly the same, and the birth date is the same." in page.text
        assert address(other, one) in page.text or address(one, other) in page.text
        assert '<h2 class="mb-3">1 pair</h2>' in page.text

    def test_counts_pairs_not_people(self, one, other, officer, opens):
        CustodyFactory(participant__full_name="Mohamad Sholikin", facility=one.facility)
        page = opens(officer, LIST)
        assert len(page.context["pairs"]) == 3
        assert "3 pairs" in page.text

    def test_is_reached_from_the_people(self, officer, administrator, staff, opens):
        for user in (officer, administrator):
            assert f'href="{LIST}"' in opens(user, reverse("people")).text
        assert LIST not in opens(staff, reverse("people")).text

    def test_tells_two_apart_and_takes_it_back(self, one, other, officer, signed_in, opens):
        both = {"a": one.participant_id, "b": other.participant_id}
        assert signed_in.post(LIST, both).status_code == 302
        page = opens(officer, LIST)
        assert "Nobody seems to be on record twice" in page.text
        assert officer.full_name in page.text
        # Once more, as a second click does.
        for _time in range(2):
            assert signed_in.post(LIST, both | {"tarik": ""}).url == LIST
            assert not TwoPeople.objects.exists()

    def test_takes_it_back_where_the_two_are_compared(self, one, other, officer, signed_in, opens):
        both = {"a": one.participant_id, "b": other.participant_id}
        signed_in.post(LIST, both)
        page = opens(officer, address(one, other))
        assert "They cannot be merged yet" in page.text
        assert officer.full_name in page.text
        answer = signed_in.post(LIST, both | {"tarik": "", "banding": ""})
        assert answer.url == address(one, other)
        page = opens(officer, answer.url)
        assert "They cannot be merged yet" not in page.text
        assert "Take that back" not in page.text

    def test_is_none_of_the_office(self, one, other, staff, opens, client):
        assert opens(staff, LIST).status_code == 404
        client.force_login(staff)
        both = {"a": one.participant_id, "b": other.participant_id}
        assert client.post(LIST, both).status_code == 404

    def test_of_others_is_not_found(self, one, other, signed_in):
        stranger = CustodyFactory(participant__full_name="Moh. Sholikin").participant_id
        for post in ({"a": one.participant_id, "b": stranger}, {"a": "x"}, {"tarik": ""}):
            assert signed_in.post(LIST, post).status_code == 404

    def test_goes_on_behind_the_last(self, officer, opens):
        for number in range(30):
            twin = {"full_name": f"Orang Ke-{number}", "facility": officer.facility}
            for _time in range(2):
                CustodyFactory(
                    participant__full_name=twin["full_name"],
                    participant__parent_name=f"AYAH {number}",
                    participant__birth_date=TODAY - (9000 + number * 9) * A_DAY,
                    facility=officer.facility,
                )
        page = opens(officer, LIST)
        assert (len(page.context["pairs"]), page.context["count"]) == (25, 30)
        assert "At least 30 pairs" in page.text
        later = opens(officer, LIST, setelah=page.context["last"])
        assert len(later.context["pairs"]) == 5
        shown = {each.stays[0].pk for each in (*page.context["pairs"], *later.context["pairs"])}
        assert len(shown) == 30

    def test_of_very_many_people_so_many_are_looked_at(
        self, one, other, officer, opens, monkeypatch
    ):
        """A page may be empty then; it leads to the next all the same."""
        monkeypatch.setattr(views, "LOOKED_AT", 4)
        for stay in make_stays(9, facility=officer.facility, entry_date=TODAY):
            born = TODAY - (9000 + 9 * stay.pk) * A_DAY
            Participant.objects.filter(pk=stay.participant_id).update(birth_date=born)
        found, query = [], {}
        for _page in range(4):
            page = opens(officer, LIST, **query)
            found += page.context["pairs"]
            assert page.context["count"] is None
            if page.context["last"] is None:
                break
            query = {"setelah": page.context["last"]}
        assert len(found) == 1
        assert page.context["last"] is None

    @pytest.mark.parametrize("role", [OfficerFactory, AdministratorFactory])
    def test_takes_the_same_few_statements_for_few_and_many(self, role, statements):
        user = role()
        facility = user.facility or FacilityFactory()
        stays = make_stays(20, facility=facility, entry_date=TODAY)
        few = statements(user, LIST)
        Participant.objects.filter(pk__in=[each.participant_id for each in stays]).update(
            full_name="Moh. Sholikin"
        )
        many = [each.participant for each in make_stays(2000, facility=facility, entry_date=TODAY)]
        # Some three of one day, as in a prison.
        for number, person in enumerate(many):
            person.birth_date = TODAY - (9000 + number % 700) * A_DAY
        Participant.objects.bulk_update(many, ["birth_date"])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        assert abs(statements(user, LIST) - few) <= 3
        assert statements(user, LIST) <= 10


class TestThePersonsPage:
    def test_says_so_where_there_is_another(self, one, other, officer, opens):
        text = opens(officer, person_address(one)).text
        assert "may be on record twice" in text
        assert reverse("compare_with", args=[one.participant_id]) in text

    def test_says_nothing_where_there_is_none(self, one, officer, opens):
        assert "may be on record twice" not in opens(officer, person_address(one)).text

    def test_tells_what_was_merged(self, one, other, officer, opens):
        done = merge(one.participant, other.participant, by=officer)
        text = opens(officer, person_address(one)).text
        assert "Merged with the record of Muhammad Solikin" in text
        assert officer.full_name in text
        assert reverse("merging", args=[done.pk]) in text

    def test_tells_the_number_of_a_stay_that_was_folded(self, one, other, officer, opens):
        merge(one.participant, other.participant, by=officer)
        text = opens(officer, person_address(one)).text
        assert f"also recorded as {other.registration_no}" in text
        assert f"Also recorded as {other.registration_no}" in text
        # A facility reads it of its own past stay.
        send(one, FacilityFactory(), on=TODAY, by=officer)
        assert (
            f"also recorded as {other.registration_no}" in opens(officer, person_address(one)).text
        )

    @pytest.mark.parametrize("role", ["officer", "administrator"])
    def test_is_found_by_either_number(self, role, one, other, officer, administrator, opens):
        merge(one.participant, other.participant, by=officer)
        user = {"officer": officer, "administrator": administrator}[role]
        for stay in (one, other):
            page = opens(user, reverse("people"), cari=stay.registration_no)
            assert person_address(one) in page.text
        stranger = OfficerFactory()
        page = opens(stranger, reverse("people"), cari=other.registration_no)
        assert person_address(one) not in page.text

    def test_of_a_merged_record_leads_to_the_one_that_goes_on(self, one, other, officer, opens):
        merge(one.participant, other.participant, by=officer)
        page = opens(officer, person_address(other))
        assert (page.status_code, page.headers["Location"]) == (302, person_address(one))
        assert opens(OfficerFactory(), person_address(other)).status_code == 404

    def test_names_the_lists_on_which_either_was_printed(self, one, other, officer, opens):
        course = CourseFactory(program=ProgramFactory(facility=one.facility))
        SeatFactory(course=course, custody=other, joined_on=TODAY - 9 * A_DAY)
        printed = print_sheets(
            sessions=[SessionFactory(courses=[course], day=TODAY)],
            options=SheetOptions(),
            title="Daftar",
            by=officer,
            at=timezone.now(),
        )
        merge(one.participant, other.participant, by=officer)
        assert printed.number in opens(officer, person_address(one)).text

    def test_tells_what_was_changed_of_either(self, one, other, officer, opens):
        person, facts = Participant.objects.get(pk=other.participant_id), {"skills": "Menjahit"}
        people.change(participant=person, facts=facts, base=fingerprint(person, facts), by=officer)
        merge(one.participant, other.participant, by=officer)
        rows = opens(officer, person_address(one)).context["life"].parts[-1].rows
        assert "Menjahit" in {change.new for row in rows for change in row.changes}


class TestChoosingWhom:
    def test_by_name_or_number_among_whom_one_keeps(self, one, other, officer, opens):
        stranger = CustodyFactory(participant__full_name="Muhammad Solikin")
        gone = CustodyFactory(participant__full_name="Muhammad Solikin", facility=one.facility)
        happen(gone, "FULL_RELEASE", on=TODAY, by=officer)
        path = reverse("compare_with", args=[one.participant_id])
        for text in ("solikin", other.registration_no):
            page = opens(officer, path, cari=text)
            assert address(one, other) in page.text
            assert str(stranger.participant_id) not in [
                str(row.person.pk) for row in page.context["rows"]
            ]
        assert address(one, gone) in opens(officer, path, cari="solikin").text

    def test_offers_who_looks_alike(self, one, other, officer, opens):
        page = opens(officer, reverse("compare_with", args=[one.participant_id]))
        assert address(one, other) in page.text

    def test_takes_few_statements(self, one, other, officer, statements):
        path = reverse("compare_with", args=[one.participant_id])
        few = statements(officer, f"{path}?cari=solikin")
        make_stays(60, facility=one.facility, entry_date=TODAY)
        assert statements(officer, f"{path}?cari=a") <= few <= 11


class TestSideBySide:
    def test_marks_what_differs(self, one, other, officer, opens):
        text = opens(officer, address(one, other)).text
        assert text.count("is-different") == 1
        for part in ("Moh. Sholikin", "Muhammad Solikin", one.registration_no, "Which record"):
            assert part in text

    def test_shows_the_niks_masked_alone(self, one, other, officer, opens):
        niks = {"3517092512900001": one, "3517092512900002": other}
        for nik, stay in niks.items():
            identity = Identity("TERISI", nik)
            agreeing(set_nik, participant=stay.participant, identity=identity, by=officer)
        text = opens(officer, address(one, other)).text
        for nik in niks:
            # Among the facts, and in what is to be chosen.
            assert text.count(f"3517 •••••••••• {nik[-2:]}") == 2
            assert nik not in text

    def test_marks_what_must_be_chosen_and_nothing_else(self, one, other, officer, opens):
        """Neither what only one says, nor aliases, which are put together."""
        people = Participant.objects.filter(pk__in=[one.participant_id, other.participant_id])
        people.update(birth_place="", skills="Las", full_name="Moh. Sholikin", aliases=[])
        known = {"birth_place": "Jombang", "skills": "Menjahit", "aliases": ["Kentung"]}
        Participant.objects.filter(pk=other.participant_id).update(**known)
        nik = Identity("TERISI", "3517092512900001")
        set_nik(participant=other.participant, identity=nik, by=officer)
        page = opens(officer, address(one, other))
        lines = {line.label: line.differs for line in page.context["found"].lines}
        assert [label for label, differs in lines.items() if differs] == ["Skills before"]
        assert {"Birth place", "NIK", "Aliases"} <= set(lines)
        asked = [each.label for each in page.context["found"].questions if not each.about]
        assert asked == ["Skills before"]

    def test_asks_in_the_order_of_the_address_and_says_whose_each_is(
        self, one, other, officer, opens
    ):
        course = CourseFactory(program=ProgramFactory(facility=one.facility))
        for stay in (other, one):
            SeatFactory(course=course, custody=stay, joined_on=TODAY - 20 * A_DAY)
        session = SessionFactory(courses=[course], day=TODAY)
        record(session, {other: "ALPA"}, by=officer)
        record(session, {one: "HADIR"}, by=officer)
        for pair in ((one, other), (other, one)):
            form = opens(officer, address(*pair)).context["form"]
            assert any(each.key.startswith("mark.") for each in form.questions)
            for each in form.questions:
                choices = form.fields[each.key].choices
                assert [pk for pk, _text in choices] == [stay.participant_id for stay in pair]
                for (_pk, text), stay in zip(choices, pair, strict=True):
                    assert f"<small>{stay.registration_no}</small>" in text

    def test_tells_two_of_one_number_by_their_names(self, one, administrator, opens):
        there = CustodyFactory(
            registration_no=one.registration_no,
            participant__full_name="Solikhin & Anak",
            facility=FacilityFactory(),
            entry_date=TODAY - 900 * A_DAY,
        )
        happen(there, "FULL_RELEASE", on=TODAY - 800 * A_DAY)
        text = opens(administrator, address(one, there)).text
        assert "Solikhin &amp; Anak <small>Solikhin &amp; Anak</small>" in text

    def test_every_opening_is_noted_for_both(self, one, other, officer, opens):
        opens(officer, address(one, other))
        for stay in (one, other):
            assert [each.act for each in AccessLog.objects.of(stay.participant)] == ["OPEN_PERSON"]

    def test_says_what_must_be_recorded_first(self, one, administrator, opens):
        there = CustodyFactory(facility=FacilityFactory(short_name="Lapas Kediri"))
        text = opens(administrator, address(one, there)).text
        assert "They cannot be merged yet" in text
        assert "Lapas Kediri" in text
        assert "Merge the two records" not in text

    def test_is_not_found_by_others(self, one, other, staff, opens, signed_in):
        for stranger in (OfficerFactory(), staff, StaffFactory()):
            assert opens(stranger, address(one, other)).status_code == 404
        assert signed_in.get(address(one, one)).status_code == 404
        assert signed_in.get(address(one, CustodyFactory())).status_code == 404
        assert not AccessLog.objects.exists()

    def test_takes_the_same_statements_for_short_and_long_lives(
        self, one, other, officer, statements
    ):
        few = statements(officer, address(one, other))
        course = CourseFactory(program=ProgramFactory(facility=one.facility))
        for stay, mark in ((one, "HADIR"), (other, "SAKIT")):
            SeatFactory(course=course, custody=stay, joined_on=TODAY - 20 * A_DAY)
            attach_photo(stay.participant, by=officer)
            for number in range(9):
                day = TODAY - number * A_DAY
                record(SessionFactory(courses=[course], day=day), {stay: mark}, by=officer)
        assert few == statements(officer, address(one, other)) <= 16


class TestMerging:
    def test_makes_one_of_two(self, one, other, signed_in):
        post = filled(signed_in, address(one, other), right=one)
        answer = signed_in.post(address(one, other), post, follow=True)
        assert answer.redirect_chain == [(person_address(one), 302)]
        assert "The two records are one now" in answer.text
        assert Merge.objects.get().kept == one.participant

    def test_names_the_one_record_as_it_was_chosen(self, one, other, signed_in):
        post = filled(signed_in, address(one, other), right=other)
        post["kept"] = one.participant_id
        answer = signed_in.post(address(one, other), post, follow=True)
        assert "The two records are one now: Muhammad Solikin." in answer.text

    def test_a_double_click_leads_there_too(self, one, other, signed_in):
        post = filled(signed_in, address(one, other), right=one)
        for _click in range(2):
            answer = signed_in.post(address(one, other), post)
            assert answer.headers["Location"] == person_address(one)
        assert Merge.objects.count() == 1

    def test_a_second_window_says_that_it_was_done(self, one, other, officer, signed_in):
        post = filled(signed_in, address(one, other), right=one)
        merge(one.participant, other.participant, by=OfficerFactory(facility=one.facility))
        who = Merge.objects.get().merged_by.full_name
        told = f"The two records are one already: Moh. Sholikin. Merged by {who} on "
        for answer in (
            signed_in.post(address(one, other), post, follow=True),
            signed_in.get(address(other, one), follow=True),
        ):
            assert answer.redirect_chain == [(person_address(one), 302)]
            assert told in answer.text

    def test_names_what_is_not_chosen(self, one, other, signed_in):
        post = filled(signed_in, address(one, other), right=one)
        answer = signed_in.post(
            address(one, other), {"base": post["base"], "kept": one.participant_id}
        )
        assert answer.status_code == 409
        assert answer.text.count("Choose which one is right.") >= 2
        assert 'href="#id_person.full_name"' in answer.text
        assert not Merge.objects.exists()

    def test_keeps_what_was_chosen_where_somebody_changed_one(self, one, other, signed_in):
        post = filled(signed_in, address(one, other), right=other)
        Participant.objects.filter(pk=one.participant_id).update(skills="Las")
        answer = signed_in.post(address(one, other), post)
        assert answer.status_code == 409
        assert "Somebody changed one of the two records meanwhile" in answer.text
        form = answer.context["form"]
        assert str(form["person.full_name"].value()) == str(other.participant_id)
        again = {**post, "base": form["base"].value()}
        assert signed_in.post(address(one, other), again).status_code == 302

    def test_is_refused_where_it_became_impossible(self, one, other, signed_in, officer):
        post = filled(signed_in, address(one, other), right=one)
        tell_apart(one=one.participant, other=other.participant, by=officer, at=timezone.now())
        answer = signed_in.post(address(one, other), post)
        assert answer.status_code == 409
        assert "two people" in answer.text

    def test_an_administrator_merges_any_two(self, one, client):
        far = CustodyFactory(facility=FacilityFactory(), entry_date=TODAY - 900 * A_DAY)
        happen(far, "FULL_RELEASE", on=TODAY - 800 * A_DAY)
        client.force_login(AdministratorFactory())
        post = filled(client, address(one, far), right=one)
        assert client.post(address(one, far), post).status_code == 302
        assert Merge.objects.exists()


class TestUndoing:
    def test_by_an_administrator(self, one, other, officer, administrator, client, opens):
        done = merge(one.participant, other.participant, by=officer)
        path = reverse("merging", args=[done.pk])
        page = opens(administrator, path)
        assert "Moh. Sholikin" in page.text
        assert "Not chosen" in page.text
        assert "Muhammad Solikin" in page.text
        client.force_login(administrator)
        assert client.post(path, {"reason": ""}).status_code == 409
        answer = client.post(path, {"reason": "Kakak beradik"})
        assert answer.headers["Location"] == person_address(other)
        assert MergeUndo.objects.get().reason == "Kakak beradik"
        assert "Kakak beradik" in opens(administrator, path).text
        assert "Undone by" in opens(officer, person_address(one)).text

    def test_names_each_record_as_it_was_and_is(
        self, one, other, officer, administrator, client, opens
    ):
        name = {"person.full_name": other.participant_id}
        done = merge(one.participant, other.participant, by=officer, choices=name)
        path = reverse("merging", args=[done.pk])
        text = opens(administrator, path).text
        assert ">Muhammad Solikin bin KASMAN</a> <small>until then Moh. Sholikin bin" in text
        client.force_login(administrator)
        client.cookies["bahasa"] = "en"
        answer = client.post(path, {"reason": "Kakak beradik"}, follow=True)
        assert "Moh. Sholikin and Muhammad Solikin are two records again" in answer.text
        assert "until then" not in opens(administrator, path).text

    def test_says_what_was_built_on_it(self, one, other, officer, administrator, opens, client):
        done = merge(one.participant, other.participant, by=officer)
        happen(one, "ASSIMILATION", on=TODAY, by=officer)
        path = reverse("merging", args=[done.pk])
        text = opens(administrator, path).text
        assert "Event of a stay added" in text
        assert "Make two records again</button>" not in text
        client.force_login(administrator)
        answer = client.post(path, {"reason": "Dua orang"})
        assert answer.status_code == 409
        # What was typed is there once it can be undone.
        assert 'value="Dua orang"' in answer.text

    @pytest.mark.django_db(transaction=True)
    def test_says_what_to_put_back(self, one, other, officer, administrator, opens):
        """From what to what, who changed it and when; not what the merging itself wrote."""
        name = {"person.full_name": other.participant_id}
        done = merge(one.participant, other.participant, by=officer, choices=name)
        path = reverse("merging", args=[done.pk])
        assert "From what to what" not in opens(administrator, path).text
        person, facts = Participant.objects.get(pk=one.participant_id), {"skills": "Las"}
        with pghistory.context(user=officer.pk):
            people.change(
                participant=person, facts=facts, base=fingerprint(person, facts), by=officer
            )
        page = opens(administrator, path)
        (version,) = page.context["versions"]
        assert version.who == officer.full_name
        assert [(each.label, each.old, each.new) for each in version.changes] == [
            ("Skills before", "–", "Las")
        ]
        assert "From what to what" in page.text
        assert f'<a href="{person_address(one)}">Open the page of Muhammad Solikin</a>' in page.text

    def test_says_which_number_is_taken(self, one, other, officer, administrator, opens):
        done = merge(one.participant, other.participant, by=officer)
        CustodyFactory(
            facility=officer.facility,
            registration_no=other.registration_no,
            participant__full_name="Slamet Riyadi",
        )
        text = opens(administrator, reverse("merging", args=[done.pk])).text
        number = other.registration_no
        assert f"The registration number {number} is the one of Slamet Riyadi by now" in text
        assert "Make two records again</button>" not in text

    def test_officers_read_it_alone(self, one, other, officer, signed_in, staff, opens):
        done = merge(one.participant, other.participant, by=officer)
        path = reverse("merging", args=[done.pk])
        assert "an administrator makes two records" in signed_in.get(path).text
        answer = signed_in.post(path, {"reason": "Dua orang"}, follow=True)
        assert "An administrator makes two records" in answer.text
        assert not MergeUndo.objects.exists()
        for stranger in (OfficerFactory(), staff):
            assert opens(stranger, path).status_code == 404
        assert AccessLog.objects.of(one.participant).count() == 2


def test_whoever_is_on_the_way_is_in_no_list(one, other, officer, opens):
    send(one, FacilityFactory(), on=TODAY, by=officer)
    assert not opens(officer, LIST).context["pairs"]
    assert opens(officer, address(one, other)).status_code == 404


def test_whoever_has_no_stay_is_no_pair(one, administrator, opens):
    ParticipantFactory(full_name="Moh. Sholikin")
    assert not opens(administrator, LIST).context["pairs"]
