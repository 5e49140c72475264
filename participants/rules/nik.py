"""What a NIK says, and whether it can be one.

Sixteen digits, PPKKCC DDMMYY NNNN: province, kabupaten or kota and kecamatan where it
was first issued; the birth date, with 40 added to a woman's day; a serial from 0001 of
those alike so far (PP 37/2007, article 37, as Dukcapil issues them to this day). There is
no check digit: a number that passes here need not exist.

Errors are what no NIK has. Warnings are what somebody has to look at again: a NIK stays
for life (UU 23/2006, article 13), also when its region was split since, or when the date
it was made from turned out wrong.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jombang_umkm import regions
from jombang_umkm.sealing import open_sealed
from participants.models import Participant

LENGTH = 16
WOMEN_ADD = 40

# What people put between the groups: any space, dots, and whatever their keyboard has for a dash.
_BETWEEN = re.compile(r"[\s.\-\u2010-\u2015]")


@dataclass(frozen=True)
class Finding:
    """One thing about a NIK: `code` is for programs and tests, `message` for people."""

    code: str
    message: str


@dataclass(frozen=True)
class NikCheck:
    """What was found: errors stop, warnings need somebody to look and say that it is so."""

    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()


def digits(text: str) -> str:
    """Return what was typed without spaces, dots and dashes; everything else stays."""
    return _BETWEEN.sub("", text)


def means_none(nik: str) -> bool:
    """Return whether it is sixteen zeros: how registers write that somebody has no NIK."""
    return digits(nik) == "0" * LENGTH


def check(nik: str, *, birth_date: date | None, sex: str) -> NikCheck:
    """Return what is wrong with a NIK as typed, and what disagrees with the person.

    Errors: "not_digits", "length", "day", "month", "serial".
    Warnings, only of one without errors: "unknown_region", "no_such_date", "birth_date", "sex".
    """
    typed = digits(nik)
    errors = tuple(_errors(typed))
    if errors:
        return NikCheck(errors=errors)
    return NikCheck(warnings=tuple(_warnings(_Parts.of(typed), birth_date, sex)))


def masked(nik: str) -> str:
    """Return it with the first four and the last two digits shown: 3517 •••••••••• 01.

    The kabupaten and the end are enough to recognise it. lokal-id's own mask shows the
    whole serial, which with the birth date beside it on the page leaves two digits to
    guess. The spaces keep the parts apart when a screen reader speaks them.
    """
    typed = digits(nik)
    if len(typed) != LENGTH:
        return "•" * LENGTH
    return f"{typed[:4]} {'•' * 10} {typed[-2:]}"


def masked_of(person: Participant) -> str:
    """Return somebody's NIK masked; nothing where there is none here."""
    return masked(open_sealed(person.nik_sealed)) if person.has_nik else ""


def grouped(nik: str) -> str:
    """Return a whole NIK in its groups, as it is read out: 351709 251290 0001."""
    return f"{nik[:6]} {nik[6:12]} {nik[12:]}"


class _Parts(NamedTuple):
    """The parts of a NIK of sixteen digits, as numbers but for region and serial."""

    region: str
    day: int
    month: int
    year: int
    is_female: bool
    serial: str

    @classmethod
    def of(cls, nik: str) -> "_Parts":
        day = int(nik[6:8])
        is_female = day > WOMEN_ADD
        return cls(
            region=f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}",
            day=day - WOMEN_ADD if is_female else day,
            month=int(nik[8:10]),
            year=int(nik[10:12]),
            is_female=is_female,
            serial=nik[12:],
        )


def _errors(typed: str) -> list[Finding]:
    """Return what no NIK has; the parts are read only of sixteen digits."""
    if re.search(r"[^0-9]", typed):
        return [Finding("not_digits", _("A NIK has digits only."))]
    if len(typed) != LENGTH:
        return [
            Finding(
                "length",
                _("A NIK has 16 digits; here are %(count)s.") % {"count": len(typed)},
            )
        ]
    parts = _Parts.of(typed)
    found = []
    if not 1 <= parts.day <= 31:
        found.append(
            Finding(
                "day",
                _("Digits 7 and 8 are the day of birth: 01 to 31, for women 41 to 71."),
            )
        )
    if not 1 <= parts.month <= 12:
        found.append(Finding("month", _("Digits 9 and 10 are the month of birth: 01 to 12.")))
    if parts.serial == "0000":
        found.append(Finding("serial", _("The last four digits are never 0000.")))
    return found


def _warnings(parts: _Parts, birth_date: date | None, sex: str) -> list[Finding]:
    """Return what disagrees; without a birth date only whether its day and month exist."""
    found = _region_warnings(parts.region)
    if birth_date is None:
        if not _exists(parts):
            found.append(
                Finding("no_such_date", _("The birth date in the NIK is not in the calendar."))
            )
    elif (parts.day, parts.month, parts.year) != _as_in_nik(birth_date):
        found.append(
            Finding(
                "birth_date",
                _("The NIK says born on %(in_nik)s, the birth date is %(stated)s.")
                % {
                    "in_nik": f"{parts.day:02d}-{parts.month:02d}-{parts.year:02d}",
                    "stated": date_format(birth_date, "d-m-Y"),
                },
            )
        )
    if sex and parts.is_female != (sex == Participant.Sex.FEMALE):
        in_nik = Participant.Sex.FEMALE if parts.is_female else Participant.Sex.MALE
        found.append(
            Finding("sex", _("By the NIK this person is %(sex)s.") % {"sex": in_nik.label.lower()})
        )
    return found


def _as_in_nik(birth_date: date) -> tuple[int, int, int]:
    """Return day, month and two digits of the year; the century is not in a NIK."""
    return birth_date.day, birth_date.month, birth_date.year % 100


def _exists(parts: _Parts) -> bool:
    """Return whether some century has that date."""
    years = (1900 + parts.year, 2000 + parts.year)
    return any(parts.day <= monthrange(year, parts.month)[1] for year in years)


def _region_warnings(code: str) -> list[Finding]:
    """Return a warning unless the whole kecamatan is on the list in force."""
    if regions.region(code):
        return []
    known = regions.region(code[:5]) or regions.region(code[:2])
    if known:
        message = _(
            "The region %(code)s is not on today's list of %(region)s; it may be an old code."
        )
    else:
        message = _("The region %(code)s is not on today's list; it may be an old code.")
    text = message % {"code": code, "region": known.path if known else ""}
    return [Finding("unknown_region", text)]
