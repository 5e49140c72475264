"""Sealed values: opened by the keys that sealed them, found without opening, and never garbage."""

from concurrent.futures import ThreadPoolExecutor

import pghistory.models
import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from jombang_umkm import sealing
from jombang_umkm.sealing import SealBroken, SealedField

OLD, NEW, OTHER = "old-" * 8, "new-" * 8, "other-" * 6
NIK = "3517092512900001"


@pytest.fixture(autouse=True)
def _keys(settings):
    settings.DATA_KEYS = (OLD,)
    settings.DATA_SEARCH_KEY = OTHER


@given(st.text())
def test_what_was_sealed_is_opened_as_it_was(plain):
    token = sealing.seal(plain)
    assert token.isascii()
    assert sealing.open_sealed(token) == plain


def test_nothing_of_the_value_shows_and_no_two_tokens_are_alike():
    tokens = {sealing.seal(NIK) for _number in range(20)}
    assert len(tokens) == 20
    assert not [token for token in tokens if NIK in token]


def test_the_first_key_seals_and_all_open(settings):
    by_old = sealing.seal(NIK)
    settings.DATA_KEYS = (NEW, OLD)
    by_new = sealing.seal(NIK)
    assert sealing.open_sealed(by_old) == sealing.open_sealed(by_new) == NIK
    assert not sealing.is_current(by_old)
    assert sealing.is_current(by_new)
    settings.DATA_KEYS = (NEW,)
    assert sealing.open_sealed(by_new) == NIK
    with pytest.raises(SealBroken):
        sealing.open_sealed(by_old)


def _without_a_letter(token: str) -> str:
    return token[:40] + token[41:]


@pytest.mark.parametrize(
    "break_",
    [
        lambda token: "",
        lambda token: NIK,
        lambda token: "é",
        lambda token: token[:-2],
        lambda token: token.swapcase(),
        _without_a_letter,
    ],
)
def test_what_no_key_opens_raises_and_tells_nothing(break_):
    token = break_(sealing.seal(NIK))
    with pytest.raises(SealBroken) as broken:
        sealing.open_sealed(token)
    # Nor does what it came from, in a log's traceback.
    assert broken.value.__suppress_context__
    assert NIK not in str(broken.value)
    assert not token or token not in str(broken.value)
    assert OLD not in str(broken.value)
    assert not sealing.is_current(token)


def test_a_search_key_is_the_same_for_the_same_value_only(settings):
    key = sealing.search_key(NIK)
    assert key == sealing.search_key(NIK)
    assert len(key) == 64
    assert int(key, 16)
    assert key != sealing.search_key("3517092512900002")
    settings.DATA_KEYS = (NEW,)
    assert sealing.search_key(NIK) == key
    settings.DATA_SEARCH_KEY = NEW
    assert sealing.search_key(NIK) != key


def test_threads_that_seal_and_open_at_once_do_not_mix(settings):
    settings.DATA_KEYS = (NEW, OLD)

    def round_trip(number: int) -> bool:
        plain = f"{number:016d}"
        return sealing.open_sealed(sealing.seal(plain)) == plain

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(round_trip, range(2_000)))


def test_a_sealed_field_tells_migrations_its_key_field():
    field = SealedField("NIK", key_field="nik_key", blank=True)
    _name, path, args, options = field.deconstruct()
    assert path == "jombang_umkm.sealing.SealedField"
    assert options["key_field"] == "nik_key"
    assert SealedField(*args, **options).key_field == "nik_key"
    assert field.clone().key_field == "nik_key"


COLUMNS = {str(column): column for column in sealing.sealed_columns()}


# Lists that wait to be saved, and their rows.
NEVER_LOOKED_FOR = {"participants.PeopleImport.content", "participants.ImportLine.content"}


def test_the_nik_is_a_sealed_column():
    assert "participants.Participant.nik_sealed" in COLUMNS


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_a_sealed_column_is_unique_by_its_search_key_if_it_has_one(name):
    column = COLUMNS[name]
    assert bool(column.key_name) == (name not in NEVER_LOOKED_FOR)
    if not column.key_name:
        return
    key = column.model._meta.get_field(column.key_name)
    assert isinstance(key, models.CharField)
    assert key.max_length == 64
    # Among the records that go on, where some are merged into others.
    unique = [
        set(each.fields)
        for each in column.model._meta.constraints
        if isinstance(each, models.UniqueConstraint)
        and each.condition in (None, models.Q(merged_into__isnull=True))
    ]
    assert key.unique or {column.key_name} in unique


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_a_sealed_column_is_in_no_history(name):
    column = COLUMNS[name]
    assert not issubclass(column.model, pghistory.models.Event)
    for history in column.model._meta.related_objects:
        if issubclass(history.related_model, pghistory.models.Event):
            kept = {field.name for field in history.related_model._meta.fields}
            assert not kept & {column.name, column.key_name}
