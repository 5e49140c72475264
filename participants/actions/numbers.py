"""Numbers that are on record for somebody who was entered twice."""

from django.utils.translation import gettext as _

from participants.models import Custody
from participants.rules.consequences import Concern


def number_concerns(custody: Custody, number: str) -> list[Concern]:
    """Return that the number a stay is to have is on record for somebody who was entered twice.

    Their folded stay keeps it, so that the list finds them by it and the merging can be undone.
    It may have been typed wrongly then, and be somebody else's in truth: so it is asked, not
    refused.
    """
    if not number:
        return []
    folded = Custody.with_merged.registered_as(number).filter(
        facility=custody.facility_id, merged_into__isnull=False
    )
    others = folded.exclude(merged_into=custody.pk) if custody.pk else folded
    return [
        Concern(
            _(
                "%(number)s is also on record for %(name)s, who was entered twice and merged. "
                "Search for them first. If the number is somebody else's in truth, that merging "
                "can no longer be undone."
            )
            % {"number": each.registration_no, "name": each.participant.formal_name}
        )
        for each in others.select_related("participant").order_by("pk")
    ]
