"""Records that look like one person, in the words of the database."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import DateField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat, Left, Length, StrIndex, Trim
from django.db.models.lookups import IsNull

from jombang_umkm import access
from participants.spelling import AliasKeys, NameKey, OwnName, Words

if TYPE_CHECKING:
    from participants.models import Participant
    from participants.querysets.people import ParticipantQuerySet

# How much of their groups of three letters two names share that are nearly the same.
ALIKE = 0.5
# Of a shorter name than this, many a longer one has part.
LETTERS = 4


@dataclass(frozen=True)
class Asked:
    """Whose twins are looked for, in the words of the database."""

    name_key: Any
    father: Any
    birth_date: Any
    sex: Any

    @classmethod
    def of_outer_query(cls) -> "Asked":
        """Return the person of the outer query."""
        father = NameKey(OuterRef("parent_name"))
        return cls(OuterRef("name_key"), father, OuterRef("birth_date"), OuterRef("sex"))

    @classmethod
    def of(cls, person: "Participant") -> "Asked":
        """Return somebody who need not be saved."""
        return cls(
            NameKey(Value(person.full_name)),
            NameKey(Value(person.parent_name)),
            Value(person.birth_date, output_field=DateField()),
            Value(person.sex),
        )


def suggested(user: access.Visitor) -> "ParticipantQuerySet":
    """Return who is on record twice among the people whom the user keeps, as it seems.

    Of each pair the record that was made later; the newest first.
    """
    older = [twins.filter(pk__lt=OuterRef("pk")) for twins in twins_of(user)]
    return kept_people(user).filter(Exists(older[0]) | Exists(older[1])).order_by("-pk")


def twins_of(user: access.Visitor) -> "tuple[ParticipantQuerySet, ParticipantQuerySet]":
    """Return those of the user's people whom the person of the outer query might be.

    First those of one birth date, then those of one father of whom one has no birth date, each
    by an index of its own; `rules.twins.reason_of` says the same of two who were read. Two whose
    NIKs Dukcapil verified are none, nor two who were told apart.
    """
    from participants.models import Participant, TwoPeople

    told = TwoPeople.objects.filter(
        Q(one=OuterRef("pk"), other=OuterRef(OuterRef("pk")))
        | Q(other=OuterRef("pk"), one=OuterRef(OuterRef("pk")))
    )
    verified = Q(nik_status=Participant.NikStatus.VERIFIED) & Q(nik_status=OuterRef("nik_status"))
    others = kept_people(user).exclude(pk=OuterRef("pk")).exclude(verified).filter(~Exists(told))
    return _of_one_birth_date(others), of_one_father(others, Asked.of_outer_query())


def kept_people(user: access.Visitor) -> "ParticipantQuerySet":
    """Return the people whose record the user keeps; to administrators, whom nobody lacks."""
    from participants.models import Custody, Participant

    if access.is_administrator(user):
        return Participant.objects.all()
    # Of one facility's people alone it has to be looked up where they are.
    here = Custody.objects.kept_by(user).order_by().values("participant")
    return Participant.objects.filter(pk__in=here).kept_by(user)


def _of_one_birth_date(others: "ParticipantQuerySet") -> "ParticipantQuerySet":
    """Return those of nearly the same name, or of whom the one is called as the other."""
    key, theirs = F("name_key"), OuterRef("name_key")
    part = Q(inside__gt=0, length__gte=LETTERS, words_inside__gt=0)
    part |= Q(around__gt=0, their_length__gte=LETTERS, words_around__gt=0)
    return others.alias(
        near=TrigramSimilarity("name_key", theirs),  # type: ignore[arg-type]
        inside=StrIndex(theirs, key),
        around=StrIndex(key, theirs),
        words=_words("full_name"),
        their_words=_words(OuterRef("full_name")),
        words_inside=StrIndex(F("their_words"), F("words")),
        words_around=StrIndex(F("words"), F("their_words")),
        length=Length(key),
        their_length=Length(theirs),
        called=AliasKeys("aliases"),
        they_are_called=AliasKeys(OuterRef("aliases")),
    ).filter(
        Q(near__gte=ALIKE)
        | part
        | Q(called__contains=[theirs])
        | Q(they_are_called__contains=[key]),
        birth_date=OuterRef("birth_date"),
    )


def _words(name: str | OuterRef) -> Concat:
    """Return the words of a name, each between spaces: Yanto is no part of Hariyanto."""
    return Concat(Value(" "), Trim(Words(name)), Value(" "))


def of_one_father(others: "ParticipantQuerySet", whose: Asked) -> "ParticipantQuerySet":
    """Return those of nearly the same name and the same father's name, one birth date unknown.

    Whoever has the same name and the same date is found by that. Of names that many share,
    `Muhammad`, nothing is compared; and nobody slips in the first letter of what is left.
    """
    own, theirs = OwnName("name_key"), OwnName(whose.name_key)
    return (
        others.alias(
            father=NameKey("parent_name"),
            initial=Left(own, 1),
            near=TrigramSimilarity(own, theirs),  # type: ignore[arg-type]
            undated=IsNull(whose.birth_date, True),
        )
        .filter(
            Q(birth_date__isnull=True) | Q(undated=True),
            Q(near__gte=ALIKE) | Q(name_key=whose.name_key),
            father=whose.father,
            initial=Left(theirs, 1),
            sex=whose.sex,
        )
        .exclude(name_key="")
        .exclude(father="")
    )
