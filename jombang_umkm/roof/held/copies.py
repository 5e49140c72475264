"""The copy of a person's data as two files that say the same: to be read, and to be taken along."""

import json
from collections.abc import Sequence
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from jombang_umkm import documents, scope
from jombang_umkm.models import AccessLog, Facility
from jombang_umkm.roof.held.records import sections_of
from jombang_umkm.roof.held.sections import Section
from participants.models import Participant

# Documents are in Indonesian, whoever makes them.
LANGUAGE = "id"
# So many letters of a name stand at the foot of each page, in two lines at most.
FOOTER = 80


def as_json(act: AccessLog, person: Participant) -> bytes:
    """Return the copy that was handed out by that act as JSON, in UTF-8."""
    with translation.override(LANGUAGE):
        sections = _sections(act, person)
        copy = {
            "copy": {
                "number": number_of(act),
                "made_at": timezone.localtime(act.at).isoformat(timespec="seconds"),
                "made_by": act.user.full_name,
                "facility": _facility(act).name,
                "asked_by": act.detail,
                "law": "UU 27/2022",
            },
            **{section.key: section.for_machines() for section in sections},
        }
    return json.dumps(copy, ensure_ascii=False, indent=2).encode()


def as_pdf(act: AccessLog, person: Participant) -> bytes:
    """Return the same copy as a PDF.

    Raises documents.Unprintable for a text that would not be printed as typed.
    """
    with translation.override(LANGUAGE):
        return documents.render("data-pribadi", _printed(act, person, _sections(act, person)))


def _sections(act: AccessLog, person: Participant) -> list[Section]:
    with scope.whole("people are given all that is held of them, wherever it came from"):
        return sections_of(person, until=act.at)


def number_of(act: AccessLog) -> str:
    """Return the number under which the copy is found in the access log."""
    return f"DP-{act.pk}"


def _printed(act: AccessLog, person: Participant, sections: Sequence[Section]) -> dict[str, Any]:
    made_at = timezone.localtime(act.at)
    facility = _facility(act)
    return {
        "title": _("Copy of the personal data of %(name)s") % {"name": person.full_name},
        "number": number_of(act),
        "name": person.formal_name,
        "name_below": Truncator(person.formal_name).chars(FOOTER),
        "facility": facility.name,
        "asked_by": act.detail,
        "made_at": f"{date_format(made_at, 'j F Y, H.i')} WIB",
        "place": facility.place,
        "date": made_at.date().isoformat(),
        "made_by": act.user.full_name,
        "sections": [section.for_people() for section in sections],
    }


def _facility(act: AccessLog) -> Facility:
    """Return where it was made: officers alone make such a copy."""
    assert act.user.facility is not None
    return act.user.facility
