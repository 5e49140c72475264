"""Registering a person with their stay, on one page."""

from typing import Any

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.forms import Helper
from participants.forms import identity, new_stay, person
from participants.forms.identity import NewNikFields
from participants.forms.layout import Group
from participants.forms.new_stay import STAY, StayFields
from participants.forms.person import PersonFields
from participants.models import Participant
from participants.rules.person import FACTS

# As the page asks, for what is said above the form; the rest follows.
ORDER = ("full_name", "parent_name", "aliases", *person.BORN, "nik", "nik_status", "status", *STAY)


class RegisterForm(NewNikFields, StayFields, PersonFields):
    """Who it is, the NIK, the stay, and where they come from."""

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(ORDER)
        self.cancel_url = cancel_url

    @property
    def helper(self) -> Helper:
        helper = Helper(self, submit=_("Register"), cancel_url=self.cancel_url)
        helper.form_tag = False
        who, *more = person.groups()
        nik = Group(_("NIK"), "nik", "nik_status", hint=_("Work goes on without one."))
        helper.layout = Layout(who, nik, *new_stay.groups(), *more)
        return helper

    def participant(self) -> Participant:
        """Return the person as typed, not saved yet."""
        return Participant(**{name: self.cleaned_data[name] for name in FACTS})

    def refuse(self, refusal: ActionRefused) -> None:
        """Say beside the field it is about why the action refused."""
        fields = {**identity.REFUSALS, **new_stay.REFUSALS}
        self.add_error(fields.get(refusal.code), str(refusal.message))
