"""Choosing a record by typing part of its name, told apart from others of that name."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin import AdminSite
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import (
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.db import models
from django.forms import Media, Script
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


def namer(site: AdminSite, model: type[models.Model]) -> Callable[[Any], str]:
    """Return what names a model's records: the `choice_name()` of its admin, else str()."""
    model_admin = site.get_model_admin(model) if site.is_registered(model) else None
    return getattr(model_admin, "choice_name", str)


class ChoiceView(AutocompleteJsonView):
    """Answers what was typed with the names that the records' own admin gives them."""

    admin_site: AdminSite

    def get_queryset(self) -> models.QuerySet[Any]:
        choosable: Callable[[Any], models.QuerySet[Any]] = self.model_admin.choosable  # type: ignore[attr-defined]
        return choosable(super().get_queryset())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().get(request, *args, **kwargs)
        self.model_admin.note_list(request)  # type: ignore[attr-defined]
        return answer

    def serialize_result(self, obj: models.Model, to_field_name: str) -> dict[str, str]:
        text = namer(self.admin_site, type(obj))(obj)
        return {"id": str(getattr(obj, to_field_name)), "text": text}


# Django's own address of choices would give them out too, and note nothing.
admin.site.autocomplete_view = ChoiceView.as_view(admin_site=admin.site)  # type: ignore[assignment,method-assign]


class _ChoiceMixin(AutocompleteMixin):
    """Offers the names of ChoiceView in a box that screen readers can name."""

    def get_url(self) -> str:
        offered = self.field.remote_field.model._meta
        return reverse(f"admin:{offered.app_label}_{offered.model_name}_choices")

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # The list opens inside the page's main part, not behind its end.
        return super().build_attrs(*args, **kwargs) | {"data-dropdown-parent": "main"}

    @property
    def media(self) -> Media:
        names = Script("js/choice-names.js", type="module")
        return super().media + Media(js=[names])  # type: ignore[list-item,misc,no-any-return]


class ChoiceSelect(_ChoiceMixin, AutocompleteSelect):
    """Chooses one record; one already at hand, `known`, is not fetched for its name."""

    known: models.Model | None = None

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> list[Any]:
        if self.known is None or list(value) != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        label = self.choices.field.label_from_instance(self.known)
        return [(None, [self.create_option(name, self.known.pk, label, True, 0)], 0)]


class ChoiceSelectMultiple(_ChoiceMixin, AutocompleteSelectMultiple):
    """Chooses several records, which are taken away one by one."""

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().build_attrs(*args, **kwargs) | {"data-allow-clear": "false"}


class ChoiceFieldsMixin(BaseModelAdmin):  # type: ignore[type-arg]
    """Gives the choices of an admin or an inline the names of `choice_name()`."""

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.is_relation:
            # Changing and deleting something else has pages of its own.
            field.widget.can_change_related = field.widget.can_delete_related = False
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ChoiceSelect(db_field, self.admin_site))
        return self._named(super().formfield_for_foreignkey(db_field, request, **kwargs))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ChoiceSelectMultiple(db_field, self.admin_site))
        return self._named(super().formfield_for_manytomany(db_field, request, **kwargs))

    def _named(self, field: Any) -> Any:
        field.label_from_instance = namer(self.admin_site, field.queryset.model)
        return field
