"""What is missing in a person's record, why it matters, and where to mend it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participants.models import Custody, Participant, Transfer
from participants.rules.nik_steps import step_of
from participants.rules.person import LOOKED_AFTER, lacks_nik
from participants.views.timeline import StayOnPage

Status = Custody.Status

# A release so many days ahead is counted in days.
SOON = 365


class Missing(NamedTuple):
    """One thing that is missing, with the link that leads to where it is mended."""

    what: str
    why: str
    url: str
    act: str


@dataclass(frozen=True)
class Record:
    """What is looked at: a person with their last stay."""

    person: Participant
    last: StayOnPage
    transfer: Transfer | None
    has_family: bool
    today: date


def missing_in(record: Record) -> list[Missing]:
    """Return what is to be decided, then what is not known; nothing of somebody long gone."""
    found = list(_undecided(record)) if record.last.is_mine else []
    if record.last.custody.status in LOOKED_AFTER:
        found += _unknown(record)
    return found


def _undecided(record: Record) -> Iterator[Missing]:
    custody, transfer = record.last.custody, record.transfer
    if transfer is not None and transfer.status == Transfer.Status.DECLINED:
        yield Missing(
            _("%(facility)s declined the transfer") % {"facility": transfer.to},
            transfer.answer_reason,
            reverse("event_reverse", args=[record.last.effective[-1].pk]),
            _("Reverse the transfer"),
        )
    expiry = custody.expiry_date
    if custody.is_held and expiry is not None and expiry < record.today:
        yield Missing(
            _("The expiry date has passed"),
            _("Still held here. Record what happened, or correct the date."),
            reverse("event", args=[custody.pk]),
            _("Record an event"),
        )


def _unknown(record: Record) -> Iterator[Missing]:
    person, custody = record.person, record.last.custody
    if lacks_nik(person):
        step = step_of(person.nik_status)
        why = _("Without a NIK no holding account can be opened.")
        url = reverse("nik", args=[person.pk])
        yield Missing(_("NIK"), f"{why} {step.todo}", url, step.act)
    if not record.has_family:
        yield Missing(
            _("Family contact"),
            _until_release(custody, record.today),
            reverse("family", args=[person.pk]),
            _("Add a contact"),
        )
    if person.birth_date is None:
        yield Missing(
            _("Birth date"),
            _("It tells people of one name apart, and the NIK is checked against it."),
            reverse("person_change", args=[person.pk]),
            _("Enter the birth date"),
        )
    if _lacks_expiry(record.last):
        yield Missing(
            _("Expiry date"),
            _("Without it nobody sees when they are to be released."),
            reverse("stay_change", args=[custody.pk]),
            _("Enter the expiry date"),
        )


def _lacks_expiry(stay: StayOnPage) -> bool:
    """Return whether a convict's sentence has no end here; a detainee's has none yet."""
    custody = stay.custody
    is_serving = custody.status in (Status.CONVICT, Status.ASSIMILATION)
    return stay.is_mine and is_serving and custody.expiry_date is None


def _until_release(custody: Custody, today: date) -> str:
    days = (custody.expiry_date - today).days if custody.expiry_date else 0
    if not custody.is_held or not 0 < days <= SOON:
        return _("Nobody is known yet who takes them in.")
    return ngettext(
        "Released in %(days)s day; nobody is known yet who takes them in.",
        "Released in %(days)s days; nobody is known yet who takes them in.",
        days,
    ) % {"days": days}
