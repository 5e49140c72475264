"""A photo with the day the person agreed to it, and why one is erased."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.form_fields import DayField
from jombang_umkm.forms import Helper
from participants.models import Participant, ParticipantPhoto


class PhotoForm(forms.Form):
    """The file, and the person's consent in words and with its day."""

    photo = forms.FileField(
        label=_("Photo"),
        help_text=_("JPEG, PNG or WebP, at most 15 MB. It is made small; the place is removed."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": _("Choose the file of the photo.")},
    )
    consent_on = DayField(
        label=_("Agreed on"),
        help_text=_("The day the person agreed to the photo."),
        error_messages={"required": _("Enter the day the person agreed to the photo.")},
    )
    agreed = forms.BooleanField(
        error_messages={"required": _("Tick this once the person has agreed; else leave it out.")},
    )

    def __init__(self, *args: Any, participant: Participant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].label = _(
            "%(name)s agreed that this photo is kept and shown to the officers who look after "
            "them, and knows that it is erased whenever they ask."
        ) % {"name": participant.full_name}

    @property
    def helper(self) -> Helper:
        return Helper(self, submit=_("Attach the photo"))

    def refuse(self, refusal: ActionRefused) -> None:
        """Say beside the field it is about why the action refused."""
        fields = {
            "not_allowed": None,
            "consent_needed": "consent_on",
            "consent_ahead": "consent_on",
        }
        self.add_error(fields.get(refusal.code, "photo"), str(refusal.message))

    def ask_for_file_again(self) -> None:
        """Say that the file is to be chosen anew where something else was wrong."""
        if not self.has_error("photo"):
            self.add_error("photo", _("Choose the file again: the page cannot keep it."))


class RemovePhotoForm(forms.Form):
    """Which photo is erased, so that an old page erases no newer one, and why."""

    which = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=ParticipantPhoto._meta.get_field("removal_reason").max_length,
        help_text=_("For example: no longer agrees, or photo of another person."),
        error_messages={"required": _("Say why the photo is erased.")},
    )
