"""Sex and schooling, in the words that lists use."""

import re

from django.utils.translation import gettext as _

from participants.models import Participant
from participants.rules.listing.cells import CellError, means_unknown

Sex = Participant.Sex
School = Participant.Education

_SEXES = {
    **dict.fromkeys(("l", "lk", "laki", "lakilaki", "lakilakil", "lelaki"), Sex.MALE),
    **dict.fromkeys(("pria", "m", "male"), Sex.MALE),
    **dict.fromkeys(("p", "pr", "perempuan", "perempuanp", "wanita", "w"), Sex.FEMALE),
    **dict.fromkeys(("f", "female"), Sex.FEMALE),
}

# From the lowest up; with the words of Dukcapil's own list (Permendagri 109/2019).
_LADDER = (School.NONE, School.PRIMARY, School.LOWER_SECONDARY, School.UPPER_SECONDARY)
_SCHOOLS = {
    **dict.fromkeys(("ts", "butahuruf", "none", "noschooling"), School.NONE),
    **dict.fromkeys(("sd", "mi", "sr", "dasar", "rakyat", "paketa"), School.PRIMARY),
    **dict.fromkeys(("smp", "sltp", "mts", "st", "paketb"), School.LOWER_SECONDARY),
    **dict.fromkeys(
        ("sma", "smk", "slta", "smu", "ma", "man", "stm", "smea", "spg", "paketc"),
        School.UPPER_SECONDARY,
    ),
    "menengahpertama": School.LOWER_SECONDARY,
    "menengahatas": School.UPPER_SECONDARY,
    "menengahkejuruan": School.UPPER_SECONDARY,
    **dict.fromkeys(("d1", "d2", "d3", "di", "dii", "diii"), School.DIPLOMA),
    **dict.fromkeys(("diploma", "akademi", "diplomaiii", "diploma3", "smuda"), School.DIPLOMA),
    **dict.fromkeys(("diplomai", "diplomaii", "diploma1", "diploma2"), School.DIPLOMA),
    **dict.fromkeys(("d4", "div", "s1", "si", "s2", "sii", "s3", "siii"), School.BACHELOR),
    **dict.fromkeys(("sarjana", "magister", "doktor", "pascasarjana"), School.BACHELOR),
    **dict.fromkeys(("diplomaiv", "diploma4", "stratai", "strataii", "strataiii"), School.BACHELOR),
    **dict.fromkeys(("strata1", "strata2", "strata3"), School.BACHELOR),
}
_SAYS_NOT = re.compile(r"\b(tidak|tdk|belum|blm|tanpa|putus|drop out|do)\b")
# What is said beside the school and changes nothing.
_BESIDE = re.compile(
    r"\b(tamat|lulus|lulusan|tamatan|sekolah|atau|sederajat|setingkat|sdrjt|kejar)\b"
)


def read_sex(text: str) -> str:
    """Return "L" or "P"; "" where it is not known. Raises CellError."""
    if means_unknown(text):
        return ""
    found = _SEXES.get(re.sub(r"[^a-z]", "", text.casefold()))
    if found is None:
        raise CellError(_("L or P"))
    return found.value


def read_education(text: str) -> str:
    """Return the highest school finished, as kept; "" where it is not known.

    Who left a school before its end has finished the one below. Raises CellError.
    """
    text = text.casefold()
    if means_unknown(text) or text in ("lain-lain", "lainnya"):
        return ""
    says_not = _SAYS_NOT.search(text) is not None
    found = _school(_BESIDE.sub(" ", _SAYS_NOT.sub(" ", text)))
    if found is None and says_not and "sekolah" in text:
        return School.NONE.value
    if found is None:
        raise CellError(_("A school, such as SD, SMP, SMA, D3 or S1"))
    if says_not and found in _LADDER[1:]:
        found = _LADDER[_LADDER.index(found) - 1]
    return found.value


def _school(words: str) -> Participant.Education | None:
    """Return the school that words name, whole or in the highest of the parts between slashes."""
    whole = _squeezed(words)
    parts = [_SCHOOLS.get(_squeezed(part)) for part in re.split(r"[/,()]", words)]
    named = [school for school in parts if school is not None]
    return _SCHOOLS.get(whole) or (max(named, key=list(School).index) if named else None)


def _squeezed(words: str) -> str:
    return re.sub(r"[^a-z0-9]", "", words)
