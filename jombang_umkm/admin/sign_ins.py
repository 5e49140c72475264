"""Failed and successful sign-ins, as django-axes keeps them, and unlocking a locked name."""

from datetime import datetime
from typing import Any

import axes.admin  # noqa: F401 - registers its own first, which ours replace
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from axes.utils import reset
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jombang_umkm.admin.base import ReadOnlyMixin
from jombang_umkm.admin.steps import Step, StepsAdmin
from jombang_umkm.models import User

admin.site.unregister([AccessAttempt, AccessFailureLog, AccessLog])
apps.get_app_config("axes").verbose_name = gettext_lazy("Sign-ins")


def _named(record: AccessAttempt | AccessLog) -> str:
    """Return who it was and when; axes itself says that in English and in UTC."""
    at = date_format(timezone.localtime(record.attempt_time), "DATETIME_FORMAT")
    return f"{record.username}, {at} WIB"


# Axes' own "access logs" are taken for who looked at what.
AccessLog._meta.verbose_name_plural = gettext_lazy("Sign-in history")

AccessAttempt.__str__ = AccessLog.__str__ = _named


class SignInAdmin(ReadOnlyMixin, StepsAdmin):
    """What is kept of a sign-in, told in words of ours where axes has only English ones."""

    search_fields = ("username", "ip_address")
    ordering = ("-attempt_time",)

    @admin.display(description=gettext_lazy("browser"))
    def browser(self, record: Any) -> str:
        return str(record.user_agent)


def locks_from() -> datetime:
    """Return since when failures count: earlier ones lock nobody any more."""
    return timezone.now() - settings.AXES_COOLOFF_TIME


def _unlock(attempt: AccessAttempt, by: User, answers: dict[str, Any]) -> None:
    """Forget the failures under that name at that address, whatever browser they came from."""
    reset(username=attempt.username, ip=attempt.ip_address)


@admin.register(AccessAttempt)
class AccessAttemptAdmin(SignInAdmin):
    list_display = ("username", "ip_address", "state", "attempt_time")
    list_display_links = ("username",)
    fields = ("username", "ip_address", "state", "attempt_time", "browser")
    steps = (
        Step(
            name="unlock",
            label=gettext_lazy("Unlock"),
            done=gettext_lazy("Unlocked: they may try to sign in again at once."),
            explains=gettext_lazy(
                "The failures under this name at this address are forgotten: "
                "it may try to sign in again at once. The password stays as it is."
            ),
            run=_unlock,
            for_many=True,
            removes=True,
        ),
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether they may unlock; an attempt itself cannot be changed."""
        return obj is None and request.user.has_perm("axes.change_accessattempt")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Annotate the failures that count together: those of one name at one address."""
        together = AccessAttempt.objects.filter(
            username=OuterRef("username"),
            ip_address=OuterRef("ip_address"),
            attempt_time__gte=locks_from(),
        ).order_by()
        total = together.values("username").annotate(total=Sum("failures_since_start"))
        counted = Subquery(total.values("total"))
        attempts: QuerySet[Any] = super().get_queryset(request).annotate(counted=counted)
        return attempts

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = {"title": _("Failed sign-ins")}
        return super().changelist_view(request, title | (extra_context or {}))

    def choice_name(self, record: Any) -> str:
        return f"{record.username}, {record.ip_address} ({self.state(record)})"

    @admin.display(description=gettext_lazy("state"), ordering=F("counted").desc(nulls_last=True))
    def state(self, attempt: Any) -> str:
        """Return whether the name is locked, as a sentence."""
        if attempt.counted is None:
            return _("No longer locked")
        if attempt.counted < settings.AXES_FAILURE_LIMIT:
            return _("%(count)s of %(limit)s wrong tries") % {
                "count": attempt.counted,
                "limit": settings.AXES_FAILURE_LIMIT,
            }
        until = timezone.localtime(attempt.attempt_time + settings.AXES_COOLOFF_TIME)
        return _("Locked until %(time)s WIB") % {"time": time_format(until)}


@admin.register(AccessLog)
class AccessLogAdmin(SignInAdmin):
    list_display = ("attempt_time", "username", "ip_address", "logout_time")
    list_display_links = ("attempt_time", "username")
    list_filter = ("attempt_time",)
    fields = ("username", "ip_address", "attempt_time", "logout_time", "browser")
