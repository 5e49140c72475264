from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jombang_umkm.history import tracked
from jombang_umkm.models import Facility
from jombang_umkm.sealing import SealedField
from participants.models.participant import Participant
from participants.querysets import PeopleImportQuerySet


@tracked(exclude=["content"])
class PeopleImport(models.Model):
    """A prison's list of people: the file, what it says, and what became of it.

    The file itself is kept, sealed, only until its rows are read; what it changed stays.
    Changes only through `participants.actions.imports`.
    """

    class Status(models.TextChoices):
        UPLOADED = "UPLOADED", _("Columns to be matched")
        READING = "READING", _("Being read")
        PREVIEWED = "PREVIEWED", _("To be checked")
        SAVING = "SAVING", _("Being saved")
        DONE = "DONE", _("Saved")
        FAILED = "FAILED", _("Failed, nothing saved")
        CANCELLED = "CANCELLED", _("Cancelled")
        UNDONE = "UNDONE", _("Undone")

    facility = models.ForeignKey(
        Facility,
        on_delete=models.PROTECT,
        related_name="people_imports",
        verbose_name=_("facility"),
    )
    file_name = models.CharField(_("file"), max_length=150)
    file_size = models.PositiveIntegerField(_("size"), help_text=_("Bytes."))
    file_sha256 = models.CharField(_("SHA-256"), max_length=64)
    content = SealedField(verbose_name=_("content, sealed"), blank=True)
    as_of = models.DateField(_("date of the list"), help_text=_("When the prison made it."))
    sheet = models.PositiveSmallIntegerField(_("sheet"), default=0)
    header_row = models.IntegerField(
        _("row of the headings"), null=True, blank=True, help_text=_("Empty where there are none.")
    )
    columns = models.JSONField(_("columns"), default=dict, blank=True)
    sex = models.CharField(
        _("sex, where no column says it"), max_length=1, choices=Participant.Sex, blank=True
    )
    language = models.CharField(
        _("language"), max_length=5, default="id", help_text=_("In which it tells what is wrong.")
    )
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.UPLOADED)
    failure = models.CharField(_("why it failed"), max_length=300, blank=True)
    rows_read = models.PositiveIntegerField(_("rows read"), default=0)
    rows_skipped = models.PositiveIntegerField(_("rows skipped"), default=0)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="people_imports",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people_imports_saved",
        verbose_name=_("saved by"),
    )
    saved_at = models.DateTimeField(_("saved at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people_imports_undone",
        verbose_name=_("undone by"),
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undo_reason = models.CharField(_("why it was undone"), max_length=200, blank=True)

    objects = PeopleImportQuerySet.as_manager()

    class Meta:
        ordering = ("-uploaded_at", "-pk")
        verbose_name = _("import of people")
        verbose_name_plural = _("imports of people")
        constraints = (
            models.CheckConstraint(
                name="import_saved_by_somebody",
                condition=Q(
                    status__in=["UPLOADED", "READING", "PREVIEWED", "CANCELLED"],
                    saved_by__isnull=True,
                    saved_at__isnull=True,
                )
                | Q(status="FAILED")
                | Q(
                    status__in=["SAVING", "DONE", "UNDONE"],
                    saved_by__isnull=False,
                    saved_at__isnull=False,
                ),
                violation_error_message=_("What is saved, somebody saved."),
            ),
            models.CheckConstraint(
                name="import_undone_with_reason",
                condition=Q(status="UNDONE", undone_by__isnull=False, undone_at__isnull=False)
                & ~Q(undo_reason="")
                | ~Q(status="UNDONE")
                & Q(undone_by__isnull=True, undone_at__isnull=True, undo_reason=""),
                violation_error_message=_("Say why it is undone."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.file_name}, {self.as_of:%d-%m-%Y}"

    @property
    def is_working(self) -> bool:
        """Whether a job has it, and nobody else may change it."""
        return self.status in (self.Status.READING, self.Status.SAVING)

    @property
    def progress_key(self) -> str:
        """Under which its job tells how far it is."""
        return f"import-{self.pk}"
