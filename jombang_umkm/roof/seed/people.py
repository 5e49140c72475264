"""Twenty invented people, all held since before March 2023 and for years to come.

Their names, numbers and cells are as uneven as real lists are: one-word names, a
very long one, an apostrophe, three ways to write Muhammad, numbers in many
spellings, cell 10 beside cell 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from jombang_umkm.models import Facility, User
from jombang_umkm.roof.seed.trades import (
    BUILDING,
    COOKING,
    KNITTING,
    LAUNDRY,
    MECHANICS,
    WELDING,
    Trade,
)
from participants.actions import custody as custodies
from participants.models import Custody, Participant

MALE, FEMALE = Participant.Sex.MALE, Participant.Sex.FEMALE
NONE, PRIMARY = Participant.Education.NONE, Participant.Education.PRIMARY
LOWER, UPPER = Participant.Education.LOWER_SECONDARY, Participant.Education.UPPER_SECONDARY
DIPLOMA = Participant.Education.DIPLOMA


@dataclass(frozen=True)
class Person:
    """One line of the prison's list; `years` says how many full years are still to serve."""

    full_name: str
    parent_name: str
    born: date | None
    education: str
    registration_no: str
    block: str
    cell: str
    entered: date
    years: int
    aliases: tuple[str, ...] = ()
    sex: str = MALE


# fmt: off
PEOPLE = (
    Person("Achmad Sholikin", "Sukardi", date(1984, 2, 11), LOWER, "B.I 112/2021", "A", "3", date(2021, 6, 14), 3),
    Person("Agus Prasetyo", "Wagiman", date(1990, 8, 3), UPPER, "BI.87/2021", "A", "3", date(2021, 4, 22), 4),
    Person("Bambang Hariyanto", "Sumarno", date(1979, 12, 25), UPPER, "B.I 145/2020", "A", "5", date(2020, 9, 7), 3, ("Gondrong",)),
    Person("Budi", "Karto", date(1995, 5, 30), PRIMARY, "bi 023/2022", "B", "1", date(2022, 2, 16), 3, ("Kancil",)),
    Person("Dedi Kurniawan", "Suparman", date(1988, 1, 19), UPPER, "B.I. 61/2022", "B", "2", date(2022, 5, 11), 5),
    Person("Eko Wahyudi", "Tukiran", date(1986, 7, 7), LOWER, "B.I 98/2021", "A", "4", date(2021, 5, 27), 3),
    Person("Endang Purwanti", "Sastro", date(1981, 4, 21), UPPER, "B.I 66/2022", "Wanita", "1", date(2022, 5, 24), 4, (), FEMALE),
    Person("Fajar Nugroho", "Wahyu Santoso", date(1997, 10, 2), UPPER, "BI 17/2022", "C", "1", date(2022, 1, 31), 3),
    Person("Gunawan", "Sarmidi", date(1972, 3, 15), LOWER, "B.I 133/2019", "A", "2", date(2019, 8, 20), 5),
    Person("Hendra Saputra", "Ismail", date(1993, 11, 9), UPPER, "B.I.9/2022", "B", "2", date(2022, 1, 18), 3, ("Hendro", "Ateng")),
    Person("Imam Syafi'i", "Ridwan", date(1989, 9, 1), LOWER, "B.I 70/2021", "A", "6", date(2021, 4, 5), 4),
    Person("Kasiyanto", "Ponimin", date(1970, 6, 12), PRIMARY, "B.I 118/2018", "A", "2", date(2018, 7, 30), 6),
    Person("M. Choirul Anam", "Abdul Kholiq", date(1991, 2, 28), DIPLOMA, "b.i 052/2022", "B", "4", date(2022, 4, 12), 3),
    Person("Moch. Rizky Ardiansyah Putra Pratama Wijayakusuma", "Bambang Wijaya", date(1999, 1, 5), UPPER, "B.I 141/2020", "A", "10", date(2020, 8, 25), 4),
    Person("Muhammad Rofiq", "Hasyim", date(1987, 12, 17), LOWER, "B.I  77/2022", "C", "2", date(2022, 6, 8), 3),
    Person("Ngatemin", "Kromo", None, NONE, "BI.20/2017", "A", "1", date(2017, 2, 9), 7, ("Pak Min",)),
    Person("Paijo", "Sodikromo", None, "", "B.I 44/2021", "B", "10", date(2021, 3, 3), 5),
    Person("Siti Nur Aini", "Marzuki", date(1994, 7, 23), UPPER, "B.I 31/2021", "Wanita", "2", date(2021, 2, 15), 3, (), FEMALE),
    Person("Slamet Mulyono", "Djoko", date(1976, 8, 17), PRIMARY, "B.I 105/2020", "A", "10", date(2020, 6, 29), 4),
    Person("Supri", "Kasman", date(1992, 4, 4), PRIMARY, "bi.12/2021", "B", "1", date(2021, 1, 20), 4, ("Pendek",)),
)
# fmt: on

# Who learned what in 2023, and who learns what now; in each, two people take two courses.
Seats = Mapping[Trade, tuple[str, ...]]

SEATS_2023: Seats = {
    KNITTING: ("Siti Nur Aini", "Endang Purwanti", "Kasiyanto", "Ngatemin"),
    COOKING: ("Siti Nur Aini", "Achmad Sholikin", "Hendra Saputra", "Muhammad Rofiq"),
    WELDING: ("Agus Prasetyo", "Eko Wahyudi", "Gunawan", "Supri"),
    MECHANICS: ("Agus Prasetyo", "Dedi Kurniawan", "Fajar Nugroho"),
    BUILDING: ("Bambang Hariyanto", "Budi", "Paijo", "Slamet Mulyono"),
    LAUNDRY: (
        "Imam Syafi'i",
        "M. Choirul Anam",
        "Moch. Rizky Ardiansyah Putra Pratama Wijayakusuma",
    ),
}

SEATS_NOW: Seats = {
    KNITTING: ("Endang Purwanti", "Budi", "Supri", "M. Choirul Anam"),
    COOKING: ("Endang Purwanti", "Imam Syafi'i", "Ngatemin", "Slamet Mulyono"),
    WELDING: (
        "Paijo",
        "Kasiyanto",
        "Dedi Kurniawan",
        "Moch. Rizky Ardiansyah Putra Pratama Wijayakusuma",
    ),
    MECHANICS: ("Paijo", "Muhammad Rofiq", "Gunawan"),
    BUILDING: ("Achmad Sholikin", "Hendra Saputra", "Agus Prasetyo", "Eko Wahyudi"),
    LAUNDRY: ("Siti Nur Aini", "Bambang Hariyanto", "Fajar Nugroho"),
}


def admit_all(*, facility: Facility, by: User, at: datetime) -> dict[str, Custody]:
    """Register everybody with their stay, and return the stays by name."""
    participants = Participant.objects.bulk_create(_participant(person) for person in PEOPLE)
    return {
        person.full_name: custodies.admit(
            custody=_stay(person, participant, facility, timezone.localdate(at)), by=by, at=at
        )
        for person, participant in zip(PEOPLE, participants, strict=True)
    }


def _participant(person: Person) -> Participant:
    return Participant(
        full_name=person.full_name,
        parent_name=person.parent_name,
        aliases=list(person.aliases),
        sex=person.sex,
        birth_date=person.born,
        education=person.education,
    )


def _stay(person: Person, participant: Participant, facility: Facility, today: date) -> Custody:
    return Custody(
        participant=participant,
        facility=facility,
        registration_no=person.registration_no,
        register_class=Custody.RegisterClass.B_I,
        block=person.block,
        cell=person.cell,
        entry_date=person.entered,
        # Day and month of entry; nobody entered on 29 February.
        expiry_date=person.entered.replace(year=today.year + person.years),
    )
