"""In which facts two records of one person differ, and what stands where they do not."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from participants.models import Participant
from participants.rules import stay as of_stays
from participants.rules.facts import in_words
from participants.rules.merging import JOININGS, Choices, Fold, Pair, Question
from participants.rules.nik import masked_of
from participants.rules.person import FACTS

NikStatus = Participant.NikStatus

# Aliases are put together, not chosen.
ASKED = tuple(name for name in FACTS if name != "aliases")
NIK = "person.nik"
PHOTO = "photo"

# How much each says of somebody's NIK; a foreigner has none whatever else is written.
SAYS = (
    NikStatus.UNKNOWN,
    NikStatus.NOT_YET,
    NikStatus.BEING_RECORDED,
    NikStatus.FILLED,
    NikStatus.VERIFIED,
)


def asked_of(pair: Pair, folds: Sequence[Fold]) -> list[Question]:
    """Return all that must be chosen to make one of the two.

    Of the people, their photos, the stays entered twice, and what the apps above keep of these.
    """
    return [
        *_of_people(pair),
        *(each for fold in folds for each in _of_fold(fold)),
        *(each for joining in JOININGS for each in joining.ask(folds)),
    ]


def blocked(folds: Sequence[Fold]) -> list[str]:
    """Return, in sentences, what the apps above say against making one of the two."""
    return [said for joining in JOININGS for said in joining.block(folds)]


def _of_people(pair: Pair) -> Iterator[Question]:
    people = pair.people
    for name in ASKED:
        if differ(*(getattr(each, name) for each in people.values())):
            yield _question(f"person.{name}", name, people)
    if nik_differs(*people.values()):
        yield Question(NIK, _("NIK"), {pk: nik_in_words(each) for pk, each in people.items()})
    if len(pair.photos) == 2:
        texts = {
            pk: _("Photo of %(name)s, attached on %(day)s")
            % {"name": people[pk].full_name, "day": date_format(each.added_at, "j F Y")}
            for pk, each in ((pk, pair.photos[pk]) for pk in people)
        }
        yield Question(PHOTO, _("Photo"), texts)


def _of_fold(fold: Fold) -> Iterator[Question]:
    stays = {pk: each.custody for pk, each in fold.stays.items()}
    if fold.differs:
        lines = {pk: each.in_words for pk, each in fold.stays.items()}
        yield Question(f"{fold.key}.line", _("What happened"), lines, fold.about)
    for name in of_stays.FACTS:
        if differ(*(getattr(each, name) for each in stays.values())):
            yield _question(f"{fold.key}.{name}", name, stays, fold.about)


def _question(key: str, name: str, records: Any, about: str = "") -> Question:
    field = next(iter(records.values()))._meta.get_field(name)
    texts = {pk: in_words(each, name) for pk, each in records.items()}
    return Question(key, str(capfirst(field.verbose_name)), texts, about)


def differ(one: Any, other: Any) -> bool:
    """Return whether both are known and say something else; capitals and blanks do not."""
    if not one or not other:
        return False
    return bool(folded(one) != folded(other))


def folded(value: Any) -> Any:
    """Return a text without what is no difference; anything else as it is."""
    return " ".join(value.split()).casefold() if isinstance(value, str) else value


def nik_differs(one: Participant, other: Participant) -> bool:
    """Return whether the two say of their NIK what cannot both be so."""
    says = {one.nik_status, other.nik_status}
    if NikStatus.FOREIGNER in says:
        return len(says) == 2 and NikStatus.UNKNOWN not in says
    return one.has_nik and other.has_nik


def takes_nik_of(pair: Pair, kept: int, choices: Choices) -> int:
    """Return whose NIK and status stand: as chosen, else of whom more is known."""
    if NIK in choices:
        return choices[NIK]
    other = pair.other(kept)
    ours, theirs = (pair.people[pk].nik_status for pk in (kept, other))
    return other if _says(theirs) > _says(ours) else kept


def _says(status: str) -> int:
    return len(SAYS) if status == NikStatus.FOREIGNER else SAYS.index(NikStatus(status))


def nik_in_words(person: Participant) -> str:
    """Return the NIK with most of its digits hidden, or why there is none."""
    status = person.get_nik_status_display()
    return f"{masked_of(person)} ({status})" if person.has_nik else status


def aliases_of(kept: Participant, other: Participant, *, full_name: str) -> list[str]:
    """Return the aliases of both, and the names that are spelled otherwise than the one chosen."""
    names = [*kept.aliases, *other.aliases, kept.full_name, other.full_name]
    known = {folded(full_name)}
    found = []
    for name in names:
        if folded(name) not in known:
            known.add(folded(name))
            found.append(name[:100])
    return found
