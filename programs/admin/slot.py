"""The speakers of a session, as rows of its page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from jombang_umkm.admin.refusals import RecordForm
from programs.admin.locked import LockedInline
from programs.models import Session, SpeakerSlot

TAKES_PLACE = (Session.Status.PLANNED, Session.Status.HELD)


class SlotForm(RecordForm):
    """A speaker's part of a session, whose day it shares, and whose times where none are typed."""

    settled = ("day", "is_released")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stored = self._when()
        if "speaker" not in self.fields:
            return
        for name in ("starts_at", "ends_at"):
            self.fields[name].required = False
        if self.instance.pk:
            speaker: Any = self.fields["speaker"].widget
            speaker.widget.known = self.instance.speaker
            self._leave_blank_what_the_session_says()

    def clean(self) -> dict[str, Any] | None:
        super().clean()
        cleaned = self.cleaned_data
        session: Session = cleaned["session"]
        self.instance.day = session.day
        self.instance.is_released = session.status not in TAKES_PLACE
        for name in ("starts_at", "ends_at"):
            if cleaned.get(name) is None and name not in self.errors:
                cleaned[name] = getattr(session, name)
        return cleaned

    def has_changed(self) -> bool:
        """Return whether it is to be saved: also where it moves with its session."""
        return super().has_changed() or self._when() != self._stored

    def _when(self) -> tuple[Any, ...]:
        return self.instance.day, self.instance.starts_at, self.instance.ends_at

    def _leave_blank_what_the_session_says(self) -> None:
        for name in ("starts_at", "ends_at"):
            if getattr(self.instance, name) == getattr(self.instance.session, name):
                self.initial[name] = None


class SpeakerSlotInline(LockedInline):
    model = SpeakerSlot
    form = SlotForm
    fields = ("speaker", "starts_at", "ends_at")
    autocomplete_fields = ("speaker",)
    related = ("speaker__partner", "session")
    verbose_name_plural = _("speakers; without times for the whole session")
