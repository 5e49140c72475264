"""The time in which two records are one, or were so by mistake."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Subquery

from jombang_umkm.history import versions_of
from participants.models import Merge, Participant


def written_as_one(person: Participant) -> Exists:
    """Return the condition that a version was written while the record was wrongly merged.

    By a merging that was undone, by its undoing, or between: it tells of two people, and
    undoing is refused while anything new stands. The versions of the absorbed record tell from
    when to when, as the database has it: all that a transaction writes bears one time.
    """
    of_absorbed = versions_of(Participant).order_by()
    back = of_absorbed.filter(
        pgh_obj=OuterRef("pgh_obj"), merged_into__isnull=True, pgh_id__gt=OuterRef("pgh_id")
    )
    at = OuterRef(OuterRef("pgh_created_at"))
    spells = of_absorbed.annotate(
        back_at=Subquery(back.order_by("pgh_id").values("pgh_created_at")[:1])
    ).filter(
        pgh_obj=OuterRef("absorbed"),
        merged_into=OuterRef("kept"),
        pgh_created_at__lte=at,
        back_at__gte=at,
    )
    return Exists(Merge.objects.undone_of(person).order_by().filter(Exists(spells)))


def written_at(merge: Merge) -> datetime:
    """Return the time that all bears which a merging that stands wrote."""
    of_absorbed = versions_of(Participant).filter(pgh_obj=merge.absorbed_id)
    apart = of_absorbed.filter(merged_into__isnull=True).order_by("-pgh_id")
    as_one = of_absorbed.filter(pgh_id__gt=Subquery(apart.values("pgh_id")[:1]))
    time: datetime = as_one.order_by("pgh_id").values_list("pgh_created_at", flat=True)[0]
    return time
