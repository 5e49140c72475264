"""Answering a transfer: the receiver opens a stay, or declines with a reason."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

import pytest
from django.utils import timezone

from jombang_umkm.errors import ActionRefused
from jombang_umkm.history import versions_of
from jombang_umkm.models import Facility, User
from participants.actions import custody as custodies
from participants.actions import transfer as actions
from participants.actions.transfer import Arrival
from participants.models import Custody, CustodyEvent, Participant, Transfer
from tests.factories.jombang_umkm import (
    AdministratorFactory,
    FacilityFactory,
    OfficerFactory,
    StaffFactory,
)
from tests.factories.participants import CustodyFactory, happen, send, stay_in
from tests.participants.merging import merge
from tests.threads import together

pytestmark = pytest.mark.django_db

Status = Transfer.Status
ENTRY, SENT, CAME = date(2026, 1, 5), date(2026, 3, 2), date(2026, 3, 3)
A_DAY = timedelta(days=1)
AT = datetime(2026, 3, 4, 9, 0, tzinfo=timezone.get_default_timezone())
TOUCHED = (Custody, CustodyEvent, Transfer, Participant)


@pytest.fixture
def stay() -> Custody:
    return CustodyFactory(
        entry_date=ENTRY,
        expiry_date=date(2027, 1, 5),
        two_thirds_date=date(2026, 9, 4),
        caseworker="Sri Wahyuni",
    )


@pytest.fixture
def receiver() -> Facility:
    return FacilityFactory()


@pytest.fixture
def officer(receiver) -> User:
    """Somebody who answers there."""
    return OfficerFactory(facility=receiver)


@pytest.fixture
def transfer(stay, receiver) -> Transfer:
    return send(stay, receiver, on=SENT)


def accept(transfer: Transfer, by: User, *, number: str = "B.I 7/2026", on: date = CAME) -> Custody:
    arrival = Arrival(entry_date=on, registration_no=number, block="C", cell="4")
    return actions.accept(transfer=transfer, arrival=arrival, by=by, at=AT)


def decline(transfer: Transfer, by: User, *, reason: str = "Tidak datang") -> Transfer:
    return actions.decline(transfer=transfer, reason=reason, by=by, at=AT)


def reverse(transfer: Transfer) -> CustodyEvent:
    """Take the transfer back, as its sender does."""
    return custodies.reverse(
        event=transfer.event, by=AdministratorFactory(), at=AT, reason="Batal berangkat"
    )


class TestAccept:
    def test_opens_a_stay_and_leaves_the_old_one_as_it_was(self, transfer, stay, officer):
        before = Custody.objects.values().get(pk=stay.pk)
        new = accept(transfer, officer)
        assert Custody.objects.values().get(pk=stay.pk) == before
        assert (new.participant, new.facility) == (stay.participant, officer.facility)
        assert (new.registration_no, new.entry_date) == ("B.I 7/2026", CAME)
        assert (new.block, new.cell) == ("C", "4")
        assert (new.status, new.source) == ("CONVICT", Custody.Source.TRANSFER)
        opening = new.happenings.get()
        assert opening.is_opening
        assert opening.document_no == transfer.event.document_no

    def test_takes_the_sentence_along_but_nobody_who_looks_after_them_there(
        self, transfer, officer
    ):
        new = accept(transfer, officer)
        assert new.expiry_date == date(2027, 1, 5)
        assert new.two_thirds_date == date(2026, 9, 4)
        assert new.counted_from == ENTRY
        assert new.caseworker == ""

    def test_says_who_answered_and_when(self, transfer, officer):
        new = accept(transfer, officer)
        transfer.refresh_from_db()
        assert (transfer.status, transfer.new_custody) == (Status.ACCEPTED, new)
        assert (transfer.answered_by, transfer.answered_at) == (officer, AT)
        assert versions_of(Transfer).last().status == "ACCEPTED"

    @pytest.mark.parametrize("status", Custody.HELD)
    def test_receives_them_as_what_they_were(self, status, receiver, officer):
        stay = stay_in(status, since=ENTRY, entry_date=ENTRY)
        new = accept(send(stay, receiver, on=SENT), officer)
        assert (new.status, new.kind) == (status, stay.kind)

    def test_a_repeat_changes_nothing_and_a_second_answer_gets_the_first_stay(
        self, transfer, officer, receiver, unchanged
    ):
        new = accept(transfer, officer)
        with unchanged(*TOUCHED):
            assert accept(transfer, officer) == new
            assert accept(transfer, OfficerFactory(facility=receiver), number="B.I 8/2026") == new

    def test_may_be_on_the_day_of_sending_and_not_before_or_ahead(self, transfer, officer, refused):
        with refused("before_sending", *TOUCHED):
            accept(transfer, officer, on=SENT - A_DAY)
        with refused("future_day", *TOUCHED):
            accept(transfer, officer, on=AT.date() + A_DAY)
        assert accept(transfer, officer, on=SENT).entry_date == SENT

    @pytest.mark.parametrize("number", ["", "  ", "–", "é"])
    def test_needs_a_number(self, number, transfer, officer, refused):
        with refused("number_needed", *TOUCHED):
            accept(transfer, officer, number=number)

    def test_needs_a_number_that_nobody_has_there(self, transfer, officer, receiver, refused):
        CustodyFactory(facility=receiver, registration_no="BI 07/2026", entry_date=ENTRY)
        with refused("number_taken", *TOUCHED):
            accept(transfer, officer)

    def test_asks_before_a_number_is_given_of_somebody_entered_twice(
        self, transfer, officer, receiver, refused
    ):
        one, other = (
            CustodyFactory(facility=receiver, registration_no=number, entry_date=ENTRY)
            for number in ("B.I 6/2026", "B.I 7/2026")
        )
        merge(one.participant, other.participant, by=officer)
        with refused("agreement_needed", *TOUCHED):
            accept(transfer, officer)

    def test_is_refused_for_somebody_held_elsewhere_by_now(self, transfer, stay, officer, refused):
        CustodyFactory(participant=stay.participant, entry_date=CAME)
        with refused("held_elsewhere", *TOUCHED):
            accept(transfer, officer)

    def test_is_refused_once_the_sender_took_it_back(self, transfer, officer, refused):
        reverse(transfer)
        with refused("taken_back", *TOUCHED):
            accept(transfer, officer)

    def test_is_refused_once_it_was_declined(self, transfer, officer, refused):
        decline(transfer, officer)
        with refused("answered", *TOUCHED):
            accept(transfer, officer)


class TestDecline:
    def test_opens_no_stay_and_says_why(self, transfer, stay, officer):
        decline(transfer, officer, reason="  Tidak datang ")
        transfer.refresh_from_db()
        assert (transfer.status, transfer.answer_reason) == (Status.DECLINED, "Tidak datang")
        assert (transfer.answered_by, transfer.answered_at) == (officer, AT)
        assert stay.participant.custodies.get() == stay

    def test_a_repeat_changes_nothing(self, transfer, officer, unchanged):
        decline(transfer, officer)
        with unchanged(*TOUCHED):
            decline(transfer, officer)
            decline(transfer, officer, reason="Berkas kurang")

    @pytest.mark.parametrize("reason", ["", "   "])
    def test_needs_a_reason(self, reason, transfer, officer, refused):
        with refused("reason_needed", *TOUCHED):
            decline(transfer, officer, reason=reason)

    def test_is_refused_once_they_were_accepted(self, transfer, officer, refused):
        accept(transfer, officer)
        with refused("answered", *TOUCHED):
            decline(transfer, officer)

    def test_is_refused_once_the_sender_took_it_back(self, transfer, officer, refused):
        reverse(transfer)
        with refused("taken_back", *TOUCHED):
            decline(transfer, officer)

    def test_the_sender_takes_the_event_back_and_may_send_them_again(
        self, transfer, stay, officer, receiver
    ):
        decline(transfer, officer)
        reverse(transfer)
        transfer.refresh_from_db()
        assert transfer.status == Status.DECLINED
        stay.refresh_from_db()
        assert stay.is_held
        assert accept(send(stay, receiver, on=SENT), officer).facility == receiver


class TestTheSender:
    def test_takes_back_what_was_not_answered(self, transfer, stay):
        reverse(transfer)
        transfer.refresh_from_db()
        stay.refresh_from_db()
        assert (transfer.status, stay.is_held) == (Status.WITHDRAWN, True)

    def test_cannot_take_back_what_was_accepted(self, transfer, officer, refused):
        accept(transfer, officer)
        with refused("accepted_there", *TOUCHED):
            reverse(transfer)


class TestAReturn:
    def test_is_a_new_stay_and_the_first_stays_as_it_was(self, transfer, stay, officer):
        away = accept(transfer, officer)
        first = Custody.objects.values().get(pk=stay.pk)
        back = send(away, stay.facility, on=CAME)
        home = accept(back, OfficerFactory(facility=stay.facility), number="B.I 99/2026")
        assert Custody.objects.values().get(pk=stay.pk) == first
        assert home.pk != stay.pk
        assert list(stay.participant.custodies.order_by("pk")) == [stay, away, home]
        assert home.counted_from == ENTRY


class TestWhoMay:
    """Officers of the receiver and administrators answer; nobody else does."""

    def test_officers_there(self, transfer, officer):
        assert accept(transfer, officer)

    def test_administrators(self, transfer):
        assert accept(transfer, AdministratorFactory())

    @pytest.mark.parametrize("who", ["the sender", "a third facility", "the office"])
    def test_nobody_else(self, who, transfer, stay, receiver, refused):
        user = {
            "the sender": lambda: OfficerFactory(facility=stay.facility),
            "a third facility": OfficerFactory,
            "the office": lambda: StaffFactory(office=receiver.office),
        }[who]()
        with refused("not_allowed", *TOUCHED):
            accept(transfer, user)
        with refused("not_allowed", *TOUCHED):
            decline(transfer, user)

    def test_nobody_answers_for_a_facility_outside(self, stay, refused):
        happen(stay, "TRANSFERRED_OUT", on=SENT)
        with refused("not_allowed", *TOUCHED):
            decline(Transfer.objects.get(), AdministratorFactory())


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    ROUNDS = 4

    def sent(self, receiver: Facility) -> Iterator[Transfer]:
        """Yield transfers of another person each, on the way there."""
        for _round in range(self.ROUNDS):
            yield send(CustodyFactory(entry_date=ENTRY), receiver, on=SENT)

    def test_two_who_accept_open_one_stay(self, receiver):
        officers = OfficerFactory.create_batch(2, facility=receiver)
        for transfer in self.sent(receiver):
            numbers = (f"B.I {transfer.pk}/2026", f"B.IIa {transfer.pk}/2026")
            one, other = together(
                *(
                    partial(accept, transfer, by, number=number)
                    for by, number in zip(officers, numbers, strict=True)
                )
            )
            assert one == other == Transfer.objects.get(pk=transfer.pk).new_custody
            assert one.participant.custodies.count() == 2

    def test_accepting_beside_declining_gives_one_answer(self, receiver):
        officers = OfficerFactory.create_batch(2, facility=receiver)
        for transfer in self.sent(receiver):
            accepted, declined = together(
                partial(accept, transfer, officers[0], number=f"B.I {transfer.pk}/2026"),
                partial(decline, transfer, officers[1]),
            )
            (refused,) = self.refused(accepted, declined)
            assert refused.code == "answered"
            assert Transfer.objects.get(pk=transfer.pk).status == (
                "DECLINED" if refused is accepted else "ACCEPTED"
            )

    def test_accepting_beside_the_senders_reversal_holds_them_in_one_place(self, receiver):
        officer = OfficerFactory(facility=receiver)
        for transfer in self.sent(receiver):
            accepted, taken_back = together(
                partial(accept, transfer, officer, number=f"B.I {transfer.pk}/2026"),
                partial(reverse, transfer),
            )
            (refused,) = self.refused(accepted, taken_back)
            assert refused.code == ("taken_back" if refused is accepted else "accepted_there")
            stays = transfer.event.custody.participant.custodies
            assert stays.filter(status__in=Custody.HELD).count() == 1

    def refused(self, *results: object) -> list[ActionRefused]:
        return [each for each in results if isinstance(each, ActionRefused)]
