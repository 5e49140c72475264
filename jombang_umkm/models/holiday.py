from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from jombang_umkm.history import tracked


@tracked()
class Holiday(models.Model):
    """A day without sessions, from the yearly joint decree of three ministers (SKB 3 Menteri)."""

    class Kind(models.TextChoices):
        NATIONAL = "NATIONAL", _("National holiday")
        COLLECTIVE_LEAVE = "COLLECTIVE_LEAVE", _("Collective leave")
        LOCAL = "LOCAL", _("Local")

    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.NATIONAL)
    decree = models.CharField(_("decree"), max_length=200, blank=True)

    class Meta:
        ordering = ("day", "name")
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        constraints = (
            models.UniqueConstraint(
                "day",
                Lower("name"),
                name="holiday_unique",
                violation_error_message=_("This holiday is already on that day."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.day:%d-%m-%Y} {self.name}"
