import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jombang_umkm.history import tracked
from participants.models import Custody
from programs.models.of_program import program_of
from programs.models.printed_sheet import PrintedSheet
from programs.models.program import Program
from programs.models.session import Session
from programs.querysets import AttendanceQuerySet


class SheetSave(models.Model):
    """One saving of a session's sheet that changed something: who, when, and why.

    Append-only: an undo is another saving, which names the one it takes back.
    `saved_by` typed it; `signed_by` signed the paper it was typed from, if any.
    """

    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="saves", verbose_name=_("session")
    )
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="sheet_saves",
        verbose_name=_("saved by"),
    )
    saved_at = models.DateTimeField(_("saved at"))
    reason = models.CharField(
        _("reason"),
        max_length=200,
        blank=True,
        help_text=_("Why what was recorded on an earlier day was corrected."),
    )
    undoes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="undone_by",
        verbose_name=_("undoes"),
    )
    paper = models.ForeignKey(
        PrintedSheet,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="saves",
        verbose_name=_("typed from"),
        help_text=_("The printed list it was typed from."),
    )
    signed_by = models.CharField(
        _("paper signed by"),
        max_length=200,
        blank=True,
        help_text=_("Who signed the printed list."),
    )
    moved_from = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="moved_to",
        verbose_name=_("moved from"),
        help_text=_("The saving that cleared these marks from the session they did not belong to."),
    )

    class Meta:
        ordering = ("-saved_at", "-pk")
        verbose_name = _("saving of a sheet")
        verbose_name_plural = _("savings of sheets")
        triggers = (
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.session}, {timezone.localtime(self.saved_at):%d-%m-%Y %H:%M}"


@tracked(exclude=["program"])
class Attendance(models.Model):
    """A person's mark at a session; it survives moves between groups and courses.

    A cleared mark stays as a row with an empty mark, so that who cleared it and
    when is known like any other change. `program` is the session's, for row security
    (docs/adr/0019); the database fills it in where it is not given.
    """

    class Mark(models.TextChoices):
        PRESENT = "HADIR", _("Present")
        LATE = "TERLAMBAT", _("Late")
        EXCUSED = "IZIN", _("Excused")
        ILL = "SAKIT", _("Ill")
        ABSENT = "ALPA", _("Absent without reason")
        NOT_BROUGHT = "TIDAK_DIKELUARKAN", _("Not brought out")

    # Those who were in the room; everybody else with a mark was not.
    IN_THE_ROOM = (Mark.PRESENT, Mark.LATE)

    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="attendances", verbose_name=_("session")
    )
    custody = models.ForeignKey(
        Custody, on_delete=models.PROTECT, related_name="attendances", verbose_name=_("stay")
    )
    program = models.ForeignKey(
        Program,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        # The session's own holds; a check with every mark would cost more than all policies.
        db_constraint=False,
        db_index=False,
        verbose_name=_("programme"),
    )
    mark = models.CharField(_("mark"), max_length=17, choices=Mark, blank=True)
    minutes_late = models.PositiveSmallIntegerField(_("minutes late"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=120, blank=True)
    saved = models.ForeignKey(
        SheetSave,
        on_delete=models.PROTECT,
        related_name="attendances",
        verbose_name=_("saved with"),
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ("session", "custody")
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = (
            models.UniqueConstraint(
                fields=("session", "custody"),
                name="attendance_unique",
                violation_error_message=_("This person already has a mark at this session."),
            ),
            models.CheckConstraint(
                name="attendance_mark_known",
                condition=Q(
                    mark__in=[
                        "",
                        "HADIR",
                        "TERLAMBAT",
                        "IZIN",
                        "SAKIT",
                        "ALPA",
                        "TIDAK_DIKELUARKAN",
                    ]
                ),
                violation_error_message=_("There is no such mark."),
            ),
            models.CheckConstraint(
                name="attendance_minutes_of_late",
                condition=Q(minutes_late__isnull=True) | Q(mark="TERLAMBAT", minutes_late__gt=0),
                violation_error_message=_("Only somebody late has minutes."),
            ),
            models.CheckConstraint(
                name="attendance_cleared_has_no_note",
                condition=~Q(mark="") | Q(note=""),
                violation_error_message=_("A cleared mark has no note."),
            ),
        )
        triggers = (program_of("session"),)

    def __str__(self) -> str:
        return f"{self.custody}: {self.get_mark_display() or '–'}"
