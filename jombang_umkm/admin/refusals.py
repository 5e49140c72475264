"""Saying a refusal of an action or of the database beside what was typed."""

from django import forms
from django.apps import apps
from django.db import IntegrityError
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused


def sentence(refusal: ActionRefused | IntegrityError) -> str:
    """Return what to tell people: the action's own message, or that of the broken constraint."""
    if isinstance(refusal, ActionRefused):
        return str(refusal)
    broken = refusal.__cause__.diag.constraint_name  # type: ignore[union-attr]
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == broken:
                return str(constraint.get_violation_error_message())
    return _("Somebody else changed this meanwhile. Look again, then save.")


class SaysRefusal:
    """Makes a model form say why its last try was refused."""

    # Fields that are not on the form but settled, so that constraints which read them are checked.
    settled: tuple[str, ...] = ()
    refusal = ""

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - set(self.settled)

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        # What the form finds by itself on the second look is closer to the point.
        if self.refusal and not self.errors:  # type: ignore[attr-defined]
            self.add_error(None, self.refusal)  # type: ignore[attr-defined]


class RecordForm(SaysRefusal, forms.ModelForm):  # type: ignore[type-arg]
    """The form of a record in the admin."""
