from django.db import models
from django.utils.translation import gettext_lazy as _

from jombang_umkm.history import tracked
from jombang_umkm.models import Facility


@tracked()
class RememberedColumns(models.Model):
    """How a facility's lists call their columns, as its officers last matched them."""

    facility = models.OneToOneField(
        Facility,
        on_delete=models.PROTECT,
        related_name="remembered_columns",
        verbose_name=_("facility"),
    )
    columns = models.JSONField(_("columns"), default=dict, blank=True)

    class Meta:
        ordering = ("facility",)
        verbose_name = _("remembered columns")
        verbose_name_plural = _("remembered columns")

    def __str__(self) -> str:
        return str(self.facility)
