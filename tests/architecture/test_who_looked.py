"""Every address that tells of one person notes who opened it, whatever their role."""

import pytest

from jombang_umkm.models import AccessLog
from participants.models import Participant, Transfer
from tests.architecture.test_addresses import WITH_RECORD, Place, make_place
from tests.architecture.test_who_sees_whom import WHO, path_to, signed_in
from tests.factories.jombang_umkm import AdministratorFactory

pytestmark = pytest.mark.django_db

PERSON = Participant._meta.label

# Addresses of a record that tell of nobody, or of many in a list: of these no opening is noted.
OF_NO_ONE = {
    "course": "a roster",
    "document": "a printed list",
    "document_pdf": "a printed list",
    "import": "a list that a prison takes over",
    "import_cancel": "takes posts alone",
    "import_columns": "the columns of a list",
    "import_missing": "a list of who is missing in another",
    "import_progress": "how far a list is",
    "import_rejected": "a list, and noted as a download",
    "print_course": "asks how to print a roster",
    "print_month": "asks how to print a roster",
    "print_session": "asks how to print a roster",
    "program": "a programme and its courses",
    "scan": "a sheet on paper",
    "scan_remove": "a sheet on paper",
    "sheet": "a roster",
    "sheet_move": "a roster",
    "sheet_undo": "takes posts alone",
}


@pytest.fixture
def here() -> Place:
    return make_place()


def _whom(key: str, place: Place, path: str) -> set[int]:
    """Return of whom the address tells."""
    if key == "transfer":
        return set(Transfer.objects.values_list("event__custody__participant", flat=True))
    person = place.seat.custody.participant_id
    return {person, int(path.split("/")[-2])} if key == "compare" else {person}


def test_what_tells_of_no_one_is_there() -> None:
    assert set(OF_NO_ONE) <= set(WITH_RECORD)


@pytest.mark.parametrize("key", sorted(set(WITH_RECORD) - set(OF_NO_ONE)))
def test_whoever_opens_what_tells_of_a_person_is_noted(key: str, here: Place) -> None:
    path = path_to(key, here)
    whom = _whom(key, here, path)
    roles = (here.officer, here.staff, AdministratorFactory())
    for user, answer in zip(roles, WHO[key], strict=True):
        looks = AccessLog.objects.filter(user=user, act="OPEN_PERSON", detail=path)
        assert signed_in(user).get(path).status_code == answer
        seen = sorted(looks.values_list("subject", "subject_id"))
        assert seen == [(PERSON, pk) for pk in sorted(whom)] * (answer == 200), user.role


@pytest.mark.parametrize("key", sorted(OF_NO_ONE))
def test_what_tells_of_no_one_notes_no_opening(key: str, here: Place) -> None:
    signed_in(here.officer).get(path_to(key, here))
    assert not AccessLog.objects.filter(act="OPEN_PERSON").exists()
