"""The time in which somebody's record was one with somebody else's, by mistake."""

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
    written_at = OuterRef(OuterRef("pgh_created_at"))
    spells = of_absorbed.annotate(
        back_at=Subquery(back.order_by("pgh_id").values("pgh_created_at")[:1])
    ).filter(
        pgh_obj=OuterRef("absorbed"),
        merged_into=OuterRef("kept"),
        pgh_created_at__lte=written_at,
        back_at__gte=written_at,
    )
    return Exists(Merge.objects.undone_of(person).order_by().filter(Exists(spells)))
