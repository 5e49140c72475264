"""As many people as the country holds, written in bulk: no action could write so many.

What is written is what the actions write: tests/participants/test_crowd.py compares them.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from jombang_umkm import sealing
from jombang_umkm.models import Facility, User
from participants.models import Custody, CustodyEvent, FamilyContact, Participant

MODELS = (Participant, Custody, CustodyEvent, FamilyContact)
# Rows sent at a time.
BATCH = 20_000

# One man in seven is some Muhammad; half have one word.
PROPHET = ("Moh.", "Muh.", "Mochamad", "Muhammad", "M.", "MOH")
FIRST = (
    *("Supri", "Slamet", "Wagiman", "Ahmad", "Bambang", "Agus", "Budi", "Joko", "Eko", "Dwi"),
    *("Tri", "Heri", "Sugeng", "Suyono", "Kasan", "Ngatemin", "Parto", "Rudi", "Yanto", "Hadi"),
    *("Imam", "Fauzi", "Sholikin", "Rofi'i", "Zainal", "Abdul", "Nur", "Rizal", "Andri", "Dedi"),
    *("Gunawan", "Hendra", "Irwan", "Jumadi", "Karno", "Lukman", "Mulyono", "Nanang", "Oki"),
)
LAST = (
    *("Santoso", "Prasetyo", "Hariyanto", "Efendi", "Widodo", "Susilo", "Rohman", "Hidayat"),
    *("Setiawan", "Kurniawan", "Wibowo", "Saputra", "Nugroho", "Utomo", "Purnomo", "Arifin"),
    *("Maulana", "Firmansyah", "Riyadi", "Sulistyo", "Cahyono", "Subagyo", "Wahyudi", "Mustofa"),
)
SYLLABLES = ("wa", "gi", "so", "ru", "ti", "na", "di", "ko", "la", "mu", "yo", "ra", "se", "pa")


@dataclass(frozen=True)
class Life:
    """A person with stays, what happened to these, and perhaps a relative; nothing is saved."""

    person: Participant
    nik: str
    stays: list[Custody]
    events: list[CustodyEvent]
    contact: FamilyContact | None


def lives(
    count: int, facilities: list[Facility], *, by: User, at: datetime, seed: int = 1
) -> Iterator[Life]:
    """Yield that many lives, the same for a seed; a seventh are gone, a tenth were here before."""
    chance = Random(seed)
    today = timezone.localdate(at)
    for number in range(1, count + 1):
        person, nik = _person(number, chance)
        facility = facilities[number % len(facilities)]
        stay = _stay(number, person, facility, today, chance)
        stays = [stay]
        if chance.random() < 0.1:
            stays.insert(0, _stay_before(stay, number))
        events = [event for each in stays for event in _events(each, by, at)]
        contact = None
        if chance.random() < 0.6:
            contact = FamilyContact(participant=person, name=_name(chance), relation="PASANGAN")
        yield Life(person, nik, stays, events, contact)


@transaction.atomic
def write(count: int, facilities: list[Facility], *, by: User) -> None:
    """Write that many lives by COPY, without their history: no list reads that."""
    with connection.cursor() as cursor:
        for model in MODELS:
            cursor.execute(f'ALTER TABLE "{model._meta.db_table}" DISABLE TRIGGER USER')
        waiting: list[Life] = []
        numbers = _Numbers()
        for life in lives(count, facilities, by=by, at=timezone.now()):
            waiting.append(numbers.give(life))
            if len(waiting) == BATCH:
                _copy_all(cursor, waiting)
                waiting = []
        _copy_all(cursor, waiting)
        # Or what waits for the end of the transaction keeps the triggers from coming back.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in MODELS:
            table = model._meta.db_table
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM \"{table}\""
            )


class _Numbers:
    """Gives every row the next key of its table."""

    def __init__(self) -> None:
        self.last = {
            model: model._default_manager.aggregate(last=models.Max("pk"))["last"] or 0
            for model in MODELS
        }

    def give(self, life: Life) -> Life:
        rows = [life.person, *life.stays, *life.events, *filter(None, [life.contact])]
        for row in rows:
            self.last[type(row)] += 1
            row.pk = self.last[type(row)]
            for field in row._meta.concrete_fields:
                # What a row refers to has its own key by now.
                if field.is_relation and row.__dict__.get(field.attname) is None:
                    setattr(row, field.attname, getattr(getattr(row, field.name), "pk", None))
        return life


def _copy_all(cursor: Any, waiting: list[Life]) -> None:
    _copy(cursor, Participant, (life.person for life in waiting))
    _copy(cursor, Custody, (stay for life in waiting for stay in life.stays))
    _copy(cursor, CustodyEvent, (event for life in waiting for event in life.events))
    _copy(cursor, FamilyContact, (life.contact for life in waiting if life.contact))


def _copy(cursor: Any, model: type[models.Model], rows: Iterable[models.Model]) -> None:
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerows([_cell(field, row) for field in fields] for row in rows)
    file.seek(0)
    names = ", ".join(f'"{field.column}"' for field in fields)
    # An empty cell is nothing known, one in quotes an empty text.
    copying = f"COPY \"{model._meta.db_table}\" ({names}) FROM STDIN (FORMAT csv, NULL '\\N')"
    cursor.cursor.copy_expert(copying, file)


def _cell(field: Any, row: models.Model) -> object:
    value = field.get_prep_value(getattr(row, field.attname))
    if value is None:
        return r"\N"
    return "{" + ",".join(f'"{each}"' for each in value) + "}" if isinstance(value, list) else value


def _name(chance: Random) -> str:
    first = chance.choice(FIRST)
    if chance.random() < 0.4:
        first = "".join(chance.choice(SYLLABLES) for _n in range(chance.randint(2, 4))).title()
    words = [first, chance.choice(LAST)] if chance.random() < 0.5 else [first]
    if chance.random() < 0.15:
        words.insert(0, chance.choice(PROPHET))
    name = " ".join(words)
    return name.upper() if chance.random() < 0.5 else name


def _person(number: int, chance: Random) -> tuple[Participant, str]:
    born = date(1960, 1, 1) + timedelta(days=number * 7919 % 16_000)
    person = Participant(
        full_name=_name(chance),
        parent_name=_name(chance),
        aliases=[_name(chance)] if chance.random() < 0.2 else [],
        sex="L",
        birth_date=born,
        education="SD",
    )
    if chance.random() < 1 / 3:
        person.nik_status = chance.choice(("BELUM_ADA", "BELUM_DIKETAHUI", "DALAM_PEREKAMAN"))
        return person, ""
    nik = f"3517{number % 20 + 1:02}{born:%d%m%y}{number % 9999 + 1:04}"
    person.nik_status = "TERISI"
    person.nik_sealed, person.nik_key = sealing.seal(nik), sealing.search_key(nik)
    return person, nik


def _stay(
    number: int, person: Participant, facility: Facility, today: date, chance: Random
) -> Custody:
    entry = today - timedelta(days=chance.randint(30, 2000))
    stay = Custody(
        participant=person,
        facility=facility,
        entry_date=entry,
        block=chance.choice("ABCDEF"),
        cell=str(chance.randint(1, 12)),
    )
    if chance.random() < 0.35:
        stay.status, stay.kind, stay.register_class = "DETAINEE", "TAHANAN", "A.III"
        stay.registration_no = f"A.III {number}/{entry:%Y}"
        return stay
    stay.registration_no, stay.register_class = f"B.I {number}/{entry:%Y}", "B.I"
    stay.status, stay.kind = "CONVICT", "NARAPIDANA"
    stay.expiry_date = max(entry, today) + timedelta(days=chance.randint(0, 3000))
    if chance.random() < 0.2:
        stay.status = chance.choice(("FULL_RELEASE", "PAROLE", "CONDITIONAL_LEAVE"))
        stay.left_on = today - timedelta(days=chance.randint(0, 25))
    return stay


def _stay_before(stay: Custody, number: int) -> Custody:
    """Return the stay of a life before this one, in the same facility, long over."""
    entry = stay.entry_date - timedelta(days=900)
    return Custody(
        participant=stay.participant,
        facility=stay.facility,
        registration_no=f"B.IIa {number}/{entry:%Y}",
        register_class="B.IIa",
        entry_date=entry,
        expiry_date=entry + timedelta(days=300),
        status="FULL_RELEASE",
        kind="NARAPIDANA",
        left_on=entry + timedelta(days=300),
    )


def _events(stay: Custody, by: User, at: datetime) -> Iterator[CustodyEvent]:
    """Yield the opening of a stay, and its end if it has one."""
    opened = stay.status if stay.left_on is None else "CONVICT"
    common = {"custody": stay, "recorded_by": by, "recorded_at": at}
    yield CustodyEvent(became=opened, happened_on=stay.entry_date, **common)
    if stay.left_on is not None:
        number = f"W15.{stay.status}/{stay.left_on:%Y}"
        yield CustodyEvent(
            was=opened,
            became=stay.status,
            happened_on=stay.left_on,
            document_no=number,
            reason="Sesuai berita acara",
            **common,
        )
