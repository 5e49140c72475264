"""What both programmes stand on: the two institutions, rooms, partners, speakers and skills."""

from dataclasses import dataclass

from jombang_umkm.models import Facility, Office, Room
from jombang_umkm.roof.seed.trades import BANK, BANKER, HALL, TRADES, TRAINER
from partners.models import Partner
from programs.models import Skill, Speaker

OFFICE = "Dinas Koperasi dan Usaha Mikro Kabupaten Jombang"
FACILITY = "Lembaga Pemasyarakatan Kelas IIB Jombang"


@dataclass(frozen=True)
class Stage:
    """The places and names that courses and sessions refer to, by name."""

    office: Office
    facility: Facility
    rooms: dict[str, Room]
    speakers: dict[str, Speaker]
    skills: dict[str, Skill]


def build() -> Stage:
    """Make it all; no address or phone is given where only a real one would be right."""
    office = Office.objects.create(
        name=OFFICE,
        short_name="Dinas Koperasi dan Usaha Mikro",
        government="Pemerintah Kabupaten Jombang",
        place="Jombang",
    )
    facility = Facility.objects.create(
        office=office,
        name=FACILITY,
        short_name="Lapas IIB Jombang",
        facility_class=Facility.Class.IIB,
        place="Jombang",
        capacity=200,
    )
    return Stage(office, facility, _rooms(facility), _speakers(office), _skills())


def _rooms(facility: Facility) -> dict[str, Room]:
    rooms = [Room(facility=facility, name=trade.room, capacity=20) for trade in TRADES]
    rooms.append(Room(facility=facility, name=HALL, capacity=100))
    return {room.name: room for room in Room.objects.bulk_create(rooms)}


def _skills() -> dict[str, Skill]:
    skills = [Skill(name=trade.skill, description=trade.description) for trade in TRADES]
    return {skill.name: skill for skill in Skill.objects.bulk_create(skills)}


def _speakers(office: Office) -> dict[str, Speaker]:
    """Return one speaker lent by each partner, and the office's own trainer."""
    bank = Partner(office=office, kind=Partner.Kind.BANK, name=BANK, short_name="BSI Jombang")
    associations = [
        Partner(office=office, kind=Partner.Kind.ASSOCIATION, name=trade.association)
        for trade in TRADES
    ]
    partners = Partner.objects.bulk_create([*associations, bank])
    names = [*(trade.speaker for trade in TRADES), BANKER]
    expertise = [*(trade.skill for trade in TRADES), "Rekening dan pembiayaan syariah"]
    speakers = [
        Speaker(office=office, full_name=name, partner=partner, expertise=what)
        for name, partner, what in zip(names, partners, expertise, strict=True)
    ]
    speakers.append(Speaker(office=office, full_name=TRAINER, expertise="Kelembagaan usaha mikro"))
    return {speaker.full_name: speaker for speaker in Speaker.objects.bulk_create(speakers)}
