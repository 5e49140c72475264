from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jombang_umkm.history import tracked
from programs.models.program import Program
from programs.models.skill import Skill
from programs.querysets import CourseQuerySet


@tracked()
class Course(models.Model):
    """One skill inside a programme, with its own seats, curriculum and sessions."""

    program = models.ForeignKey(
        Program, on_delete=models.PROTECT, related_name="courses", verbose_name=_("programme")
    )
    skill = models.ForeignKey(
        Skill, on_delete=models.PROTECT, related_name="courses", verbose_name=_("skill")
    )
    name = models.CharField(_("name"), max_length=100)
    quota = models.PositiveSmallIntegerField(_("quota"), help_text=_("Seats."))
    lesson_hours = models.PositiveSmallIntegerField(
        _("lesson hours"), default=0, help_text=_("JP in all; one JP is 45 minutes.")
    )
    min_attendance = models.PositiveSmallIntegerField(
        _("minimum attendance"),
        default=80,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Percent."),
    )
    accepts_detainees = models.BooleanField(
        _("accepts detainees"),
        default=False,
        help_text=_("By law a detainee is no warga binaan; not every course takes them."),
    )

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = (
            models.UniqueConstraint(
                "program",
                Lower("name"),
                name="course_name_unique",
                violation_error_message=_("This programme already has a course of that name."),
            ),
            models.CheckConstraint(
                name="course_quota_positive",
                condition=Q(quota__gt=0),
                violation_error_message=_("A course has at least one seat."),
            ),
            models.CheckConstraint(
                name="course_min_attendance_percent",
                condition=Q(min_attendance__lte=100),
                violation_error_message=_("A percentage is at most 100."),
            ),
        )

    def __str__(self) -> str:
        return self.name


@tracked()
class Module(models.Model):
    """A part of a course's curriculum (materi)."""

    course = models.ForeignKey(
        Course, on_delete=models.CASCADE, related_name="modules", verbose_name=_("course")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(pgettext_lazy("of a module", "title"), max_length=200)
    lesson_hours = models.PositiveSmallIntegerField(
        _("lesson hours"), default=0, help_text=_("JP; one JP is 45 minutes.")
    )

    class Meta:
        ordering = ("course", "position")
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        constraints = (
            # Deferrable, so that two modules can change places in one transaction.
            models.UniqueConstraint(
                fields=("course", "position"),
                name="module_position_unique",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Another module of this course has that position."),
            ),
        )

    def __str__(self) -> str:
        return self.title
