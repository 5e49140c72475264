from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from jombang_umkm.history import tracked
from jombang_umkm.models.office import Office


@tracked()
class Facility(models.Model):
    """A prison or remand centre whose people are trained."""

    class Kind(models.TextChoices):
        PRISON = "LAPAS", _("Prison (Lapas)")
        REMAND_CENTRE = "RUTAN", _("Remand centre (Rutan)")
        WOMENS_PRISON = "LPP", _("Women's prison (LPP)")
        YOUTH = "LPKA", _("Youth centre (LPKA)")

    class Class(models.TextChoices):
        I = "I", _("Class I")  # noqa: E741 - the class is written with a Roman numeral
        IIA = "IIA", _("Class IIA")
        IIB = "IIB", _("Class IIB")
        III = "III", _("Class III")

    office = models.ForeignKey(
        Office,
        on_delete=models.PROTECT,
        related_name="facilities",
        verbose_name=_("office"),
        help_text=_("The cooperative office that trains here."),
    )
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PRISON)
    facility_class = models.CharField(_("class"), max_length=3, choices=Class, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    place = models.CharField(
        _("place"), max_length=60, help_text=_("Where letters are dated, such as Jombang.")
    )
    capacity = models.PositiveSmallIntegerField(
        _("capacity"), null=True, blank=True, help_text=_("People, as built.")
    )

    class Meta:
        ordering = ("name",)
        verbose_name = _("facility")
        verbose_name_plural = _("facilities")
        constraints = (
            models.UniqueConstraint(
                Lower("name"),
                name="facility_name_unique",
                violation_error_message=_("There is already a facility of that name."),
            ),
        )

    def __str__(self) -> str:
        return self.name


@tracked()
class Room(models.Model):
    """A place inside a facility where sessions are held."""

    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, related_name="rooms", verbose_name=_("facility")
    )
    name = models.CharField(_("name"), max_length=100)
    capacity = models.PositiveSmallIntegerField(_("capacity"), null=True, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ("facility", "name")
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        constraints = (
            models.UniqueConstraint(
                "facility",
                Lower("name"),
                name="room_name_unique",
                violation_error_message=_("This facility already has a room of that name."),
            ),
        )

    def __str__(self) -> str:
        return self.name
