"""Records that go on, and those that were merged into them."""

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import MD5
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from jombang_umkm import access

if TYPE_CHECKING:
    from participants.models import (  # noqa: F401
        Custody,
        Merge,
        Participant,
        TwoPeople,
    )

# Which rows tell of a person, and how they lead to them; of the apps above, what they add here.
# Something was built on a merging where one of these was added, changed or taken away since.
TELLING: list[tuple[str, str]] = [
    ("participants.Participant", "pk"),
    ("participants.Custody", "participant"),
    ("participants.CustodyEvent", "custody__participant"),
    ("participants.CustodyAbsence", "custody__participant"),
    ("participants.Transfer", "event__custody__participant"),
    ("participants.FamilyContact", "participant"),
    ("participants.FamilyNote", "contact__participant"),
    ("participants.ParticipantPhoto", "participant"),
    ("participants.AftercareConsent", "participant"),
]


class LiveManager(models.Manager[Any]):
    """The records that go on: nobody else is found, listed or counted."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(merged_into__isnull=True)


class MergeQuerySet(models.QuerySet["Merge"]):
    """Mergings of two records."""

    def visible_to(self, user: access.Visitor) -> "MergeQuerySet":
        """Return those of the people whose record the user keeps, whatever it was merged into.

        One that was undone tells of two people: of those of whom both records are kept.
        """
        from participants.models import Participant

        kept = Participant.objects.kept_by(user).order_by().values("pk")
        found = self.filter(Q(kept__in=kept) | Q(kept__merged_into__in=kept))
        both = Q(absorbed__in=kept) | Q(absorbed__merged_into__in=kept)
        return found.filter(Q(undo__isnull=True) | both)

    def of(self, person: "Participant") -> "MergeQuerySet":
        """Return those that led to this record, the newest first; those undone too."""
        return self.filter(Q(kept=person) | Q(kept__merged_into=person))

    def undone_of(self, person: "Participant") -> "MergeQuerySet":
        """Return those undone that made one of this record, or one that led to it, and another."""
        kept, absorbed = (
            Q(**{name: person}) | Q(**{f"{name}__merged_into": person})
            for name in ("kept", "absorbed")
        )
        return self.filter(kept | absorbed, undo__isnull=False)

    def standing(self) -> "MergeQuerySet":
        """Return those that were not undone."""
        return self.filter(undo__isnull=True)

    def with_names(self) -> "MergeQuerySet":
        """Return them with who they are of, who did it, and who undid it."""
        return self.select_related("kept", "absorbed", "merged_by", "undo__undone_by")


class TwoPeopleQuerySet(models.QuerySet["TwoPeople"]):
    """Pairs that were told apart."""

    def visible_to(self, user: access.Visitor) -> "TwoPeopleQuerySet":
        """Return the pairs of whom the user keeps both."""
        from participants.models import Participant

        kept = Participant.objects.kept_by(user).order_by().values("pk")
        return self.filter(one__in=kept, other__in=kept)

    def of(self, one: int, other: int) -> "TwoPeopleQuerySet":
        """Return the pair of these two, if they were told apart."""
        return self.filter(one=min(one, other), other=max(one, other))


class RowMark(Func):
    """What stands for all that a row says, but for pictures and what is sealed, which is redone."""

    output_field = models.TextField()

    def __init__(self) -> None:
        super().__init__(Value(""))

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra: Any) -> Any:
        table = connection.ops.quote_name(compiler.query.get_initial_alias())
        # Nor of what is empty: a column of a later version says nothing of what was built.
        told = f"to_jsonb({table}) - ARRAY['jpeg', 'nik_sealed']"
        return f"jsonb_strip_nulls({told})::text", []


def marks_of(people: Collection[int]) -> dict[str, str]:
    """Return what stands for every row that tells of these people, in one statement.

    The keys are kind and number of the row, "participants.Custody:12"; any difference to what
    was read before is a change since.
    """
    rows: models.QuerySet[Any, Any] | None = None
    for label, path in TELLING:
        model = apps.get_model(label)
        found = model._base_manager.filter(**{f"{path}__in": people}).order_by()
        told = found.annotate(
            of_kind=Value(label, output_field=models.TextField()), row=F("pk"), said=MD5(RowMark())
        ).values_list("of_kind", "row", "said")
        rows = told if rows is None else rows.union(told, all=True)
    assert rows is not None
    return {f"{kind}:{pk}": said for kind, pk, said in rows}


def folded_under(number: str, custody: "Custody") -> Iterable["Custody"]:
    """Return the stays folded into others that keep the number which a stay there is to have."""
    from participants.models import Custody

    if not number:
        return []
    folded = Custody.with_merged.registered_as(number).filter(
        facility=custody.facility_id, merged_into__isnull=False
    )
    others = folded.exclude(merged_into=custody.pk) if custody.pk else folded
    return others.select_related("participant").order_by("pk")


def built_on(merge: "Merge") -> Iterator[str]:
    """Yield what was added, changed or taken away since two records were merged, row by row."""
    now = marks_of([merge.kept_id, merge.absorbed_id])
    for key in sorted({*now, *merge.after}, key=_row_of):
        if now.get(key) == merge.after.get(key):
            continue
        label, pk = _row_of(key)
        model = apps.get_model(label)
        row = model._base_manager.filter(pk=pk).first()
        words = {
            "what": capfirst(model._meta.verbose_name),
            "row": row if row is not None else pk,
        }
        if key not in merge.after:
            yield _("%(what)s added (%(row)s)") % words
        elif key not in now:
            yield _("%(what)s taken away (%(row)s)") % words
        else:
            yield _("%(what)s changed (%(row)s)") % words


def taken_since(merge: "Merge") -> Iterator[str]:
    """Yield the numbers, and the NIK, that the two had apart and somebody else has by now."""
    from participants.models import Custody, Participant

    for stay, number in _numbers_apart(merge):
        others = Custody.objects.registered_as(number).filter(facility=stay.facility_id)
        other = others.exclude(participant=merge.kept_id).select_related("participant").first()
        if other is not None:
            yield _("The registration number %(number)s is the one of %(name)s by now") % {
                "number": number,
                "name": other.participant.full_name,
            }
    # What stands with the record that was merged, and is looked for with no other.
    absorbed = Participant.with_merged.get(pk=merge.absorbed_id)
    if absorbed.nik_key:
        owner = Participant.objects.filter(nik_key=absorbed.nik_key).exclude(pk=merge.kept_id)
        for person in owner:
            yield _("The NIK of one of the two is the one of %(name)s by now") % {
                "name": person.full_name
            }


def _numbers_apart(merge: "Merge") -> Iterator[tuple["Custody", str]]:
    """Yield the stays that were folded or got another number, each with the one it had before."""
    from participants.models import Custody

    before = merge.before(Custody)
    touched = [pk for pk, row in before.items() if {"merged_into_id", "registration_no"} & {*row}]
    for stay in Custody.with_merged.filter(pk__in=touched).order_by("pk"):
        yield stay, before[stay.pk].get("registration_no", stay.registration_no)


def _row_of(key: str) -> tuple[str, int]:
    label, _colon, pk = key.partition(":")
    return label, int(pk)
