import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jombang_umkm.history import tracked
from jombang_umkm.models import IssuedDocument
from participants.models import Custody
from programs.models.session import Session
from programs.querysets import PrintedSheetQuerySet, SheetScanQuerySet


class PrintedSheet(models.Model):
    """A session's list as it went to the class on paper: its number and its rows in order.

    Never changed: who left the list since and who was added is told by comparing
    it with the roster of the day.
    """

    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="printed_sheets", verbose_name=_("session")
    )
    document = models.ForeignKey(
        IssuedDocument,
        on_delete=models.PROTECT,
        related_name="printed_sheets",
        verbose_name=_("printed document"),
    )
    number = models.CharField(_("number"), max_length=20, db_index=True)

    objects = PrintedSheetQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("printed list")
        verbose_name_plural = _("printed lists")
        constraints = (
            models.UniqueConstraint(
                fields=("document", "session"),
                name="printed_sheet_once_a_document",
                violation_error_message=_("This session has a list in that document already."),
            ),
        )
        triggers = (
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return self.number


class PrintedRow(models.Model):
    """One row of a printed list."""

    sheet = models.ForeignKey(
        PrintedSheet, on_delete=models.PROTECT, related_name="rows", verbose_name=_("printed list")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    custody = models.ForeignKey(
        Custody, on_delete=models.PROTECT, related_name="printed_rows", verbose_name=_("stay")
    )

    class Meta:
        ordering = ("sheet", "position")
        verbose_name = _("row of a printed list")
        verbose_name_plural = _("rows of printed lists")
        constraints = (
            models.UniqueConstraint(
                fields=("sheet", "position"),
                name="printed_row_position",
                violation_error_message=_("This row of the list is taken."),
            ),
            models.UniqueConstraint(
                fields=("sheet", "custody"),
                name="printed_row_person",
                violation_error_message=_("This person stands on the list already."),
            ),
        )
        triggers = (
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.position}. {self.custody}"


@tracked(exclude=["image"])
class SheetScan(models.Model):
    """A page of the signed paper, as a picture that was checked and made anew.

    It follows its sheet when that is moved to another session. A wrong one is
    taken off with a reason, and stays in the database.
    """

    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="scans", verbose_name=_("session")
    )
    image = models.BinaryField(_("picture"), help_text=_("JPEG."))
    width = models.PositiveSmallIntegerField(_("width"), help_text=_("Pixels."))
    height = models.PositiveSmallIntegerField(_("height"), help_text=_("Pixels."))
    page = models.PositiveSmallIntegerField(_("page"), default=1)
    upload_sha256 = models.CharField(
        _("SHA-256"), max_length=64, help_text=_("Of the file that was uploaded.")
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="scans_uploaded",
        verbose_name=_("attached by"),
    )
    uploaded_at = models.DateTimeField(_("attached at"))
    removed_at = models.DateTimeField(_("taken off at"), null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="scans_removed",
        verbose_name=_("taken off by"),
    )
    removal_reason = models.CharField(_("why it was taken off"), max_length=200, blank=True)

    objects = SheetScanQuerySet.as_manager()

    class Meta:
        ordering = ("session", "uploaded_at", "page", "pk")
        verbose_name = _("scan of a signed list")
        verbose_name_plural = _("scans of signed lists")
        constraints = (
            # The same file twice is one: a double click, or a retry.
            models.UniqueConstraint(
                fields=("session", "upload_sha256", "page"),
                name="scan_attached_once",
                condition=models.Q(removed_at__isnull=True),
                violation_error_message=_("This file is attached already."),
            ),
            models.CheckConstraint(
                name="scan_removal_complete",
                condition=models.Q(
                    removed_at__isnull=True, removed_by__isnull=True, removal_reason=""
                )
                | (
                    models.Q(removed_at__isnull=False, removed_by__isnull=False)
                    & ~models.Q(removal_reason="")
                ),
                violation_error_message=_("Give a reason."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.session}, {self.page}"
