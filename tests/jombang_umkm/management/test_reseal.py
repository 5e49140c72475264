"""`manage.py reseal`, over all columns and steps."""

import io

import pytest
from django.core.management import CommandError, call_command

from jombang_umkm import sealing
from participants.models import Participant
from tests.app_role import as_the_application
from tests.jombang_umkm.actions.test_sealing import COLUMN, NEW, OLD, niks, person

pytestmark = pytest.mark.django_db

OTHERS = [column for column in sealing.sealed_columns() if column != COLUMN]


def reseal() -> str:
    """Return what the command says of the NIK, its first column."""
    out = io.StringIO()
    with as_the_application():
        call_command("reseal", stdout=out)
    first, *others = out.getvalue().splitlines(keepends=True)
    assert [line.partition(":")[0] for line in others] == [str(each) for each in OTHERS]
    return first


@pytest.fixture(autouse=True)
def _old_key(settings):
    settings.DATA_KEYS = (OLD,)


def test_a_key_is_replaced_step_by_step(settings):
    people = [person(number) for number in range(1, 4)]
    before = niks()
    settings.DATA_KEYS = (NEW, OLD)
    person(4)
    assert reseal() == f"{COLUMN}: 3 of 4 sealed anew\n"
    assert reseal() == f"{COLUMN}: 0 of 4 sealed anew\n"
    settings.DATA_KEYS = (NEW,)
    assert niks()[: len(people)] == before


def test_more_than_one_step_is_taken(settings, django_assert_num_queries):
    people = [person(number) for number in range(1, 8)]
    assert people
    Participant.objects.bulk_create(
        Participant(
            full_name="Invented",
            sex="L",
            nik_status=Participant.NikStatus.FILLED,
            nik_sealed=sealing.seal(str(number)),
            nik_key=sealing.search_key(str(number)),
        )
        for number in range(1_100)
    )
    settings.DATA_KEYS = (NEW, OLD)
    assert reseal() == f"{COLUMN}: 1107 of 1107 sealed anew\n"


def test_nothing_to_do_is_said():
    assert reseal() == f"{COLUMN}: 0 of 0 sealed anew\n"


def test_a_lost_key_stops_it_with_one_line_that_names_the_row(settings):
    lost = person(1)
    settings.DATA_KEYS = (NEW,)
    with pytest.raises(CommandError) as error:
        reseal()
    assert f" {lost.pk}." in str(error.value)
    assert "nik_sealed" in str(error.value)
    assert "DATA_KEYS" in str(error.value)
    assert "\n" not in str(error.value)
    assert lost.nik_sealed not in str(error.value)
