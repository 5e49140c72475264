"""What a request passes through."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from jombang_umkm.middleware import GoneMeanwhileMiddleware
from participants.models import Custody

pytestmark = pytest.mark.django_db


@pytest.fixture
def gone() -> GoneMeanwhileMiddleware:
    return GoneMeanwhileMiddleware(lambda request: None)


def test_what_is_gone_by_the_time_an_action_locks_it_is_not_found(gone, rf: RequestFactory):
    request = rf.post("/")
    request.user = AnonymousUser()
    assert gone.process_exception(request, Custody.DoesNotExist()).status_code == 404


def test_any_other_fault_stays_one(gone, rf: RequestFactory):
    assert gone.process_exception(rf.post("/"), ValueError()) is None
    assert gone.process_exception(rf.get("/"), Custody.DoesNotExist()) is None
