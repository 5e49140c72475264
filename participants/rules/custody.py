"""When a stay may change its state, and what its events add up to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import Facility
from jombang_umkm.transitions import Transitions
from participants.models import Custody, CustodyEvent, Transfer
from participants.models.days import Days

S, T = Custody.Status, Transfer.Status

WAYS_OUT = (S.PAROLE, S.CONDITIONAL_LEAVE, S.PRE_RELEASE_LEAVE, S.FULL_RELEASE)
ENDS = (S.TRANSFERRED_OUT, S.ESCAPED, S.DIED)
GUIDED = (S.PAROLE, S.CONDITIONAL_LEAVE, S.PRE_RELEASE_LEAVE)
AFTER_GUIDANCE = (S.GUIDANCE_ENDED, S.CONVICT, S.DIED)

# UU 22/2022 on corrections; domain table "Custody".
CUSTODY = Transitions(
    "Custody",
    dict(S.choices),
    {
        S.DETAINEE: (S.CONVICT, S.RELEASED_BY_LAW, S.RELEASED_BY_COURT, *ENDS),
        S.CONVICT: (S.ASSIMILATION, *WAYS_OUT, *ENDS),
        S.ASSIMILATION: (*WAYS_OUT, S.CONVICT, *ENDS),
        S.PAROLE: AFTER_GUIDANCE,
        S.CONDITIONAL_LEAVE: AFTER_GUIDANCE,
        S.PRE_RELEASE_LEAVE: AFTER_GUIDANCE,
        S.ESCAPED: (S.DETAINEE, S.CONVICT, S.ASSIMILATION),
        S.FULL_RELEASE: (),
        S.RELEASED_BY_LAW: (),
        S.RELEASED_BY_COURT: (),
        S.GUIDANCE_ENDED: (),
        S.TRANSFERRED_OUT: (),
        S.DIED: (),
    },
)

# Set free, for good or under guidance.
RELEASED = (*WAYS_OUT, S.RELEASED_BY_LAW, S.RELEASED_BY_COURT)


@dataclass(frozen=True)
class Standing:
    """What a stay is after its events: the columns that follow from them."""

    status: str
    kind: str
    left_on: date | None
    away: tuple[Days, ...]


def effective(events: Sequence[CustodyEvent]) -> list[CustodyEvent]:
    """Return the events that hold, in order: neither reversed nor reversing."""
    reversed_ones = {event.reverses_id for event in events if event.is_reversal}
    return [event for event in events if not event.is_reversal and event.pk not in reversed_ones]


def standing(events: Sequence[CustodyEvent]) -> Standing:
    """Return what a stay is after these events, given in the order in which they were recorded."""
    gone_since: date | None = None
    kind = str(Custody.Kind.CONVICT)
    away: list[Days] = []
    holding = effective(events)
    for event in holding:
        kind = _kind(event.became, kind)
        if event.became not in Custody.HELD:
            gone_since = gone_since or event.happened_on
        elif gone_since is not None:
            _add(away, gone_since, event.happened_on)
            gone_since = None
    return Standing(holding[-1].became, kind, gone_since, tuple(away))


def _add(away: list[Days], first: date, back_on: date) -> None:
    """Add days spent away as the database keeps them: none if none, in one piece if they meet."""
    if away and away[-1][1] == first:
        first = away.pop()[0]
    if first < back_on:
        away.append((first, back_on))


def _kind(status: str, before: str) -> str:
    """Return whether they are a detainee or a convict in that state; some leave it as it was."""
    if status in (S.DETAINEE, S.RELEASED_BY_LAW, S.RELEASED_BY_COURT):
        return Custody.Kind.DETAINEE
    return before if status in ENDS else Custody.Kind.CONVICT


def next_states(events: Sequence[CustodyEvent]) -> list[str]:
    """Return the states a stay may take next, in the order of the table's labels."""
    holding = effective(events)
    allowed = CUSTODY.moves[holding[-1].became]
    if holding[-1].became == S.ESCAPED:
        # Caught again, they are what they were.
        allowed &= {holding[-1].was}
    return [state for state in CUSTODY.labels if state in allowed]


def is_revocation(before: str, after: str) -> bool:
    """Return whether somebody loses assimilation, parole or leave, which needs a reason."""
    return after == S.CONVICT and before in (S.ASSIMILATION, *GUIDED)


def refuse_move(
    events: Sequence[CustodyEvent], to: str, *, on: date, entry_date: date, today: date
) -> None:
    """Raise ActionRefused unless a stay may take that state from that day on.

    Codes: "illegal_move", "not_former_state", "before_entry", "out_of_order", "future_day".
    """
    last = effective(events)[-1]
    CUSTODY.require(last.became, to)
    if to not in next_states(events):
        raise ActionRefused(
            "not_former_state",
            _("Whoever comes back after an escape is what they were before: %(state)s.")
            % {"state": CUSTODY.labels[last.was]},
        )
    refuse_day(on, today=today)
    if on < entry_date:
        raise ActionRefused("before_entry", _("This day lies before the day of entry."))
    if not last.is_opening and on < last.happened_on:
        raise ActionRefused(
            "out_of_order",
            _("This day lies before the last event (%(state)s on %(day)s). Reverse that one first.")
            % {
                "state": CUSTODY.labels[last.became],
                "day": date_format(last.happened_on, "j F Y"),
            },
        )


def refuse_day(on: date, *, today: date) -> None:
    """Raise ActionRefused("future_day") for a day that has not come yet."""
    if on > today:
        raise ActionRefused(
            "future_day", _("This day lies ahead. Record it on the day it happens.")
        )


def refuse_papers(before: str, to: str, *, document_no: str, reason: str) -> None:
    """Raise ActionRefused for a move without what has to be known of it.

    Codes: "document_needed", "reason_needed".
    """
    if not document_no:
        raise ActionRefused("document_needed", _("Type the number of the document this rests on."))
    if is_revocation(before, to) and not reason:
        raise ActionRefused("reason_needed", _("Say why it is revoked."))


def refuse_number(before: str, to: str, registration_no: str, register_class: str) -> None:
    """Raise ActionRefused unless the move is one that brings a new number, and it is one.

    A verdict that is final brings a B number; the classes of detainees do not go with it.

    Codes: "number_not_now", "number_needed".
    """
    if not registration_no and not register_class:
        return
    is_verdict = before == S.DETAINEE and to == S.CONVICT
    if not is_verdict or register_class.startswith("A"):
        raise ActionRefused(
            "number_not_now",
            _("Only a final verdict brings a new registration number, of a class B."),
        )
    if registration_no:
        refuse_no_number(registration_no)


def refuse_no_number(registration_no: str) -> None:
    """Raise ActionRefused("number_needed") for what has no letter or digit of a keyboard."""
    if not re.search(r"[A-Za-z0-9]", registration_no):
        raise ActionRefused("number_needed", _("Type the registration number."))


def refuse_new_stay(last: Custody, facility: Facility, *, is_on_the_way: bool) -> None:
    """Raise ActionRefused unless somebody may have another stay there after the last one.

    Whoever is held is refused by the days.

    Codes: "died", "escaped" (from there), "on_the_way".
    """
    why_not = why_no_new_stay(last, facility.pk, is_on_the_way=is_on_the_way)
    if why_not is not None:
        raise why_not


def why_no_new_stay(last: Custody, facility: int, *, is_on_the_way: bool) -> ActionRefused | None:
    """Return why no other stay there may follow the last one; None where one may."""
    if last.status == S.DIED:
        return ActionRefused(
            "died", _("This person is recorded as dead. Correct that, or check who this is.")
        )
    if last.status == S.ESCAPED and last.facility_id == facility:
        return ActionRefused(
            "escaped",
            _("This person escaped from here: record on the old stay that they came back."),
        )
    if is_on_the_way:
        return ActionRefused(
            "on_the_way",
            _(
                "This person was sent on: whoever receives them accepts that under Transfers, or "
                "whoever sent them takes it back."
            ),
        )
    return None


def refuse_reversal(event: CustodyEvent, events: Sequence[CustodyEvent], *, reason: str) -> None:
    """Raise ActionRefused unless that event can be reversed now.

    Codes: "is_opening", "is_reversal", "not_last", "reason_needed".
    """
    if event.is_opening:
        raise ActionRefused(
            "is_opening", _("The opening of a stay is not reversed; correct the stay instead.")
        )
    if event.is_reversal:
        raise ActionRefused("is_reversal", _("A reversal is not reversed; record the event again."))
    if effective(events)[-1] != event:
        raise ActionRefused("not_last", _("Later events rest on this one. Reverse these first."))
    if not reason:
        raise ActionRefused("reason_needed", _("Say why the event is reversed."))


def refuse_dates(stay: Custody) -> None:
    """Raise ActionRefused unless the days of a sentence lie in order, as far as they are known.

    Codes: "expiry_before_entry", "counted_after_entry", "parts_out_of_order".
    """
    if stay.expiry_date is not None and stay.expiry_date < stay.entry_date:
        raise ActionRefused(
            "expiry_before_entry", _("The expiry date lies before the day of entry.")
        )
    if stay.counted_from is not None and stay.counted_from > stay.entry_date:
        raise ActionRefused(
            "counted_after_entry",
            _("A sentence is counted from the day of entry, or from an arrest before it."),
        )
    first = stay.counted_from or stay.entry_date
    days = [first, stay.half_date, stay.two_thirds_date, stay.expiry_date]
    known = [day for day in days if day is not None]
    if known != sorted(known):
        raise ActionRefused(
            "parts_out_of_order",
            _("Half, two thirds and the expiry date follow each other after the arrest."),
        )


def clash(error: IntegrityError) -> Exception:
    """Return what the database refused of a stay, as a refusal in words; else the error itself.

    Codes: "number_taken", "held_elsewhere".
    """
    if "custody_registration_unique" in str(error):
        return ActionRefused("number_taken", _("This registration number is already in use here."))
    if "custody_one_place_at_a_time" in str(error):
        return ActionRefused(
            "held_elsewhere",
            _(
                "This person is already held somewhere in that time. If it is another facility, "
                "it records a transfer to here."
            ),
        )
    return error


@dataclass(frozen=True)
class SentenceDate:
    """A day of the sentence, and whether the Lapas gave it or it is an estimate."""

    day: date
    is_estimate: bool


def half_of(stay: Custody) -> SentenceDate | None:
    """Return when half of the sentence is served; None where its end is not known."""
    return _part(stay, stay.half_date, 1, 2)


def two_thirds_of(stay: Custody) -> SentenceDate | None:
    """Return when two thirds of the sentence are served; None where its end is not known."""
    return _part(stay, stay.two_thirds_date, 2, 3)


def _part(stay: Custody, given: date | None, parts: int, of: int) -> SentenceDate | None:
    """Return the given day, else that part of the days from arrest to expiry, rounded up.

    Where the day of arrest is not known, from entry; remissions are not known either: an
    estimate, and so labelled.
    """
    if given is not None:
        return SentenceDate(given, is_estimate=False)
    if stay.expiry_date is None or stay.kind == Custody.Kind.DETAINEE:
        return None
    first = stay.counted_from or stay.entry_date
    days = (stay.expiry_date - first).days
    return SentenceDate(first + timedelta(days=-(-days * parts // of)), is_estimate=True)


# domain.md: a receiver answers once; the sender may take back what was not answered.
TRANSFER = Transitions(
    "Transfer",
    dict(Transfer.Status.choices),
    {
        T.SENT: (T.ACCEPTED, T.DECLINED, T.WITHDRAWN),
        T.ACCEPTED: (),
        T.DECLINED: (),
        T.WITHDRAWN: (),
        T.OUTSIDE: (T.WITHDRAWN,),
    },
)
