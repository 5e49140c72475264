from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from jombang_umkm.history import tracked


@tracked()
class Office(models.Model):
    """A regency's cooperative and micro-business office, as it stands on its letterhead."""

    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60)
    government = models.CharField(
        _("government"),
        max_length=200,
        help_text=_("First line of the letterhead, such as Pemerintah Kabupaten Jombang."),
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    place = models.CharField(
        _("place"), max_length=60, help_text=_("Where letters are dated, such as Jombang.")
    )

    class Meta:
        ordering = ("name",)
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        constraints = (
            models.UniqueConstraint(
                Lower("name"),
                name="office_name_unique",
                violation_error_message=_("There is already an office of that name."),
            ),
        )

    def __str__(self) -> str:
        return self.name
