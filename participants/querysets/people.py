"""People: who may see them, their photos and their families."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import (
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    Value,
)

from jombang_umkm import access
from participants.querysets.twins import Asked, of_one_father
from participants.spelling import NameKey, PeopleCalled, part_of_name

if TYPE_CHECKING:
    from participants.models import (  # noqa: F401
        FamilyContact,
        Participant,
        ParticipantPhoto,
    )


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

        To the office, those nominated to its programmes and, once they are free, those who
        agreed to its aftercare (`CustodyQuerySet.known_to`). Somebody on the way to a facility
        is none of its people until it accepts: it sees the `Transfer`.
        """
        from participants.models import Custody

        if access.is_staff(user):
            assert user.office_id is not None  # all of them have one
            known = Custody.objects.keys_known_to(user.office_id, "participant")
            return self.filter(pk__in=known)
        own = Custody.objects.kept_by(user).filter(participant=OuterRef("pk"))
        return self.filter(Exists(own))

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

    def called(self, text: str, *, most: int) -> "ParticipantQuerySet":
        """Return at most so many of whose names each word is part, for who sees all people.

        Nobody for a text of no letter that names keep.
        """
        by_key = PeopleCalled(text, most=most)
        if by_key.asks:
            return self.filter(pk__in=by_key)
        named = part_of_name(text)
        return self.filter(named)[:most] if named else self.none()

    def resembling(self, person: "Participant") -> "ParticipantQuerySet":
        """Return whom that might be: of the same name, or of nearly the same and of one father,
        and of no other birth date.
        """
        others = self.exclude(pk=person.pk)
        named = others.named(person.full_name)
        if person.birth_date is not None:
            named = named.filter(Q(birth_date__isnull=True) | Q(birth_date=person.birth_date))
        # Each by an index of its own.
        found = named.values("pk").union(of_one_father(others, Asked.of(person)).values("pk"))
        return others.filter(pk__in=found).order_by("full_name", "pk")


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
