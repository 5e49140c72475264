"""Names that are one name in several spellings, and those that are not."""

import pytest

from participants.models import Participant
from tests.factories.participants import ParticipantFactory

pytestmark = pytest.mark.django_db

ONE_NAME = [
    [
        f"{prophet} Rofi'i"
        for prophet in (
            *("M.", "M", "Moh.", "Moch.", "Mokh", "Muh", "Much.", "MHD.", "Mch", "Mohd", "Muhd"),
            *("Mohamad", "Mohammad", "Mochamad", "Mochammad", "Mokhamad", "Muhamad", "Muhammad"),
            *("Muchamad", "Muchammad", "Mohammed", "Mohamed", "MOEHAMMAD", "moh"),
        )
    ],
    ["Achmad Zaini", "Ahmad Zaini", "Akhmad Zaini", "ACHMAD ZAINI", "Ahmed Zaini", "Achmed Zaini"],
    ["Abd. Rohman", "Abd Rohman", "Abdul Rohman", "ABDOEL ROHMAN"],
    ["Soeharto", "Suharto"],
    ["Djoko Tjahjono", "Joko Cahjono"],
    ["Ma'ruf", "Ma’ruf", "MARUF", "Ma`ruf"],
    ["Nur Muhammad", "Nur Moh.", "Nur Mochamad"],
    ["H.M. Supri", "H. M. Supri", "h m supri", "H.M.Supri "],
    ["José Da Silva", "JOSE DA SILVA", "Jose\u0301 da Silva"],
]
# None of these is another, nor one of those above.
DIFFERENT = [
    *("Supri", "Supriyadi", "Slamet M", "Slamet Muhammad", "Madi", "Muhtar", "Mohan", "Ahim"),
    *("Abdi", "Mahmud", "M. Supri"),
]


def keys_of(names: list[str]) -> set[str]:
    people = [ParticipantFactory(full_name=name).pk for name in names]
    return set(Participant.objects.filter(pk__in=people).values_list("name_key", flat=True))


@pytest.mark.parametrize("names", ONE_NAME, ids=lambda names: names[0])
def test_spellings_of_one_name_have_one_key(names: list[str]) -> None:
    assert len(keys_of(names)) == 1
    assert Participant.objects.named(names[-1]).count() == len(names)


def test_other_names_have_other_keys() -> None:
    names = [*DIFFERENT, *(names[0] for names in ONE_NAME)]
    assert len(keys_of(names)) == len(names)


def test_a_key_reads_as_the_name() -> None:
    assert keys_of(["Moch. Rofi'i"]) == {"muhammadrofii"}
    assert keys_of(["SUPRI"]) == {"supri"}
