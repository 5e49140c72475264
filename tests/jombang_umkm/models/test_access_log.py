"""Who looked at what: written once, and never again."""

from datetime import UTC, datetime

import pytest
from django.db import InternalError, connection, transaction

from jombang_umkm.models import AccessLog
from tests.factories.jombang_umkm import OfficerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def access() -> AccessLog:
    return AccessLog.objects.create(
        user=OfficerFactory(full_name="Hendro Wicaksono"),
        at=datetime(2026, 11, 24, 20, 0, tzinfo=UTC),
        act=AccessLog.Act.SHOW_NIK,
        subject="participants.Participant",
        subject_id=1,
        address="10.0.0.1",
    )


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE jombang_umkm_accesslog SET subject_id = 2",
        "DELETE FROM jombang_umkm_accesslog",
    ],
)
def test_is_never_rewritten(access, sql):
    with (
        pytest.raises(InternalError, match="Cannot"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert AccessLog.objects.get() == access


def test_is_named_by_who_what_and_when_here(access):
    assert str(access).startswith("Hendro Wicaksono, ")
    assert str(access).endswith(", 25-11-2026 03:00")
