"""Days as ranges: which days somebody was in the facility."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models.lookups import Lookup
from django.utils.formats import date_format

# From the first day until the day before the second; None while it goes on.
Days = tuple[date, date | None]

_RANGE = re.compile(r"\[([\d-]+),([\d-]*)\)")


class DaysField(models.Field):  # type: ignore[type-arg]
    """Any number of ranges of days, as PostgreSQL's datemultirange; in Python a tuple of `Days`."""

    def db_type(self, connection: Any) -> str:
        return "datemultirange"

    def from_db_value(
        self, value: str | None, expression: Any, connection: Any
    ) -> tuple[Days, ...] | None:
        return None if value is None else self.to_python(value)

    def to_python(self, value: Any) -> tuple[Days, ...]:
        if isinstance(value, str):
            return tuple(
                (date.fromisoformat(first), date.fromisoformat(end) if end else None)
                for first, end in _RANGE.findall(value)
            )
        return tuple(value)

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str) or hasattr(value, "resolve_expression"):
            return value
        return written(value)

    def value_to_string(self, obj: models.Model) -> str:
        return written(self.value_from_object(obj))

    def in_words(self, value: Iterable[Days]) -> str:
        """Return them as people read them, in the admin's versions too."""
        return in_words(value)


@DaysField.register_lookup
class Covers(Lookup):  # type: ignore[type-arg]
    """Whether a day, a value or another column, is one of them: `days_here__covers=day`."""

    lookup_name = "covers"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        days, days_params = self.process_lhs(compiler, connection)
        day, day_params = self.process_rhs(compiler, connection)
        return f"{days} @> ({day})::date", [*days_params, *day_params]

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [value]


def written(ranges: Iterable[Days]) -> str:
    """Return ranges of days as PostgreSQL reads them."""
    return "{" + ",".join(f"[{first},{end or ''})" for first, end in ranges) + "}"


def in_words(ranges: Iterable[Days]) -> str:
    """Return each as its first day and the first after it: "2 March 2026 – 10 March 2026"."""
    return "; ".join(
        f"{date_format(first)} – {date_format(end) if end else ''}".rstrip()
        for first, end in ranges
    )
