"""Groups of fields on a long form, the less common ones folded away."""

from typing import Any

from crispy_forms.layout import Div, Fieldset
from django.utils.functional import Promise


class Group(Fieldset):  # type: ignore[misc]  # crispy forms declares no types
    """Fields under a legend, in two columns where there is room, with a hint for all of them."""

    template = "_components/fieldset.html"

    def __init__(self, legend: Promise, *fields: Any, hint: Promise | str = "") -> None:
        super().__init__(legend, *fields)
        self.hint = hint


class More(Fieldset):  # type: ignore[misc]
    """Fields that are seldom filled in: folded away unless one of them says something."""

    template = "_components/more.html"
    is_open = False

    def __init__(self, legend: Promise, *fields: str) -> None:
        super().__init__(legend, *fields)

    def render(self, form: Any, context: Any, **kwargs: Any) -> Any:
        self.is_open = any(form[name].errors or form[name].value() for name in self.fields)
        return super().render(form, context, **kwargs)


def wide(name: str) -> Div:
    """Return a field that takes the whole width of its group."""
    return Div(name, css_class="group__wide")
