"""Whom a list of people shows: by text, by where they are, and by what is known of them."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise

from jombang_umkm import access
from participants.forms.finding import GONE, HERE, FindForm
from participants.models import AftercareConsent, Custody, FamilyContact
from participants.querysets import CustodyQuerySet, of_kept
from participants.rules.person import LOOKED_AFTER, lacking_nik
from participants.views.pages import NAME, NUMBER, SORTS, Sort
from programs.models import Course, Enrolment, Program

# Nobody has a name like that.
LIKE_A_NIK = re.compile(r"(?:\d[\s.\-]*){16}")

# Of no use to training: where in the prison somebody sleeps, and what its officers still ask for.
NOT_FOR_THE_OFFICE = ("blok", "tanpa_nik", "tanpa_keluarga")
# What somebody agreed to with the office that asks.
FOR_THE_OFFICE_ALONE = ("setuju",)


@dataclass(frozen=True)
class Finding:
    """What somebody looks for among the people they see."""

    form: FindForm
    user: access.Visitor
    today: date

    @classmethod
    def of(cls, request: HttpRequest) -> "Finding":
        """Return what the address of the list, or of its download, asks for."""
        user = request.user
        form = FindForm(
            request.GET,
            orders=_orders(user),
            blocks=lambda: _blocks(user),
            courses=lambda: _courses(user),
            without=NOT_FOR_THE_OFFICE if access.is_staff(user) else FOR_THE_OFFICE_ALONE,
        )
        return cls(form, user, timezone.localdate())

    @property
    def sort(self) -> Sort:
        return SORTS[self.form.order or NAME]

    @property
    def seen(self) -> CustodyQuerySet:
        """Every stay that the user sees, of whoever."""
        return Custody.objects.visible_to(self.user)

    @property
    def among(self) -> CustodyQuerySet:
        """One stay a person, of those whom the filters leave, whatever they are called."""
        stays = self.seen.select_related("participant", "facility")
        if self.form.presence == HERE:
            stays = stays.filter(status__in=Custody.HELD)
        else:
            stays = stays.last_of_each(by=self.user)
        if self.form.presence == GONE:
            stays = stays.exclude(status__in=Custody.HELD)
        for name, value in self.form.chosen.items():
            stays = stays.filter(CONDITIONS[name](self, value))
        return stays

    @property
    def stays(self) -> CustodyQuerySet:
        """Those of them whom the text means."""
        text = self.form.text
        return self.among.matching(text, by=self.user) if text else self.among

    @property
    def first_stays(self) -> CustodyQuerySet:
        """The same, of whom a page is wanted."""
        text = self.form.text
        return self.among.first_matching(text, by=self.user) if text else self.among


def has_nik(request: HttpRequest) -> bool:
    """Return whether there is something like a NIK in the address."""
    return bool(LIKE_A_NIK.search(request.GET.get("cari", "")))


def _in_course(finding: Finding, course: int) -> Q:
    """Whoever has, or had, a seat in it, or is to have one."""
    seats = Enrolment.objects.visible_to(finding.user).filter(course=course)
    taken = seats.exclude(status=Enrolment.Status.REJECTED)
    return Q(Exists(taken.filter(custody=OuterRef("pk"))))


def _ending(finding: Finding, months: int) -> Q:
    """Whose sentence ends within so many months, or has ended though they are held."""
    is_ahead = Q(expiry_date__gte=finding.today) | Q(status__in=Custody.HELD)
    return Q(expiry_date__lte=months_after(finding.today, months)) & is_ahead


def _kept(finding: Finding) -> Q:
    """Of whom what is missing is told: the same as in the list's last column."""
    return Q(of_kept(finding.user), status__in=LOOKED_AFTER)


def _without_nik(finding: Finding, _chosen: bool) -> Q:
    return _kept(finding) & lacking_nik(prefix="participant__")


def _without_family(finding: Finding, _chosen: bool) -> Q:
    contacts = FamilyContact.objects.filter(participant=OuterRef("participant")).order_by()
    return _kept(finding) & ~Q(Exists(contacts))


def _agreed(finding: Finding, _chosen: bool) -> Q:
    consents = AftercareConsent.objects.in_force().to_office_of(finding.user)
    return Q(Exists(consents.filter(participant=OuterRef("participant"))))


CONDITIONS: dict[str, Callable[[Finding, Any], Q]] = {
    "status": lambda _finding, status: Q(status=status),
    "jenis": lambda _finding, kind: Q(kind=kind),
    "blok": lambda _finding, block: Q(block=block),
    "kelas": _in_course,
    "ekspirasi": _ending,
    "tanpa_nik": _without_nik,
    "tanpa_keluarga": _without_family,
    "setuju": _agreed,
}


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))


def _orders(user: access.Visitor) -> list[tuple[str, Promise]]:
    """Return the orders; that of numbers only in one prison, for each has its own."""
    return [
        (name, sort.label)
        for name, sort in SORTS.items()
        if name != NUMBER or access.is_officer(user)
    ]


def _blocks(user: access.Visitor) -> Iterable[tuple[str, str]]:
    """Return the blocks in which somebody is; none to whom many prisons would mix theirs."""
    if not access.is_officer(user):
        return []
    held = Custody.objects.visible_to(user).filter(status__in=Custody.HELD).exclude(block="")
    blocks = held.order_by("block").values_list("block", flat=True).distinct()
    return [(block, block) for block in blocks]


def _courses(user: access.Visitor) -> Iterable[tuple[int, str]]:
    """Return the courses of what goes on, the newest first; none of all prisons together."""
    if access.is_administrator(user):
        return []
    courses = Course.objects.visible_to(user).exclude(program__status__in=Program.OVER)
    found = courses.order_by("-program__starts_on", "name", "pk")
    return [
        (pk, f"{name} ({program})")
        for pk, name, program in found.values_list("pk", "name", "program__name")
    ]
