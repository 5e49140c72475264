"""The key of a number, as the database derives it; and the class it begins with."""

import pytest
from django.db.models import Value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jombang_umkm.models import User
from participants.models import Custody
from participants.rules.listing.numbers import class_of, key_of
from participants.spelling import RegistrationKey
from tests.factories.jombang_umkm import OfficerFactory

LETTERS = "ABbiIaV0019 ./-\n\u00df\u0131\u017f\u0130\ufb01\u00e9\u0661\u00b2"


@pytest.fixture
def somewhere(db):
    """Return a queryset of one row, for what the database makes of a text."""
    return User.objects.filter(pk=OfficerFactory().pk)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(texts=st.lists(st.text(alphabet=LETTERS, max_size=12), min_size=1, max_size=30))
def test_the_key_is_that_of_the_database(somewhere, texts):
    keys = {f"key_{n}": RegistrationKey(Value(text)) for n, text in enumerate(texts)}
    (row,) = somewhere.annotate(**keys).values(*keys)
    assert [key_of(text) for text in texts] == [row[name] for name in keys]


@pytest.mark.parametrize("text", ["B.I 12/2026", "BI.12/2026", "bi 012/2026", "B-I  12 / 2026"])
def test_spellings_of_one_number_have_one_key(text):
    assert key_of(text) == "BI12/2026"


@pytest.mark.parametrize(
    ("text", "book"),
    [
        *(("B.I 12/2026", "B.I"), ("BI.12/2026", "B.I"), ("bi 012/2026", "B.I"), ("B.I", "B.I")),
        *(("BI", "B.I"), ("B I 7", "B.I"), ("B-I-7/2026", "B.I"), ("B.1 77/2026", "B.I")),
        *(("B.IIa 51/2026", "B.IIa"), ("BIIA.12/2026", "B.IIa"), ("B.II.a/12/2026", "B.IIa")),
        *(("B II B 4", "B.IIb"), ("B.IIb", "B.IIb"), ("B.III 3/2026", "B.III")),
        *(("BIIIs.3/2026", "B.III"), ("A.I 1/2026", "A.I"), ("AII.5/2026", "A.II")),
        *(("a.iii 22/2026", "A.III"), ("A IV 3", "A.IV"), ("A.V.9/2026", "A.V")),
        *(("A.5 12/2026", "A.V"), ("  A.I 1", "A.I")),
        # None of the books, or none that is sure.
        *(("B.II 12/2026", ""), ("B.IV 1/2026", ""), ("B.V", ""), ("A.IIa", ""), ("A.VI 2", "")),
        *(("B.12/2026", ""), ("B 1/2026", ""), ("12/2026", ""), ("", ""), ("C.I 3", "")),
        *(("BINTI", ""), ("B.IX 2", ""), ("ABI 12", ""), ("A", "")),
    ],
)
def test_the_class_is_that_with_which_a_number_begins(text, book):
    assert class_of(text) == book


@pytest.mark.parametrize("book", Custody.RegisterClass.values)
def test_every_class_is_read_as_it_is_kept(book):
    assert class_of(book) == class_of(f"{book} 12/2026") == book
