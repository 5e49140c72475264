"""Every model is kept in history, speaks to people, and does nothing by itself."""

from collections import defaultdict
from collections.abc import Iterator

import pghistory.models
import pghistory.trigger
import pgtrigger
import pytest
from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from pgtrigger.core import INSTALLED

from tests.architecture.source import APPS, lines

Model = type[models.Model]

# design.md §2: not passwords, sign-ins, logs, append-only tables or sealed values.
UNTRACKED = {
    "programs.SheetSave": "append-only",
    "programs.PrintedSheet": "append-only",
    "programs.PrintedRow": "append-only",
    "participants.CustodyEvent": "append-only",
    "participants.FamilyNote": "append-only",
    "participants.Merge": "append-only",
    "participants.MergeUndo": "append-only",
    "participants.ImportLine": "decided on until it is saved; what it did, people's versions tell",
    "jombang_umkm.AccessLog": "append-only",
    "jombang_umkm.IssuedDocument": "frozen, but for the voiding, which it tells itself",
    "jombang_umkm.NumberSeries": "the last number given; the documents tell the rest",
    "jombang_umkm.Job": "the queue; what a job changes is kept with what it changes",
    "jombang_umkm.JobProgress": "how far a job has come, forgotten soon after",
    "jombang_umkm.User_groups": "not used: what somebody may do follows from their role",
    "jombang_umkm.User_user_permissions": "not used, likewise",
}
FIELDS_NOT_KEPT = {
    "jombang_umkm.User": {"password", "last_login"},
    # Computed by the database from fields that are kept.
    "participants.Custody": {"registration_key", "days_here"},
    # Sealed, and the keys by which the database finds what is sealed or named.
    "participants.Participant": {"nik_sealed", "nik_key", "name_key", "search_key"},
    # That of course or session, written beside the row for its policy.
    "programs.Enrolment": {"program"},
    "programs.Attendance": {"program"},
    # The person's own, erased for good when they ask.
    "participants.ParticipantPhoto": {"jpeg", "upload_sha256"},
    # Sealed, and erased once it is read and saved.
    "participants.PeopleImport": {"content"},
    # Never changed, and large.
    "programs.SheetScan": {"image"},
}


def _all_models() -> Iterator[Model]:
    """Yield every model of ours, the tables between two models too, but not the history's."""
    for app in (*APPS, "roof"):
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            if not issubclass(model, pghistory.models.Event):
                yield model


def _is_link(model: Model) -> bool:
    """Return whether it is a table between two models, or a name for one."""
    return bool(model._meta.concrete_model._meta.auto_created)  # type: ignore[union-attr]


MODELS = {model._meta.label: model for model in _all_models()}
NOUNS = {label: model for label, model in MODELS.items() if not _is_link(model)}

each_noun = pytest.mark.parametrize("label", sorted(NOUNS))


def _history_of(model: Model) -> list[Model]:
    """Return the models that keep the versions of its table's rows."""
    return [
        relation.related_model
        for each in MODELS.values()
        if each._meta.concrete_model is model._meta.concrete_model
        for relation in each._meta.related_objects
        if issubclass(relation.related_model, pghistory.models.Event)
    ]


@pytest.mark.parametrize("label", sorted(MODELS))
def test_every_version_of_a_row_is_kept(label: str) -> None:
    histories = _history_of(MODELS[label])
    assert bool(histories) == (label not in UNTRACKED)
    for history in histories:
        kept = {field.name for field in history._meta.fields}
        fields = {field.name for field in MODELS[label]._meta.concrete_fields}
        assert fields - kept == FIELDS_NOT_KEPT.get(label, set())


def test_exceptions_are_still_models() -> None:
    assert set(UNTRACKED) | set(FIELDS_NOT_KEPT) <= set(MODELS)


@pytest.mark.django_db
def test_every_trigger_is_in_the_database() -> None:
    missing = [
        f"{model._meta.label}: {trigger.name}"
        for model, trigger in pgtrigger.registered()
        if trigger.get_installation_status(model)[0] != INSTALLED
    ]
    assert not missing, lines(missing)


def _operations(kind: type[pgtrigger.Trigger]) -> dict[str, set[str]]:
    """Return, for each table, at which operations a trigger of that kind acts."""
    found: dict[str, set[str]] = defaultdict(set)
    for model, trigger in pgtrigger.registered():
        if isinstance(trigger, kind):
            found[model._meta.db_table].update(str(trigger.operation).split(" OR "))
    return found


def test_every_kind_of_change_is_kept() -> None:
    kept = _operations(pghistory.trigger.Event)
    lacking = [
        label
        for label, model in MODELS.items()
        if label not in UNTRACKED and kept[model._meta.db_table] != {"INSERT", "UPDATE", "DELETE"}
    ]
    assert not lacking, lines(lacking)


def test_what_is_only_added_to_is_protected_by_the_database() -> None:
    """The versions themselves, and models that call themselves append-only."""
    refused = _operations(pgtrigger.Protect)
    append_only = [MODELS[label] for label, why in UNTRACKED.items() if why == "append-only"]
    append_only += [history for model in MODELS.values() for history in _history_of(model)]
    open_ = [
        model._meta.label
        for model in append_only
        if not {"UPDATE", "DELETE"} <= refused[model._meta.db_table]
    ]
    assert len(append_only) > len(UNTRACKED)
    assert not open_, lines(open_)


@each_noun
def test_every_constraint_tells_people_what_is_wrong(label: str) -> None:
    """A constraint's name is no message."""
    silent = [
        constraint.name
        for constraint in NOUNS[label]._meta.constraints
        if not isinstance(constraint.violation_error_message, Promise)
        or constraint.violation_error_message == constraint.default_violation_error_message
    ]
    assert not silent


@each_noun
def test_it_has_names_and_an_order(label: str) -> None:
    model = NOUNS[label]
    meta = model._meta
    assert {"verbose_name", "verbose_name_plural"} <= set(meta.original_attrs)
    assert isinstance(meta.verbose_name, Promise)
    assert isinstance(meta.verbose_name_plural, Promise)
    assert meta.ordering
    assert model.__str__ is not models.Model.__str__


@each_noun
def test_every_field_speaks_the_language_of_the_page(label: str) -> None:
    """Names, hints and choices are translated."""
    plain = []
    for field in NOUNS[label]._meta.concrete_fields:
        if field.primary_key:
            continue
        texts = [field.verbose_name, field.help_text or None]
        texts += [words for _value, words in field.choices or ()]
        if any(text is not None and not isinstance(text, Promise) for text in texts):
            plain.append(field.name)
    assert not plain


def _own_classes(model: Model) -> list[type]:
    classes = [*model.__mro__, *type(model._default_manager).__mro__]
    classes += type(model._default_manager.all()).__mro__
    return [each for each in classes if each.__module__.partition(".")[0] in APPS]


@each_noun
def test_saving_and_deleting_do_just_that(label: str) -> None:
    """A rule in save() is passed by with every bulk_create() and update()."""
    overriding = {"save", "asave", "save_base", "delete", "adelete"}
    overriding |= {"create", "bulk_create", "update", "bulk_update", "get_or_create"}
    found = [
        f"{each.__name__}.{name}"
        for each in _own_classes(NOUNS[label])
        for name in overriding & set(vars(each))
        # What `as_manager()` hands on is Django's own.
        if vars(each)[name].__module__.partition(".")[0] in APPS
    ]
    assert not found, lines(found)


# Relations, also those that a string hides from the imports.


def _app_rank(model: Model) -> int | None:
    order = [*APPS, "roof"]
    label = model._meta.app_label
    return order.index(label) if label in order else None


@pytest.mark.parametrize("label", sorted(MODELS))
def test_relations_point_from_the_upper_app_to_the_lower(label: str) -> None:
    own = _app_rank(MODELS[label])
    assert own is not None
    upwards = []
    for field in MODELS[label]._meta.get_fields(include_hidden=True):
        other = field.related_model if field.is_relation else None
        rank = _app_rank(other) if isinstance(other, type) else None
        points_from_here = not field.auto_created or field.concrete
        if rank is not None and (rank > own if points_from_here else rank < own):
            upwards.append(f"{label}.{field.name} -> {other}")
    assert not upwards, lines(upwards)
