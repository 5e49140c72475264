import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jombang_umkm.models.facility import Facility
from jombang_umkm.models.office import Office

# What says that a document no longer holds; all else is frozen.
VOIDING = ("voided_at", "voided_by", "void_reason")


class IssuedDocumentQuerySet(models.QuerySet["IssuedDocument"]):
    """Printed documents, without their bytes unless asked for."""

    def valid(self) -> "IssuedDocumentQuerySet":
        """Return those that were not voided."""
        return self.filter(voided_at__isnull=True)

    def light(self) -> "IssuedDocumentQuerySet":
        """Return them for a list: without the PDF and what it was made from."""
        return self.defer("pdf", "data")


class IssuedDocument(models.Model):
    """A document as it was printed: a reprint gives the same bytes, a void keeps its number.

    `data` is all that was printed, the signatories of its date included; the
    database refuses any change but the voiding.
    """

    class Kind(models.TextChoices):
        SHEET = "DAFTAR_HADIR", _("Attendance list to sign")
        RECORD = "REKAMAN_KEHADIRAN", _("Recorded attendance")
        MONTH = "REKAP_BULANAN", _("Attendance of a month")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="documents", verbose_name=_("office")
    )
    facility = models.ForeignKey(
        Facility,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("facility"),
    )
    number = models.CharField(
        _("number"),
        max_length=40,
        help_text=_("Several sheets in one: from the first to the last."),
    )
    title = models.CharField(_("title"), max_length=250)
    dated_on = models.DateField(_("dated"))
    template = models.CharField(_("template"), max_length=40)
    data = models.JSONField(_("data"))
    fingerprint = models.CharField(
        _("fingerprint"), max_length=64, help_text=_("SHA-256 of the data before it got numbers.")
    )
    pdf = models.BinaryField(_("PDF"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="documents_issued",
        verbose_name=_("issued by"),
    )
    issued_at = models.DateTimeField(_("issued at"))
    voided_at = models.DateTimeField(_("voided at"), null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents_voided",
        verbose_name=_("voided by"),
    )
    void_reason = models.CharField(_("why it was voided"), max_length=200, blank=True)

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        ordering = ("-issued_at", "-pk")
        verbose_name = _("printed document")
        verbose_name_plural = _("printed documents")
        constraints = (
            models.UniqueConstraint(
                fields=("office", "number"),
                name="document_number_unique",
                violation_error_message=_("This number is taken."),
            ),
            models.UniqueConstraint(
                fields=("office", "kind", "fingerprint"),
                name="document_printed_once",
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("This was printed already."),
            ),
            models.CheckConstraint(
                name="document_void_complete",
                condition=Q(voided_at__isnull=True, voided_by__isnull=True, void_reason="")
                | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
                violation_error_message=_("Give a reason."),
            ),
        )
        triggers = (
            pgtrigger.ReadOnly(name="frozen", exclude=[*VOIDING]),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="voided_for_good",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__voided_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}, {self.title}"

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None
