"""Records that look like one person, in the words of the database."""

from typing import TYPE_CHECKING

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Concat, Length, StrIndex, Trim

from jombang_umkm import access
from participants.spelling import AliasKeys, NameKey, Words

if TYPE_CHECKING:
    from participants.querysets.people import ParticipantQuerySet

# How much of their groups of three letters two names share that are nearly the same.
ALIKE = 0.5
# Of a shorter name than this, many a longer one has part.
LETTERS = 4


def suggested(user: access.Visitor) -> "ParticipantQuerySet":
    """Return who is on record twice among the people whom the user keeps, as it seems.

    Of each pair the record that was made later; the newest first.
    """
    older = [twins.filter(pk__lt=OuterRef("pk")) for twins in twins_of(user)]
    return kept_people(user).filter(Exists(older[0]) | Exists(older[1])).order_by("-pk")


def twins_of(user: access.Visitor) -> "tuple[ParticipantQuerySet, ParticipantQuerySet]":
    """Return those of the user's people whom the person of the outer query might be.

    First those of one birth date, then those of one name and one father, each by an index of
    its own; `rules.twins.reason_of` says the same of two who were read. Two whose NIKs Dukcapil
    verified are none, nor two who were told apart.
    """
    from participants.models import Participant, TwoPeople

    told = TwoPeople.objects.filter(
        Q(one=OuterRef("pk"), other=OuterRef(OuterRef("pk")))
        | Q(other=OuterRef("pk"), one=OuterRef(OuterRef("pk")))
    )
    verified = Q(nik_status=Participant.NikStatus.VERIFIED) & Q(nik_status=OuterRef("nik_status"))
    others = kept_people(user).exclude(pk=OuterRef("pk")).exclude(verified).filter(~Exists(told))
    return _of_one_birth_date(others), _of_one_father(others)


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


def _of_one_father(others: "ParticipantQuerySet") -> "ParticipantQuerySet":
    """Return those of the same name and the same father's name, and of no other birth date."""
    # Their date, or none that could contradict.
    born = Coalesce(OuterRef("birth_date"), F("birth_date"))
    return (
        others.filter(name_key=OuterRef("name_key"), sex=OuterRef("sex"))
        .exclude(name_key="")
        .exclude(parent_name="")
        .alias(father=NameKey("parent_name"), born=born)
        .filter(
            Q(birth_date__isnull=True) | Q(birth_date=F("born")),
            father=NameKey(OuterRef("parent_name")),
        )
    )
