"""No NIK stands in clear text anywhere: not in a table, the history, a session, the log, a page."""

import io
import logging
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.conf import settings as site
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from jombang_umkm.logs import MaskingFormatter
from jombang_umkm.models import AccessLog, User
from participants.models import Participant
from tests.factories.jombang_umkm import OfficerFactory

pytestmark = pytest.mark.django_db

BORN = date(1990, 12, 25)
NIK, CHANGED, DOUBTFUL, WRONG = (
    "3517092512900001",
    "3517092512900002",
    "3517092412900003",
    "3517093912900004",
)
# Each as somebody types it.
TYPED = (NIK, "351709 251290 0002", "351709.241290.0003", "351709-391290-0004")
EVERY = (NIK, CHANGED, DOUBTFUL, WRONG)

REGISTER = "/warga-binaan/daftar/"


def standing_in(text: str) -> list[str]:
    """Return the NIKs that stand in a text, whatever is put between their digits."""
    between = r"(?:[\s.\-\u2010-\u2015+]|%20)*"
    return [nik for nik in EVERY if re.search(between.join(nik), text)]


@pytest.mark.parametrize("typed", [*TYPED, "3517%200925%201290%200001", "35-17 09.25 1290 0001"])
def test_a_nik_is_found_however_it_is_written(typed: str) -> None:
    assert standing_in(f"x{typed}y")


def rows() -> Iterator[tuple[str, str]]:
    """Yield table and content of every row of every table there is, as text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables"
            " WHERE table_type = 'BASE TABLE' AND table_schema NOT IN"
            " ('pg_catalog', 'information_schema')"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT * FROM {table}")
            for row in cursor.fetchall():
                yield table, " | ".join(map(_as_text, row))


def _as_text(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


@pytest.fixture
def log() -> Iterator[tuple[io.StringIO, io.StringIO]]:
    """What the log holds, and what it would hold without the mask."""
    written, plain = io.StringIO(), io.StringIO()
    handlers = [logging.StreamHandler(written), logging.StreamHandler(plain)]
    form = site.LOGGING["formatters"]["line"]
    handlers[0].setFormatter(MaskingFormatter(form["fmt"], style=form["style"]))
    loggers = [logging.getLogger(name) for name in ("", "django", "django.server")]
    for logger in loggers:
        for handler in handlers:
            logger.addHandler(handler)
    yield written, plain
    for logger in loggers:
        for handler in handlers:
            logger.removeHandler(handler)


@pytest.fixture
def officer(db: None) -> User:
    return OfficerFactory()


@pytest.fixture
def client(officer: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(officer)
    client.cookies["bahasa"] = "en"
    return client


def typed(number: int, **fields: str) -> dict[str, str]:
    return {
        "full_name": f"SUPRI {number}",
        "sex": "L",
        "birth_date": str(BORN),
        "status": "CONVICT",
        "registration_no": f"B.I {number}/2026",
        "entry_date": str(timezone.localdate() - timedelta(days=3)),
        **fields,
    }


def everything_happens(client: Client, settings: object) -> str:
    """Register, look, change, find and fail; return what the pages said that must not say it."""
    shown = client.post(REGISTER, typed(1, nik=TYPED[0])).text
    person = Participant.objects.get()
    address = f"/warga-binaan/{person.pk}/"
    shown += client.get(address).text + client.get("/warga-binaan/").text
    # Shown whole on purpose, and then no more.
    assert "351709 251290 0001" in client.post(f"{address}nik/", {"tampilkan": "1"}).text
    shown += client.get(f"{address}nik/").text
    # Changed, with a doubt that is agreed to.
    change = {"nik_status": "TERVERIFIKASI", "nik": TYPED[1]}
    agreed = client.post(f"{address}nik/", change).context["needed"].token
    assert client.post(f"{address}nik/", {**change, "agreed": agreed}).status_code == 302
    # Doubtful, wrong, of somebody else, and beside an invalid form.
    for fields in ({"nik": TYPED[2]}, {"nik": TYPED[3]}, {"nik": TYPED[1]}, {"nik": "x" + NIK}):
        assert client.post(REGISTER, typed(2, **fields)).status_code == 409
    assert client.post(REGISTER, {"nik": NIK}).status_code == 409
    # Looked for, in the field made for it and in the other.
    assert client.post("/warga-binaan/", {"nik": TYPED[1]}).status_code == 302
    assert client.post("/warga-binaan/", {"nik": NIK}).status_code == 409
    shown += client.get("/warga-binaan/", {"cari": NIK}, follow=True).text
    # Carried to another page by its button.
    shown += client.post(f"{address}masa-baru/", typed(3, nik=NIK, bawa="1")).text
    # A fault of ours, in the middle of sealing; and an address that is none.
    settings.DATA_KEYS = ()
    failed = client.post(REGISTER, typed(4, nik=TYPED[3].replace("39", "25")))
    assert failed.status_code == 500
    assert client.get(f"/tidak-ada/{NIK}/").status_code == 404
    return shown + failed.text


def test_nothing_but_the_sealed_column_knows_a_nik(client, settings, log, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    shown = everything_happens(client, settings)
    assert not standing_in(shown)
    written, plain = (each.getvalue() for each in log)
    # There was a traceback, and an address with a NIK in it: neither tells it.
    assert "Traceback" in written
    assert "/tidak-ada/" in written
    assert not standing_in(written)
    without_address = re.sub(r"/tidak-ada/\S*", "", plain)
    assert not standing_in(re.sub(r"\?cari=\S*", "", without_address))
    content = list(rows())
    tables = {table.rpartition(".")[2] for table, _row in content}
    people = {"participants_participant", "participants_participantversion"}
    assert {*people, "pghistory_context", "django_session", "jombang_umkm_accesslog"} <= tables
    assert not [(table, nik) for table, row in content for nik in standing_in(row)]
    sessions = [str(session.get_decoded()) for session in Session.objects.all()]
    assert sessions
    assert not [nik for session in sessions for nik in standing_in(session)]
    assert AccessLog.objects.filter(act="SHOW_NIK").count() == 1


def test_the_search_finds_what_stands_open(client, db) -> None:
    """Lest the proof above be of nothing."""
    client.post(REGISTER, typed(1, skills=f"NIK {TYPED[1]}"))
    found = {table.rpartition(".")[2] for table, row in rows() if standing_in(row)}
    assert found == {"participants_participant", "participants_participantversion"}
