"""Signing in and out."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from jombang_umkm.forms import SignInForm

# Stays in the browser from signing in to signing out. The session's own cookie
# is dropped with the first request after its end, before this page is reached.
SIGNED_IN_COOKIE = "signed_in"

TOO_MANY_REQUESTS = 429


class SignIn(LoginView):
    """Signs in, and leads back to the page that asked for it."""

    template_name = "sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_redirect_url(self) -> str:
        """Return the page asked for: one of this site, and not one that leads back here."""
        url = super().get_redirect_url()
        leads_nowhere = {reverse("sign_in"), reverse("sign_out"), reverse("set_language")}
        return "" if urlsplit(url).path in leads_nowhere else url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(idle_minutes=self.idle_minutes(), **kwargs)

    def idle_minutes(self) -> int | None:
        """Return after how many minutes the session ran out, where that is why they are here."""
        was_signed_in = self.request.COOKIES.get(SIGNED_IN_COOKIE)
        if self.request.method == "GET" and was_signed_in and self.get_redirect_url():
            return settings.IDLE_TIME // timedelta(minutes=1)
        return None

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        response.set_cookie(
            SIGNED_IN_COOKIE,
            "1",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_invalid(form)
        if form.has_error(NON_FIELD_ERRORS, "locked"):
            response.status_code = TOO_MANY_REQUESTS
        return response


@method_decorator(login_not_required, name="dispatch")
class SignOut(LogoutView):
    """Signs out, also somebody whose session has run out meanwhile."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(request, *args, **kwargs)
        response.delete_cookie(SIGNED_IN_COOKIE, samesite="Lax")
        messages.success(request, _("You are signed out."))
        return response


def locked(
    request: HttpRequest, response: HttpResponse, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Return what axes answers to a locked name: the sign-in page, which says until when."""
    return response


def username_of(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return the name under which axes counts failures, the same in whatever case it is typed."""
    username = (credentials or request.POST).get("username") or ""
    return username.lower()


@login_not_required
def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead whom the admin does not let in to the sign-in page, the only one there is."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect(f"{reverse('sign_in')}?{request.GET.urlencode()}")
