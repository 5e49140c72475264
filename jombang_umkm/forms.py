"""How every form is drawn, and the form for signing in."""

from datetime import datetime, timedelta
from typing import Any

from axes.helpers import get_client_ip_address, get_client_username
from axes.models import AccessAttempt
from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Helper(FormHelper):  # type: ignore[misc]  # crispy forms declares no types
    """Draws a form: what is wrong, then labels above their fields, then the buttons.

    Give a form a `helper` property that returns one, and write `{% crispy form %}`.
    With `form_tag = False` the page writes the <form> itself, with `novalidate`:
    the browser's own messages would be in the browser's language.
    """

    template = "_components/form.html"
    field_template = "_components/field.html"

    def __init__(
        self, form: forms.BaseForm, *, submit: str | Promise, cancel_url: str = ""
    ) -> None:
        super().__init__(form)
        self.submit = submit
        self.cancel_url = cancel_url
        self.form_class = "form"
        self.attrs = {"novalidate": True}


class SignInForm(AuthenticationForm):
    """User name and password; one sentence for whatever of them is wrong."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _(
            "User name and password do not go together. Check both, then try again."
        ),
        "locked": _(
            "This user name is locked after %(failures)s wrong tries. Try again from %(time)s WIB, "
            "or ask the administrator at your office to unlock it."
        ),
    }

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["password"].help_text = _(
            "After %(failures)s wrong tries the user name is locked for %(minutes)s minutes."
        ) % {
            "failures": settings.AXES_FAILURE_LIMIT,
            "minutes": settings.AXES_COOLOFF_TIME // timedelta(minutes=1),
        }

    @property
    def helper(self) -> Helper:
        helper = Helper(self, submit=_("Sign in"))
        helper.form_tag = False
        return helper

    def get_invalid_login_error(self) -> ValidationError:
        if not getattr(self.request, "axes_locked_out", False):
            return super().get_invalid_login_error()
        return ValidationError(
            self.error_messages["locked"],
            code="locked",
            params={
                "failures": settings.AXES_FAILURE_LIMIT,
                "time": time_format(unlocked_at(self.request, self.cleaned_data)),
            },
        )


def unlocked_at(request: HttpRequest | None, credentials: dict[str, Any]) -> datetime:
    """Return the full minute from which a locked name may try again at this address."""
    attempts = AccessAttempt.objects.filter(
        username=get_client_username(request, credentials),
        ip_address=get_client_ip_address(request),
    )
    last = attempts.aggregate(last=Max("attempt_time"))["last"]
    # None where somebody unlocked it this very moment.
    until = (last or timezone.now()) + settings.AXES_COOLOFF_TIME + timedelta(minutes=1)
    return timezone.localtime(until).replace(second=0, microsecond=0)
