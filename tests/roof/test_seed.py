"""When seeding does something, what it refuses, and whom it lets in."""

from datetime import date, datetime, timedelta

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone

from jombang_umkm import database, demo, environment
from jombang_umkm.history import versions_of
from jombang_umkm.models import User
from participants.models import Participant
from programs.models import Course, Session

APPS = ("jombang_umkm", "participants", "partners", "programs")
PASSWORD = "sandi untuk mencoba"

pytestmark = pytest.mark.django_db


def seed(**options):
    call_command("seed", verbosity=0, **options)


@pytest.fixture
def seeded(db):
    seed(password=PASSWORD)


def rows():
    """Return every row of ours and of its history."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for label in APPS
        for model in apps.get_app_config(label).get_models()
    }


# Any day ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "now",
    [
        pytest.param("2026-11-20T12:00:00+07:00", id="friday at prayer"),
        pytest.param("2026-11-22T23:30:00+07:00", id="sunday night"),
        pytest.param("2026-08-17T00:30:00+07:00", id="holiday, the day before in UTC"),
        pytest.param("2028-02-29T10:00:00+07:00", id="leap day of a year without a decree"),
    ],
)
def test_today_has_sessions_whatever_day_it_is(now, time_machine):
    time_machine.move_to(datetime.fromisoformat(now), tick=False)
    seed(password=PASSWORD)
    sessions = Session.objects.on(date.fromisoformat(now[:10])).with_counts().in_order()
    assert len(sessions) == 5
    assert sessions[0].roster_size == 20


# Running it again, and where it must not run -----------------------------------


def test_a_second_run_changes_nothing(seeded):
    before = rows()
    seed(password=PASSWORD)
    assert rows() == before


def test_a_run_on_a_later_day_moves_nothing(seeded, time_machine, capsys):
    before = rows()
    time_machine.move_to(timezone.now() + timedelta(days=40))
    call_command("seed")
    assert rows() == before
    assert "Seeded before" in capsys.readouterr().out


def test_refused_where_others_sign_in():
    User.objects.create_superuser("kepala", full_name="Orang Lain")
    before = rows()
    with pytest.raises(CommandError, match="users other than") as refusal:
        call_command("seed")
    assert "\n" not in str(refusal.value)
    assert rows() == before


def test_refused_beside_data_of_its_own():
    Participant.objects.create(full_name="Orang Lain", sex=Participant.Sex.MALE)
    before = rows()
    with pytest.raises(CommandError, match="data of its own"):
        call_command("seed")
    assert rows() == before


def test_refused_when_a_sign_in_is_somebody_else():
    User.objects.create_superuser("Petugas", full_name="Orang Lain")
    before = rows()
    with pytest.raises(CommandError, match="Petugas has another role"):
        call_command("seed")
    assert rows() == before


def test_if_empty_leaves_a_database_with_users_alone(capsys):
    User.objects.create_superuser("kepala", full_name="Orang Lain")
    before = rows()
    call_command("seed", if_empty=True)
    assert rows() == before
    assert capsys.readouterr().out.count("\n") == 1


# Signing in ------------------------------------------------------------------


def test_the_three_sign_in_with_the_password_given(seeded):
    roles = {user.username: user.role for user in User.objects.all()}
    assert roles == {"dinas": "STAFF", "petugas": "OFFICER", "admin": "ADMINISTRATOR"}
    assert all(user.check_password(PASSWORD) for user in User.objects.all())
    assert User.objects.get(username="admin").is_superuser


def test_a_password_is_made_and_printed_once(capsys, monkeypatch):
    monkeypatch.setattr(database, "is_embedded", lambda: False)
    call_command("seed")
    password = capsys.readouterr().out.split()[-1]
    assert len(password) >= 12
    assert all(user.check_password(password) for user in User.objects.all())
    call_command("seed")
    assert "password" not in capsys.readouterr().out
    assert all(user.check_password(password) for user in User.objects.all())


def test_on_the_embedded_database_the_password_is_the_one_kept_in_var(monkeypatch, tmp_path):
    monkeypatch.setattr(database, "is_embedded", lambda: True)
    monkeypatch.setattr(environment, "VAR", tmp_path)
    seed()
    kept = demo.password()
    assert User.objects.get(username="petugas").check_password(kept)


def test_who_is_here_keeps_their_password_unless_one_is_given():
    User.objects.create_superuser("Admin", "kata sandi sendiri", full_name="Pengelola")
    seed()
    assert User.objects.get(username="Admin").check_password("kata sandi sendiri")
    seed(password=PASSWORD)
    assert User.objects.get(username="Admin").check_password(PASSWORD)
    assert User.objects.get(username="Admin").full_name == "Pengelola"


def test_a_sign_in_that_was_deleted_comes_back(seeded):
    User.objects.filter(username="admin").delete()
    seed(password=PASSWORD)
    assert set(User.objects.values_list("username", flat=True)) == {"dinas", "petugas", "admin"}


def test_refuses_an_empty_password():
    with pytest.raises(CommandError, match="empty"):
        call_command("seed", password=" ")
    assert not User.objects.exists()


def test_history_says_that_it_was_seeded(seeded):
    assert versions_of(Course).first().pgh_context.metadata["command"] == "seed"
