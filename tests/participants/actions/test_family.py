"""The family of a person: whom to ask, what they agreed to, and what they did."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from jombang_umkm.errors import ActionRefused
from jombang_umkm.history import versions_of
from jombang_umkm.models import User
from participants.actions import family as actions
from participants.models import Custody, FamilyContact, FamilyNote
from participants.rules.facts import fingerprint
from participants.rules.family import FACTS, HIDDEN, facts_of
from tests.factories.jombang_umkm import OfficerFactory, StaffFactory
from tests.factories.participants import CustodyFactory, happen
from tests.threads import together

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 4)
AT = datetime(2026, 3, 4, 9, 0, tzinfo=timezone.get_default_timezone())
AGREED, WITHDRAWN, LATER = date(2026, 2, 2), date(2026, 2, 20), date(2026, 3, 1)
A_DAY = timedelta(days=1)
PHONE, ADDRESS = "+6281234567890", "Dusun Mojo RT 2/RW 1, Losari"
TOUCHED = (FamilyContact, FamilyNote)

Willing = FamilyContact.Willingness


@pytest.fixture
def stay() -> Custody:
    return CustodyFactory(entry_date=date(2026, 1, 5))


@pytest.fixture
def officer(stay) -> User:
    return OfficerFactory(facility=stay.facility)


def new(stay: Custody, **facts: Any) -> FamilyContact:
    """Return a contact that was not saved yet."""
    known = {
        "name": "SUMIATI",
        "relation": FamilyContact.Relation.PARENT,
        "phone": PHONE,
        "address": ADDRESS,
        "consent_on": AGREED,
    }
    return FamilyContact(participant=stay.participant, **{**known, **facts})


def add(contact: FamilyContact, by: User) -> FamilyContact:
    return actions.add(contact=contact, by=by, at=AT)


@pytest.fixture
def contact(stay, officer) -> FamilyContact:
    return add(new(stay), officer)


def change(contact: FamilyContact, by: User, *, base: str = "", **facts: Any) -> FamilyContact:
    """Post a form that was opened on the contact, with these values changed."""
    known = {name: getattr(contact, name) for name in facts_of(contact)}
    base = base or fingerprint(contact, known)
    return actions.change(contact=contact, facts={**known, **facts}, base=base, by=by, at=AT)


def withdraw(contact: FamilyContact, by: User, *, on: date = WITHDRAWN) -> FamilyContact:
    return actions.withdraw(contact=contact, by=by, on=on, at=AT)


def agree(contact: FamilyContact, by: User, *, on: date = LATER) -> FamilyContact:
    return actions.agree(contact=contact, by=by, on=on, at=AT)


def note(contact: FamilyContact, by: User, *, on: date = LATER, text: str = "Akan datang"):
    kind = FamilyNote.Kind.CALL
    line = FamilyNote(contact=contact, kind=kind, happened_on=on, note=text)
    return actions.note(note=line, by=by, at=AT)


class TestAdd:
    def test_saves_somebody(self, stay, officer):
        contact = add(new(stay, is_guarantor=True, willingness=Willing.YES), officer)
        assert contact == FamilyContact.objects.get()
        assert contact.participant == stay.participant
        assert (contact.phone, contact.phone_shown) == (PHONE, "0812-3456-7890")
        assert (contact.is_guarantor, contact.willingness) == (True, "YA")
        assert versions_of(FamilyContact).get().pgh_label == "insert"

    def test_a_repeat_changes_nothing(self, contact, stay, officer, unchanged):
        with unchanged(*TOUCHED):
            assert add(new(stay), officer) == contact

    @pytest.mark.parametrize(
        "facts", [{"address": "Pindah"}, {"consent_on": None}, {"name": "sumiati"}]
    )
    def test_refuses_the_same_one_with_other_facts(self, facts, contact, stay, officer, refused):
        with refused("listed_already", *TOUCHED):
            add(new(stay, **facts), officer)

    @pytest.mark.parametrize(
        "facts", [{"phone": "+6281111111111"}, {"relation": "SAUDARA"}, {"name": "SUMINI"}]
    )
    def test_takes_another_one(self, facts, contact, stay, officer):
        assert add(new(stay, **facts), officer) != contact

    @pytest.mark.parametrize("phone", [PHONE, "", "+6281111111111"])
    def test_a_second_entry_does_not_undo_a_withdrawal(
        self, phone, contact, stay, officer, refused
    ):
        withdraw(contact, officer)
        with refused("listed_already", *TOUCHED):
            add(new(stay, phone=phone), officer)

    def test_knows_the_families_of_others_not(self, contact, officer):
        other = CustodyFactory(facility=officer.facility)
        assert add(new(other), officer) != contact

    def test_refuses_a_consent_that_lies_ahead(self, stay, officer, refused):
        with refused("consent_ahead", *TOUCHED):
            add(new(stay, consent_on=TODAY + A_DAY), officer)


class TestChange:
    def test_writes_what_differs(self, contact, officer):
        changed = change(contact, officer, phone="", willingness=Willing.NO)
        changed.refresh_from_db()
        assert (changed.phone, changed.willingness) == ("", "TIDAK")
        assert changed.address == ADDRESS

    def test_a_repeat_changes_nothing(self, contact, officer, unchanged):
        before = FamilyContact.objects.get()
        change(contact, officer, name="SUMIATI BINTI KASAN")
        with unchanged(*TOUCHED):
            change(before, officer, name="SUMIATI BINTI KASAN")

    def test_refuses_when_somebody_changed_it_meanwhile(self, contact, officer, refused):
        before = FamilyContact.objects.get()
        change(contact, officer, address="Pindah")
        with refused("changed_meanwhile", *TOUCHED):
            change(before, officer, address="Pindah ke Kediri")

    def test_leaves_what_a_colleague_changed_beside_it(self, contact, officer):
        before = FamilyContact.objects.get()
        change(contact, officer, address="Pindah")
        changed = change(before, officer, phone="")
        assert (changed.address, changed.phone) == ("Pindah", "")

    def test_refuses_a_consent_that_lies_ahead(self, contact, officer, refused):
        with refused("consent_ahead", *TOUCHED):
            change(contact, officer, consent_on=TODAY + A_DAY)


class TestWithdraw:
    def test_hides_phone_and_address(self, contact, officer):
        withdrawn = withdraw(contact, officer)
        withdrawn.refresh_from_db()
        assert withdrawn.withdrawn_on == WITHDRAWN
        assert (withdrawn.phone_shown, withdrawn.address_shown) == ("", "")

    def test_a_repeat_changes_nothing(self, contact, officer, unchanged):
        withdraw(contact, officer)
        with unchanged(*TOUCHED):
            withdraw(contact, officer, on=LATER)

    def test_leaves_a_form_without_what_is_hidden(self, contact, officer):
        assert set(facts_of(withdraw(contact, officer))) == set(FACTS) - set(HIDDEN)

    def test_a_change_then_keeps_what_is_hidden(self, contact, officer):
        changed = change(withdraw(contact, officer), officer, name="SUMIATI B.")
        changed.refresh_from_db()
        assert (changed.name, changed.phone, changed.address) == ("SUMIATI B.", PHONE, ADDRESS)
        assert (changed.consent_on, changed.withdrawn_on) == (AGREED, WITHDRAWN)

    @pytest.mark.parametrize("hidden", HIDDEN)
    def test_a_form_opened_before_is_refused(self, hidden, contact, officer, refused):
        before = FamilyContact.objects.get()
        withdraw(contact, officer)
        with refused("hidden", *TOUCHED):
            change(before, officer, **{hidden: getattr(before, hidden)})

    def test_refuses_days_that_cannot_be(self, contact, officer, refused):
        with refused("before_consent", *TOUCHED):
            withdraw(contact, officer, on=AGREED - A_DAY)
        with refused("consent_ahead", *TOUCHED):
            withdraw(contact, officer, on=TODAY + A_DAY)
        assert withdraw(contact, officer, on=AGREED)

    def test_refuses_what_was_never_given(self, stay, officer, refused):
        contact = add(new(stay, consent_on=None), officer)
        with refused("never_given", *TOUCHED):
            withdraw(contact, officer)


class TestAgree:
    def test_notes_the_first_time(self, stay, officer):
        contact = agree(add(new(stay, consent_on=None), officer), officer)
        contact.refresh_from_db()
        assert (contact.consent_on, contact.withdrawn_on) == (LATER, None)

    def test_shows_again_what_was_hidden(self, contact, officer):
        again = agree(withdraw(contact, officer), officer)
        again.refresh_from_db()
        assert (again.consent_on, again.withdrawn_on) == (LATER, None)
        assert (again.phone_shown, again.address_shown) == ("0812-3456-7890", ADDRESS)

    def test_a_repeat_changes_nothing(self, contact, officer, unchanged):
        with unchanged(*TOUCHED):
            agree(contact, officer)

    def test_refuses_days_that_cannot_be(self, contact, officer, refused):
        withdraw(contact, officer)
        with refused("before_withdrawal", *TOUCHED):
            agree(contact, officer, on=WITHDRAWN - A_DAY)
        with refused("consent_ahead", *TOUCHED):
            agree(contact, officer, on=TODAY + A_DAY)
        assert agree(contact, officer, on=WITHDRAWN)


class TestNote:
    def test_is_kept_with_who_noted_it(self, contact, officer):
        line = note(contact, officer)
        assert line == FamilyNote.objects.get()
        assert (line.recorded_by, line.recorded_at) == (officer, AT)

    def test_a_repeat_changes_nothing(self, contact, officer, unchanged):
        line = note(contact, officer)
        with unchanged(*TOUCHED):
            assert note(contact, officer) == line

    def test_refuses_a_day_ahead(self, contact, officer, refused):
        with refused("future_day", *TOUCHED):
            note(contact, officer, on=TODAY + A_DAY)

    def test_nobody_contacts_them_from_the_withdrawal_on(self, contact, officer, refused):
        withdraw(contact, officer)
        with refused("withdrawn", *TOUCHED):
            note(contact, officer, on=WITHDRAWN)
        assert note(contact, officer, on=WITHDRAWN - A_DAY)


class TestWhoMay:
    """Whoever keeps the person: the facility of the last stay, and administrators."""

    def acts(self, contact: FamilyContact, user: User):
        other = FamilyContact(
            participant=contact.participant, name="KASAN", relation=FamilyContact.Relation.PARENT
        )
        yield lambda: add(other, user)
        yield lambda: change(contact, user, name="LAIN")
        yield lambda: agree(contact, user)
        yield lambda: withdraw(contact, user)
        yield lambda: note(contact, user, on=AGREED)

    @pytest.mark.parametrize("who", ["officer", "administrator"])
    def test_officers_there_and_administrators(self, who, contact, request):
        for act in self.acts(contact, request.getfixturevalue(who)):
            assert act()

    @pytest.mark.parametrize("outsider", [OfficerFactory, StaffFactory])
    def test_nobody_else(self, outsider, contact, refused):
        for act in self.acts(contact, outsider()):
            with refused("not_allowed", *TOUCHED):
                act()

    def test_not_even_the_office_that_trains_there(self, contact, stay, refused):
        for act in self.acts(contact, StaffFactory(office=stay.facility.office)):
            with refused("not_allowed", *TOUCHED):
                act()

    def test_a_sender_no_more_once_they_are_held_elsewhere(self, contact, stay, officer, refused):
        happen(stay, "TRANSFERRED_OUT", on=LATER)
        assert change(contact, officer, name="SUMIATI K.")
        CustodyFactory(participant=stay.participant, entry_date=LATER)
        for act in self.acts(contact, officer):
            with refused("not_allowed", *TOUCHED):
                act()


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_a_double_click_adds_and_notes_once(self):
        stay = CustodyFactory(entry_date=date(2026, 1, 5))
        by = OfficerFactory(facility=stay.facility)
        first, *others = together(*[lambda: add(new(stay), by)] * 4)
        assert others == [first] * 3
        line, *others = together(*[lambda: note(first, by)] * 4)
        assert others == [line] * 3

    def test_a_change_beside_a_withdrawal_overwrites_nothing_hidden(self):
        stay = CustodyFactory(entry_date=date(2026, 1, 5))
        by = OfficerFactory(facility=stay.facility)
        for number in range(6):
            contact = add(new(stay, name=f"SUMIATI {number}"), by)
            changed, _withdrawn = together(
                partial(change, contact, by, phone="+6281111111111"),
                partial(withdraw, contact, by),
            )
            now = FamilyContact.objects.get(pk=contact.pk)
            was_refused = isinstance(changed, ActionRefused)
            assert now.is_withdrawn
            assert now.phone == (PHONE if was_refused else "+6281111111111")
            assert not was_refused or changed.code == "hidden"
