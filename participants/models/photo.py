from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jombang_umkm.history import tracked
from participants.models.participant import Participant
from participants.querysets import ParticipantPhotoQuerySet


@tracked(exclude=["jpeg", "upload_sha256"])
class ParticipantPhoto(models.Model):
    """A picture of a person who agreed to it, checked and made anew.

    Taking it off erases the picture and its checksum for good, here and in the history
    (UU 27/2022); the row stays, for who took it off, when and why.
    """

    participant = models.ForeignKey(
        Participant,
        on_delete=models.PROTECT,
        related_name="photos",
        verbose_name=_("participant"),
    )
    jpeg = models.BinaryField(_("picture"), help_text=_("JPEG; empty once it was taken off."))
    width = models.PositiveSmallIntegerField(_("width"), help_text=_("Pixels."))
    height = models.PositiveSmallIntegerField(_("height"), help_text=_("Pixels."))
    upload_sha256 = models.CharField(
        _("SHA-256"),
        max_length=64,
        blank=True,
        help_text=_("Of the file that was uploaded; empty once it was taken off."),
    )
    consent_on = models.DateField(_("agreed on"), help_text=_("Day the person agreed."))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="photos_added",
        verbose_name=_("attached by"),
    )
    added_at = models.DateTimeField(_("attached at"))
    is_aside = models.BooleanField(
        _("set aside"),
        default=False,
        editable=False,
        help_text=_("Two records were merged, and the photo of the other was chosen."),
    )
    removed_at = models.DateTimeField(_("taken off at"), null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="photos_removed",
        verbose_name=_("taken off by"),
    )
    removal_reason = models.CharField(_("why it was taken off"), max_length=200, blank=True)

    objects = ParticipantPhotoQuerySet.as_manager()

    class Meta:
        ordering = ("participant", "-added_at", "-pk")
        verbose_name = _("photo of a participant")
        verbose_name_plural = _("photos of participants")
        constraints = (
            models.UniqueConstraint(
                fields=("participant",),
                name="photo_one_a_person",
                condition=models.Q(removed_at__isnull=True, is_aside=False),
                violation_error_message=_("This person has a photo already."),
            ),
            models.CheckConstraint(
                name="photo_removal_complete",
                condition=models.Q(
                    removed_at__isnull=True, removed_by__isnull=True, removal_reason=""
                )
                | (
                    models.Q(removed_at__isnull=False, removed_by__isnull=False)
                    & ~models.Q(removal_reason="")
                ),
                violation_error_message=_("Give a reason."),
            ),
            models.CheckConstraint(
                name="photo_erased_once_removed",
                condition=models.Q(
                    removed_at__isnull=False, jpeg=b"", upload_sha256="", width=0, height=0
                )
                | (
                    models.Q(removed_at__isnull=True, width__gt=0, height__gt=0)
                    & ~models.Q(jpeg=b"")
                    & ~models.Q(upload_sha256="")
                ),
                violation_error_message=_("A photo that was taken off is erased, and no other."),
            ),
        )

    def __str__(self) -> str:
        return str(self.participant)
