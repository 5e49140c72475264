"""Invented data to try the system with, and to show what it is for.

Run again, also on a later day, it doubles and moves nothing: once the programmes
are here, only the sign-ins are looked after. It fills an empty database or none:
whatever people entered is never mixed with invented people.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

import pghistory
from django.db import transaction
from django.utils import timezone

from jombang_umkm import scope
from jombang_umkm.actions import holidays
from jombang_umkm.models import Facility, Office
from jombang_umkm.roof.seed import aftercare, lives, people, programs, sign_ins, stage
from jombang_umkm.roof.seed.programs import Cast
from jombang_umkm.roof.seed.refusal import SeedRefused
from participants.models import Participant
from programs.models import Program, Skill

__all__ = ["Outcome", "SeedRefused", "plant"]

# When the seeded records were made.
MORNING = time(7, 30)


@dataclass(frozen=True)
class Outcome:
    """What seeding did: whether it made the data, and whose password it set."""

    is_new: bool
    password_set_for: list[str]


@transaction.atomic
@scope.whole("seeding")
def plant(*, today: date, password: str, reset: bool) -> Outcome:
    """Seed around `today`; `reset` gives the password also to sign-ins that are here already.

    Raises SeedRefused, changing nothing, when others sign in here or other data is here.
    """
    sign_ins.refuse_others()
    with pghistory.context(command="seed"):
        if _is_here():
            return Outcome(False, _sign_ins_of_seeded(password, reset))
        _refuse_unless_empty()
        return Outcome(True, _everything(today, password, reset))


def _is_here() -> bool:
    return Program.objects.filter(name=programs.NAME_2023, office__name=stage.OFFICE).exists()


def _refuse_unless_empty() -> None:
    if any(model.objects.exists() for model in (Office, Participant, Skill)):
        raise SeedRefused("This database already holds data of its own: nothing was changed.")


def _sign_ins_of_seeded(password: str, reset: bool) -> list[str]:
    facility = Facility.objects.select_related("office").get(name=stage.FACILITY)
    return sign_ins.ensure(facility=facility, password=password, reset=reset).changed


def _everything(today: date, password: str, reset: bool) -> list[str]:
    for year in holidays.PUBLISHED:
        holidays.load(year=year, by=None)
    places = stage.build()
    signs = sign_ins.ensure(facility=places.facility, password=password, reset=reset)
    staff, officer = signs.users[sign_ins.STAFF], signs.users[sign_ins.OFFICER]
    at = timezone.make_aware(datetime.combine(today, MORNING))
    stays = people.admit_all(facility=places.facility, by=officer, at=at)
    lives.tell(stays, by=officer, at=at)
    aftercare.agree(stays, facility=places.facility, by=officer, at=at)
    cast = Cast(staff, officer, stays)
    programs.build_2023(places, cast)
    programs.build_current(places, cast, today=today)
    return signs.changed
