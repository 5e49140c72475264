from django.db import models
from django.utils.translation import gettext_lazy as _

from jombang_umkm.history import tracked
from jombang_umkm.models import Office
from partners.models import Partner
from programs.querysets import SpeakerQuerySet


@tracked()
class Speaker(models.Model):
    """A resource person (narasumber), lent by a partner or on their own."""

    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="speakers", verbose_name=_("office")
    )
    full_name = models.CharField(_("full name"), max_length=150)
    partner = models.ForeignKey(
        Partner,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="speakers",
        verbose_name=_("partner"),
    )
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    expertise = models.CharField(_("expertise"), max_length=200, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering = ("full_name",)
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")

    def __str__(self) -> str:
        return self.full_name
