"""The access log in the admin: here, for the roof alone knows whose records were opened."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from jombang_umkm.admin.base import ReadOnlyMixin, RecordAdmin
from jombang_umkm.models import AccessLog
from participants.models import Custody, Participant
from participants.spelling import RegistrationKey

LARGEST_KEY = 2**63 - 1

PERSON = Participant._meta.label


@admin.register(AccessLog)
class AccessLogAdmin(ReadOnlyMixin, RecordAdmin):
    """Who looked at what of whom, when and from where; found by either of them."""

    list_display = ("moment", "user", "act", "whom", "detail", "address")
    list_display_links = ("moment",)
    list_filter = ("act", "at")
    search_fields = ("user__username", "user__full_name", "address")
    search_help_text = _(
        "User; network address; or the person's name, registration number or a part of it, or"
        " number of the record"
    )
    date_hierarchy = "at"
    related = ("user",)
    fields = ("user", "at", "act", "whom", "detail", "address", "subject_id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        names = Participant.with_merged.filter(pk=OuterRef("subject_id")).values("full_name")
        accesses: QuerySet[Any] = super().get_queryset(request)
        with_names: QuerySet[Any] = accesses.annotate(name=Subquery(names[:1]))
        return with_names

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return also what was seen of the people of that name or number."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        text = search_term.strip()
        if text:
            found |= queryset.filter(_of_people(text))
        return found, may_repeat

    @admin.display(description=_("at"), ordering="at")
    def moment(self, access: Any) -> str:
        """Return when it was, in a word so short that all columns are seen."""
        return date_format(timezone.localtime(access.at), "SHORT_DATETIME_FORMAT")

    @admin.display(description=_("whose record"))
    def whom(self, access: Any) -> str | SafeString:
        """Return the person with a link to them; of another record its kind and number.

        A whole list has no number.
        """
        if access.subject == PERSON and access.name:
            url = reverse("admin:participants_participant_change", args=[access.subject_id])
            return format_html('<a href="{}">{}</a>', url, access.name)
        return f"{_kind(access.subject)} {access.subject_id or ''}".rstrip()


def _of_people(text: str) -> Q:
    """Return the condition that an access was to a person of that name, or of such a number.

    "118/2018" finds B.I 118/2018.
    """
    named = Participant.with_merged.filter(
        Q(full_name__icontains=text) | Q(aliases__icontains=text)
    )
    people = Q(subject_id__in=named.values("pk"))
    people |= Q(subject_id__in=Participant.with_merged.named(text).values("pk"))
    if any(letter.isdecimal() for letter in text):
        has_number = Q(registration_key__contains=RegistrationKey(Value(text)))
        numbered = Custody.with_merged.filter(has_number)
        people |= Q(subject_id__in=numbered.values("participant"))
    if text.isdecimal() and int(text) <= LARGEST_KEY:
        people |= Q(subject_id=int(text))
    return people & Q(subject=PERSON)


def _kind(label: str) -> str:
    """Return what that kind of record is called; the label itself of one there is no more."""
    try:
        return str(capfirst(apps.get_model(label)._meta.verbose_name))
    except (LookupError, ValueError):
        return label
