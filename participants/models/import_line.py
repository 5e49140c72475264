from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jombang_umkm.sealing import SealedField
from participants.models.custody import Custody
from participants.models.people_import import PeopleImport
from participants.querysets import ImportLineQuerySet
from participants.spelling import RegistrationKey


class ImportLine(models.Model):
    """A row of a prison's list: what it says of whom, what was decided, and what was written.

    All that was read of it lies sealed, and is erased some time after the import; the name and
    number it was found by, and what was changed (old and new), stay. No NIK stands here in clear.
    """

    class Outcome(models.TextChoices):
        DOUBTFUL = "DOUBTFUL", _("Doubtful")
        WRONG = "WRONG", _("Wrong")
        CHANGED = "CHANGED", _("Changed")
        NEW = "NEW", pgettext_lazy("of a person in a list", "New")
        SAME = "SAME", pgettext_lazy("of a person in a list", "Same")

    class Choice(models.TextChoices):
        """What was decided of a doubtful row; nothing yet leaves it out, like LEAVE."""

        SAME_PERSON = "SAME", _("The same person")
        ANOTHER = "OTHER", _("Another person")
        LEAVE = "LEAVE", _("Leave out")

    class Deed(models.TextChoices):
        REGISTERED = "REGISTERED", _("Registered")
        CHANGED = "CHANGED", _("Changed")
        CONVICTED = "CONVICTED", _("Verdict recorded")
        RETURNED = "RETURNED", _("New stay opened")

    class Result(models.TextChoices):
        WRITTEN = "WRITTEN", _("Written")
        UNCHANGED = "UNCHANGED", _("Nothing to write")
        LEFT_OUT = "LEFT_OUT", _("Left out")
        REJECTED = "REJECTED", _("Rejected")

    people_import = models.ForeignKey(
        PeopleImport, on_delete=models.CASCADE, related_name="lines", verbose_name=_("import")
    )
    number = models.PositiveIntegerField(_("row"))
    outcome = models.CharField(_("what it is"), max_length=8, choices=Outcome)
    full_name = models.CharField(_("full name"), max_length=150, blank=True)
    registration_no = models.CharField(_("registration number"), max_length=40, blank=True)
    registration_key = models.GeneratedField(
        expression=RegistrationKey("registration_no"),
        output_field=models.CharField(max_length=40),
        db_persist=True,
        verbose_name=_("registration key"),
    )
    content = SealedField(verbose_name=_("what was read, sealed"), blank=True)
    # Each a code, a message, and the stays it might be; the most telling first.
    doubts = models.JSONField(_("doubts"), default=list, blank=True)
    # Each a column, what was found there, and what is expected.
    problems = models.JSONField(_("problems"), default=list, blank=True)
    # Each a field of the person ("person.full_name") or the stay ("stay.block"), old and new.
    changes = models.JSONField(_("changes"), default=list, blank=True)
    fingerprint = models.CharField(
        _("fingerprint"), max_length=16, blank=True, help_text=_("Of what it was compared with.")
    )
    custody = models.ForeignKey(
        Custody,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="import_lines",
        verbose_name=_("stay"),
        help_text=_("Whom it is about, or who was made of it."),
    )
    is_taken = models.BooleanField(_("to be saved"), default=True)
    choice = models.CharField(_("choice"), max_length=5, choices=Choice, blank=True)
    result = models.CharField(_("result"), max_length=9, choices=Result, blank=True)
    deed = models.CharField(_("what was done"), max_length=10, choices=Deed, blank=True)
    reason = models.CharField(_("why it was rejected"), max_length=300, blank=True)

    objects = ImportLineQuerySet.as_manager()

    class Meta:
        ordering = ("people_import", "number")
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        constraints = (
            models.UniqueConstraint(
                fields=("people_import", "number"),
                name="import_line_once",
                violation_error_message=_("This row was read already."),
            ),
            models.CheckConstraint(
                name="import_line_choice_of_doubtful",
                condition=Q(outcome="DOUBTFUL") | Q(choice=""),
                violation_error_message=_("Only a doubtful row asks for a choice."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}: {self.full_name}"
