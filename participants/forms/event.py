"""What happened to somebody: the state it leads to, and the questions that state asks."""

from typing import Any, NamedTuple

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.form_fields import DayField
from jombang_umkm.forms import Helper
from jombang_umkm.models import Facility
from participants.models import Custody, CustodyEvent, Transfer
from participants.rules.titles import title_of

S = Custody.Status

STAY_HELD = _("They stay held here, and keep their seats.")
ENDS_SEATS = _("They leave: their seats in training end from that day.")
GUIDED = _("They leave, guided by the Bapas: their seats in training end from that day.")

# What follows, in the words of whoever chooses.
FOLLOWS = {
    S.RELEASED_BY_LAW: _("The time of detention is over (lepas demi hukum). Seats end that day."),
    S.RELEASED_BY_COURT: _("By a verdict or ruling of the court. Seats end that day."),
    S.ASSIMILATION: STAY_HELD,
    S.PAROLE: GUIDED,
    S.CONDITIONAL_LEAVE: GUIDED,
    S.PRE_RELEASE_LEAVE: GUIDED,
    S.FULL_RELEASE: ENDS_SEATS,
    S.TRANSFERRED_OUT: _(
        "They go to another facility: their seats here end from that day. A facility of this "
        "system is told, and confirms that they arrived."
    ),
    S.ESCAPED: _("They lose their seats. When they are caught, this stay goes on."),
    S.DIED: _("The stay and their seats end that day."),
    S.GUIDANCE_ENDED: _(
        "Guidance by the Bapas is over. Nothing is recorded of this stay any more."
    ),
}
VERDICT = _("They become a warga binaan, with a new registration number of a class B.")
BACK_HERE = _("They are held here again from that day. Seats that ended do not come back.")

B_CLASSES = [choice for choice in Custody.RegisterClass.choices if choice[0].startswith("B")]


class Choice(NamedTuple):
    """A state that may come next: what it is called as an event, and what follows."""

    value: str
    label: str
    follows: str | Promise


def choice_of(before: str, after: str) -> Choice:
    """Return how a move is offered to whoever records it."""
    follows = FOLLOWS.get(S(after), BACK_HERE)
    if before == S.DETAINEE and after == S.CONVICT:
        follows = VERDICT
    elif before == S.ASSIMILATION and after == S.CONVICT:
        follows = STAY_HELD
    return Choice(after, title_of(before, after), follows)


class FacilityField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A facility by the name people use."""

    def label_from_instance(self, obj: Facility) -> str:
        return obj.short_name


class EventForm(forms.Form):
    """What happened, when, and on which paper; the page draws the choice with what follows."""

    to = forms.ChoiceField(
        label=_("What happened"),
        widget=forms.RadioSelect,
        # Those that are not offered too: the action says best why one cannot be, or who was first.
        choices=Custody.Status.choices,
        error_messages={"required": _("Choose what happened.")},
    )
    on = DayField(
        label=_("Date"),
        help_text=_("The day it happened, not the day it is recorded."),
        error_messages={"required": _("Enter the day it happened.")},
    )
    document_no = forms.CharField(
        label=_("Document number"),
        max_length=CustodyEvent._meta.get_field("document_no").max_length,
        help_text=_("Of the decision, decree or minutes it rests on."),
        error_messages={"required": _("Type the number of the document this rests on.")},
    )
    registration_no = forms.CharField(
        label=_("New registration number"),
        required=False,
        max_length=CustodyEvent._meta.get_field("registration_no").max_length,
        help_text=_("As in the register of convicts, such as B.I 12/2026."),
    )
    register_class = forms.ChoiceField(
        label=_("New register class"), required=False, choices=[("", "–"), *B_CLASSES]
    )
    facility = FacilityField(
        queryset=None,
        label=_("To the facility"),
        required=False,
        empty_label=_("None of these"),
        help_text=_("It sees the name and the number, and confirms the arrival."),
    )
    elsewhere = forms.CharField(
        label=_("Or to another facility"),
        required=False,
        max_length=Transfer._meta.get_field("elsewhere").max_length,
        help_text=_("One that does not use this system; it is not told."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=CustodyEvent._meta.get_field("reason").max_length,
        help_text=_("Needed when something is revoked; else if there is more to say."),
    )

    def __init__(
        self, *args: Any, before: str, states: list[str], facilities: QuerySet[Facility], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.before = before
        self.offered = [choice_of(before, after) for after in states]
        facility = self.fields["facility"]
        assert isinstance(facility, FacilityField)
        facility.queryset = facilities

    @property
    def asks_number(self) -> bool:
        """Whether one of the choices brings a new registration number."""
        return self.before == S.DETAINEE

    @property
    def asks_destination(self) -> bool:
        return any(each.value == S.TRANSFERRED_OUT for each in self.offered)

    def asked(self, name: str) -> Any:
        """Return what was typed; nothing for what the chosen state does not ask: nobody saw it."""
        to, typed = self.cleaned_data["to"], self.cleaned_data[name]
        is_verdict = self.before == S.DETAINEE and to == S.CONVICT
        if name in ("registration_no", "register_class") and not is_verdict:
            return ""
        return typed

    def refuse(self, refusal: ActionRefused) -> None:
        """Say beside the field it is about why the action refused."""
        self.add_error(FIELDS.get(refusal.code), str(refusal.message))


# Which field a refusal is about; what is about none of them stands above the form.
FIELDS = {
    "illegal_move": "to",
    "not_former_state": "to",
    "already_recorded": "to",
    "before_entry": "on",
    "out_of_order": "on",
    "future_day": "on",
    "held_elsewhere": "on",
    "document_needed": "document_no",
    "reason_needed": "reason",
    "number_not_now": "registration_no",
    "number_needed": "registration_no",
    "number_taken": "registration_no",
    "destination_needed": "facility",
    "no_destination": "facility",
    "same_facility": "facility",
}


class ReverseForm(forms.Form):
    """Why an event is reversed."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=CustodyEvent._meta.get_field("reason").max_length,
        help_text=_("For example: recorded for the wrong person, or the decision was withdrawn."),
        error_messages={"required": _("Say why the event is reversed.")},
    )

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cancel_url = cancel_url

    @property
    def helper(self) -> Helper:
        helper = Helper(self, submit=_("Reverse the event"), cancel_url=self.cancel_url)
        helper.form_tag = False
        return helper

    def refuse(self, refusal: ActionRefused) -> None:
        """Say beside the reason, or above the form, why the action refused."""
        field = "reason" if refusal.code == "reason_needed" else None
        self.add_error(field, str(refusal.message))
