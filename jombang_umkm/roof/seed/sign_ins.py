"""The three people who sign in to try the system; their full names are invented."""

from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Lower

from jombang_umkm import demo
from jombang_umkm.models import Facility, User
from jombang_umkm.roof.seed.refusal import SeedRefused

STAFF, OFFICER, ADMINISTRATOR = demo.SIGN_INS


@dataclass(frozen=True)
class SignIns:
    """The users by name, and those of them who can now sign in with the password given."""

    users: dict[str, User]
    changed: list[str]


def refuse_others() -> None:
    """Raise SeedRefused when anybody else signs in here: it is no database to try things on."""
    others = User.objects.annotate(name=Lower("username")).exclude(name__in=demo.SIGN_INS)
    if others.exists():
        raise SeedRefused(
            "This database has users other than dinas, petugas and admin: nothing was changed."
        )


def ensure(*, facility: Facility, password: str, reset: bool) -> SignIns:
    """Make whoever is missing, with that password; `reset` also gives it to those who are here.

    Raises SeedRefused when one of the names belongs to somebody with another role or place.
    """
    wanted: dict[str, dict[str, Any]] = {
        STAFF: {"full_name": "Siti Rahmawati", "role": User.Role.STAFF, "office": facility.office},
        OFFICER: {
            "full_name": "Hendro Wicaksono",
            "role": User.Role.OFFICER,
            "facility": facility,
        },
        ADMINISTRATOR: {
            "full_name": "Yoga Saputro",
            "role": User.Role.ADMINISTRATOR,
            "is_superuser": True,
        },
    }
    here = {
        user.username.lower(): user for user in User.objects.select_related("office", "facility")
    }
    changed = []
    for name, fields in wanted.items():
        if name not in here:
            here[name] = User.objects.create_user(name, password, **fields)
            changed.append(name)
            continue
        _refuse_stranger(here[name], fields)
        if reset:
            _set_password(here[name], password)
            changed.append(name)
    return SignIns(here, changed)


def _refuse_stranger(user: User, wanted: dict[str, Any]) -> None:
    place = wanted.get("office") or wanted.get("facility")
    if user.role != wanted["role"] or user.place != place:
        raise SeedRefused(
            f"The user {user.username} has another role or place here: nothing was changed."
        )


def _set_password(user: User, password: str) -> None:
    """Set it only if it differs: a new hash of the same one would sign the user out."""
    if not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
