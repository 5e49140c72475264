from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from jombang_umkm.history import tracked


@tracked()
class Participant(models.Model):
    """A person who is or was held: one record for life, whatever the number of stays.

    Never stored: offence, verdict, religion, mother's name (UU 27/2022 asks for no
    more than the purpose needs).
    """

    class Sex(models.TextChoices):
        MALE = "L", _("Male")
        FEMALE = "P", _("Female")

    class Education(models.TextChoices):
        NONE = "NONE", _("No schooling")
        PRIMARY = "SD", _("Primary school (SD)")
        LOWER_SECONDARY = "SMP", _("Lower secondary school (SMP)")
        UPPER_SECONDARY = "SMA", _("Upper secondary school (SMA/SMK)")
        DIPLOMA = "DIPLOMA", _("Diploma (D1–D3)")
        BACHELOR = "S1", _("Bachelor (D4/S1) or higher")

    full_name = models.CharField(
        _("full name"), max_length=150, help_text=_("One field: many people have one word.")
    )
    parent_name = models.CharField(
        _("bin/binti"),
        max_length=150,
        blank=True,
        help_text=_("The father's name, as in SUPRI bin KASMAN."),
    )
    aliases = ArrayField(
        models.CharField(max_length=100),
        verbose_name=_("aliases"),
        default=list,
        blank=True,
        help_text=_("Separated by commas."),
    )
    sex = models.CharField(_("sex"), max_length=1, choices=Sex)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    education = models.CharField(_("education"), max_length=10, choices=Education, blank=True)

    class Meta:
        ordering = ("full_name", "pk")
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = (
            models.CheckConstraint(
                name="participant_name_not_blank",
                condition=models.Q(full_name__regex=r"\S"),
                violation_error_message=_("Type the name."),
            ),
        )

    def __str__(self) -> str:
        return self.full_name

    @property
    def formal_name(self) -> str:
        """The name with bin or binti, as prison papers write it."""
        if not self.parent_name:
            return self.full_name
        particle = "binti" if self.sex == self.Sex.FEMALE else "bin"
        return f"{self.full_name} {particle} {self.parent_name}"
