"""The same rows, in whatever order and over however many files, end in the same database."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jombang_umkm.models import User
from participants.models import Custody
from tests.factories.jombang_umkm import FacilityFactory, OfficerFactory
from tests.factories.participants import CustodyFactory
from tests.participants.importing import Row, row, taken_over

pytestmark = pytest.mark.django_db

NIKS = ("3517092512900001", "3517092512900002", "3517092512900003")
# One of them is known before, twice are of one name, one has no name, one a day that is none.
ROWS: tuple[Row, ...] = (
    row("SUPRI bin KASMAN", "B.I 1/2026", nik=NIKS[0], born="25-12-1990", block="A", cell=1.0),
    row("SLAMET", "B.I 2/2026", expiry="13/02/2028"),
    row("Moch. Slamet", "A.III 3/2026", alias="PENDEK"),
    row("Muhammad Slamet", "A.III 4/2026", born="1/1/1980"),
    row("NOTO NONO", "bi.005/2026", expiry="00/00/0000", cell="-"),
    row("SITI binti MADI", "B.IIa 6/2026", sex="P", nik=NIKS[1], born="65-12-1990"),
    row("WAGIMAN", "B.I 7/2026", block="Z", alias="MAN"),
    row("", "B.I 8/2026"),
    row("YANTO", "B.I 9/2026", entry="31/02/2026"),
)


class RolledBackError(Exception):
    """Takes back all that was imported."""


@contextmanager
def undone() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
            raise RolledBackError
    except RolledBackError:
        pass


def a_prison() -> User:
    """Return an officer of a prison that knows one person of the list."""
    officer = OfficerFactory(facility=FacilityFactory())
    CustodyFactory(
        facility=officer.facility, registration_no="B.I 7/2026", entry_date=date(2026, 2, 14),
        participant__full_name="Wagiman", block="A", cell="2",
    )  # fmt: skip
    return officer


PERSON = ("full_name", "parent_name", "aliases", "sex", "birth_date", "nik_key", "nik_status")
STAY = (
    *("registration_key", "register_class", "kind", "status", "entry_date", "expiry_date"),
    *("block", "cell", "days_here"),
)


def database() -> dict[str, list[Any]]:
    """Return all that is known, by number; without the keys of rows, which follow the order."""
    return {
        stay.registration_key: [
            *(getattr(stay.participant, name) for name in PERSON),
            *(getattr(stay, name) for name in STAY),
            [(event.became, event.happened_on) for event in stay.happenings.order_by("pk")],
        ]
        for stay in Custody.objects.select_related("participant")
    }


def imported(*files: Sequence[Row]) -> dict[str, list[Any]]:
    """Return what is known after these files were taken over, one after the other."""
    with undone():
        officer = a_prison()
        for rows in files:
            taken_over(officer, *rows)
        return database()
    raise AssertionError


ONCE: dict[str, list[Any]] = {}


@st.composite
def some_files(draw: st.DrawFn) -> list[list[Row]]:
    """Draw the rows in another order, cut into one to three files; none of them empty."""
    rows = draw(st.permutations(ROWS))
    cuts = sorted(draw(st.sets(st.integers(1, len(rows) - 1), max_size=2)))
    return [rows[start:end] for start, end in zip([0, *cuts], [*cuts, len(rows)], strict=True)]


@given(files=some_files())
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_and_any_partition_end_in_the_same_database(db: None, files: Any) -> None:
    ONCE.update(ONCE or imported(ROWS))
    assert len(ONCE) == 6
    assert imported(*files) == ONCE
