"""A stay: what the database never lets be."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.models import Custody
from participants.spelling import RegistrationKey
from tests.factories.jombang_umkm import FacilityFactory
from tests.factories.participants import (
    CustodyFactory,
    ParticipantFactory,
    ReleasedCustodyFactory,
    TransferredCustodyFactory,
)

pytestmark = pytest.mark.django_db

ENTRY, LEFT = date(2026, 3, 2), date(2026, 3, 10)
A_DAY = timedelta(days=1)

# The database is only asked, never changed, so that all examples can share one transaction.
only_asks = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def keys(*spellings: str) -> list[str]:
    """Return the registration keys of these spellings, as the database makes them."""
    sql = RegistrationKey.template % {"expressions": "unnest(%s::text[])"}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", [list(spellings)])
        return [key for (key,) in cursor.fetchall()]


# A register class, a number within it, a year.
numbers = st.tuples(
    st.sampled_from(Custody.RegisterClass.values),
    st.integers(1, 9999),
    st.integers(1990, 2049),
)
gaps = st.text(alphabet=" .-–_,:\u00a0", max_size=3)
zeros = st.sampled_from(["", "0", "00"])


@st.composite
def spellings(draw, number: tuple[str, int, int]) -> str:
    """Return one way of typing a registration number."""
    register_class, serial, year = number
    letters = "".join(
        draw(gaps) + draw(st.sampled_from([letter.upper(), letter.lower()]))
        for letter in register_class.replace(".", "")
    )
    return f"{letters}{draw(gaps)}{draw(zeros)}{serial}{draw(gaps)}/{draw(gaps)}{year}{draw(gaps)}"


class TestRegistrationKey:
    @only_asks
    @given(data=st.data())
    def test_every_spelling_of_a_number_gives_one_key(self, data, db):
        number = data.draw(numbers)
        plain = "{} {}/{}".format(*number)
        typed = data.draw(st.lists(spellings(number), min_size=1, max_size=10))
        assert set(keys(plain, *typed)) == set(keys(plain))

    @only_asks
    @given(data=st.data())
    def test_different_numbers_give_different_keys_however_they_are_typed(self, data, db):
        different = data.draw(st.lists(numbers, min_size=2, max_size=10, unique=True))
        typed = [data.draw(spellings(number)) for number in different]
        assert len(set(keys(*typed))) == len(different)

    @only_asks
    @given(typed=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"))))
    def test_whatever_is_typed_the_key_is_capitals_digits_and_slashes(self, typed, db):
        assert all(re.fullmatch(r"[A-Z0-9/]*", key) for key in keys(*typed))

    def test_the_stay_keeps_what_was_typed_and_the_key_beside_it(self):
        stay = CustodyFactory(registration_no="b.i 012/2026")
        stay.refresh_from_db()
        assert (stay.registration_no, stay.registration_key) == ("b.i 012/2026", "BI12/2026")


class TestRegistrationNumber:
    @pytest.mark.parametrize("typed", ["B.I 12/2026", "BI.12/2026", "bi 12/2026", "B I 0012/2026"])
    def test_is_used_once_in_a_facility_in_whatever_spelling(self, typed, breaks):
        first = CustodyFactory(registration_no="B.I 12/2026")
        second = CustodyFactory(facility=first.facility)
        second.registration_no = typed
        breaks(second, "custody_registration_unique")

    def test_may_be_used_in_another_facility(self):
        CustodyFactory(registration_no="B.I 12/2026")
        CustodyFactory(registration_no="B.I 12/2026")

    @pytest.mark.parametrize("typed", ["", " ", "-", "./."])
    def test_is_never_blank(self, typed, breaks):
        stay = CustodyFactory()
        stay.registration_no = typed
        breaks(stay, "custody_registration_not_blank")


class TestOnePlaceAtATime:
    @pytest.fixture
    def stay(self) -> Custody:
        """A stay from ENTRY until LEFT."""
        return TransferredCustodyFactory(entry_date=ENTRY, left_on=LEFT)

    def elsewhere(self, stay: Custody, entry_date: date, **fields: object) -> Custody:
        """Return another stay of the same person, not saved yet."""
        return CustodyFactory.build(
            participant=stay.participant,
            facility=FacilityFactory(),
            entry_date=entry_date,
            **fields,
        )

    def test_nobody_is_held_in_two_places(self, stay, breaks):
        overlapping = self.elsewhere(stay, LEFT - A_DAY)
        breaks(overlapping, "custody_one_place_at_a_time")

    def test_nobody_is_held_twice_without_an_end(self, breaks):
        stay = CustodyFactory(entry_date=ENTRY)
        breaks(self.elsewhere(stay, date(2099, 1, 1)), "custody_one_place_at_a_time")

    def test_a_new_stay_begins_on_the_day_the_old_one_ends(self, stay):
        new = self.elsewhere(stay, LEFT)
        new.validate_constraints()
        new.save()

    def test_another_person_may_be_held_meanwhile(self, stay):
        CustodyFactory(facility=stay.facility, entry_date=ENTRY)


class TestDays:
    @pytest.mark.parametrize("field", ["left_on", "expiry_date"])
    def test_nothing_ends_before_the_day_of_entry(self, field, breaks):
        stay = ReleasedCustodyFactory(entry_date=ENTRY, left_on=LEFT)
        setattr(stay, field, ENTRY - A_DAY)
        assert len(breaks(stay, "custody_dates_in_order")) == 1

    def test_all_may_happen_on_one_day(self):
        ReleasedCustodyFactory(entry_date=ENTRY, left_on=ENTRY, expiry_date=ENTRY)

    @pytest.mark.parametrize("status", Custody.Status)
    def test_somebody_held_has_not_left_and_somebody_gone_has(self, status, breaks):
        stay = CustodyFactory(entry_date=ENTRY)
        stay.status = status
        if status in ("DETAINEE", "RELEASED_BY_LAW", "RELEASED_BY_COURT"):
            stay.kind = Custody.Kind.DETAINEE
        stay.left_on = LEFT if status in Custody.HELD else None
        breaks(stay, "custody_held_until_left")
        stay.left_on = None if status in Custody.HELD else LEFT
        stay.validate_constraints()
        stay.save()


@pytest.mark.parametrize(
    ("block", "cell", "shown"),
    [("A", "3", "A / 3"), ("A", "", "A"), ("", "3", "3"), ("", "", "")],
)
def test_the_place_inside_says_what_is_known(block, cell, shown):
    assert Custody(block=block, cell=cell).place_inside == shown


def test_a_stay_is_named_by_person_and_number():
    person = ParticipantFactory.build(full_name="SUPRI")
    assert str(Custody(participant=person, registration_no="B.I 1/2026")) == "SUPRI (B.I 1/2026)"
