"""Records that were merged into this one."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jombang_umkm.roof.life.parts import Asked, Part
from participants.models import Merge
from participants.views.timeline import Moment


def merges(asked: Asked) -> Part:
    """Return the records that became this one, and when; those that are two again too."""
    done = list(Merge.objects.of(asked.person).visible_to(asked.user).with_names())
    moments = [moment for each in done for moment in _moments(each)]
    return Part("person/_merges.html", moments, [each for each in done if not each.is_undone])


def _moments(merge: Merge) -> Iterator[Moment]:
    url, act = reverse("merging", args=[merge.pk]), _("What was merged")
    name = merge.absorbed.full_name
    day = timezone.localdate(merge.merged_at)
    what = _("Merged with the record of %(name)s") % {"name": name}
    by = _("By %(who)s") % {"who": merge.merged_by.full_name}
    back = ""
    if merge.is_undone:
        undone = merge.undo
        back = _("Undone by %(who)s, %(day)s: %(reason)s") % {
            "who": undone.undone_by.full_name,
            "day": date_format(timezone.localdate(undone.undone_at), "j F Y"),
            "reason": undone.reason,
        }
    yield Moment(day, what, (by,), taken_back=back, url=url, act=act, order=(4, merge.pk))
