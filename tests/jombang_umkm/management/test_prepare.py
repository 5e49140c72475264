"""`manage.py prepare` starts nothing on data whose keys are gone."""

import io
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.app_role import as_the_application
from tests.jombang_umkm.actions.test_sealing import NEW, OLD, SEARCH, person
from tests.participants.importing import row, uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keys(settings, administrator):
    """Have old keys, and a database in which somebody works already."""
    settings.DATA_KEYS = (OLD,)
    settings.DATA_SEARCH_KEY = SEARCH
    # Without collecting static files, which takes long and is not asked about here.
    settings.DEBUG = True


def prepare() -> str:
    out = io.StringIO()
    with as_the_application():
        call_command("prepare", stdout=out)
    return out.getvalue()


def test_data_without_sealed_values_start_with_any_key(settings):
    prepare()
    settings.DATA_KEYS = (NEW,)
    assert prepare() == ""


def test_sessions_that_are_over_are_gone():
    now = timezone.now()
    for key, hours in (("over", -1), ("goes-on", 1)):
        ends = now + timedelta(hours=hours)
        Session.objects.create(session_key=key, session_data="", expire_date=ends)
    prepare()
    assert [each.session_key for each in Session.objects.all()] == ["goes-on"]


def test_the_keys_of_the_data_start(settings):
    person(1)
    assert prepare() == ""
    settings.DATA_KEYS = (NEW, OLD)
    assert prepare() == ""


def test_other_keys_stop_with_one_line(settings):
    person(1)
    settings.DATA_KEYS = (NEW,)
    with pytest.raises(CommandError, match=r"^DATA_KEYS, or .*data_key, does not open") as error:
        prepare()
    assert "put back the key" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("sealed_by", [(OLD, NEW), (NEW, OLD)])
def test_a_key_taken_away_before_all_was_sealed_anew_is_missed(settings, sealed_by):
    """Whether the oldest or the newest value needs it."""
    for number, key in enumerate(sealed_by, start=1):
        settings.DATA_KEYS = (key,)
        person(number)
    settings.DATA_KEYS = (NEW,)
    with pytest.raises(CommandError, match="DATA_KEYS"):
        prepare()
    settings.DATA_KEYS = (NEW, OLD)
    assert prepare() == ""


def test_a_sealed_value_that_is_never_looked_for_needs_its_key_alone(settings, officer):
    """A list that was uploaded, and not saved yet."""
    uploaded(officer, row())
    assert prepare() == ""
    settings.DATA_SEARCH_KEY = NEW
    assert prepare() == ""
    settings.DATA_KEYS = (NEW,)
    with pytest.raises(CommandError, match="DATA_KEYS"):
        prepare()
    settings.DATA_KEYS = (NEW, OLD)
    call_command("reseal", stdout=io.StringIO())
    settings.DATA_KEYS = (NEW,)
    assert prepare() == ""


def test_another_search_key_stops_too(settings):
    person(1)
    settings.DATA_SEARCH_KEY = NEW
    with pytest.raises(CommandError, match=r"^DATA_SEARCH_KEY, or .*data_search_key, is") as error:
        prepare()
    assert "reseal" in str(error.value)
    call_command("reseal", stdout=io.StringIO())
    assert prepare() == ""
