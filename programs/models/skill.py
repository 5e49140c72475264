from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from jombang_umkm.history import tracked


@tracked()
class Skill(models.Model):
    """Something that can be learned and lived on, such as knitting or welding."""

    name = models.CharField(_("name"), max_length=100)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        ordering = ("name",)
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        constraints = (
            models.UniqueConstraint(
                Lower("name"),
                name="skill_name_unique",
                violation_error_message=_("There is already a skill of that name."),
            ),
        )

    def __str__(self) -> str:
        return self.name
