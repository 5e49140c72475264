"""What stands between a person and a seat, told without a database."""

from datetime import date

import pytest

from participants.models import Custody
from programs.models import Enrolment
from programs.rules.seats import is_held, most_at_once


def seat(person: int, joined: int | None, left: int | None = None) -> Enrolment:
    """Return the seat of a person from one day of March until another."""
    return Enrolment(
        custody=Custody(participant_id=person), joined_on=march(joined), left_on=march(left)
    )


def march(day: int | None) -> date | None:
    return None if day is None else date(2026, 3, day)


@pytest.mark.parametrize(
    ("joined", "left", "day", "expected"),
    [
        (2, None, 1, False),
        (2, None, 2, True),
        (2, None, 31, True),
        (2, 10, 9, True),
        (2, 10, 10, False),
        (2, 2, 2, False),
        (None, None, 2, False),
    ],
)
def test_a_seat_is_held_from_its_first_day_until_the_day_before_it_is_left(
    joined, left, day, expected
):
    assert is_held(seat(1, joined, left), march(day)) is expected


@pytest.mark.parametrize(
    ("seats", "most"),
    [
        pytest.param([], 0, id="nobody"),
        pytest.param([(1, 2), (2, 2)], 2, id="both sit already"),
        pytest.param([(1, 2), (2, 20)], 2, id="one comes later"),
        pytest.param([(1, 20), (2, 25)], 2, id="both come later"),
        pytest.param([(1, 2, 20), (2, 20)], 1, id="one follows the other"),
        pytest.param([(1, 2, 21), (2, 20)], 2, id="for one day together"),
        pytest.param([(1, 2, 4), (2, 2, 5)], 0, id="both left before that day"),
        pytest.param([(1, 2), (1, 20)], 1, id="one person with two seats"),
        pytest.param([(1, None), (2, None)], 0, id="only nominated"),
    ],
)
def test_the_most_people_at_once_from_the_fifth_of_march_on(seats, most):
    assert most_at_once([seat(*each) for each in seats], since=march(5)) == most
