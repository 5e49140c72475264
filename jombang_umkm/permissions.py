"""Who may do what belongs to the whole system."""

from django.utils.translation import gettext as _

from jombang_umkm import access
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User


def require_administrator(user: User | None) -> None:
    """Raise ActionRefused("not_allowed") unless they are one; None is whoever is on the console."""
    if user is not None and not access.is_administrator(user):
        raise ActionRefused("not_allowed", _("Only administrators may do this."))
