"""Stays: where, when, and who may see them; days spent elsewhere."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
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
from django.db.models.functions import Coalesce, RowNumber

from jombang_umkm import access
from participants.spelling import (
    PeopleCalled,
    RegistrationKey,
    is_number,
    like_name,
    nearly,
    nearness,
    part_of_name,
)

if TYPE_CHECKING:
    from participants.models import (  # noqa: F401
        Custody,
        CustodyAbsence,
        Participant,
        PeopleImport,
    )


A_WEEK = timedelta(days=7)

# So many people are found by their keys sooner than in an order.
FEW = 1000
# So many are compared with a name that nobody has.
NEARBY = 1000

# How a stay becomes one of an office's: each returns the condition that a stay was nominated to
# something of that office. Filled by the apps above when they are ready.
NOMINATIONS: list[Callable[[int], Q]] = []


class LastAndFree(Func):
    """Whether that stay is somebody's last, and they are neither held anywhere nor dead.

    The database answers it past the scope in force: an office sees no other stays of them.
    """

    function = "person_is_free_since"
    output_field = models.BooleanField()


class CustodyQuerySet(models.QuerySet["Custody"]):
    """Stays: where, when, and who may see them."""

    def visible_to(self, user: access.Visitor) -> "CustodyQuerySet":
        """Return the stays in the facilities the user answers for; to the office, `known_to()`."""
        if access.is_staff(user):
            assert user.office_id is not None  # all of them have one
            return self.known_to(user.office_id)
        return self.kept_by(user)

    def known_to(self, office: int) -> "CustodyQuerySet":
        """Return all that an office sees of people: it does not browse the prison.

        The stays from which somebody was nominated to its programmes, and the one from which
        somebody was set free who agreed to its aftercare.
        """
        return self.filter(pk__in=self.model._default_manager.all().keys_known_to(office, "pk"))

    def keys_known_to(self, office: int, name: str) -> models.QuerySet[Any, Any]:
        """Return those keys, "pk" or "participant", of all that `known_to()` says.

        Each kind by its own index, then joined: an OR of them would look at every stay there is.
        """
        agreed: models.QuerySet[Any, Any] = self.filter(_free_and_agreed_to(office)).order_by()
        return agreed.values(name).union(self.filter(_nominated_to(office)).order_by().values(name))

    def each_known_to(self, office: int) -> "CustodyQuerySet":
        """Return what `known_to()` says, asked stay by stay: where they are few, as of a person."""
        return self.filter(_free_and_agreed_to(office) | _nominated_to(office))

    def nominated_to(self, office: int) -> "CustodyQuerySet":
        """Return the stays from which somebody was nominated to that office's programmes."""
        return self.filter(_nominated_to(office))

    def free_and_agreed_to(self, office: int) -> "CustodyQuerySet":
        """Return the last stays of free people whose consent to that office's aftercare holds.

        Nobody who is held anywhere, was sent on, escaped or died.
        """
        return self.filter(_free_and_agreed_to(office))

    def kept_by(self, user: access.Visitor) -> "CustodyQuerySet":
        """Return the stays in the facilities the user answers for: these record what happens."""
        return self.filter(access.answers_for(user, facility="facility"))

    def last_of_each(self, *, by: access.Visitor) -> "CustodyQuerySet":
        """Return one stay a person: where they are held, else the last that the user sees."""
        from participants.models import Custody

        seen = Custody.objects.kept_by(by)
        if access.is_staff(by):
            assert by.office_id is not None
            seen = Custody.objects.each_known_to(by.office_id)
        others = seen.filter(participant=OuterRef("participant"))
        later = Q(entry_date__gt=OuterRef("entry_date"))
        later |= Q(entry_date=OuterRef("entry_date"), pk__gt=OuterRef("pk"))
        is_held = Q(status__in=Custody.HELD)
        return self.filter(is_held | ~Exists(others.filter(is_held | later)))

    def matching(self, text: str, *, by: access.Visitor) -> "CustodyQuerySet":
        """Return the stays of whom the text may mean.

        Part of each word of it is in their names or aliases, or it is in a number of their
        stays that the user sees, also of one folded into another; however name or number is
        spelled. Nobody for a text without letter or digit.
        """
        from participants.models import Custody, Participant

        if not re.search(r"\d", text):
            return self.filter(_called(text, by=by))
        own = Custody.with_merged.visible_to(by).order_by()
        numbered = own.filter(registration_key__contains=RegistrationKey(Value(text)))
        found = numbered.values("participant")
        if not is_number(text):
            # Each by its own index: an OR of the two would read every row.
            found = found.union(Participant.objects.filter(part_of_name(text)).values("pk"))
        return self.filter(participant__in=found)

    def first_matching(self, text: str, *, by: access.Visitor) -> "CustodyQuerySet":
        """Return the same stays for whoever wants the first of them in an order.

        Of all places those of few people are found by their keys, and those of many by going
        through the order until a page is full.
        """
        from participants.models import Participant

        if not access.is_administrator(by) or re.search(r"\d", text):
            return self.matching(text, by=by)
        few = list(Participant.objects.called(text, most=FEW + 1).values_list("pk", flat=True))
        if len(few) <= FEW:
            return self.filter(participant__in=few)
        return self.filter(part_of_name(text, prefix="participant__", is_common=True))

    def named_like(self, text: str, *, by: access.Visitor, most: int) -> list["Custody"]:
        """Return at most so many stays of those whose names are written nearly so, nearest first.

        How near is enough is `spelling.NEAR`, which holds while they are read. Of all places where
        very many are called nearly so, as many as `NEARBY` are compared: a longer text tells them
        apart.
        """
        near = like_name(text, prefix="participant__")
        compared = None if access.is_officer(by) else NEARBY
        keys = PeopleCalled(text, nearly=True, most=compared)
        if keys.asks and not access.is_staff(by):
            near = Q(participant__in=keys)
        nearest = nearness(text, prefix="participant__").desc()
        with nearly():
            return list(self.filter(near).order_by(nearest, "participant__full_name", "pk")[:most])

    def with_folded(self) -> "CustodyQuerySet":
        """Annotate the numbers of stays that were folded into each: `also_numbered`."""
        folded = self.model.with_merged.filter(merged_into=OuterRef("pk")).order_by("pk")
        return self.annotate(also_numbered=ArraySubquery(folded.values("registration_no")))

    def with_parts(self) -> "CustodyQuerySet":
        """Annotate the days on which half and two thirds are served, as
        `rules.custody.half_of` and `two_thirds_of` say: `half_on`, `two_thirds_on`.
        """
        return self.annotate(
            half_on=_part_served("half_date", 1, 2),
            two_thirds_on=_part_served("two_thirds_date", 2, 3),
        )

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
        gone = Q(left_on__gt=on - A_WEEK, left_on__lte=on, status__in=Custody.FREE)
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

    def missing_from(self, people_import: "PeopleImport") -> "CustodyQuerySet":
        """Return the stays of those held where a list is of, and who are not in it.

        Neither under their number, or that of a stay folded into theirs, nor as one that a row
        was said to be, or might be.
        """
        from participants.models import Custody

        rows = people_import.lines.all()
        doubts = rows.filter(outcome="DOUBTFUL").values_list("doubts", flat=True)
        maybe = {stay for row in doubts for doubt in row for stay in doubt["stays"]}
        numbered = rows.filter(registration_key=OuterRef("registration_key"))
        folded = self.model.with_merged.filter(
            Q(registration_key__in=rows.values("registration_key")) | Q(pk__in=maybe),
            facility=people_import.facility_id,
            merged_into__isnull=False,
        )
        meant = rows.filter(custody=OuterRef("pk"))
        held = self.filter(
            facility=people_import.facility_id,
            status__in=Custody.HELD,
            entry_date__lte=people_import.as_of,
        )
        held = held.exclude(pk__in=maybe).exclude(pk__in=folded.values("merged_into"))
        return held.filter(~Exists(numbered), ~Exists(meant))

    def registered_as(self, registration_no: str) -> "CustodyQuerySet":
        """Return the stays under that number, in whatever spelling it was typed."""
        return self.filter(registration_key=RegistrationKey(Value(registration_no)))


class AbsenceQuerySet(models.QuerySet["CustodyAbsence"]):
    """Absences during stays."""

    def visible_to(self, user: access.Visitor) -> "AbsenceQuerySet":
        """Return those of the stays in the facilities the user answers for."""
        return self.filter(access.answers_for(user, facility="custody__facility"))

    def on(self, day: date) -> "AbsenceQuerySet":
        """Return those that cover that day."""
        return self.filter(Q(back_on__isnull=True) | Q(back_on__gt=day), away_from__lte=day)


def _called(text: str, *, by: access.Visitor) -> Q:
    """Return the condition that a stay is of somebody of whose names each word is part.

    In one facility by keys: the database finds them past its policies, each stay of which it
    would ask otherwise.
    """
    keys = PeopleCalled(text)
    if keys.asks and access.is_officer(by):
        return Q(participant__in=keys)
    return part_of_name(text, prefix="participant__") or Q(pk__in=[])


def _nominated_to(office: int) -> Q:
    nominated = Q(pk__in=[])
    for nominated_to in NOMINATIONS:
        nominated |= nominated_to(office)
    return nominated


def _free_and_agreed_to(office: int) -> Q:
    from participants.models import AftercareConsent, Custody

    consents = AftercareConsent.objects.in_force().filter(
        office=office, participant=OuterRef("participant")
    )
    return Q(Exists(consents), LastAndFree("participant", "pk"), status__in=Custody.FREE)


def in_custody(*, on: date | Combinable, prefix: str = "") -> Q:
    """Return the condition that a stay covers that day; `prefix` leads to the stay, "custody__"."""
    return Q(**{f"{prefix}days_here__covers": on})


def _part_served(given: str, parts: int, of: int) -> Coalesce:
    """Return the day given for it, else that part of the days from arrest to expiry, rounded up."""
    first = Coalesce("counted_from", "entry_date")
    number, day = models.IntegerField(), models.DateField()  # type: ignore[var-annotated]
    whole = {"template": "(%(expressions)s)"}
    days = Func(F("expiry_date"), first, arg_joiner=" - ", output_field=number, **whole)
    ahead = (days * parts + (of - 1)) / of
    reached = Func(first, ahead, arg_joiner=" + ", output_field=day, **whole)
    return Coalesce(given, Case(When(~Q(kind="TAHANAN"), then=reached)))
