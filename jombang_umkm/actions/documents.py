"""Printing documents: numbered, frozen, reprinted as they were, voided with a reason."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jombang_umkm import access, documents
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import Facility, IssuedDocument, NumberSeries, Office, User

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Draft:
    """A document before it has a number: all that will be printed, and how numbers get into it."""

    kind: IssuedDocument.Kind
    template: str
    prefix: str
    office: Office
    facility: Facility | None
    title: str
    dated_on: date
    data: Data
    # Returns the data with these numbers, as many as `copies`.
    numbered: Callable[[Data, Sequence[str]], Data] = field(compare=False)
    copies: int = 1


@dataclass(frozen=True)
class Issued:
    """A document and its numbers, in order; `is_new` is false for one printed before."""

    document: IssuedDocument
    numbers: list[str]
    is_new: bool


@transaction.atomic
def issue(*, draft: Draft, by: User, at: datetime) -> Issued:
    """Number, print and freeze a document; the same data once more gives the one there is.

    Raises ActionRefused: "unprintable".
    """
    fingerprint = _sha256(json.dumps([draft.template, draft.data], sort_keys=True).encode())
    # Locked first, so that a double click finds what the first click printed.
    series = _locked_series(draft, at)
    printed = IssuedDocument.objects.valid().filter(
        office=draft.office, kind=draft.kind, fingerprint=fingerprint
    )
    known = printed.light().first()
    if known is not None:
        return Issued(known, [], is_new=False)
    numbers = _take(series, draft.copies)
    data = draft.numbered(draft.data, numbers)
    try:
        pdf = documents.render(draft.template, data)
    except documents.Unprintable as fault:
        raise ActionRefused(
            "unprintable",
            _("“%(text)s” cannot be printed because of “%(character)s”: use Latin letters.")
            % {"text": fault.text, "character": fault.character},
        ) from fault
    document = IssuedDocument.objects.create(
        kind=draft.kind,
        office=draft.office,
        facility=draft.facility,
        number=numbers[0] if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}",
        title=draft.title,
        dated_on=draft.dated_on,
        template=draft.template,
        data=data,
        fingerprint=fingerprint,
        pdf=pdf,
        sha256=_sha256(pdf),
        issued_by=by,
        issued_at=at,
    )
    return Issued(document, numbers, is_new=True)


@transaction.atomic
def void(*, document: IssuedDocument, by: User, at: datetime, reason: str) -> IssuedDocument:
    """Declare that a document no longer holds, and return it; it keeps its number and its bytes.

    A repeat changes nothing.

    Raises ActionRefused: "not_allowed", "reason_needed".
    """
    mine = access.documents_of(by).light().select_for_update(no_key=True)
    found = mine.filter(pk=document.pk).first()
    if found is None:
        raise ActionRefused("not_allowed", _("This document belongs to another place."))
    if found.is_void:
        return found
    if not reason.strip():
        raise ActionRefused("reason_needed", _("Say why this document no longer holds."))
    found.voided_at, found.voided_by, found.void_reason = at, by, reason.strip()[:200]
    found.save(update_fields=["voided_at", "voided_by", "void_reason"])
    return found


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _locked_series(draft: Draft, at: datetime) -> NumberSeries:
    series, _is_new = NumberSeries.objects.get_or_create(
        office=draft.office, prefix=draft.prefix, year=timezone.localdate(at).year
    )
    return NumberSeries.objects.select_for_update(no_key=True).get(pk=series.pk)


def _take(series: NumberSeries, copies: int) -> list[str]:
    """Return the next numbers, such as DH-2026-000142."""
    first = series.last + 1
    series.last += copies
    series.save(update_fields=["last"])
    return [f"{series}-{number:06d}" for number in range(first, first + copies)]
