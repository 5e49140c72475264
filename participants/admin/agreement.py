"""Asking to agree to what a step would change beside itself."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jombang_umkm.admin.steps import StepForm
from jombang_umkm.errors import ActionRefused
from participants.rules.consequences import AgreementNeeded


class AgreedForm(StepForm):
    """Asks for a tick once the action says what must be agreed to, and for exactly that."""

    # What was posted, or an empty mapping.
    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for token in self.data.getlist("agreed") if self.is_bound else ():
            self._ask(token)

    @property
    def agreed(self) -> str:
        """The token of what was ticked."""
        return "".join(self.cleaned_data.get("agreed", ()))

    def heed(self, refusal: ActionRefused) -> Iterator[str]:
        yield from super().heed(refusal)
        if isinstance(refusal, AgreementNeeded):
            yield from (
                " ".join([concern.message, "; ".join(concern.details)]).strip()
                for concern in refusal.concerns
            )
            self._ask(refusal.token)
            self.data = self.data.copy()
            # A tick was for something else, or there was none.
            self.data.pop("agreed", None)

    def _ask(self, token: str) -> None:
        self.fields["agreed"] = forms.MultipleChoiceField(
            label=_("Agreement"),
            choices=[(token, _("I have read this and want it so"))],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
