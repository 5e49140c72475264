"""What else changes when a stay does: handlers of the apps above, in one order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from participants.models import Custody, CustodyEvent


@dataclass(frozen=True)
class Concern:
    """Something that people must know, and agree to, before an event is recorded or reversed."""

    message: str
    # What it is about, line by line.
    details: tuple[str, ...] = ()


class AgreementNeeded(ActionRefused):
    """Nothing was done: what it would do must be shown first, and `agreed` to."""

    def __init__(self, code: str, concerns: Sequence[Concern]) -> None:
        super().__init__(code, _("Read what this would change, then agree to it."))
        self.concerns = concerns
        self.token = token_of(concerns)


R = TypeVar("R")
Lock = Callable[[Custody], None]
Foresee = Callable[[CustodyEvent], Iterable[Concern]]
Follow = Callable[[CustodyEvent, User, datetime], None]
Tell = Callable[[CustodyEvent], Iterable[str]]


@dataclass(frozen=True)
class Consequence:
    """How an app above follows a change of a stay, in the same transaction.

    `lock` takes what is locked before a stay; `foresee` and `foresee_undo` say what must
    be agreed to, of an event that was not saved yet; `follow` and `undo` do it. `tell` says
    in sentences what a saved event did, `tell_undo` what its reversal would give back.
    """

    name: str
    explains: Promise
    lock: Lock
    foresee: Foresee
    follow: Follow
    tell: Tell
    foresee_undo: Foresee
    undo: Follow
    tell_undo: Tell


def require_agreement(concerns: Sequence[Concern], agreed: str) -> None:
    """Raise AgreementNeeded("agreement_needed") unless exactly these concerns were agreed to."""
    if concerns and agreed != token_of(concerns):
        raise AgreementNeeded("agreement_needed", concerns)


def agreeing(action: Callable[..., R], **arguments: Any) -> R:
    """Return what an action returns whose concerns were read and agreed to before."""
    try:
        return action(**arguments)
    except AgreementNeeded as needed:
        return action(**arguments, agreed=needed.token)


def token_of(concerns: Iterable[Concern]) -> str:
    """Return what stands for these concerns: another mark meanwhile makes it another."""
    text = "\n".join(line for each in concerns for line in (each.message, *each.details))
    return sha256(text.encode()).hexdigest()[:16]
