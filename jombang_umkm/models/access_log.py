import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AccessLogQuerySet(models.QuerySet["AccessLog"]):
    """Accesses: of whom."""

    def of(self, record: models.Model, *same: int) -> "AccessLogQuerySet":
        """Return those of that record, the newest first; of one there is more than one number of,
        of the `same` too.
        """
        return self.filter(subject=record._meta.label, subject_id__in=[record.pk, *same])


class AccessLog(models.Model):
    """Who looked at what of whom, when and from where (UU 27/2022); append-only.

    `subject` names the kind of record, such as "participants.Participant": the apps
    above bring the records, so no foreign key points there. It is the person, whichever
    of their records was opened; `detail` says which, or why.
    """

    class Act(models.TextChoices):
        SHOW_NIK = "SHOW_NIK", _("Showed the whole NIK")
        OPEN_PERSON = "OPEN_PERSON", _("Opened a page about the person")
        ADMIN_VIEW = "ADMIN_VIEW", _("Looked at records in the admin")
        DATA_EXPORT = "DATA_EXPORT", _("Handed out the person's data")
        EXPORT = "EXPORT", _("Downloaded a list")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="accesses",
        verbose_name=_("user"),
    )
    at = models.DateTimeField(_("at"))
    act = models.CharField(_("what they did"), max_length=20, choices=Act)
    subject = models.CharField(_("kind of record"), max_length=60)
    subject_id = models.BigIntegerField(
        _("number of the record"), null=True, blank=True, help_text=_("Empty for a whole list.")
    )
    address = models.GenericIPAddressField(_("network address"), null=True, blank=True)
    detail = models.CharField(
        _("page or reason"),
        max_length=200,
        blank=True,
        help_text=_("Which page it was, what was searched for, or who asked for the data."),
    )

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("access")
        verbose_name_plural = _("records of who looked at what")
        indexes = (
            models.Index(fields=("subject", "subject_id", "-at"), name="access_of_whom"),
            models.Index(fields=("-at", "-id"), name="access_newest"),
        )
        triggers = (
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return (
            f"{self.user}, {self.get_act_display()}, {timezone.localtime(self.at):%d-%m-%Y %H:%M}"
        )
