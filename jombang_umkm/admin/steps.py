"""Actions on records that ask something first: each has a page of its own."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import AdminForm
from django.contrib.admin.widgets import AdminDateWidget, AdminRadioSelect
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jombang_umkm.admin.base import RecordAdmin, Tool
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from jombang_umkm.transitions import Transitions

# So many at once fit into an address and can be looked over.
AT_ONCE = 100


class StepForm(forms.Form):
    """What an action asks of people; this one asks nothing but to confirm."""

    def __init__(self, *args: Any, records: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.records = records

    def heed(self, refusal: ActionRefused) -> Iterable[str]:
        """Return why the action refused, in sentences; a form may ask more because of it."""
        return [str(refusal)]


class MoveForm(StepForm):
    """Asks which of the legal next states it is to be."""

    transitions: ClassVar[Transitions]

    to = forms.ChoiceField(
        label=gettext_lazy("New state"), widget=AdminRadioSelect(attrs={"class": "radiolist"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, labels = self.fields["to"], self.transitions.labels
        # Whatever is posted goes to the action: it knows a repeat, and says why another is refused.
        field.choices = list(labels.items())  # type: ignore[attr-defined]
        field.widget.choices = [
            (state, label) for state, label in labels.items() if self.offers(state)
        ]

    def offers(self, state: str) -> bool:
        """Return whether all the records may move there."""
        return all(self.transitions.allows(record.status, state) for record in self.records)


class DatedMoveForm(MoveForm):
    """Asks for the next state and its first day."""

    on = forms.DateField(
        label=gettext_lazy("From"), widget=AdminDateWidget, initial=timezone.localdate
    )


def _always(record: Any) -> bool:
    return True


@dataclass(frozen=True)
class Step:
    """An action of the domain as the admin offers it.

    `run` takes the record, the user and the form's answers; `possible` says whether
    a record's page links to it; `for_many` offers it in the list as well, and
    `removes` that nothing is left to show afterwards.
    """

    name: str
    label: Promise
    done: Promise
    run: Callable[[Any, User, dict[str, Any]], object]
    form: type[StepForm] = StepForm
    explains: str | Promise = ""
    possible: Callable[[Any], bool] = _always
    for_many: bool = False
    removes: bool = False


class StepsAdmin(RecordAdmin):
    """An admin whose records offer steps."""

    steps: tuple[Step, ...] = ()

    def tools(self, request: HttpRequest, record: Any) -> Iterable[Tool]:
        yield from super().tools(request, record)
        if self.has_change_permission(request):
            for step in self.steps:
                if step.possible(record):
                    yield Tool(step.label, self._step_url(step, [record.pk]))

    def get_urls(self) -> list[URLPattern]:
        pages = [
            path(
                f"{step.name}/",
                self.admin_site.admin_view(partial(self.step_view, step=step)),
                name=self._step_url_name(step),
            )
            for step in self.steps
        ]
        return [*pages, *super().get_urls()]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        if self.has_change_permission(request):
            for step in self.steps:
                if step.for_many:
                    actions[step.name] = (partial(_ask, step=step), step.name, step.label)
        return actions

    def step_view(self, request: HttpRequest, *, step: Step) -> HttpResponse:
        """Ask what the action needs, then take it for all records or for none."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        records = self._records(request)
        if not records:
            messages.warning(request, _("Nothing was chosen, or it is no longer there."))
            return redirect(self._list_url())
        data = request.POST if request.method == "POST" else None
        form = step.form(data, records=records)
        if form.is_valid() and self._took(request, step, form):
            if len(records) == 1 and not step.removes:
                return redirect(self._page_url(records[0]))
            return redirect(self._list_url())
        self.note_opened(request, *records)
        return self.form_page(
            request, form, title=step.label, explains=step.explains, records=records
        )

    def _took(self, request: HttpRequest, step: Step, form: StepForm) -> bool:
        """Return whether the action was taken for all records; else the form says why not."""
        try:
            with transaction.atomic():
                for record in form.records:
                    self._take(request, step, form, record)
        except ActionRefused as refusal:
            name = self.choice_name(record)
            for why in form.heed(refusal):
                form.add_error(None, _("%(name)s: %(why)s") % {"name": name, "why": why})
            return False
        names = ", ".join(map(self.choice_name, form.records))
        messages.success(request, step.done % {"name": names})
        return True

    def _take(self, request: HttpRequest, step: Step, form: StepForm, record: models.Model) -> None:
        self.log_change(request, record, str(step.label))
        step.run(record, request.user, form.cleaned_data)  # type: ignore[arg-type]

    def _records(self, request: HttpRequest) -> list[Any]:
        keys = request.GET.get("ids", "").split(",")
        numbers = [int(key) for key in keys[:AT_ONCE] if key.isdecimal()]
        return list(self.get_queryset(request).filter(pk__in=numbers))

    def form_page(
        self,
        request: HttpRequest,
        form: forms.Form,
        *,
        title: str | Promise,
        explains: str | Promise = "",
        records: Sequence[Any] = (),
        method: str = "post",
    ) -> HttpResponse:
        """Return a page of this admin with a form on it, whose button says what the title says."""
        fieldsets = [(None, {"fields": list(form.fields)})]
        admin_form = AdminForm(form, fieldsets, {}, model_admin=self)  # type: ignore[arg-type]
        only = records[0] if len(records) == 1 else None
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "explains": explains,
            "opts": self.opts,
            "form": form,
            "method": method,
            "admin_form": admin_form,
            "record": only,
            "names": list(map(self.choice_name, records)),
            "cancel_url": self._page_url(only) if only else self._list_url(),
            "media": self.media + admin_form.media,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/form_page.html", context)

    def _step_url_name(self, step: Step) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{step.name}"

    def _step_url(self, step: Step, keys: Iterable[Any]) -> str:
        return f"{reverse(f'admin:{self._step_url_name(step)}')}?ids={','.join(map(str, keys))}"

    def _list_url(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def _page_url(self, record: models.Model) -> str:
        return reverse(
            f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[record.pk]
        )


def _ask(
    model_admin: StepsAdmin, request: HttpRequest, records: models.QuerySet[Any], *, step: Step
) -> HttpResponse | None:
    """Lead from chosen rows of a list to the page of the step."""
    keys = list(records.values_list("pk", flat=True)[: AT_ONCE + 1])
    if len(keys) > AT_ONCE:
        sentence = _("Choose at most %(count)s at once.") % {"count": AT_ONCE}
        model_admin.message_user(request, sentence, messages.ERROR)
        return None
    return redirect(model_admin._step_url(step, keys))
