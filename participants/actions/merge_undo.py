"""Making two records again of one that was merged, while nothing was built on it."""

from datetime import datetime
from itertools import islice

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from participants import permissions
from participants.actions.ledger import Steps
from participants.models import Merge, MergeUndo
from participants.querysets import built_on, lock_pair, taken_since
from participants.rules.merging import JOININGS

# So many rows are named on which something was built.
NAMED = 5


@transaction.atomic
def undo(*, merge: Merge, reason: str, by: User, at: datetime) -> MergeUndo:
    """Put everything back as it was before the two were merged, and return who undid it.

    A repeat changes nothing.

    Raises ActionRefused: "not_allowed", "reason_needed", "built_on" (with what was added,
    changed or taken away since), "taken_meanwhile" (a number or a NIK is another's by now).
    """
    permissions.require_undo_merge(by)
    first = [joining.lock for joining in JOININGS]
    lock_pair(merge.kept_id, merge.absorbed_id, first=first)
    merge = Merge.objects.get(pk=merge.pk)
    done = MergeUndo.objects.filter(merge=merge).first()
    if done is not None:
        return done
    if not reason.strip():
        raise ActionRefused("reason_needed", _("Say why the merging is undone."))
    since = list(islice(built_on(merge), NAMED + 1))
    if since:
        named = [*since[:NAMED], *(["…"] if len(since) > NAMED else [])]
        raise ActionRefused(
            "built_on",
            _("Nothing was undone, for somebody went on with the one record since: %(what)s.")
            % {"what": "; ".join(named)},
        )
    taken = list(taken_since(merge))
    if taken:
        raise ActionRefused(
            "taken_meanwhile", _("Nothing was undone: %(what)s.") % {"what": "; ".join(taken)}
        )
    try:
        with transaction.atomic():
            Steps(merge.steps).take_back()
    except IntegrityError as error:
        raise ActionRefused(
            "taken_meanwhile",
            _("Nothing was undone: a number or NIK of the two belongs to somebody else by now."),
        ) from error
    return MergeUndo.objects.create(
        merge=merge, undone_by=by, undone_at=at, reason=reason.strip()[:200]
    )
