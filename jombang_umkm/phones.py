"""Phone numbers: stored as E.164, shown the way Indonesians read them."""

import re

from django.utils.translation import gettext as _
from lokal.phone import parse_phone

# ITU-T E.164: a country code and at most 15 digits in all.
E164 = re.compile(r"\+[1-9][0-9]{6,14}")
INDONESIA = "+62"
INDONESIAN = re.compile(r"\+62([0-9]{7,13})")
SEPARATORS = re.compile(r"[\s().\-/–]+")
# The area codes of two digits; all others have three.
SHORT_AREAS = ("21", "22", "24", "31", "61")


class PhoneNumberError(ValueError):
    """What was typed is no phone number; its text says so to people."""


def to_e164(text: str) -> str:
    """Return "+6281234567890" for a number written in any common way.

    A number without a country is an Indonesian one; those of other countries are taken as
    they are. Raises PhoneNumberError.
    """
    typed = SEPARATORS.sub("", text)
    if typed.startswith("00"):
        typed = f"+{typed[2:]}"
    if typed.startswith("+") and not typed.startswith(INDONESIA):
        if E164.fullmatch(typed):
            return typed
        raise PhoneNumberError(
            _("“%(text)s” is no phone number: type + and the country, then only digits.")
            % {"text": text}
        )
    number = parse_phone(typed)
    if number.e164 is not None:
        return str(number.e164)
    if any(error.code == "length" for error in number.errors):
        raise PhoneNumberError(
            _("“%(text)s” has too few or too many digits for a phone number.") % {"text": text}
        )
    raise PhoneNumberError(
        _(
            "“%(text)s” is no phone number: type one such as 0812-3456-7890, or with its"
            " area code, (0321) 861234."
        )
        % {"text": text}
    )


def shown(e164: str) -> str:
    """Return "0812-3456-7890" or "(0321) 861234"; numbers of other countries as they are."""
    is_indonesian = INDONESIAN.fullmatch(e164)
    if is_indonesian is None:
        return e164
    number = is_indonesian.group(1)
    if number.startswith("8"):
        return f"0{number[:3]}-{number[3:7]}-{number[7:]}"
    area = 2 if number.startswith(SHORT_AREAS) else 3
    return f"(0{number[:area]}) {number[area:]}"
