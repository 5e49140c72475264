from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JombangUmkmConfig(AppConfig):
    """Who is who, and what all parts share."""

    name = "jombang_umkm"
    verbose_name = _("Offices, facilities and users")
