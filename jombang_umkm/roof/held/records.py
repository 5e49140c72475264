"""Where what is held of a person lies, and what is left out of the copy and why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from jombang_umkm import access, regions
from jombang_umkm.admin.history import in_words
from jombang_umkm.models import AccessLog, Facility, IssuedDocument, User
from jombang_umkm.roof.held.sections import Section
from jombang_umkm.roof.life.changes import changes_of
from jombang_umkm.sealing import open_sealed
from participants.models import (
    AftercareConsent,
    Custody,
    CustodyAbsence,
    CustodyEvent,
    FamilyContact,
    FamilyNote,
    ImportLine,
    Merge,
    MergeUndo,
    Participant,
    ParticipantPhoto,
    Transfer,
    TwoPeople,
)
from programs.models import Attendance, Enrolment, PrintedRow


@dataclass(frozen=True)
class Held:
    """A model whose rows are copied: where they belong to a person, and which fields stay out."""

    key: str
    model: Any
    link: str
    order: tuple[str, ...]
    # Links to what the rows name, to be read with them.
    related: tuple[str, ...] = ()
    # Keys by which the database finds the rest, pictures, and what another section tells.
    without: tuple[str, ...] = ()


PERSON = "person"
# What stands in other sections, in the state before.
OF_UNDOING = ("steps", "after")
KEYS = ("name_key", "search_key", "nik_key", "merged_into")

HELD = (
    Held(PERSON, Participant, "pk", ("pk",), without=KEYS),
    Held(
        "stays",
        Custody,
        "participant",
        ("entry_date", "pk"),
        ("facility",),
        ("participant", "registration_key", "days_here"),
    ),
    Held(
        "events",
        CustodyEvent,
        "custody__participant",
        ("happened_on", "pk"),
        ("custody", "reverses", "recorded_by"),
    ),
    Held("absences", CustodyAbsence, "custody__participant", ("away_from",), ("custody",)),
    Held(
        "transfers",
        Transfer,
        "event__custody__participant",
        ("pk",),
        ("event", "facility", "new_custody", "answered_by"),
    ),
    Held("family", FamilyContact, "participant", ("name", "pk"), without=("participant",)),
    Held(
        "family_notes",
        FamilyNote,
        "contact__participant",
        ("happened_on", "pk"),
        ("contact", "recorded_by"),
    ),
    Held(
        "aftercare_consents",
        AftercareConsent,
        "participant",
        ("given_on", "pk"),
        ("office", "recorded_by", "withdrawn_by"),
        ("participant",),
    ),
    Held(
        "photos",
        ParticipantPhoto,
        "participant",
        ("added_at", "pk"),
        ("added_by", "removed_by"),
        ("participant", "jpeg", "upload_sha256"),
    ),
    Held(
        "seats",
        Enrolment,
        "custody__participant",
        ("joined_on", "pk"),
        ("custody", "course__program"),
        ("cut_by", "cut_from"),
    ),
    Held(
        "attendance",
        Attendance,
        "custody__participant",
        ("session__day", "session__starts_at", "pk"),
        ("custody", "session", "program", "saved__saved_by"),
    ),
    Held(
        "lists",
        ImportLine,
        "custody__participant",
        ("pk",),
        ("people_import", "custody"),
        ("registration_key", "content", "doubts", "problems", "changes", "fingerprint"),
    ),
    Held("merged_records", Participant, "merged_into", ("pk",), without=KEYS),
    Held(
        "merges",
        Merge,
        "kept",
        ("merged_at", "pk"),
        ("absorbed", "merged_by"),
        ("kept", *OF_UNDOING),
    ),
)
# Who was told apart from them is somebody else.
MODELS = {held.model for held in HELD} | {PrintedRow, AccessLog, TwoPeople}


def sections_of(person: Participant, *, until: datetime) -> list[Section]:
    """Return all that is held of a person, in the language in force, the NIK whole.

    Phone and address of relatives who withdrew their consent stay out: they are theirs.
    Who looked at the record is told up to that moment.
    """
    return [
        *(_section(held, person) for held in HELD),
        _merged_by_mistake(person),
        _documents(person),
        _changes(person),
        _accesses(person, until),
    ]


def _section(held: Held, person: Participant) -> Section:
    # Also what was merged into this record.
    rows: models.QuerySet[Any, Any] = held.model._base_manager.filter(**{held.link: person.pk})
    if held.model is Merge:
        # Also of a record merged earlier; what one that was undone says is of somebody else.
        rows = Merge.objects.of(person).standing()
    if held.related:
        rows = rows.select_related(*held.related)
    fields = [
        field
        for field in held.model._meta.concrete_fields
        if not field.primary_key and field.name not in held.without
    ]
    rows = rows.order_by(*held.order)
    return Section(
        held.key,
        _title(held),
        [NAMES.get(field.name, field.name) for field in fields],
        [_label(field) for field in fields],
        [[_value(row, field) for field in fields] for row in rows],
        is_one=held.key == PERSON,
        in_print=_attended(rows) if held.model is Attendance else None,
    )


def _attended(marks: Iterable[Attendance]) -> tuple[list[str], list[list[Any]]]:
    """Return what is printed of marks, one a line; the day says in which stay it was."""
    labels = [_("Date"), _("Session"), _("Mark"), _("Note"), _("Recorded by")]
    return labels, [
        [
            mark.session.day,
            f"{mark.session.topic}, {mark.program}",
            _marked(mark),
            mark.note,
            mark.saved.saved_by.full_name,
        ]
        for mark in marks
    ]


def _marked(mark: Attendance) -> str:
    words = str(mark.get_mark_display())
    if mark.minutes_late:
        words += ", " + _("%(minutes)s minutes") % {"minutes": mark.minutes_late}
    return words


# What a sealed field is called once it is open.
NAMES = {"nik_sealed": "nik"}


def _title(held: Held) -> str:
    if held.model is Participant:
        return _("Personal data") if held.key == PERSON else _("Merged records")
    return str(capfirst(held.model._meta.verbose_name_plural))


def _label(field: models.Field[Any, Any]) -> str:
    return _("NIK") if field.name == "nik_sealed" else str(capfirst(field.verbose_name))


def _nik(person: Participant) -> str:
    return open_sealed(person.nik_sealed) if person.has_nik else ""


# What a field says otherwise than by its value.
INSTEAD: dict[tuple[type[models.Model], str], Callable[[Any], Any]] = {
    (Participant, "nik_sealed"): _nik,
    (Participant, "home_region"): lambda row: (
        regions.name_of(row.home_region) if row.home_region else ""
    ),
    (Merge, "answers"): lambda row: [
        f"{each['what']}: {each['chosen']} (≠ {each['left']})" for each in row.answers
    ],
    (FamilyContact, "phone"): lambda row: row.phone_shown,
    (FamilyContact, "address"): lambda row: row.address_shown,
    (FamilyContact, "consent_on"): lambda row: None if row.is_withdrawn else row.consent_on,
    (Attendance, "saved"): lambda row: row.saved.saved_by.full_name,
    (Enrolment, "course"): lambda row: f"{row.course.name}, {row.course.program.name}",
}


def _value(row: Any, field: models.Field[Any, Any]) -> Any:
    """Return what a field of a row says; of a link, what it leads to."""
    if instead := INSTEAD.get((type(row), field.name)):
        return instead(row)
    value = getattr(row, field.name)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, ArrayField):
        return list(value)
    if hasattr(field, "in_words"):
        return in_words(field, value) if value else ""
    return _named(value) if isinstance(value, models.Model) else value


def _named(record: models.Model) -> str:
    """Return what tells a record to the person it is about."""
    match record:
        case User():
            return record.full_name
        case Facility():
            return record.name
        case Custody():
            return record.registration_no
        case CustodyEvent():
            return f"{record.get_became_display()}, {record.happened_on:%d-%m-%Y}"
    return str(record)


def _merged_by_mistake(person: Participant) -> Section:
    """Return that the record was one with another for a while, and nothing of the other."""
    of_both: list[Any] = [Merge._meta.get_field(name) for name in ("merged_at", "merged_by")]
    of_undo: list[Any] = [
        MergeUndo._meta.get_field(name) for name in ("undone_at", "undone_by", "reason")
    ]
    fields = of_both + of_undo
    found = Merge.objects.undone_of(person).with_names().order_by("merged_at", "pk")
    return Section(
        "merged_by_mistake",
        _("Merged with another record by mistake"),
        [field.name for field in fields],
        [_label(field) for field in fields],
        [
            [
                _value(row, field)
                for row, of in ((each, of_both), (each.undo, of_undo))
                for field in of
            ]
            for each in found
        ],
    )


def _documents(person: Participant) -> Section:
    stands = Q(printed_sheets__rows__custody__participant=person)
    found = IssuedDocument.objects.light().filter(stands).distinct().order_by("dated_on", "pk")
    return Section(
        "documents",
        _("Printed documents"),
        ["number", "title", "dated_on", "is_void"],
        [_("Number"), _("What it is"), _("Dated"), _("Voided")],
        [[each.number, each.title, each.dated_on, each.is_void] for each in found],
    )


def _changes(person: Participant) -> Section:
    rows = [
        [version.at, version.who, version.what, change.label, change.old, change.new]
        for version in changes_of(person)
        for change in version.changes
    ]
    return Section(
        "changes",
        _("History of changes"),
        ["at", "by", "what", "field", "before", "after"],
        [_("Time"), _("Who"), _("What"), _("Field"), _("Before"), _("After")],
        rows,
    )


def _accesses(person: Participant, until: datetime) -> Section:
    merged = Participant.with_merged.filter(merged_into=person).values_list("pk", flat=True)
    found = AccessLog.objects.of(person, *merged).filter(at__lte=until).order_by("at", "pk")
    rows = found.select_related("user__facility", "user__office")
    return Section(
        "accesses",
        _("Who looked at it"),
        ["at", "who", "place", "what"],
        [_("Time"), _("Who"), _("Place"), _("What")],
        [
            [each.at, each.user.full_name, _place(each.user), each.get_act_display()]
            for each in rows
        ],
    )


def _place(user: User) -> str:
    """Return where they work; administrators of the system have no place."""
    if access.is_administrator(user):
        return _("Administrator")
    of: Iterable[Any] = (user.facility, user.office)
    return next((place.short_name for place in of if place is not None), "")
