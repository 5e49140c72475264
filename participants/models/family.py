import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jombang_umkm import phones
from jombang_umkm.history import tracked
from participants.models.merged import of_nobody_merged
from participants.models.participant import Participant
from participants.querysets import FamilyContactQuerySet


@tracked()
class FamilyContact(models.Model):
    """An adult of the family who can be asked for support; names of children are never stored.

    Withdrawn consent hides phone and address wherever they would be shown.
    """

    class Relation(models.TextChoices):
        SPOUSE = "PASANGAN", _("Husband or wife")
        PARENT = "ORANG_TUA", _("Father or mother")
        SIBLING = "SAUDARA", _("Brother or sister")
        GRANDPARENT = "KAKEK_NENEK", _("Grandfather or grandmother")
        OTHER_RELATIVE = "KERABAT", _("Another relative, of age")
        FRIEND = "TEMAN", _("Friend or neighbour")

    class Willingness(models.TextChoices):
        YES = "YA", _("Yes")
        UNDECIDED = "BELUM", _("Undecided")
        NO = "TIDAK", _("No")

    participant = models.ForeignKey(
        Participant,
        on_delete=models.PROTECT,
        related_name="family_contacts",
        verbose_name=_("participant"),
    )
    name = models.CharField(_("name"), max_length=150)
    relation = models.CharField(_("relation"), max_length=12, choices=Relation)
    phone = models.CharField(
        _("phone"), max_length=16, blank=True, help_text=_("Leave empty if they have none.")
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    is_guarantor = models.BooleanField(
        _("guarantor"), default=False, help_text=_("Stands surety for a release (penjamin).")
    )
    willingness = models.CharField(
        _("willing to support"),
        max_length=5,
        choices=Willingness,
        default=Willingness.UNDECIDED,
    )
    consent_on = models.DateField(
        _("consent given on"),
        null=True,
        blank=True,
        help_text=_("The day on which they agreed to be contacted."),
    )
    withdrawn_on = models.DateField(_("consent withdrawn on"), null=True, blank=True)

    objects = FamilyContactQuerySet.as_manager()

    class Meta:
        ordering = ("participant", "name", "pk")
        verbose_name = _("family contact")
        verbose_name_plural = _("family contacts")
        constraints = (
            models.CheckConstraint(
                name="family_name_not_blank",
                condition=Q(name__regex=r"\S"),
                violation_error_message=_("Type the name."),
            ),
            models.CheckConstraint(
                name="family_phone_e164",
                condition=Q(phone="") | Q(phone__regex=r"^\+[1-9]\d{6,14}$"),
                violation_error_message=_("This is no phone number."),
            ),
            models.CheckConstraint(
                name="family_consent_in_order",
                condition=Q(withdrawn_on__isnull=True)
                | Q(consent_on__isnull=False, withdrawn_on__gte=F("consent_on")),
                violation_error_message=_("Consent is given before it is withdrawn."),
            ),
        )
        triggers = (of_nobody_merged("family_contact"),)

    def __str__(self) -> str:
        return self.name

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None

    @property
    def phone_shown(self) -> str:
        """The phone as people read it; nothing once consent is withdrawn."""
        return "" if self.is_withdrawn else phones.shown(self.phone)

    @property
    def address_shown(self) -> str:
        """The address; nothing once consent is withdrawn."""
        return "" if self.is_withdrawn else self.address


class FamilyNote(models.Model):
    """What was talked about with the family, or what support they gave; append-only."""

    class Kind(models.TextChoices):
        CALL = "TELEPON", _("Call or message")
        VISIT = "KUNJUNGAN", _("Visit to the facility")
        HOME_VISIT = "KUNJUNGAN_RUMAH", _("Visit at home")
        SUPPORT = "DUKUNGAN", _("Support given")

    contact = models.ForeignKey(
        FamilyContact,
        on_delete=models.PROTECT,
        related_name="notes",
        verbose_name=_("family contact"),
    )
    kind = models.CharField(_("what happened"), max_length=15, choices=Kind)
    happened_on = models.DateField(_("date"))
    note = models.CharField(_("note"), max_length=300)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="family_notes",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        ordering = ("-happened_on", "-pk")
        verbose_name = _("note on the family")
        verbose_name_plural = _("notes on the family")
        constraints = (
            # A double click, or a retry, is one note.
            models.UniqueConstraint(
                fields=("contact", "kind", "happened_on", "note"),
                name="family_note_once",
                violation_error_message=_("This was noted already."),
            ),
            models.CheckConstraint(
                name="family_note_not_blank",
                condition=Q(note__regex=r"\S"),
                violation_error_message=_("Type what happened."),
            ),
        )
        triggers = (
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.contact}, {self.get_kind_display()}, {self.happened_on:%d-%m-%Y}"
