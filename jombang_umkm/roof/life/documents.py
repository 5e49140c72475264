"""Printed documents that name somebody."""

from django.db.models import Exists, OuterRef, Q

from jombang_umkm import access
from jombang_umkm.roof.life.parts import Asked, Part
from programs.models import PrintedRow

# The newest so many.
SHOWN = 50


def documents(asked: Asked) -> Part:
    """Return the lists on which they stand, of those the user may open, the newest first.

    Only lists to be signed are kept row by row; a recap names people in its text alone.
    """
    # Paper names a stay that was entered twice as it was then.
    theirs = Q(custody__in=asked.stays) | Q(custody__merged_into__in=asked.stays)
    named = PrintedRow.objects.filter(theirs, sheet__document=OuterRef("pk"))
    found = access.documents_of(asked.user).light().filter(Exists(named))
    rows = list(found.order_by("-dated_on", "-pk")[: SHOWN + 1])
    more = len(rows) > SHOWN
    return Part("person/_documents.html", (), rows[:SHOWN], more=more, is_folded=True)
