from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from jombang_umkm.history import tracked
from jombang_umkm.models import Office
from partners.querysets import PartnerQuerySet


@tracked()
class Partner(models.Model):
    """An organisation that trains, buys, lends or supports, as one office knows it."""

    class Kind(models.TextChoices):
        BANK = "BANK", _("Bank")
        ASSOCIATION = "ASSOCIATION", _("Business association")
        BUSINESS = "BUSINESS", _("Business")
        GOVERNMENT = "GOVERNMENT", _("Government")
        OTHER = "OTHER", _("Other")

    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="partners", verbose_name=_("office")
    )
    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    contact_person = models.CharField(_("contact person"), max_length=150, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    note = models.TextField(_("note"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = (
            models.UniqueConstraint(
                "office",
                Lower("name"),
                name="partner_name_unique",
                violation_error_message=_("This office already has a partner of that name."),
            ),
        )

    def __str__(self) -> str:
        return self.short_name or self.name
