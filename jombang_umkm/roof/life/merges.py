"""Records that were merged into this one, and mergings that were a mistake."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jombang_umkm import scope
from jombang_umkm.roof.life.parts import Asked, Part
from participants.models import Merge
from participants.views.timeline import Moment


def merges(asked: Asked) -> Part:
    """Return the records that became this one, and when.

    Of a merging that was undone both records tell, whoever keeps the other, and nothing of it.
    """
    theirs = Merge.objects.of(asked.person).standing() | Merge.objects.undone_of(asked.person)
    may_open = Merge.objects.visible_to(asked.user).filter(pk=OuterRef("pk"))
    with scope.whole("that a record was merged by mistake is told of both"):
        done: list[Any] = list(theirs.with_names().annotate(may_open=Exists(may_open)))
    moments = [_moment(each, may_open=each.may_open) for each in done]
    return Part("person/_merges.html", moments, [each for each in done if not each.is_undone])


def _moment(merge: Merge, *, may_open: bool) -> Moment:
    what = _("Merged with the record of %(name)s") % {"name": merge.absorbed.full_name}
    back = ""
    if merge.is_undone:
        undone = merge.undo
        what = _("Merged with another record by mistake")
        back = _("Undone by %(who)s, %(day)s: %(reason)s") % {
            "who": undone.undone_by.full_name,
            "day": date_format(timezone.localdate(undone.undone_at), "j F Y"),
            "reason": undone.reason,
        }
    return Moment(
        timezone.localdate(merge.merged_at),
        what,
        (_("By %(who)s") % {"who": merge.merged_by.full_name},),
        taken_back=back,
        url=reverse("merging", args=[merge.pk]) if may_open else "",
        act=_("What was merged"),
        order=(4, merge.pk),
    )
