"""Fields of forms that any app may ask for: a day, a region, a phone number."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Script
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from jombang_umkm import phones, regions
from jombang_umkm.regions import Region

# Why a day cannot be read, wherever one is typed.
NO_DAY = _("Type day, month and year, such as 25-12-1990.")
NO_SUCH_DAY = _(
    "There is no %(day)s in the calendar. Type day, month and year, such as 25-12-1990."
)
# As a day is typed, whether there is one or not.
LIKE_A_DAY = re.compile(r"\d{1,2}[-/]\d{1,2}[-/]\d{4}|\d{4}-\d{1,2}-\d{1,2}")


class DayField(forms.DateField):
    """A day, typed as people here write it.

    A text on purpose: the browser's own box follows the browser's language, and a shared
    PC set to English shows 11/12/2026 for the twelfth of November.
    """

    widget = forms.DateInput(attrs={"autocomplete": "off"})
    default_error_messages = {"invalid": NO_DAY, "no_such_day": NO_SUCH_DAY}

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.help_text = self.help_text or _("Day-month-year, such as 25-12-1990.")

    def to_python(self, value: Any) -> date | None:
        try:
            return super().to_python(value)
        except ValidationError as error:
            typed = str(value).strip()
            if not LIKE_A_DAY.fullmatch(typed):
                raise
            raise ValidationError(
                self.error_messages["no_such_day"], code="no_such_day", params={"day": typed}
            ) from error


class TypedRegion(NamedTuple):
    """What a region field posts.

    `code` belongs to the text as it was when a region was chosen, so another text makes it
    void. `choice` is one of those that the form asked about. No text at all, not even an
    empty one, is a form that knows only codes.
    """

    text: str | None = None
    code: str = ""
    choice: str = ""

    @classmethod
    def of(cls, value: "TypedRegion | str | None") -> "TypedRegion":
        """Return what the field would post for a code."""
        if isinstance(value, TypedRegion):
            return value
        return cls(code=value or "")

    def meant(self) -> list[Region]:
        """Return the one region that is meant, several to choose from, or none."""
        chosen = regions.region(self.code) if regions.home_district(self.code) else None
        if chosen and (self.text is None or self.text == chosen.path):
            return [chosen]
        found = regions.find(self.text or "", limit=regions.LIMIT + 1)
        answer = [each for each in found if each.code == self.choice]
        in_full = [each for each in found if each.path.lower() == (self.text or "").lower()]
        return answer or in_full or found


class RegionInput(forms.Widget):
    """Takes part of a name; its script offers the regions that fit, and notes the chosen one.

    The page loads both with `{{ form.media }}`. Without the script the form asks, after the
    post, which of those that fit is meant.
    """

    template_name = "_components/region_field.html"

    class Media:
        css = {"all": ["css/region.css"]}
        js = [Script("js/region.js", type="module")]

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> TypedRegion | None:
        if self.value_omitted_from_data(data, files, name):
            return None
        text = data.get(f"{name}_text")
        return TypedRegion(
            text=None if text is None else " ".join(text.split()),
            code=data.get(name, ""),
            choice=data.get(f"{name}_choice", ""),
        )

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and f"{name}_text" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        typed = TypedRegion.of(value)
        meant = typed.meant()
        context = super().get_context(name, None, attrs)
        context["widget"] |= {
            "text": typed.text or "",
            "chosen": meant[0] if len(meant) == 1 else None,
            "choices": meant[: regions.LIMIT] if len(meant) > 1 else [],
        }
        return context

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        # Django's own renderer does not look into the project's templates.
        return super().render(name, value, attrs, TemplatesSetting())


class RegionField(forms.Field):
    """The code of a village, kecamatan, kabupaten or kota, or "" for none."""

    widget = RegionInput
    default_error_messages = {
        "none": _(
            "No place is called “%(text)s”. Check how it is spelled, or type only the kecamatan"
            " or kabupaten."
        ),
        "short": _("“%(text)s” is too short: type at least three letters of the name."),
        "several": _("Choose which “%(text)s”: %(count)s places fit."),
        "many": _(
            "Choose which “%(text)s”. More than %(count)s places fit: if yours is not among"
            " them, type its kecamatan or kabupaten too."
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text",
            _("Part of the name of the desa, kecamatan or kabupaten, such as “losari ploso”."),
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        typed = TypedRegion.of(value)
        text = typed.code if typed.text is None else typed.text
        meant = typed.meant()
        if not text or len(meant) == 1:
            return meant[0].code if meant else ""
        raise self._error(text, len(meant))

    def _error(self, text: str, count: int) -> ValidationError:
        """Return what keeps the text from being one region."""
        code = "several" if count else "none"
        if count > regions.LIMIT:
            code, count = "many", regions.LIMIT
        elif not regions.is_enough(text):
            code = "short"
        return ValidationError(
            self.error_messages[code], code=code, params={"text": text, "count": count}
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != (initial or "")
        except ValidationError:
            return True


class PhoneField(forms.CharField):
    """A phone number as E.164, or "" for none."""

    widget = forms.TelInput(attrs={"autocomplete": "off"})

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if not text:
            return ""
        try:
            return phones.to_e164(text)
        except phones.PhoneNumberError as error:
            raise ValidationError(str(error), code="no_phone") from error

    def prepare_value(self, value: Any) -> Any:
        """Return a stored number as people read it, and what was typed as it was typed."""
        return phones.shown(value) if isinstance(value, str) else value
