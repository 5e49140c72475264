"""What a row of the sheet holds of a stay."""

import pytest

from programs.models import Enrolment
from programs.views.sheet_row import LISTED, Listed
from tests.factories.participants import CustodyFactory
from tests.factories.programs import SeatFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("block", "cell", "place"), [("A", "3", "A / 3"), ("A", "", "A"), ("", "", "")]
)
def test_the_place_reads_as_that_of_the_stay(block, cell, place):
    stay = CustodyFactory(block=block, cell=cell)
    assert Listed.of(stay).place_inside == stay.place_inside == place


def test_read_from_a_seat_it_is_the_same_as_of_the_stay():
    seat = SeatFactory()
    assert Listed(*Enrolment.objects.values_list(*LISTED).get()) == Listed.of(seat.custody)
