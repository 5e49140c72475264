from django.db import models
from django.utils.translation import gettext_lazy as _

from jombang_umkm.models.office import Office


class NumberSeries(models.Model):
    """The last number an office gave to a kind of document in a year; locked while one is taken."""

    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="number_series", verbose_name=_("office")
    )
    prefix = models.CharField(_("prefix"), max_length=10)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        ordering = ("office", "prefix", "year")
        verbose_name = _("series of numbers")
        verbose_name_plural = _("series of numbers")
        constraints = (
            models.UniqueConstraint(
                fields=("office", "prefix", "year"),
                name="number_series_unique",
                violation_error_message=_("This office has that series already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}"
