"""Whose NIK it is: what was typed of it, put on a person who is not saved yet."""

from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.db import IntegrityError
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.sealing import seal, search_key
from participants.models import Participant
from participants.rules import nik as rules
from participants.rules.consequences import Concern
from participants.rules.names import key_of

# Of two names that are nearly the same, so much is; what begins one is a name of so many letters.
NEAR, LETTERS = 0.8, 4


@dataclass(frozen=True)
class Identity:
    """What was typed of a NIK: its status, and the number where the status says there is one.

    Without a number, one that is there already stays: Dukcapil verifies it later.
    """

    status: str
    # Not in what is printed of this object: it could get into a log.
    nik: str = field(default="", repr=False)


def identify(participant: Participant, identity: Identity) -> list[Concern]:
    """Put the NIK, sealed, and its status on a person not saved yet; return what is doubtful.

    A NIK that is there already is not sealed anew.

    Raises ActionRefused: "nik_wrong", "nik_status".
    """
    nik = rules.digits(identity.nik)
    if identity.status not in Participant.WITH_NIK:
        if nik and not rules.means_none(nik):
            raise ActionRefused(
                "nik_status", _("A NIK was typed: choose a status that says it is there.")
            )
        return _take_off(participant, identity.status)
    if not nik and participant.nik_key is not None:
        participant.nik_status = identity.status
        return []
    check = rules.check(nik, birth_date=participant.birth_date, sex=participant.sex)
    if check.errors:
        raise ActionRefused("nik_wrong", check.errors[0].message)
    concerns = [Concern(warning.message) for warning in check.warnings]
    key = search_key(nik)
    if participant.nik_key not in (None, key):
        concerns.append(Concern(_("Another NIK stands here already; it is replaced for good.")))
    if participant.nik_key != key:
        participant.nik_key, participant.nik_sealed = key, seal(nik)
    participant.nik_status = identity.status
    return concerns


def _take_off(participant: Participant, status: str) -> list[Concern]:
    """Put a status without NIK on a person; return what is lost with that."""
    lost = participant.nik_key is not None
    participant.nik_status, participant.nik_sealed = status, ""
    participant.nik_key = None
    if not lost:
        return []
    return [Concern(_("The NIK that stands here is erased for good: this status has none."))]


def is_borne_out(full_name: str, person: Participant) -> bool:
    """Return whether a name bears out that a NIK, which is this person's, was typed rightly.

    It is their name or one they are called by, nearly so, or the beginning of it. The birth date
    says nothing: it stands in the NIK, and that of a neighbour is one digit away.
    """
    typed = key_of(full_name)
    known = {key_of(each) for each in (person.full_name, *person.aliases)} - {""}
    return any(_is_near(typed, each) for each in known)


def _is_near(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    begins = len(shorter) >= LETTERS and longer.startswith(shorter)
    return begins or SequenceMatcher(None, one, other).ratio() >= NEAR


def nik_taken() -> ActionRefused:
    """Return that this NIK is another's."""
    return ActionRefused(
        "nik_taken",
        _("Another person with this NIK is registered already. Check the NIK on the card."),
    )


def taken(error: IntegrityError) -> Exception:
    """Return what the database refused of a NIK, as a refusal in words; else the error itself.

    Code: "nik_taken".
    """
    if "participant_nik_unique" not in str(error):
        return error
    return nik_taken()
