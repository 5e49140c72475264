"""Noting who looked at whom."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jombang_umkm.actions.access import note
from jombang_umkm.models import AccessLog
from tests.counting import counted
from tests.factories.jombang_umkm import OfficerFactory
from tests.factories.participants import ParticipantFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def test_says_who_whom_what_when_and_from_where():
    officer, person = OfficerFactory(), ParticipantFactory()
    with CaptureQueriesContext(connection) as queries:
        noted = note(
            act=AccessLog.Act.OPEN_PERSON,
            whom=person,
            by=officer,
            at=NOW,
            address="10.0.0.7",
            detail="x" * 300,
        )
    assert len(counted(queries)) == 1
    assert AccessLog.objects.get() == noted
    assert (noted.user, noted.at, noted.address) == (officer, NOW, "10.0.0.7")
    assert (noted.subject, noted.subject_id) == ("participants.Participant", person.pk)
    assert noted.detail == "x" * 200


def test_each_look_is_a_row_of_its_own_and_found_by_whom():
    officer, person, other = OfficerFactory(), ParticipantFactory(), ParticipantFactory()
    for whom in (person, person, other):
        note(act=AccessLog.Act.OPEN_PERSON, whom=whom, by=officer, at=NOW, address=None)
    assert AccessLog.objects.of(person).count() == 2
    assert AccessLog.objects.of(other).count() == 1
