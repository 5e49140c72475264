"""People and stays in the sentences of the domain.

The models import this module for their managers, so a method that needs another
model imports it when it is called.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    Value,
    When,
    Window,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import RowNumber

from jombang_umkm import access
from jombang_umkm.models import User

if TYPE_CHECKING:
    from participants.models import (  # noqa: F401
        Custody,
        CustodyAbsence,
        FamilyContact,
        Participant,
        ParticipantPhoto,
        Transfer,
    )


A_WEEK = timedelta(days=7)

# How a stay becomes one of an office's: each returns the condition that a stay was nominated to
# something of the user's office. Filled by the apps above when they are ready.
NOMINATIONS: list[Callable[[User], Q]] = []


class RegistrationKey(Func):
    """The part of a registration number that tells stays apart, however it is spelled.

    `B.I 12/2026`, `BI.12/2026` and `bi 012/2026` are one number: capitals, digits
    and the slash are kept, zeros in front of a number are not.
    """

    template = (
        "regexp_replace(regexp_replace(upper(%(expressions)s),"
        " '(^|[^0-9])0+([0-9])', '\\1\\2', 'g'), '[^A-Z0-9/]', '', 'g')"
    )
    output_field = models.CharField()

    def __init__(self, expression: str | Combinable, **extra: Any) -> None:
        super().__init__(expression, **extra)


# Spellings that registers in East Java mix freely, and the one that stands for them, in
# PostgreSQL's words. First those of before the reform of 1972 (EYD, Keppres 57/1972; "oe" of
# before 1947), whose ch for kh lives on in Achmad and Moch.; then how names of the Prophet are
# written and shortened.
_SPELLINGS = (
    ("oe", "u"),
    ("dj", "j"),
    ("tj", "c"),
    # One letter may stand for any name, but the first M. of a Javanese name is this one.
    (
        r"(^\s*m\M|\m(mc?hd?|m[ou](c?hd?|kh)|m[ou](c?h|kh)am+[ae]d)\M)",
        "muhammad",
    ),
    (r"\ma(c?h|kh)m+[ae]d\M", "ahmad"),
    (r"\mabdul\M", "abd"),
    ("[^a-z0-9]+", ""),
)


def _folded(name: str) -> str:
    """Return the SQL that brings a name to its key."""
    plain = f"lower(normalize(translate({name}, E'\\'\\u2018\\u2019\\u02bc`', ''), NFKD))"
    for spelling, instead in _SPELLINGS:
        plain = f"regexp_replace({plain}, '{spelling}', '{instead}', 'g')"
    return plain


class NameKey(Func):
    """What is left of a name once spelling is set aside: `Moch. Rofi'i` and `Muhammad Rofii`.

    Two people may share it: it finds those to look at, and decides nothing.
    """

    template = _folded("%(expressions)s")
    output_field = models.CharField()


class KeptAt(Func):
    """The facility that keeps a person's record: where the last stay is; none on the way.

    The database answers it past the scope in force: who sees only its own stay of somebody
    cannot tell whether there is a newer one.
    """

    function = "person_kept_at"
    output_field = models.BigIntegerField()

    def __init__(self, person: str = "pk") -> None:
        super().__init__(person)


class ParticipantQuerySet(models.QuerySet["Participant"]):
    """People: who may see them, and who keeps their record."""

    def visible_to(self, user: access.Visitor) -> "ParticipantQuerySet":
        """Return the people who are or were held in the facilities the user answers for.

        To the office, those nominated to its programmes: it does not browse the prison. Those
        who agree to aftercare are to come beside them once that agreement is recorded.
        Somebody on the way to a facility is none of its people until it accepts: it sees the
        `Transfer`.
        """
        from participants.models import Custody

        own = Custody.objects.visible_to(user).filter(participant=OuterRef("pk"))
        return self.filter(Exists(own))

    def held_by(self, user: access.Visitor) -> "ParticipantQuerySet":
        """Return the people who are held in the user's facilities now."""
        from participants.models import Custody

        own = Custody.objects.visible_to(user).filter(status__in=Custody.HELD)
        return self.filter(Exists(own.filter(participant=OuterRef("pk"))))

    def kept_by(self, user: access.Visitor) -> "ParticipantQuerySet":
        """Return the people whose last stay is in the user's facilities: these see them whole.

        Whoever sent somebody on keeps its own stay of them, and learns nothing newer. While
        the receiver has not answered, neither side sees them whole.
        """
        if access.is_administrator(user):
            return self.visible_to(user)
        if access.is_officer(user):
            return self.visible_to(user).alias(kept_at=KeptAt()).filter(kept_at=user.facility_id)
        return self.none()

    def named(self, full_name: str) -> "ParticipantQuerySet":
        """Return the people of that name, however it is spelled; nobody for no name."""
        return self.filter(name_key=NameKey(Value(full_name))).exclude(name_key="")

    def matching(self, text: str, *, by: access.Visitor) -> "ParticipantQuerySet":
        """Return whom the text may mean: part of a name, an alias, or a number of their stays here.

        However the name or the number is spelled; nobody for a text without letter or digit.
        """
        from participants.models import Custody

        words = Q(full_name__icontains=text) | Q(parent_name__icontains=text)
        words |= Q(aliases__icontains=text)
        # What is left of it once spelling is set aside must not be nothing: all begin with that.
        if re.search(r"[A-Za-z0-9]", text):
            words |= Q(name_key__contains=NameKey(Value(text)))
        if re.search(r"\d", text):
            own = Custody.objects.visible_to(by).filter(participant=OuterRef("pk"))
            number = RegistrationKey(Value(text))
            words |= Q(Exists(own.filter(registration_key__contains=number)))
        return self.filter(words) if re.search(r"\w", text) else self.none()

    def resembling(self, person: "Participant") -> "ParticipantQuerySet":
        """Return whom that might be: of the same name, and of no other birth date."""
        found = self.named(person.full_name).exclude(pk=person.pk)
        if person.birth_date is not None:
            found = found.filter(Q(birth_date__isnull=True) | Q(birth_date=person.birth_date))
        return found.order_by("full_name", "pk")


class CustodyQuerySet(models.QuerySet["Custody"]):
    """Stays: where, when, and who may see them."""

    def visible_to(self, user: access.Visitor) -> "CustodyQuerySet":
        """Return the stays in the facilities the user answers for.

        To the office, those from which somebody was nominated to its programmes.
        """
        if access.is_staff(user):
            nominated = Q(pk__in=[])
            for nominated_to in NOMINATIONS:
                nominated |= nominated_to(user)
            return self.filter(nominated)
        return self.kept_by(user)

    def kept_by(self, user: access.Visitor) -> "CustodyQuerySet":
        """Return the stays in the facilities the user answers for: these record what happens."""
        return self.filter(facility__in=access.facilities_of(user))

    def in_custody(self, *, on: date) -> "CustodyQuerySet":
        """Return the stays of those who were there on that day."""
        return self.filter(in_custody(on=on))

    def leaving(self, *, on: date, shown: int) -> "CustodyQuerySet":
        """Return whose sentence ends that day or in the six days after, or has ended though they
        are held, and who was set free that day or in the six days before; at most `shown` a kind.

        Annotated with `leaving` ("overdue", "ahead" or "gone"), `leaving_on`, and `of_kind`,
        how many there are of that kind, shown or not. By kind, then by day.
        """
        from participants.models import Custody

        held = Q(status__in=Custody.HELD)
        gone = Q(left_on__gt=on - A_WEEK, left_on__lte=on) & ~held
        gone &= ~Q(status__in=["TRANSFERRED_OUT", "ESCAPED", "DIED"])
        # Who left last comes first, and what is overdue longest.
        first = [F("left_on").desc(), F("expiry_date").asc(), F("pk").asc()]
        kind = [F("leaving")]
        found = self.filter((held & Q(expiry_date__lt=on + A_WEEK)) | gone).annotate(
            leaving=Case(
                When(gone, then=Value("gone")),
                When(expiry_date__lt=on, then=Value("overdue")),
                default=Value("ahead"),
            ),
            leaving_on=Case(When(gone, then=F("left_on")), default=F("expiry_date")),
            of_kind=Window(Count("pk"), partition_by=kind),
            place=Window(RowNumber(), partition_by=kind, order_by=first),
        )
        return found.filter(place__lte=shown).order_by("leaving", "place")

    def registered_as(self, registration_no: str) -> "CustodyQuerySet":
        """Return the stays under that number, in whatever spelling it was typed."""
        return self.filter(registration_key=RegistrationKey(Value(registration_no)))


class ParticipantPhotoQuerySet(models.QuerySet["ParticipantPhoto"]):
    """Photos of people."""

    def visible_to(self, user: access.Visitor) -> "ParticipantPhotoQuerySet":
        """Return those of the people whose record the user's facilities keep."""
        from participants.models import Participant

        return self.filter(participant__in=Participant.objects.kept_by(user))

    def attached(self) -> "ParticipantPhotoQuerySet":
        """Return those that were not taken off: at most one a person."""
        return self.filter(removed_at__isnull=True)


class AbsenceQuerySet(models.QuerySet["CustodyAbsence"]):
    """Absences during stays."""

    def visible_to(self, user: access.Visitor) -> "AbsenceQuerySet":
        """Return those of the stays in the facilities the user answers for."""
        return self.filter(custody__facility__in=access.facilities_of(user))

    def on(self, day: date) -> "AbsenceQuerySet":
        """Return those that cover that day."""
        return self.filter(Q(back_on__isnull=True) | Q(back_on__gt=day), away_from__lte=day)


class TransferQuerySet(models.QuerySet["Transfer"]):
    """Transfers between facilities."""

    def visible_to(self, user: access.Visitor) -> "TransferQuerySet":
        """Return those the user's facilities sent, or are to receive."""
        mine = access.facilities_of(user)
        return self.filter(Q(event__custody__facility__in=mine) | Q(facility__in=mine))

    def to_answer(self, user: access.Visitor) -> "TransferQuerySet":
        """Return those on the way to the user's facilities, the oldest first."""
        mine = access.facilities_of(user)
        return self.filter(facility__in=mine, status="SENT").order_by("event__happened_on", "pk")

    def unsettled(self, user: access.Visitor) -> "TransferQuerySet":
        """Return those that ask something of the user's facilities.

        They answer what is on the way to them ("SENT"), and reverse what was declined.
        """
        mine = access.facilities_of(user)
        return self.filter(
            Q(status="SENT", facility__in=mine)
            | Q(
                status="DECLINED",
                event__custody__facility__in=mine,
                event__reversed_by__isnull=True,
            )
        )

    def sent_by(self, user: access.Visitor) -> "TransferQuerySet":
        """Return those from the user's facilities, the newest first."""
        mine = access.facilities_of(user)
        return self.filter(event__custody__facility__in=mine).order_by("-event__happened_on", "-pk")

    def with_names(self) -> "TransferQuerySet":
        """Return them with who, whence and where to, and whether the sender reversed it."""
        return self.select_related(
            "event__custody__participant",
            "event__custody__facility",
            "event__reversed_by",
            "facility",
            "answered_by",
            "new_custody",
        )


class FamilyContactQuerySet(models.QuerySet["FamilyContact"]):
    """Families of people."""

    def visible_to(self, user: access.Visitor) -> "FamilyContactQuerySet":
        """Return the families of the people whose record the user's facilities keep."""
        from participants.models import Participant

        return self.filter(participant__in=Participant.objects.kept_by(user))

    def by_name(self) -> "FamilyContactQuerySet":
        """Return them by name, those who withdrew their consent last."""
        return self.order_by(F("withdrawn_on").asc(nulls_first=True), "name", "pk")


def in_custody(*, on: date | Combinable, prefix: str = "") -> Q:
    """Return the condition that a stay covers that day; `prefix` leads to the stay, "custody__"."""
    return Q(**{f"{prefix}days_here__covers": on})
