"""Answering a transfer: the receiver opens a stay, or sends word that nobody came."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from participants import permissions
from participants.actions import custody as custodies
from participants.models import Custody, Transfer
from participants.querysets import folded_under
from participants.rules.consequences import require_agreement
from participants.rules.custody import refuse_no_number
from participants.rules.folded_numbers import number_concerns
from participants.rules.transfers import refuse_answer

Status = Transfer.Status


@dataclass(frozen=True)
class Arrival:
    """What the receiver writes into its register."""

    entry_date: date
    registration_no: str
    block: str = ""
    cell: str = ""


@transaction.atomic
def accept(
    *, transfer: Transfer, arrival: Arrival, by: User, at: datetime, agreed: str = ""
) -> Custody:
    """Open a stay at the receiver, in the state they were sent in, and return it.

    What the sender knew of the sentence comes along. What is doubtful of the number comes with
    the refusal "agreement_needed". A repeat changes nothing, and whoever
    answers second gets the stay as it was opened first.

    Raises ActionRefused: "not_allowed", "taken_back", "answered", "before_sending",
    "number_needed", "number_taken", "held_elsewhere", "future_day", "agreement_needed".
    """
    transfer = _lock(transfer, by)
    if transfer.status == Status.ACCEPTED:
        assert transfer.new_custody is not None
        return transfer.new_custody
    refuse_answer(transfer, Status.ACCEPTED)
    if arrival.entry_date < transfer.event.happened_on:
        raise ActionRefused("before_sending", _("This day lies before the day they were sent."))
    refuse_no_number(arrival.registration_no)
    stay = _stay(transfer, arrival)
    require_agreement(number_concerns(folded_under(stay.registration_no, stay)), agreed)
    custodies.admit(
        custody=stay,
        by=by,
        at=at,
        document_no=transfer.event.document_no,
    )
    transfer.new_custody = stay
    _answer(transfer, Status.ACCEPTED, by, at)
    return stay


@transaction.atomic
def decline(*, transfer: Transfer, reason: str, by: User, at: datetime) -> Transfer:
    """Answer that somebody was not taken in, and return the transfer.

    The sender sees it, and reverses the event or records where they went. A repeat
    changes nothing.

    Raises ActionRefused: "not_allowed", "taken_back", "answered", "reason_needed".
    """
    transfer = _lock(transfer, by)
    if transfer.status == Status.DECLINED:
        return transfer
    refuse_answer(transfer, Status.DECLINED)
    if not reason.strip():
        raise ActionRefused("reason_needed", _("Say why they were not taken in."))
    transfer.answer_reason = reason.strip()
    _answer(transfer, Status.DECLINED, by, at)
    return transfer


def _lock(transfer: Transfer, by: User) -> Transfer:
    """Return the transfer locked after its stay, as recording and reversing do."""
    stays = Custody.objects.select_for_update(no_key=True, of=("self",))
    stays.get(happenings=transfer.event_id)
    transfers = Transfer.objects.select_for_update(of=("self",)).select_related(
        "event__custody__participant",
        "event__custody__facility",
        "facility",
        "new_custody",
        "answered_by",
    )
    transfer = transfers.get(pk=transfer.pk)
    permissions.require_receive(by, transfer)
    return transfer


def _stay(transfer: Transfer, arrival: Arrival) -> Custody:
    sent = transfer.event.custody
    assert transfer.facility is not None
    return Custody(
        participant=sent.participant,
        facility=transfer.facility,
        registration_no=arrival.registration_no.strip(),
        register_class=sent.register_class,
        block=arrival.block.strip(),
        cell=arrival.cell.strip(),
        entry_date=arrival.entry_date,
        expiry_date=sent.expiry_date,
        counted_from=sent.counted_from or sent.entry_date,
        half_date=sent.half_date,
        two_thirds_date=sent.two_thirds_date,
        status=transfer.event.was,
        source=Custody.Source.TRANSFER,
    )


def _answer(transfer: Transfer, status: str, by: User, at: datetime) -> None:
    transfer.status = status
    transfer.answered_by, transfer.answered_at = by, at
    transfer.save(
        update_fields=["status", "answered_by", "answered_at", "answer_reason", "new_custody"]
    )
