"""Making one record of two: nothing is lost, what differs is asked, and everything leads on."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone
from pghistory.models import Event

from jombang_umkm.models import Office, User
from participants.actions import family
from participants.actions import merge as actions
from participants.actions import stay as stays
from participants.actions.identity import Identity, set_nik
from participants.actions.transfer import Arrival, accept
from participants.actions.two_people import tell_apart
from participants.models import (
    AftercareConsent,
    Custody,
    CustodyAbsence,
    FamilyContact,
    ImportLine,
    Merge,
    Participant,
    ParticipantPhoto,
    TwoPeople,
)
from participants.querysets import TELLING
from participants.rules.carried import CARRIED
from participants.rules.merging import JOININGS
from tests.clock import TODAY
from tests.factories.jombang_umkm import (
    FacilityFactory,
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
    take_back,
)
from tests.factories.programs import (
    CourseFactory,
    ProgramFactory,
    SeatFactory,
    SessionFactory,
    close,
    record,
)
from tests.participants.importing import row, taken_over
from tests.participants.merging import all_of, asked, look, merge

pytestmark = pytest.mark.django_db

Status = Custody.Status
A_DAY = timedelta(days=1)
DAYS_AGO = {"entry": 400, "escaped": 300, "caught": 280, "free": 260, "back": 200}
NIK, OTHER_NIK = "3517092512900001", "3517092512900002"


@pytest.fixture
def held(officer: User) -> Custody:
    """Somebody who is held, born on 25 December 1990."""
    return CustodyFactory(
        participant__full_name="Moh. Sholikin",
        facility=officer.facility,
        entry_date=TODAY - 100 * A_DAY,
    )


@pytest.fixture
def before(officer: User) -> Custody:
    """The same, entered anew years ago when they were here for the first time."""
    stay = CustodyFactory(
        participant__full_name="Muhammad Solikin",
        facility=officer.facility,
        entry_date=TODAY - 900 * A_DAY,
    )
    return happen(stay, Status.FULL_RELEASE, on=TODAY - 700 * A_DAY, by=officer)


@pytest.fixture
def twice(held: Custody, officer: User) -> Custody:
    """The stay that lasts, entered once more under another name and number."""
    return CustodyFactory(
        participant__full_name="Sholikin",
        facility=officer.facility,
        entry_date=held.entry_date + 3 * A_DAY,
        block="C",
        expiry_date=TODAY + 400 * A_DAY,
    )


def person(stay: Custody) -> Participant:
    return Participant.with_merged.get(pk=stay.participant_id)


class TestFacts:
    def test_what_only_one_says_is_taken_over(self, held, before, officer):
        Participant.objects.filter(pk=held.participant_id).update(
            birth_place="", skills="", education=""
        )
        Participant.objects.filter(pk=before.participant_id).update(
            birth_place="Jombang", skills="Menjahit", education="SMP"
        )
        merge(held.participant, before.participant, by=officer)
        kept = person(held)
        assert (kept.birth_place, kept.skills, kept.education) == ("Jombang", "Menjahit", "SMP")

    def test_what_both_say_is_asked_and_stands_as_chosen(self, held, before, officer):
        Participant.objects.filter(pk=held.participant_id).update(birth_place="Jombang")
        Participant.objects.filter(pk=before.participant_id).update(birth_place="Kediri")
        keys = {each.key for each in asked(held.participant, before.participant)}
        assert keys == {"person.full_name", "person.birth_place"}
        chosen = {"person.birth_place": before.participant_id}
        done = merge(held.participant, before.participant, by=officer, choices=chosen)
        assert person(held).birth_place == "Kediri"
        answers = {each["what"]: (each["chosen"], each["left"]) for each in done.answers}
        assert answers["Tempat lahir"] == ("Kediri", "Jombang")

    def test_capitals_and_blanks_are_no_difference(self, held, before, officer):
        Participant.objects.filter(pk=before.participant_id).update(full_name="MOH.  SHOLIKIN")
        assert not asked(held.participant, before.participant)
        merge(held.participant, before.participant, by=officer)
        assert (person(held).full_name, person(held).aliases) == ("Moh. Sholikin", [])

    def test_the_name_that_was_not_chosen_becomes_an_alias(self, held, before, officer):
        Participant.objects.filter(pk=before.participant_id).update(aliases=["CAK IKIN"])
        chosen = {"person.full_name": before.participant_id}
        merge(held.participant, before.participant, by=officer, choices=chosen)
        kept = person(held)
        assert kept.full_name == "Muhammad Solikin"
        assert kept.aliases == ["CAK IKIN", "Moh. Sholikin"]

    def test_nothing_is_chosen_by_itself(self, held, before, officer, refused):
        with refused("choice_needed", Participant, Custody, Merge):
            merge(held.participant, before.participant, by=officer, choices={})

    def test_the_nik_goes_along_with_its_status(self, held, before, officer):
        set_nik(participant=before.participant, identity=Identity("TERVERIFIKASI", NIK), by=officer)
        key = person(before).nik_key
        merge(held.participant, before.participant, by=officer)
        assert (person(held).nik_status, person(held).nik_key) == ("TERVERIFIKASI", key)
        assert person(before).nik_key is None

    def test_of_two_niks_one_is_chosen(self, held, before, officer):
        set_nik(participant=held.participant, identity=Identity("TERISI", OTHER_NIK), by=officer)
        set_nik(participant=before.participant, identity=Identity("TERISI", NIK), by=officer)
        key = person(before).nik_key
        (question,) = [
            each for each in asked(held.participant, before.participant) if each.key == "person.nik"
        ]
        assert NIK not in str(question)
        chosen = {"person.nik": before.participant_id}
        merge(held.participant, before.participant, by=officer, choices=chosen)
        assert person(held).nik_key == key

    def test_a_foreigner_has_none(self, held, before, officer):
        set_nik(participant=held.participant, identity=Identity("WNA"), by=officer)
        assert "person.nik" not in all_of(held.participant, before.participant)
        set_nik(participant=before.participant, identity=Identity("TERISI", NIK), by=officer)
        assert "person.nik" in all_of(held.participant, before.participant)


class TestStays:
    def test_that_do_not_meet_are_both_stays_of_the_one(self, held, before, officer):
        merge(held.participant, before.participant, by=officer)
        assert list(held.participant.custodies.order_by("entry_date")) == [before, held]
        assert not Custody.with_merged.filter(participant=before.participant_id).exists()

    def test_entered_twice_are_folded_into_one(self, held, twice, officer):
        questions = {each.key.rpartition(".")[2] for each in asked(held.participant, person(twice))}
        assert {"registration_no", "block", "entry_date"} <= questions
        assert not questions & {"line", "expiry_date"}
        merge(held.participant, twice.participant, by=officer)
        (stay,) = held.participant.custodies.all()
        assert (stay, stay.block, stay.expiry_date) == (held, "A", twice.expiry_date)
        folded = Custody.with_merged.get(pk=twice.pk)
        assert (folded.merged_into_id, folded.days_here) == (held.pk, ())
        assert folded.participant_id == held.participant_id

    def test_the_number_that_was_not_chosen_stays_known(self, held, twice, officer):
        ours, theirs = held.registration_no, twice.registration_no
        key = f"stay.{held.pk}-{twice.pk}.registration_no"
        chosen = {key: twice.participant_id}
        merge(held.participant, twice.participant, by=officer, choices=chosen)
        assert Custody.objects.get(pk=held.pk).registration_no == theirs
        assert Custody.with_merged.get(pk=twice.pk).registration_no == ours

    def test_whose_events_differ_go_on_as_chosen(self, held, twice, officer):
        happen(twice, Status.PAROLE, on=TODAY - 9 * A_DAY, by=officer)
        key = f"stay.{held.pk}-{twice.pk}.line"
        chosen = {key: twice.participant_id}
        merge(held.participant, twice.participant, by=officer, choices=chosen)
        (stay,) = held.participant.custodies.all()
        assert (stay, stay.status) == (twice, Status.PAROLE)
        assert Custody.with_merged.get(pk=held.pk).merged_into_id == twice.pk

    def test_absences_go_along(self, held, twice, officer):
        for stay, kind, days in (
            (held, "SIDANG", 9),
            (twice, "SIDANG", 9),
            (twice, "RUMAH_SAKIT", 5),
        ):
            absence = CustodyAbsence(
                custody=stay,
                kind=kind,
                away_from=TODAY - days * A_DAY,
                back_on=TODAY - (days - 1) * A_DAY,
            )
            stays.add_absence(absence=absence, by=officer)
        done = merge(held.participant, twice.participant, by=officer)
        kinds = held.absences.order_by("away_from").values_list("kind", flat=True)
        assert list(kinds) == ["SIDANG", "RUMAH_SAKIT"]
        assert CustodyAbsence.objects.count() == 2
        assert [step for step in done.steps if "gone" in step]

    def test_at_two_facilities_at_once_are_refused(self, held, administrator, refused):
        there = CustodyFactory(participant__full_name="Sholikin", facility=FacilityFactory())
        with refused("two_places", Custody, Participant, Merge):
            merge(held.participant, there.participant, by=administrator)

    def test_one_that_meets_several_is_refused(self, held, officer, refused):
        first = CustodyFactory(facility=officer.facility, entry_date=TODAY - 90 * A_DAY)
        happen(first, Status.FULL_RELEASE, on=TODAY - 60 * A_DAY, by=officer)
        CustodyFactory(
            participant=first.participant,
            facility=officer.facility,
            entry_date=TODAY - 30 * A_DAY,
        )
        with refused("meets_several", Custody, Participant, Merge):
            merge(held.participant, first.participant, by=officer)

    def test_on_the_days_of_another_are_refused(self, held, officer, administrator, refused):
        """Escaped from the one stay they were held elsewhere: no stay goes on over those days."""
        days = {name: TODAY - number * A_DAY for name, number in DAYS_AGO.items()}
        stay = CustodyFactory(facility=officer.facility, entry_date=days["entry"])
        happen(stay, Status.ESCAPED, on=days["escaped"], by=officer)
        elsewhere = CustodyFactory(participant=stay.participant, entry_date=days["caught"])
        happen(elsewhere, Status.FULL_RELEASE, on=days["free"])
        happen(stay, Status.CONVICT, on=days["back"], by=officer)
        chosen = {f"stay.{held.pk}-{stay.pk}.entry_date": stay.participant_id}
        with refused("held_elsewhere", Custody, Participant, Merge):
            merge(held.participant, stay.participant, by=administrator, choices=chosen)

    def test_from_other_facilities_go_along(self, held, officer):
        far = CustodyFactory(facility=FacilityFactory(), entry_date=TODAY - 900 * A_DAY)
        happen(far, Status.FULL_RELEASE, on=TODAY - 800 * A_DAY)
        mine = CustodyFactory(
            participant=far.participant,
            facility=officer.facility,
            entry_date=TODAY - 700 * A_DAY,
        )
        happen(mine, Status.FULL_RELEASE, on=TODAY - 600 * A_DAY, by=officer)
        merge(held.participant, far.participant, by=officer)
        assert set(held.participant.custodies.all()) == {held, mine, far}


class TestFactsThatDoNotGoTogether:
    """Of a stay that was entered twice, chosen one by one."""

    @pytest.mark.parametrize(
        ("code", "ours", "theirs", "name"),
        [
            ("expiry_before_entry", {"expiry_date": -95}, {"expiry_date": 9}, "entry_date"),
            ("counted_after_entry", {"counted_from": -100}, {"counted_from": -98}, "counted_from"),
            ("parts_out_of_order", {"half_date": 5}, {"half_date": 9}, "half_date"),
        ],
    )
    def test_are_refused(self, code, ours, theirs, name, held, twice, officer, refused):
        both = {"expiry_date": 7} if code == "parts_out_of_order" else {}
        for stay, facts in (
            (held, {**both, **ours}),
            (twice, {**both, "expiry_date": 9, **theirs}),
        ):
            days = {key: TODAY + value * A_DAY for key, value in facts.items()}
            Custody.objects.filter(pk=stay.pk).update(**days)
        if code == "expiry_before_entry":
            Custody.objects.filter(pk=twice.pk).update(entry_date=TODAY - 50 * A_DAY)
        chosen = {f"stay.{held.pk}-{twice.pk}.{name}": twice.participant_id}
        with refused(code, Custody, Participant, Merge):
            merge(held.participant, twice.participant, by=officer, choices=chosen)

    def test_entry_after_an_event_is_refused(self, held, twice, officer, refused):
        happen(held, Status.ASSIMILATION, on=held.entry_date + A_DAY, by=officer)
        key = f"stay.{held.pk}-{twice.pk}"
        chosen = {f"{key}.entry_date": twice.participant_id}
        with refused("after_event", Custody, Participant, Merge):
            merge(held.participant, twice.participant, by=officer, choices=chosen)


class TestWhatGoesAlong:
    def test_families_with_their_notes(self, held, before, officer):
        contact = FamilyContact(
            participant=before.participant, name="Sulastri", relation="PASANGAN"
        )
        family.add(contact=contact, by=officer, at=timezone.now())
        merge(held.participant, before.participant, by=officer)
        assert [each.name for each in held.participant.family_contacts.all()] == ["Sulastri"]

    def test_of_two_photos_the_one_chosen(self, held, before, officer):
        ours = attach_photo(held.participant, "Lama", by=officer)
        theirs = attach_photo(before.participant, "Baru", by=officer)
        chosen = {"photo": before.participant_id}
        merge(held.participant, before.participant, by=officer, choices=chosen)
        shown = ParticipantPhoto.objects.attached().get(participant=held.participant)
        assert shown == theirs
        assert ParticipantPhoto.objects.get(pk=ours.pk).is_aside

    def test_a_photo_set_aside_is_erased_with_the_other(self, held, before, officer):
        for stay, words in ((held, "Lama"), (before, "Baru")):
            attach_photo(stay.participant, words, by=officer)
        merge(held.participant, before.participant, by=officer)
        attach_photo(held.participant, "Baru lagi", by=officer)
        assert ParticipantPhoto.objects.exclude(removed_at=None).count() == 2

    def test_rows_of_imports_are_of_the_one_stay(self, held, twice, officer):
        listed = taken_over(
            officer, row(person(twice).full_name, twice.registration_no), at=timezone.now()
        )
        line = listed.lines.get()
        ImportLine.objects.filter(pk=line.pk).update(custody=twice)
        merge(held.participant, twice.participant, by=officer)
        line.refresh_from_db()
        assert line.custody == held

    def test_how_they_came_here(self, held, officer, administrator):
        far = CustodyFactory(facility=FacilityFactory(), entry_date=TODAY - 300 * A_DAY)
        sent = send(far, officer.facility, on=TODAY - 100 * A_DAY)
        there = accept(
            transfer=sent,
            arrival=Arrival(TODAY - 100 * A_DAY, "B.I 888/2026"),
            by=officer,
            at=timezone.now(),
        )
        merge(held.participant, there.participant, by=officer)
        sent.refresh_from_db()
        assert sent.new_custody == held

    def test_who_was_told_apart_stays_so(self, held, before, officer):
        third = CustodyFactory(facility=officer.facility).participant
        tell_apart(one=before.participant, other=third, by=officer, at=timezone.now())
        merge(held.participant, before.participant, by=officer)
        assert TwoPeople.objects.of(held.participant_id, third.pk).exists()
        assert TwoPeople.objects.count() == 1

    def test_whoever_was_merged_before_leads_on(self, held, before, twice, officer):
        merge(before.participant, twice.participant, by=officer)
        merge(held.participant, before.participant, by=officer)
        leads_to = {
            person(before).merged_into_id,
            Participant.with_merged.get(pk=Merge.objects.earliest("pk").absorbed_id).merged_into_id,
        }
        assert leads_to == {held.participant_id}

    def test_every_relation_is_known(self):
        """A model that is to name people or stays says here how it goes along."""
        known = {**CARRIED}
        for joining in JOININGS:
            known |= joining.carries
        found = {
            f"{field.related_model._meta.label}.{field.field.name}"
            for model in (Participant, Custody)
            for field in model._meta.get_fields(include_hidden=True)
            if field.is_relation and field.auto_created and not field.concrete
            if not issubclass(field.related_model, Event)
        }
        assert found == set(known)

    def test_what_tells_of_a_person_is_watched(self):
        """Else something could be built on a merging, and be lost when it is undone."""
        watched = {label for label, _path in TELLING}
        # Which tell of mergings and imports, or of paper.
        aside = {"Merge", "TwoPeople", "ImportLine", "PrintedRow"}
        known = {*CARRIED, *(key for joining in JOININGS for key in joining.carries)}
        for key in known:
            label = key.rpartition(".")[0]
            assert label in watched or label.rpartition(".")[2] in aside
        assert all(apps.get_model(label) for label in watched)


class TestConsents:
    """Of one to the same office there is one, and what was taken back stays taken back."""

    @pytest.fixture
    def office(self) -> Office:
        return OfficeFactory()

    def test_to_one_office_one_holds(self, held, before, office, officer):
        first, _second = agree(held, office), agree(before, office)
        elsewhere = agree(before, OfficeFactory())
        merge(held.participant, before.participant, by=officer)
        found = AftercareConsent.objects.filter(participant=held.participant)
        assert set(found.in_force()) == {first, elsewhere}

    @pytest.mark.parametrize("swapped", [False, True])
    def test_one_that_was_withdrawn_in_the_other_record_holds_no_more(
        self, held, before, office, officer, swapped
    ):
        one, other = (before, held) if swapped else (held, before)
        agree(one, office)
        back = take_back(agree(other, office))
        merge(held.participant, before.participant, by=officer)
        found = AftercareConsent.objects.filter(participant=held.participant)
        assert {each.withdrawn_on for each in found} == {back.withdrawn_on}

    def test_one_that_was_given_after_that_holds(self, held, before, office, officer):
        take_back(agree(before, office), on=TODAY - A_DAY)
        again = agree(held, office, on=TODAY)
        merge(held.participant, before.participant, by=officer)
        assert AftercareConsent.objects.in_force().get() == again


class TestTheMergedRecord:
    def test_is_found_nowhere(self, held, before, officer):
        merge(held.participant, before.participant, by=officer)
        people = Participant.objects.all()
        assert before.participant not in people
        for found in (
            people.visible_to(officer),
            people.kept_by(officer),
            people.named("Muhammad Solikin"),
        ):
            assert before.participant not in found
        assert person(before).merged_into_id == held.participant_id

    def test_has_no_stays_by_the_database(self, held, before, officer):
        merge(held.participant, before.participant, by=officer)
        with pytest.raises(IntegrityError, match="custody_of_nobody_merged"), transaction.atomic():
            Custody.objects.filter(pk=held.pk).update(participant=before.participant_id)
        with pytest.raises(IntegrityError, match="custody_of_nobody"), transaction.atomic():
            CustodyFactory.build(participant=person(before), facility=officer.facility).save()
        contact = FamilyContact(participant=person(before), name="Siti", relation="SAUDARA")
        with pytest.raises(IntegrityError, match="family_contact_of_nobody"), transaction.atomic():
            contact.save()

    def test_is_none_that_others_are_merged_into(self, held, before, twice, officer):
        merge(held.participant, before.participant, by=officer)
        lonely = ParticipantFactory()
        for pk, into in (
            (lonely.pk, before.participant_id),
            (twice.participant_id, held.participant_id),
        ):
            with pytest.raises(IntegrityError, match="without_stays"), transaction.atomic():
                Participant.objects.filter(pk=pk).update(merged_into=into)

    def test_nobody_is_merged_into_themselves(self, held, breaks):
        lonely = ParticipantFactory()
        lonely.merged_into = lonely
        breaks(lonely, "participant_not_merged_into_itself")

    def test_no_stay_is_folded_into_itself(self, held, breaks):
        held.merged_into = held
        breaks(held, "custody_not_folded_into_itself")


class TestRefusals:
    def test_of_others_people(self, held, before, refused):
        there = CustodyFactory(facility=FacilityFactory())
        for by, absorbed in (
            (OfficerFactory(), before),
            (OfficerFactory(facility=held.facility), there),
            (StaffFactory(office=held.facility.office), before),
        ):
            with refused("not_allowed", Participant, Custody, Merge):
                merge(held.participant, absorbed.participant, by=by)

    def test_of_a_record_with_itself(self, held, officer, refused):
        with refused("same_record", Participant, Merge):
            actions.merge(
                kept=held.participant,
                absorbed=held.participant,
                choices={},
                base="",
                by=officer,
                at=timezone.now(),
            )

    def test_of_what_changed_since(self, held, before, officer, refused):
        base = look(held.participant, before.participant).base
        Participant.objects.filter(pk=before.participant_id).update(skills="Las")
        with refused("changed_meanwhile", Participant, Custody, Merge):
            merge(held.participant, before.participant, by=officer, base=base)

    def test_while_one_is_on_the_way(self, held, before, administrator, refused):
        send(held, FacilityFactory(), on=TODAY)
        with refused("on_the_way", Participant, Custody, Merge):
            merge(held.participant, before.participant, by=administrator)

    def test_of_who_was_told_apart(self, held, before, officer, refused):
        tell_apart(one=held.participant, other=before.participant, by=officer, at=timezone.now())
        with refused("told_apart", Participant, Custody, Merge):
            merge(held.participant, before.participant, by=officer)

    def test_of_what_an_app_above_forbids(self, held, twice, officer, refused):
        """Marks that differ, in a programme that is over."""
        course = CourseFactory(program=ProgramFactory(facility=officer.facility))
        session = SessionFactory(courses=[course], day=TODAY)
        for stay, mark in ((held, "HADIR"), (twice, "SAKIT")):
            SeatFactory(course=course, custody=stay, joined_on=TODAY - 9 * A_DAY)
            record(session, {stay: mark}, by=officer)
        close(course.program)
        with refused("blocked", Participant, Custody, Merge):
            merge(held.participant, twice.participant, by=officer)

    def test_of_two_verified_niks(self, held, before, officer, refused):
        for stay, nik in ((held, NIK), (before, OTHER_NIK)):
            identity = Identity("TERVERIFIKASI", nik)
            set_nik(participant=stay.participant, identity=identity, by=officer)
        with refused("other_nik", Participant, Custody, Merge):
            merge(held.participant, before.participant, by=officer)


class TestAgain:
    def test_the_same_changes_nothing(self, held, before, officer, unchanged):
        done = merge(held.participant, before.participant, by=officer)
        with unchanged(Participant, Custody, Merge):
            again = merge(held.participant, before.participant, by=officer, choices={}, base="")
            assert again == done

    def test_the_other_way_round_is_refused(self, held, before, officer, refused):
        merge(held.participant, before.participant, by=officer)
        with refused("merged_meanwhile", Participant, Custody, Merge):
            merge(before.participant, held.participant, by=officer, choices={}, base="")

    def test_a_merging_is_never_changed(self, held, before, officer):
        done = merge(held.participant, before.participant, by=officer)
        with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
            Merge.objects.filter(pk=done.pk).update(answers=[])

    def test_is_of_two_records(self, breaks, held, before, officer):
        done = merge(held.participant, before.participant, by=officer)
        breaks(
            Merge(kept=done.kept, absorbed=done.kept, merged_by=officer, merged_at=timezone.now()),
            "merge_of_two",
        )
