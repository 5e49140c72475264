"""Signing in over a sheet that was posted after the idle sign-out: the marks come along."""

from typing import Any

from django.http import HttpRequest

from jombang_umkm.views.sign_in import SignIn

# What belongs to the sign-in itself; all else that was posted is carried.
OWN_FIELDS = frozenset({"csrfmiddlewaretoken", "username", "password"})


class SheetSignIn(SignIn):
    """The sign-in page with the posted sheet inside its form."""

    template_name = "programs/sheet_sign_in.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Keep the sheet apart: what is posted with a failed sign-in goes into its log."""
        super().setup(request, *args, **kwargs)
        self.sheet = request.POST
        own = self.sheet.copy()
        for name in self.sheet:
            if name not in OWN_FIELDS:
                del own[name]
        request.POST = own  # type: ignore[assignment]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return the form's input; a sheet posted before anybody signed in holds none of it."""
        kwargs = super().get_form_kwargs()
        if "password" not in self.request.POST:
            del kwargs["data"], kwargs["files"]
        return kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        carried = [
            (name, value)
            for name, values in self.sheet.lists()
            if name not in OWN_FIELDS
            for value in values
        ]
        return super().get_context_data(carried=carried, **kwargs)
