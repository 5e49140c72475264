"""People: who may see them, their photos and their families."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import (
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
)

from jombang_umkm import access
from participants.spelling import (
    NameKey,
)

if TYPE_CHECKING:
    from participants.models import (  # noqa: F401
        FamilyContact,
        Participant,
        ParticipantPhoto,
    )


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
        from participants.models import Custody, Transfer

        last = Custody.objects.filter(participant=OuterRef("pk")).order_by("-entry_date", "-pk")
        kept = self.alias(kept_at=Subquery(last.values("facility")[:1])).filter(
            kept_at__in=access.facilities_of(user)
        )
        if access.is_administrator(user):
            return kept
        on_the_way = Transfer.objects.filter(status="SENT", event__custody=OuterRef("last_stay"))
        return kept.alias(last_stay=Subquery(last.values("pk")[:1])).exclude(Exists(on_the_way))

    def named(self, full_name: str) -> "ParticipantQuerySet":
        """Return the people of that name, however it is spelled; nobody for no name."""
        return self.filter(name_key=NameKey(Value(full_name))).exclude(name_key="")

    def resembling(self, person: "Participant") -> "ParticipantQuerySet":
        """Return whom that might be: of the same name, and of no other birth date."""
        found = self.named(person.full_name).exclude(pk=person.pk)
        if person.birth_date is not None:
            found = found.filter(Q(birth_date__isnull=True) | Q(birth_date=person.birth_date))
        return found.order_by("full_name", "pk")


class ParticipantPhotoQuerySet(models.QuerySet["ParticipantPhoto"]):
    """Photos of people."""

    def visible_to(self, user: access.Visitor) -> "ParticipantPhotoQuerySet":
        """Return those of the people whose record the user's facilities keep."""
        from participants.models import Participant

        return self.filter(participant__in=Participant.objects.kept_by(user))

    def attached(self) -> "ParticipantPhotoQuerySet":
        """Return those that are shown: at most one a person."""
        return self.filter(removed_at__isnull=True, is_aside=False)


class FamilyContactQuerySet(models.QuerySet["FamilyContact"]):
    """Families of people."""

    def visible_to(self, user: access.Visitor) -> "FamilyContactQuerySet":
        """Return the families of the people whose record the user's facilities keep."""
        from participants.models import Participant

        return self.filter(participant__in=Participant.objects.kept_by(user))

    def by_name(self) -> "FamilyContactQuerySet":
        """Return them by name, those who withdrew their consent last."""
        return self.order_by(F("withdrawn_on").asc(nulls_first=True), "name", "pk")
