"""Who may change what is known of a person."""

from django.utils.translation import gettext as _

from jombang_umkm import access
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import Facility, User


def require_keep_stays(user: User, facility: Facility) -> None:
    """Raise ActionRefused("not_allowed") unless they may open and change stays there."""
    if not access.facilities_of(user).filter(pk=facility.pk).exists():
        raise ActionRefused(
            "not_allowed", _("Only officers of %(facility)s may do this.") % {"facility": facility}
        )
