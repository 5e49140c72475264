from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class ProgramStatusFilter(admin.ChoicesFieldListFilter):
    """Filters by the programme's state, named apart from the record's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("status of the programme")
