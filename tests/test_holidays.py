from datetime import date

import pytest
from django.core.management import CommandError, call_command

from jombang_umkm.actions import holidays
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import Holiday
from tests.factories.jombang_umkm import AdministratorFactory, StaffFactory

pytestmark = pytest.mark.django_db

INDEPENDENCE_DAY = date(2026, 8, 17)


def load(year=2026):
    return holidays.load(year=year, by=None)


def test_adds_the_holidays_and_leave_days_of_the_decree():
    added = load()
    assert len(added) == Holiday.objects.count() == 25
    independence = Holiday.objects.get(day=INDEPENDENCE_DAY)
    assert independence.kind == Holiday.Kind.NATIONAL
    assert independence.decree.startswith("SKB")
    assert Holiday.objects.get(day=date(2026, 12, 24)).kind == Holiday.Kind.COLLECTIVE_LEAVE


def test_every_one_is_valid():
    for year in holidays.PUBLISHED:
        for holiday in load(year):
            holiday.full_clean()


def test_a_repeat_adds_nothing():
    load()
    assert load() == []


def test_what_people_changed_stays_as_they_left_it():
    load()
    Holiday.objects.filter(day=INDEPENDENCE_DAY).update(name="Hari Kemerdekaan")
    Holiday.objects.filter(day=date(2026, 5, 27)).update(day=date(2026, 5, 26))
    Holiday.objects.filter(day=date(2026, 5, 28)).delete()
    before = set(Holiday.objects.values_list("day", "name"))
    assert load() == []
    assert set(Holiday.objects.values_list("day", "name")) == before


def test_adds_only_what_is_missing_beside_what_people_typed():
    own = Holiday.objects.create(
        day=INDEPENDENCE_DAY, name="PROKLAMASI KEMERDEKAAN", kind=Holiday.Kind.LOCAL
    )
    assert len(load()) == 24
    assert Holiday.objects.get(day=INDEPENDENCE_DAY) == own


def test_refuses_a_year_without_a_decree():
    with pytest.raises(ActionRefused) as refusal:
        load(2030)
    assert refusal.value.code == "unknown_year"
    assert "2030" in str(refusal.value)


def test_only_an_administrator_may():
    with pytest.raises(ActionRefused) as refusal:
        holidays.load(year=2026, by=StaffFactory())
    assert refusal.value.code == "not_allowed"
    assert not Holiday.objects.exists()
    assert holidays.load(year=2026, by=AdministratorFactory())


def test_the_command_prints_what_it_added(capsys):
    call_command("load_holidays", "2026")
    printed = capsys.readouterr().out.splitlines()
    assert "17-08-2026 Proklamasi Kemerdekaan" in printed
    assert printed[-1] == "2026: 25 added"
    call_command("load_holidays", "2026")
    assert capsys.readouterr().out == "2026: nothing to add\n"


def test_the_command_takes_this_year_by_default(time_machine, capsys):
    # Half past midnight in Jombang is still the year before in UTC.
    time_machine.move_to("2027-01-01T00:30:00+07:00")
    call_command("load_holidays")
    assert capsys.readouterr().out.endswith("2027: 26 added\n")


def test_the_command_names_a_year_it_does_not_know():
    with pytest.raises(CommandError, match="2030"):
        call_command("load_holidays", "2030")
