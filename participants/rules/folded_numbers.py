"""Numbers that are on record for somebody who was entered twice."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from participants.models import Custody
from participants.rules.consequences import Concern


def number_concerns(folded: Iterable[Custody]) -> list[Concern]:
    """Return what must be agreed to before the number of these folded stays is somebody else's.

    They keep it, so that a list or a search finds their person by it and the merging can be
    undone. It may have been typed wrongly then, so it is asked, not refused.
    """
    return [
        Concern(
            _(
                "%(number)s is also on record for %(name)s, who was entered twice and merged. "
                "Search for them first. If the number is somebody else's in truth, that merging "
                "can no longer be undone."
            )
            % {"number": each.registration_no, "name": each.participant.formal_name}
        )
        for each in folded
    ]
