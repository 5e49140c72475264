"""The menu of each role, and who is signed in, for the frame of every page."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jombang_umkm import access
from jombang_umkm.models import User

# Where in the menu a page belongs: the first part of its address.
SECTIONS = {
    "home": ("",),
    "today": ("hari-ini", "sesi", "ketik"),
    "programs": ("pelatihan", "kelas"),
    "people": ("warga-binaan", "masa", "peristiwa", "mutasi", "keluarga", "absen"),
    "admin:index": ("admin",),
}


class Link(NamedTuple):
    """An entry of the menu; `current` is its aria-current: this page, a page below it, or none."""

    label: Promise
    url: str
    current: str


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Return what base.html shows around a page; nothing of it to somebody not signed in."""
    user = request.user
    if not user.is_authenticated:
        return {}
    return {
        "navigation": [
            Link(label, reverse(name), _current(request, name)) for label, name in _menu(user)
        ],
        "place": _name_and_place(user),
        "office_name": _office_name(user),
    }


def _menu(user: User) -> list[tuple[Promise, str]]:
    if access.is_officer(user):
        return [(_("Today"), "today"), (_("Training"), "programs"), (_("People"), "people")]
    return [
        (_("Home"), "home"),
        (_("Today"), "today"),
        (_("Training"), "programs"),
        (_("People"), "people"),
        *([(_("Admin"), "admin:index")] if access.is_administrator(user) else []),
    ]


def _current(request: HttpRequest, name: str) -> str:
    """Return the aria-current of an entry: "page", "true" for a page below it, or nothing."""
    match = request.resolver_match
    if match is None or match.route.partition("/")[0] not in SECTIONS[name]:
        return ""
    return "page" if match.view_name == name else "true"


def _name_and_place(user: User) -> str:
    """Return who is signed in and for which place: officers share one machine."""
    if user.place is None:
        return user.full_name
    return f"{user.full_name}, {user.place.short_name}"


def _office_name(user: User) -> str:
    office = user.facility.office if user.facility else user.office
    return office.name if office else ""
