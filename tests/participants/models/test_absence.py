"""Days out of reach: what the database never lets be."""

from datetime import date, timedelta

import pytest

from participants.models import Custody, CustodyAbsence
from tests.factories.participants import CustodyFactory

pytestmark = pytest.mark.django_db

FIRST, BACK = date(2026, 3, 2), date(2026, 3, 5)
A_DAY = timedelta(days=1)


@pytest.fixture
def stay() -> Custody:
    return CustodyFactory(entry_date=date(2026, 1, 5))


def away(stay: Custody, away_from: date, back_on: date | None) -> CustodyAbsence:
    """Return an absence that was not saved yet."""
    return CustodyAbsence(custody=stay, kind="SIDANG", away_from=away_from, back_on=back_on)


@pytest.mark.parametrize("back_on", [FIRST, FIRST - A_DAY])
def test_nobody_is_back_before_the_second_day(stay, back_on, breaks):
    breaks(away(stay, FIRST, back_on), "absence_dates_in_order")


@pytest.mark.parametrize(
    ("away_from", "back_on"),
    [(FIRST, BACK), (BACK - A_DAY, None), (FIRST - A_DAY, FIRST + A_DAY)],
)
def test_one_absence_at_a_time(stay, away_from, back_on, breaks):
    away(stay, FIRST, BACK).save()
    breaks(away(stay, away_from, back_on), "absence_one_at_a_time")


def test_one_without_end_leaves_no_room_for_another(stay, breaks):
    away(stay, FIRST, None).save()
    breaks(away(stay, date(2099, 1, 1), None), "absence_one_at_a_time")


def test_one_may_follow_another_on_the_day_of_return(stay):
    away(stay, FIRST, BACK).save()
    second = away(stay, BACK, None)
    second.validate_constraints()
    second.save()


def test_others_may_be_away_meanwhile(stay):
    away(stay, FIRST, BACK).save()
    away(CustodyFactory(facility=stay.facility), FIRST, BACK).save()


@pytest.mark.parametrize("back_on", [BACK, None])
def test_the_days_away_are_those_that_a_query_finds(stay, back_on):
    absence = away(stay, FIRST, back_on)
    absence.save()
    day = FIRST - A_DAY
    while day <= BACK + A_DAY:
        found = CustodyAbsence.objects.on(day).contains(absence)
        assert found is absence.covers(day) is (day >= FIRST and (back_on is None or day < back_on))
        day += A_DAY
