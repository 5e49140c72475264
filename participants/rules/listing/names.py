"""A name as a list gives it, with the father's name and aliases in it."""

import re
from dataclasses import dataclass

from participants.models import Participant
from participants.rules.listing.cells import means_unknown

# Whole words only: NASIRUDDIN BINTANG has neither a father nor an alias in his name.
_MARK = re.compile(
    r"(?<![^\s(,.])(?:(?P<son>bin)|(?P<daughter>binti|binte|bt(?=\.))|(?P<alias>alias|als|a\.k\.a))"
    r"(?:[.:]|(?=\s|$))|(?P<at>@)",
    re.IGNORECASE,
)
# That the father has died is written beside his name, and is nobody's business here.
_LATE = re.compile(r"\(?\b(?:almh?|almarhum)\b\.?\)?", re.IGNORECASE)
_BETWEEN_ALIASES = re.compile(r"[,;/]")
_EDGE = " ,;:/-–"


@dataclass
class Name:
    """A name in its parts; `sex` is what bin or binti says, else ""."""

    full_name: str = ""
    parent_name: str = ""
    aliases: tuple[str, ...] = ()
    sex: str = ""


def split_name(text: str) -> Name:
    """Return the parts of a name: `SUPRI bin KASMAN alias PENDEK`.

    A word with nothing before it is part of the name, for somebody may be called Alias; so
    is a bin with nothing after it.
    """
    name = Name()
    begin, kind = 0, "name"
    for mark in _MARK.finditer(text):
        if not text[begin : mark.start()].strip(_EDGE + "("):
            continue
        descends = mark.lastgroup in ("son", "daughter")
        # A second bin is the grandfather's, and stays in the father's name.
        if descends and (kind in ("son", "daughter") or not text[mark.end() :].strip()):
            continue
        _take(name, kind, text[begin : mark.start()])
        begin, kind = mark.end(), str(mark.lastgroup)
    _take(name, kind, text[begin:])
    return name


def _take(name: Name, kind: str, text: str) -> None:
    """Put the part of a name that follows such a mark where it belongs."""
    if kind == "name":
        name.full_name = _trimmed(text)
    elif kind in ("alias", "at"):
        name.aliases += tuple(aliases_in(text))
    else:
        name.parent_name = father_in(text)
        name.sex = Participant.Sex.MALE if kind == "son" else Participant.Sex.FEMALE


def father_in(text: str) -> str:
    """Return the father's name without what is written beside it; "" where it is unknown."""
    father = " ".join(_trimmed(_LATE.sub(" ", text)).split())
    return "" if means_unknown(father) else father


def aliases_in(text: str) -> list[str]:
    """Return the names between commas, semicolons and slashes."""
    found = (_trimmed(each) for each in _BETWEEN_ALIASES.split(text))
    return [each for each in found if not means_unknown(each)]


def _trimmed(text: str) -> str:
    """Return a part without the blanks, signs and odd brackets at its edges."""
    part = text.strip(_EDGE)
    if part.count("(") != part.count(")"):
        part = part.strip("()" + _EDGE)
    return part


def in_column(text: str) -> Name:
    """Return what a column for the father's name says: `bin KASMAN`, `KASMAN`, or `binti` alone."""
    mark = re.match(r"(?:(?P<son>bin)|(?P<daughter>binti|binte))\b\.?", text, re.IGNORECASE)
    if mark is None:
        return Name(parent_name=father_in(text))
    sex = Participant.Sex.MALE if mark["son"] else Participant.Sex.FEMALE
    return Name(parent_name=father_in(text[mark.end() :]), sex=sex)
