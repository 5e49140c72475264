"""Opening a stay, recording what happens to it, and reversing what was recorded wrongly."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jombang_umkm import scope
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import Facility, User
from participants import permissions
from participants.models import Custody, CustodyEvent, Participant, Transfer
from participants.querysets import folded_under
from participants.rules import custody as rules
from participants.rules.consequences import Concern, Consequence, require_agreement
from participants.rules.folded_numbers import number_concerns
from participants.rules.transfers import refuse_taking_back

Status = Custody.Status

# What else changes when a stay does: filled by the apps above when they are ready, in the
# order of INSTALLED_APPS, and called in that order; docs/consequences.md shows it.
CONSEQUENCES: list[Consequence] = []

# Rows that one statement writes: PostgreSQL takes 65,535 parameters at most.
BATCH = 1000


@dataclass(frozen=True)
class Destination:
    """Where somebody is transferred to: a facility of this system, or the name of another."""

    facility: Facility | None = None
    elsewhere: str = ""

    def stripped(self) -> "Destination":
        """Return it without blanks around what was typed."""
        return Destination(self.facility, self.elsewhere.strip())


@dataclass(frozen=True)
class Papers:
    """What an event rests on: its document, its reason, and the number a final verdict brings."""

    document_no: str = ""
    reason: str = ""
    registration_no: str = ""
    register_class: str = ""

    def stripped(self) -> "Papers":
        """Return them without blanks around what was typed."""
        return Papers(**{name: text.strip() for name, text in vars(self).items()})


@transaction.atomic
def admit(*, custody: Custody, by: User, at: datetime, document_no: str = "") -> Custody:
    """Save a new stay of somebody who is held, with the event that opens it, and return it.

    Raises ActionRefused: "not_allowed", "not_held" (a stay begins with being held),
    "future_day", "number_taken", "held_elsewhere".
    """
    (admitted,) = admit_all(custodies=[custody], by=by, at=at, document_no=document_no)
    return admitted


@transaction.atomic
def admit_all(
    *, custodies: Sequence[Custody], by: User, at: datetime, document_no: str = ""
) -> Sequence[Custody]:
    """Save new stays as admit() does, all or none, and return them.

    Raises ActionRefused: "not_allowed", "not_held", "future_day", "number_taken",
    "held_elsewhere".
    """
    for facility in {custody.facility for custody in custodies}:
        permissions.require_keep_stays(by, facility)
    openings = [_opening(custody, document_no.strip(), by, at) for custody in custodies]
    with scope.whole("without these stays they are nobody of the facility yet"):
        _one_at_a_time(custodies)
    try:
        with transaction.atomic():
            Custody.objects.bulk_create(custodies, batch_size=BATCH)
    except IntegrityError as error:
        raise rules.clash(error) from error
    CustodyEvent.objects.bulk_create(openings, batch_size=BATCH)
    return custodies


def _opening(custody: Custody, document_no: str, by: User, at: datetime) -> CustodyEvent:
    """Return the event that opens a stay, not saved yet; the stay has its kind then."""
    if custody.status not in Custody.HELD or custody.left_on is not None:
        raise ActionRefused("not_held", _("A stay begins while somebody is held."))
    rules.refuse_day(custody.entry_date, today=timezone.localdate(at))
    opening = CustodyEvent(
        custody=custody,
        became=custody.status,
        happened_on=custody.entry_date,
        document_no=document_no,
        recorded_by=by,
        recorded_at=at,
    )
    custody.kind = rules.standing([opening]).kind
    return opening


@transaction.atomic
def record(
    *,
    custody: Custody,
    to: str,
    on: date,
    papers: Papers,
    by: User,
    at: datetime,
    destination: Destination | None = None,
    agreed: str = "",
) -> CustodyEvent:
    """Record that a stay takes another state from that day on, and return the event.

    Others follow in the same transaction (CONSEQUENCES). What they would change that
    people must know comes with the refusal "agreement_needed": show it, and pass its
    token as `agreed`. A repeat of the last event changes nothing.

    Raises ActionRefused: "not_allowed", "illegal_move", "not_former_state", "before_entry",
    "out_of_order", "future_day", "document_needed", "reason_needed", "number_not_now",
    "number_needed", "number_taken", "destination_needed", "no_destination", "same_facility",
    "already_recorded" (somebody else was first, with another day, paper, number or
    destination), "held_elsewhere" (whoever would come back has another stay meanwhile),
    "agreement_needed".
    """
    custody, events = _lock(custody)
    permissions.require_keep_stays(by, custody.facility)
    papers, destination = papers.stripped(), destination and destination.stripped()
    if custody.status == to:
        return _repeated(rules.effective(events)[-1], on, papers, destination)
    rules.refuse_move(
        events, to, on=on, entry_date=custody.entry_date, today=timezone.localdate(at)
    )
    _refuse_papers(custody.status, to, papers)
    _refuse_destination(custody, to, destination)
    event = _event(custody, to, on, papers)
    event.recorded_by, event.recorded_at = by, at
    require_agreement(_concerns(event), agreed)
    event.save()
    custody.registration_no = event.registration_no or custody.registration_no
    custody.register_class = event.register_class or custody.register_class
    _settle(custody, [*events, event])
    _send(event, destination)
    for one in CONSEQUENCES:
        one.follow(event, by, at)
    return event


@transaction.atomic
def reverse(
    *, event: CustodyEvent, by: User, at: datetime, reason: str, agreed: str = ""
) -> CustodyEvent:
    """Undo the last event of a stay as if it had never been, and return the reversing event.

    The stay has its former state and number again, others follow (CONSEQUENCES), and what
    cannot be brought back comes with the refusal "agreement_needed", as in record(). A
    repeat changes nothing.

    Raises ActionRefused: "not_allowed", "is_opening", "is_reversal", "not_last",
    "reason_needed", "accepted_there", "held_elsewhere", "number_taken", "agreement_needed".
    """
    custody, events = _lock(event.custody)
    permissions.require_keep_stays(by, custody.facility)
    reason = reason.strip()
    done = next((each for each in events if each.reverses_id == event.pk), None)
    if done is not None:
        return done
    event = next(each for each in events if each.pk == event.pk)
    rules.refuse_reversal(event, events, reason=reason)
    transfer = Transfer.objects.select_for_update().filter(event=event).first()
    refuse_taking_back(transfer)
    require_agreement([each for one in CONSEQUENCES for each in one.foresee_undo(event)], agreed)
    reversal = CustodyEvent.objects.create(
        custody=custody,
        was=event.became,
        became=event.was,
        happened_on=event.happened_on,
        document_no=event.document_no,
        reason=reason,
        reverses=event,
        recorded_by=by,
        recorded_at=at,
    )
    if event.registration_no:
        custody.registration_no = event.old_registration_no
    if event.register_class:
        custody.register_class = event.old_register_class
    _settle(custody, [*events, reversal])
    _withdraw(transfer)
    for one in CONSEQUENCES:
        one.undo(event, by, at)
    return reversal


def _one_at_a_time(custodies: Iterable[Custody]) -> None:
    """Let others wait who write a stay of these people.

    Two at once would each wait for the other, to see whether the days overlap, and one would
    end in a fault (a deadlock) in place of the refusal "held_elsewhere".
    """
    # Nobody else knows somebody new yet.
    people = {custody.participant_id for custody in custodies} - {None}
    locked = Participant.objects.select_for_update(no_key=True).filter(pk__in=people)
    if len(locked.order_by("pk")) != len(people):
        raise Participant.DoesNotExist("Somebody's record was merged into another meanwhile.")


def _lock(custody: Custody) -> tuple[Custody, list[CustodyEvent]]:
    """Return the stay, locked after what its consequences lock, and all its events in order."""
    for one in CONSEQUENCES:
        one.lock(custody)
    stays = Custody.objects.select_for_update(no_key=True, of=("self",))
    custody = stays.select_related("facility", "participant").get(pk=custody.pk)
    return custody, list(custody.happenings.order_by("pk"))


def _repeated(
    last: CustodyEvent, on: date, papers: Papers, destination: Destination | None
) -> CustodyEvent:
    """Return the last event if that is what is recorded again.

    Its reason may be worded anew, and a number be left out that it brought.
    """
    is_same = (last.happened_on, last.document_no) == (on, papers.document_no)
    number = papers.registration_no in ("", last.registration_no)
    register_class = papers.register_class in ("", last.register_class)
    if is_same and number and register_class and _sent_to(last) == destination:
        return last
    raise ActionRefused(
        "already_recorded",
        _("%(who)s recorded this already: %(state)s on %(day)s, document %(document)s.")
        % {
            "who": last.recorded_by or _("Somebody"),
            "state": last.get_became_display(),
            "day": date_format(last.happened_on, "j F Y"),
            "document": last.document_no or "–",
        },
    )


def _sent_to(event: CustodyEvent) -> Destination | None:
    transfer = Transfer.objects.select_related("facility").filter(event=event).first()
    return Destination(transfer.facility, transfer.elsewhere) if transfer else None


def _concerns(event: CustodyEvent) -> list[Concern]:
    """Return what must be agreed to before an event is recorded."""
    foreseen = [each for one in CONSEQUENCES for each in one.foresee(event)]
    return foreseen + number_concerns(folded_under(event.registration_no, event.custody))


def _refuse_papers(before: str, to: str, papers: Papers) -> None:
    rules.refuse_papers(before, to, document_no=papers.document_no, reason=papers.reason)
    rules.refuse_number(before, to, papers.registration_no, papers.register_class)


def _event(custody: Custody, to: str, on: date, papers: Papers) -> CustodyEvent:
    """Return the event, not saved yet, with what it changes of the stay's number."""
    return CustodyEvent(
        custody=custody,
        was=custody.status,
        became=to,
        happened_on=on,
        document_no=papers.document_no,
        reason=papers.reason,
        registration_no=papers.registration_no,
        register_class=papers.register_class,
        old_registration_no=custody.registration_no if papers.registration_no else "",
        old_register_class=custody.register_class if papers.register_class else "",
    )


def _send(event: CustodyEvent, destination: Destination | None) -> None:
    """Tell the facility that is to receive the person, if it is one of this system."""
    if destination is not None:
        Transfer.objects.create(
            event=event,
            facility=destination.facility,
            elsewhere=destination.elsewhere,
            status=Transfer.Status.SENT if destination.facility else Transfer.Status.OUTSIDE,
        )


def _refuse_destination(custody: Custody, to: str, destination: Destination | None) -> None:
    """A transfer leads somewhere else, and nothing but a transfer does."""
    if to != Status.TRANSFERRED_OUT:
        if destination is not None:
            raise ActionRefused("no_destination", _("Only a transfer has a destination."))
        return
    if destination is None or bool(destination.facility) == bool(destination.elsewhere):
        raise ActionRefused(
            "destination_needed",
            _("Choose the facility they are transferred to, or type one outside this system."),
        )
    if destination.facility is not None and destination.facility.pk == custody.facility_id:
        raise ActionRefused("same_facility", _("They are held in this facility already."))


def _withdraw(transfer: Transfer | None) -> None:
    """Take a transfer off the receiver's list; one that was declined stays declined."""
    if transfer is not None and transfer.status != Transfer.Status.DECLINED:
        transfer.status = Transfer.Status.WITHDRAWN
        transfer.save(update_fields=["status"])


def _settle(custody: Custody, events: Sequence[CustodyEvent]) -> None:
    """Write what follows from the events, and nothing else of the stay."""
    now = rules.standing(events)
    custody.status, custody.kind = now.status, now.kind
    custody.left_on, custody.away = now.left_on, now.away
    fields = ["status", "kind", "left_on", "away", "registration_no", "register_class"]
    _one_at_a_time([custody])
    try:
        with transaction.atomic():
            custody.save(update_fields=fields)
    except IntegrityError as error:
        raise rules.clash(error) from error
