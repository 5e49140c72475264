"""What is known of some of the twenty beside their stay: home, trade before, NIK, family, absences.

All invented. The NIKs name a kecamatan that does not exist (35.17.99) and the phones an
area that does not (000), so that they can be nobody's; what the form would ask about is
agreed to here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from jombang_umkm.models import User
from participants.actions import family, identity, participant, stay
from participants.models import (
    Custody,
    CustodyAbsence,
    FamilyContact,
    FamilyNote,
    Participant,
)
from participants.rules.consequences import AgreementNeeded
from participants.rules.facts import fingerprint
from participants.rules.identity import Identity

Stays = Mapping[str, Custody]
NikStatus, Relation = Participant.NikStatus, FamilyContact.Relation
YES, NO = FamilyContact.Willingness.YES, FamilyContact.Willingness.NO


@dataclass(frozen=True)
class Life:
    """What a person told of themselves; `nik` ends in a serial number of ours."""

    birth_place: str
    home_region: str
    skills: str = ""
    business: str = ""
    nik_status: str = NikStatus.UNKNOWN
    nik: str = ""


# fmt: off
LIVES = {
    "Achmad Sholikin": Life("Jombang", "35.17.09.1004", "Sopir truk", "", NikStatus.FILLED, "3517991102849001"),
    "Bambang Hariyanto": Life("Jombang", "35.17.06.2002", "Tukang batu", "Borongan rumah, 6 tahun", NikStatus.VERIFIED, "3517992512799002"),
    "Budi": Life("Jombang", "35.17.14.2003", "Buruh tani", "", NikStatus.NOT_YET),
    "Endang Purwanti": Life("Kediri", "35.06.09", "Menjahit", "Warung kopi, 4 tahun", NikStatus.FILLED, "3517996104819003"),
    "Kasiyanto": Life("Jombang", "35.17.17.2001", "Tukang kayu", "Mebel bambu, 10 tahun", NikStatus.FILLED, "3517991206709004"),
    "Ngatemin": Life("Jombang", "35.17.05.2001", "Petani cengkih", "", NikStatus.BEING_RECORDED),
    "Siti Nur Aini": Life("Mojokerto", "35.17.07.2002", "Membuat kue basah", "Jualan keliling, 2 tahun", NikStatus.FILLED, "3517996307949005"),
    "Supri": Life("Jombang", "35.17.14.2001", "Membuat jaring ikan", "", NikStatus.NOT_YET),
}

FAMILIES = (
    ("Achmad Sholikin", "Sulastri", Relation.SPOUSE, "+6200000011", YES, True),
    ("Bambang Hariyanto", "Sumiati", Relation.PARENT, "", YES, True),
    ("Endang Purwanti", "Hariyono", Relation.SIBLING, "+6200000012", FamilyContact.Willingness.UNDECIDED, False),
    ("Kasiyanto", "Ponirah", Relation.SPOUSE, "+6200000013", YES, True),
    ("Siti Nur Aini", "Marzuki", Relation.PARENT, "+6200000014", NO, False),
)
# fmt: on

# Whose sentence ends in a few days of whenever this is seeded.
SOON_FREE, SOON = "Kasiyanto", timedelta(days=4)
IN_HOSPITAL = "Gunawan"


def tell(stays: Stays, *, by: User, at: datetime) -> None:
    """Write all of it through the actions, as an officer would."""
    today = timezone.localdate(at)
    for name, life in LIVES.items():
        _tell(stays[name].participant, life, by)
    for row in FAMILIES:
        _add_family(stays, row, by=by, at=at, today=today)
    soon_free = stays[SOON_FREE]
    facts = {"expiry_date": today + SOON}
    stay.change(custody=soon_free, facts=facts, base=fingerprint(soon_free, facts), by=by, at=at)
    stay.add_absence(
        absence=CustodyAbsence(
            custody=stays[IN_HOSPITAL],
            kind=CustodyAbsence.Kind.HOSPITAL,
            away_from=today - timedelta(days=1),
            note="RSUD Jombang",
        ),
        by=by,
    )


def _tell(person: Participant, life: Life, by: User) -> None:
    facts = {
        "birth_place": life.birth_place,
        "home_region": life.home_region,
        "skills": life.skills,
        "business_experience": life.business,
    }
    participant.change(participant=person, facts=facts, base=fingerprint(person, facts), by=by)
    _agreeing(
        lambda agreed: identity.set_nik(
            participant=person,
            identity=Identity(life.nik_status, life.nik),
            by=by,
            agreed=agreed,
        )
    )


def _agreeing(act: Callable[[str], object]) -> None:
    """Do it, agreeing to what it asks."""
    try:
        act("")
    except AgreementNeeded as needed:
        act(needed.token)


def _add_family(
    stays: Stays,
    row: tuple[str, str, str, str, str, bool],
    *,
    by: User,
    at: datetime,
    today: date,
) -> None:
    of, name, relation, phone, willingness, is_guarantor = row
    month_ago = today - timedelta(days=30)
    contact = family.add(
        contact=FamilyContact(
            participant=stays[of].participant,
            name=name,
            relation=relation,
            phone=phone,
            willingness=willingness,
            is_guarantor=is_guarantor,
            consent_on=month_ago if willingness == YES else None,
        ),
        by=by,
        at=at,
    )
    if is_guarantor:
        note = FamilyNote(
            contact=contact,
            kind=FamilyNote.Kind.VISIT,
            happened_on=month_ago,
            note="Bersedia menjemput dan mendampingi usaha di rumah",
        )
        family.note(note=note, by=by, at=at)
