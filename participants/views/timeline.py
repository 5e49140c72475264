"""A person's stays as moments: what happened, what was taken back, and what lies ahead."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jombang_umkm.models import User
from participants.models import Custody, CustodyAbsence, CustodyEvent, FamilyContact, Transfer
from participants.rules import custody as rules
from participants.rules.titles import title_of


@dataclass(frozen=True)
class StayOnPage:
    """A stay with all that is recorded of it, and whether the user's facility keeps it."""

    custody: Custody
    events: Sequence[CustodyEvent]
    absences: Sequence[CustodyAbsence]
    is_mine: bool
    # The numbers of stays that were folded into it.
    also_numbered: Sequence[str] = ()

    @property
    def effective(self) -> list[CustodyEvent]:
        return rules.effective(self.events)

    @property
    def may_go_on(self) -> bool:
        """Whether anything can still be recorded of it here."""
        return self.is_mine and bool(rules.next_states(self.events))


@dataclass(frozen=True)
class Moment:
    """A day on the line: what it was, what is known of it, and what can be done about it."""

    day: date
    what: str
    lines: tuple[str, ...] = ()
    # Who recorded it, and when.
    recorded: str = ""
    # A turn in a life has a solid dot, what passes a ring, what lies ahead a grey one.
    is_turn: bool = False
    # Who took it back, when and why.
    taken_back: str = ""
    url: str = ""
    act: str = ""
    order: tuple[int, ...] = field(default=(), kw_only=True)


def happened(stays: Sequence[StayOnPage], *, today: date) -> list[Moment]:
    """Return what happened in these stays."""
    return [
        moment for stay in stays for moment in _of_stay(stay, today, is_newest=stay == stays[0])
    ]


def consents(family: Iterable[FamilyContact]) -> list[Moment]:
    """Return on which days the family agreed to be contacted, or withdrew that.

    Of those who withdrew it, the day they had agreed on is hidden like their phone.
    """
    agreed = [
        _consent(_("%(name)s agreed to be contacted"), contact, contact.consent_on)
        for contact in family
        if contact.consent_on is not None and not contact.is_withdrawn
    ]
    withdrew = [
        _consent(_("%(name)s withdrew their consent"), contact, contact.withdrawn_on)
        for contact in family
        if contact.withdrawn_on is not None
    ]
    return agreed + withdrew


def _consent(what: str, contact: FamilyContact, day: date) -> Moment:
    line = str(contact.get_relation_display())
    return Moment(day, what % {"name": contact.name}, (line,), order=(3, contact.pk))


def newest_first(moments: Iterable[Moment]) -> list[Moment]:
    """Return them by their days; what happened on one day by its order."""
    return sorted(moments, key=lambda each: (each.day, each.order), reverse=True)


def ahead(stay: StayOnPage, *, today: date) -> list[Moment]:
    """Return the days of the sentence and the absences still to come, the farthest first."""
    moments = [_absence(each, stay, today) for each in stay.absences if each.away_from > today]
    custody = stay.custody
    if custody.is_held:
        moments += _sentence(custody)
    coming = [each for each in moments if each.day > today]
    return sorted(coming, key=lambda each: each.day, reverse=True)


def _sentence(custody: Custody) -> Iterator[Moment]:
    parts = (
        (rules.half_of(custody), _("Half of the sentence")),
        (rules.two_thirds_of(custody), _("Two thirds of the sentence")),
    )
    for part, what in parts:
        if part is not None:
            yield Moment(part.day, what, (_("Estimate"),) if part.is_estimate else ())
    if custody.expiry_date is not None:
        yield Moment(custody.expiry_date, _("Expiry date"))


def _of_stay(stay: StayOnPage, today: date, *, is_newest: bool) -> Iterator[Moment]:
    last = stay.effective[-1]
    can_reverse = stay.is_mine and _is_reversible(last, is_newest=is_newest)
    reversals = {each.reverses_id: each for each in stay.events if each.is_reversal}
    for event in stay.events:
        if event.is_opening:
            yield _opening(event, stay)
        elif not event.is_reversal:
            is_last = event == last
            yield _turn(event, reversals.get(event.pk), can_reverse=is_last and can_reverse)
    for absence in stay.absences:
        if absence.away_from <= today:
            yield _absence(absence, stay, today)


def _is_reversible(last: CustodyEvent, *, is_newest: bool) -> bool:
    """Return whether the last event of a stay can be reversed, as far as its page knows.

    Nobody is brought back from where they were taken in, or from a newer stay.
    """
    transfer: Transfer | None = getattr(last, "transfer", None)
    if transfer is not None and transfer.status == Transfer.Status.ACCEPTED:
        return False
    return is_newest or last.was not in Custody.HELD


def _opening(event: CustodyEvent, stay: StayOnPage) -> Moment:
    custody = stay.custody
    came_by: Transfer | None = getattr(custody, "came_by", None)
    place = _("%(facility)s, %(number)s") % {
        "facility": custody.facility.short_name,
        "number": _first_number(stay),
    }
    whence = ""
    if came_by is not None:
        sender = came_by.event.custody.facility.short_name
        whence = _("Transferred from %(facility)s") % {"facility": sender}
    return Moment(
        custody.entry_date,
        _("Came in: %(state)s") % {"state": event.get_became_display()},
        _known(place, *_also_numbered(stay), whence, _document(event.document_no)),
        recorded(event.recorded_by, event.recorded_at),
        is_turn=True,
        order=(1, event.pk),
    )


def _first_number(stay: StayOnPage) -> str:
    """Return the number with which the stay began."""
    before = [each.old_registration_no for each in stay.effective if each.registration_no]
    return before[0] if before else stay.custody.registration_no


def _also_numbered(stay: StayOnPage) -> Iterator[str]:
    if stay.also_numbered:
        yield _("Also recorded as %(numbers)s") % {"numbers": ", ".join(stay.also_numbered)}


def _turn(event: CustodyEvent, reversal: CustodyEvent | None, *, can_reverse: bool) -> Moment:
    transfer: Transfer | None = getattr(event, "transfer", None)
    return Moment(
        event.happened_on,
        title_of(event.was, event.became),
        _known(
            _transferred(transfer) if transfer else "",
            *_renumbered(event),
            event.reason,
            _document(event.document_no),
        ),
        recorded(event.recorded_by, event.recorded_at),
        is_turn=True,
        taken_back=_taken_back(reversal) if reversal else "",
        url=reverse("event_reverse", args=[event.pk]) if can_reverse else "",
        act=_("Reverse"),
        order=(1, event.pk),
    )


def _renumbered(event: CustodyEvent) -> Iterator[str]:
    if event.registration_no:
        yield _("The registration number became %(new)s; before it was %(old)s") % {
            "new": event.registration_no,
            "old": event.old_registration_no,
        }
    if event.register_class:
        yield _("The register class became %(new)s; before it was %(old)s") % {
            "new": event.register_class,
            "old": event.old_register_class or "–",
        }


def _transferred(transfer: Transfer) -> str:
    """Return where to, and what the receiver answered."""
    words = {
        Transfer.Status.SENT: _("To %(to)s, which has not answered yet"),
        Transfer.Status.ACCEPTED: _("To %(to)s, which accepted on %(day)s"),
        Transfer.Status.DECLINED: _("To %(to)s, which declined on %(day)s: %(reason)s"),
        Transfer.Status.WITHDRAWN: _("To %(to)s, withdrawn"),
        Transfer.Status.OUTSIDE: _("To %(to)s, outside this system"),
    }
    answered = transfer.answered_at and timezone.localtime(transfer.answered_at)
    return words[Transfer.Status(transfer.status)] % {
        "to": transfer.to,
        "day": date_format(answered, "j F Y") if answered else "",
        "reason": transfer.answer_reason,
    }


def _taken_back(reversal: CustodyEvent) -> str:
    return _("Reversed by %(who)s, %(when)s: %(reason)s") % {
        "who": reversal.recorded_by.full_name if reversal.recorded_by else "–",
        "when": _moment_of(reversal.recorded_at),
        "reason": reversal.reason,
    }


def _document(number: str) -> str:
    return _("Document %(number)s") % {"number": number} if number else ""


def recorded(who: User | None, when: datetime) -> str:
    """Return who recorded an event; nothing of one that an upgrade wrote."""
    if who is None:
        return ""
    return _("Recorded by %(who)s, %(when)s") % {"who": who.full_name, "when": _moment_of(when)}


def _moment_of(when: datetime) -> str:
    at = timezone.localtime(when)
    return f"{date_format(at, 'j F Y')}, {time_format(at)} WIB"


def _absence(absence: CustodyAbsence, stay: StayOnPage, today: date) -> Moment:
    return Moment(
        absence.away_from,
        absence.get_kind_display(),
        _known(_how_long(absence, today), absence.note, _document(absence.document_no)),
        url=reverse("absence_change", args=[absence.pk]) if stay.is_mine else "",
        act=_("Change"),
        order=(0, absence.pk),
    )


def _how_long(absence: CustodyAbsence, today: date) -> str:
    if absence.back_on is None:
        return _("Not back yet") if absence.away_from <= today else _("Return not known yet")
    days = (absence.back_on - absence.away_from).days
    text = ngettext("%(days)s day, back on %(day)s", "%(days)s days, back on %(day)s", days)
    return text % {"days": days, "day": date_format(absence.back_on, "j F Y")}


def _known(*lines: str) -> tuple[str, ...]:
    return tuple(line for line in lines if line)
