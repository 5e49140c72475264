"""The key of a name, as the database derives it."""

import pytest
from django.db.models import Value
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jombang_umkm.models import User
from participants.rules.names import key_of
from participants.spelling import NameKey
from tests.factories.jombang_umkm import OfficerFactory

# What the spellings are made of, and letters whose capitals or accents are no plain matter.
PIECES = (
    *("M", "moh", "Moch", "mhd", "Mokhamad", "muchammed", "Achmad", "akhmed", "Abdul", "abd"),
    *("oe", "Dj", "tj", "RI", "o", "e", " ", "  ", ".", "-", "_", "7", "\n", "\t", "\u00a0"),
    *("'", "\u2018", "\u2019", "\u02bc", "`", "\u00e9", "e\u0301", "\u00df", "\u0131", "\u0130"),
    *("\u017f", "\ufb01", "\u00c5", "\u00d8", "\u03a3", "\u2160", "\u00b2", "\u0639", "\u212a"),
)
NAMES = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@pytest.fixture
def somewhere(db):
    """Return a queryset of one row, for what the database makes of a text."""
    return User.objects.filter(pk=OfficerFactory().pk)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@example(names=["Moch. Rofi'i", "H.M. Supri", "Nur Moh.", "ABDOEL ROHMAN", "Djoko Tjahjono"])
@given(names=st.lists(NAMES, min_size=1, max_size=30))
def test_the_key_is_that_of_the_database(somewhere, names):
    keys = {f"key_{n}": NameKey(Value(name)) for n, name in enumerate(names)}
    (row,) = somewhere.annotate(**keys).values(*keys)
    assert [key_of(name) for name in names] == [row[name] for name in keys]
