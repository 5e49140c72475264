"""What every admin page of ours stands on."""

from collections.abc import Iterable
from functools import cached_property
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import unquote_plus

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import NestedObjects, unquote
from django.core.paginator import Paginator
from django.db import IntegrityError, models, router
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from jombang_umkm.actions import access
from jombang_umkm.admin import history
from jombang_umkm.admin.choices import ChoiceFieldsMixin, ChoiceView
from jombang_umkm.admin.history import Part
from jombang_umkm.admin.refusals import RecordForm, SaysRefusal, sentence
from jombang_umkm.errors import ActionRefused
from jombang_umkm.logs import masked
from jombang_umkm.models import AccessLog
from jombang_umkm.sign_in import address_of

# Counting goes no further: a list of more is searched, not leafed through.
COUNTED = 1000


class Tool(NamedTuple):
    """A link above a record."""

    label: str | Promise
    url: str


class CountingPaginator(Paginator):  # type: ignore[type-arg]
    """Counts no further than one more than COUNTED: large tables take long to count."""

    @cached_property
    def count(self) -> int:
        rows = self.object_list
        if isinstance(rows, models.QuerySet):
            return rows.order_by()[: COUNTED + 1].count()
        return len(rows)

    @property
    def counted(self) -> str:
        """The count in words, "1.000+" where it was given up."""
        more = "+" if self.count > COUNTED else ""
        return number_format(min(self.count, COUNTED), force_grouping=True) + more


class RecordAdmin(ChoiceFieldsMixin, admin.ModelAdmin):  # type: ignore[type-arg]
    """The admin of a kind of record, with its versions, and with refusals beside what was typed."""

    form: type[ModelForm] = RecordForm  # type: ignore[type-arg]
    # What is fetched with each record, for its name or its row in the list.
    related: tuple[str, ...] = ()
    # Change only through actions.
    governed_fields: tuple[str, ...] = ()
    # Typed once, when the record is made.
    fixed_fields: tuple[str, ...] = ()
    add_fieldsets: tuple[Any, ...] = ()
    # Rows of other models whose versions are shown with the record's own.
    parts: tuple[Part, ...] = ()
    object_history_template = "admin/versions.html"
    paginator = CountingPaginator
    show_full_result_count = False
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50

    class Media:
        css = {"all": ("css/admin-records.css",)}
        js = ("js/submit-once.js",)

    def choice_name(self, record: Any) -> str:
        """Return the name under which autocompletes and versions offer the record."""
        return str(record)

    def choosable(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Return those of the records found that others may be made to name."""
        return records

    def tools(self, request: HttpRequest, record: Any) -> Iterable[Tool]:
        """Return the links above a record."""
        return ()

    def withheld(self, record: Any) -> tuple[str, ...]:
        """Return the fields whose values nobody is shown any more, in versions neither."""
        return ()

    def tells_of(self, record: Any) -> tuple[models.Model, ...]:
        """Return the people whose lives the record tells: opening it is noted.

        Where a kind of record does, whoever lists, searches or chooses among them is noted too.
        """
        return ()

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        records = super().get_queryset(request)
        return records.select_related(*self.related) if self.related else records

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fixed = self.fixed_fields if obj else ()
        return (*super().get_readonly_fields(request, obj), *self.governed_fields, *fixed)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None and self.add_fieldsets:
            return self.add_fieldsets
        return super().get_fieldsets(request, obj)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:  # type: ignore[type-arg]
        form = super().get_form(request, obj, change=change, **kwargs)
        if issubclass(form, SaysRefusal):
            form.refusal = getattr(request, "refusal", "")
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (ActionRefused, IntegrityError) as refusal:
            # Nothing was written. A second look shows why, and keeps what was typed.
            request.refusal = sentence(refusal)  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        record = context["original"]
        if record is not None:
            self.note_opened(request, record)
        context["tools"] = list(self.tools(request, record)) if record else []
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        if record is not None:
            self.note_opened(request, record)
        context = {"title": _("History: %(name)s") % {"name": record}, **(extra_context or {})}
        if record is not None and history.is_tracked(self.model):
            context["versions"] = history.versions(
                record,
                self.parts,
                request=request,
                site=self.admin_site,
                without=self.withheld(record),
            )
        return super().history_view(request, object_id, context)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        answer = super().changelist_view(request, extra_context)
        if answer.status_code == HTTPStatus.OK:
            self.note_list(request)
        return answer

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """Return what goes, its parts by kind and number, and likewise what stands in the way."""
        in_the_way = [line for record in objs for line in _in_the_way_of_deleting(record)]
        if in_the_way:
            return [], {}, set(), in_the_way
        collector = NestedObjects(using=router.db_for_write(self.model), origin=objs)
        collector.collect(objs)
        going: dict[Any, Any] = dict(collector.model_objs)
        counts = {model._meta.verbose_name_plural: len(rows) for model, rows in going.items()}
        return [str(record) for record in objs], counts, set(), []

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Return the actions on several records; deleting is done one by one."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return {} if IS_POPUP_VAR in request.GET else actions

    def note_opened(self, request: HttpRequest, *records: Any) -> None:
        """Note of whom these records tell, each of them once."""
        people = (whom for record in records for whom in self.tells_of(record))
        _note(request, dict.fromkeys(people), request.path)

    def note_list(self, request: HttpRequest) -> None:
        """Note that many were shown, where they tell of people: on which page, found by what."""
        if type(self).tells_of is not RecordAdmin.tells_of:
            asked = unquote_plus(request.META.get("QUERY_STRING", ""))
            _note(request, [self.model], masked(f"{request.path}?{asked}".rstrip("?")))

    def get_urls(self) -> list[URLPattern]:
        view = ChoiceView.as_view(admin_site=self.admin_site)
        name = f"{self.opts.app_label}_{self.opts.model_name}_choices"
        choices = path("choices/", self.admin_site.admin_view(view), name=name)
        return [choices, *super().get_urls()]


class ReadOnlyMixin:
    """Shows records that people cannot make, change or delete here."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class KeptMixin:
    """Shows records that are never deleted, for what they tell of the past."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RowFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """Rows whose boxes tell screen readers what they are for: the head of a column does not."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for box in form.visible_fields():
            box.field.widget.attrs.setdefault("aria-label", box.label)


class RecordInline(ChoiceFieldsMixin, admin.TabularInline):  # type: ignore[type-arg]
    """Rows that belong to a record."""

    form: type[ModelForm] = RecordForm  # type: ignore[type-arg]
    formset = RowFormSet
    template = "admin/rows.html"
    related: tuple[str, ...] = ()
    extra = 0

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        records = super().get_queryset(request)
        return records.select_related(*self.related) if self.related else records


class ReadOnlyInline(ReadOnlyMixin, RecordInline):
    """Rows that belong to a record and have a page of their own."""

    show_change_link = True
    can_delete = False


def _note(request: HttpRequest, whom: Iterable[Any], detail: str) -> None:
    access.note_each(
        act=AccessLog.Act.ADMIN_VIEW,
        whom=whom,
        by=request.user,  # type: ignore[arg-type]  # only administrators come here
        at=timezone.now(),
        address=address_of(request) or None,
        detail=detail,
    )


def _in_the_way_of_deleting(record: models.Model) -> Iterable[str]:
    """Yield what names the record and how often, by kind, asked in one statement."""
    named_by = [
        relation
        for relation in record._meta.related_objects
        if relation.many_to_many or relation.on_delete is models.PROTECT
    ]
    counts = [_times_named(at, each, record) for at, each in enumerate(named_by)]
    found = counts[0].union(*counts[1:], all=True) if counts else ()
    for at, count in sorted(found):
        if count:
            model: Any = named_by[at].related_model
            kind = capfirst(model._meta.verbose_name_plural)
            yield f"{kind}: {number_format(count, force_grouping=True)}"


def _times_named(at: int, relation: Any, record: models.Model) -> models.QuerySet[Any, Any]:
    rows = relation.related_model._default_manager.filter(**{relation.field.name: record.pk})
    number = models.Value(at, output_field=models.IntegerField())
    counted: models.QuerySet[Any, Any] = (
        rows.order_by().values(of_relation=number).annotate(times_named=models.Count("pk"))
    )
    return counted.values_list("of_relation", "times_named")
