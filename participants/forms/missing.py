"""What happened to several people who are missing from a list."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from jombang_umkm.errors import ActionRefused
from participants.forms.event import EventForm
from participants.models import Custody
from participants.rules.custody import CUSTODY

HELD = Custody.HELD


class MissingForm(EventForm):
    """One event for all who are ticked; whoever became something else is recorded alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        ends = [
            state
            for state in CUSTODY.labels
            if state not in HELD and any(CUSTODY.allows(held, state) for held in HELD)
        ]
        super().__init__(*args, before="", states=ends, **kwargs)
        self.fields["on"].help_text = _("The same day for all who are ticked.")
        self.fields["document_no"].help_text = _("Of the decree or minutes, the same for all.")

    def refuse(self, refusal: ActionRefused) -> None:
        """Say above the form why the action refused: it names the person."""
        self.add_error(None, str(refusal.message))
