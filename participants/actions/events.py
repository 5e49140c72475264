"""Recording the same event of several stays at once: many people released on one day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from participants.actions.custody import CONSEQUENCES, Destination, Papers, record
from participants.models import Custody, CustodyEvent
from participants.rules.consequences import AgreementNeeded, Concern, require_agreement


@dataclass(frozen=True)
class Happening:
    """What happened to them: the state it leads to, its first day, its papers, where to."""

    to: str
    on: date
    papers: Papers
    destination: Destination | None = None


@transaction.atomic
def record_all(
    *, stays: Sequence[Custody], happening: Happening, by: User, at: datetime, agreed: str = ""
) -> list[CustodyEvent]:
    """Record one event of each stay, all or none, and return the events.

    What must be agreed to of any of them is asked once, each by name. A repeat changes nothing.

    Raises ActionRefused: "nobody_chosen", "one_refused" (which one, and why),
    "agreement_needed".
    """
    if not stays:
        raise ActionRefused("nobody_chosen", _("Tick at least one person."))
    stays = sorted(stays, key=lambda stay: stay.pk)
    # All programmes before all stays, as whoever records one event does.
    for one in CONSEQUENCES:
        for stay in stays:
            one.lock(stay)
    events, concerns, tokens = [], [], {}
    for stay in stays:
        try:
            events.append(_record(stay, happening, by, at))
        except AgreementNeeded as needed:
            concerns += [_named(stay, each) for each in needed.concerns]
            tokens[stay] = needed.token
    require_agreement(concerns, agreed)
    return events + [_record(stay, happening, by, at, token) for stay, token in tokens.items()]


def _named(stay: Custody, concern: Concern) -> Concern:
    return Concern(f"{stay.participant.formal_name}: {concern.message}", concern.details)


def _record(
    stay: Custody, happening: Happening, by: User, at: datetime, agreed: str = ""
) -> CustodyEvent:
    try:
        with transaction.atomic():
            return record(
                custody=stay,
                to=happening.to,
                on=happening.on,
                papers=happening.papers,
                destination=happening.destination,
                by=by,
                at=at,
                agreed=agreed,
            )
    except AgreementNeeded:
        raise
    except ActionRefused as refusal:
        raise ActionRefused(
            "one_refused",
            _("%(name)s: %(why)s Nothing was recorded.")
            % {"name": stay.participant.formal_name, "why": refusal},
        ) from refusal
