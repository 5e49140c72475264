"""A sheet that was opened before somebody on it was merged."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from jombang_umkm.models import User
from programs.models import Attendance
from tests.clock import TODAY
from tests.factories.participants import CustodyFactory
from tests.factories.programs import CourseFactory, ProgramFactory, SeatFactory, SessionFactory
from tests.participants.merging import merge

pytestmark = pytest.mark.django_db


def test_says_who_is_no_longer_on_it_and_keeps_the_other_marks(client: Client, officer: User):
    course = CourseFactory(program=ProgramFactory(facility=officer.facility))
    ours, theirs, third = (
        CustodyFactory(participant__full_name=name, facility=officer.facility)
        for name in ("Moh. Sholikin", "Muhammad Solikin", "Karnoto")
    )
    for stay in (ours, theirs, third):
        SeatFactory(course=course, custody=stay, joined_on=TODAY - timedelta(days=9))
    session = SessionFactory(courses=[course], day=TODAY - timedelta(days=1))
    client.force_login(officer)
    path = reverse("sheet", args=[session.pk])
    marks = {f"b-{stay.pk}": "" for stay in (ours, theirs, third)}
    marks |= {f"m-{theirs.pk}": "SAKIT", f"m-{third.pk}": "HADIR"}
    merge(ours.participant, theirs.participant, by=officer)

    answer = client.post(path, marks)
    assert answer.status_code == 409
    assert theirs.registration_no in answer.text
    assert not Attendance.objects.exists()

    del marks[f"m-{theirs.pk}"], marks[f"b-{theirs.pk}"]
    assert client.post(path, {**marks, f"m-{ours.pk}": "SAKIT"}).status_code == 302
    found = dict(Attendance.objects.values_list("custody", "mark"))
    assert found == {ours.pk: "SAKIT", third.pk: "HADIR"}
