from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jombang_umkm.admin.base import ReadOnlyMixin, RecordAdmin
from jombang_umkm.admin.steps import Step, StepForm, StepsAdmin
from jombang_umkm.models import User
from participants.actions import import_undo
from participants.models import ImportLine, PeopleImport, RememberedColumns

# What is sealed is no use to anybody here.
SHOWN = tuple(
    field.name
    for field in PeopleImport._meta.concrete_fields
    if field.name not in ("id", "content")
)


class UndoForm(StepForm):
    """Why an import is undone."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=PeopleImport._meta.get_field("undo_reason").max_length,
        widget=AdminTextInputWidget,
    )


def _undo(found: PeopleImport, by: User, answers: dict[str, Any]) -> None:
    import_undo.undo(people_import=found, reason=answers["reason"], by=by, at=timezone.now())


def _is_done(found: PeopleImport) -> bool:
    return found.status == PeopleImport.Status.DONE


@admin.register(PeopleImport)
class PeopleImportAdmin(StepsAdmin):
    """Lists that prisons took over: by whom, when, with how many rows; undone as a whole."""

    list_display = ("file_name", "facility", "as_of", "status", "rows_read", "uploaded_by")
    list_filter = ("status", "facility", "as_of")
    search_fields = ("file_name", "file_sha256", "uploaded_by__full_name")
    related = ("facility", "uploaded_by", "saved_by", "undone_by")
    fields = SHOWN
    readonly_fields = SHOWN
    steps = (
        Step(
            name="undo",
            label=_("Undo the import"),
            done=_("%(name)s was undone."),
            run=_undo,
            form=UndoForm,
            explains=_(
                "All that it wrote is taken back: new people and stays are gone again, changes "
                "are as before. Where somebody went on with one of them, nothing is undone."
            ),
            possible=_is_done,
        ),
    )

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(ImportLine)
class ImportLineAdmin(ReadOnlyMixin, RecordAdmin):
    """Rows of lists: what each was, what was decided, what was changed."""

    list_display = ("full_name", "registration_no", "number", "outcome", "result", "people_import")
    list_filter = ("outcome", "result", "deed")
    search_fields = ("full_name", "registration_no", "people_import__file_name")
    related = ("people_import", "custody__participant")
    fields = (
        *("people_import", "number", "full_name", "registration_no", "outcome", "choice"),
        *("is_taken", "result", "deed", "reason", "custody"),
    )

    def tells_of(self, record: ImportLine) -> tuple[Model, ...]:
        """Return who came of the row; the row itself where nobody did."""
        return (record.custody.participant,) if record.custody else (record,)


@admin.register(RememberedColumns)
class RememberedColumnsAdmin(ReadOnlyMixin, RecordAdmin):
    """How a facility's lists call their columns."""

    list_display = ("facility",)
    search_fields = ("facility__name",)
    related = ("facility",)
    fields = ("facility", "columns")
