"""What the status of a NIK means, and what to do next: also where there is none to fill in."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from participants.models import Participant

Status = Participant.NikStatus


class Step(NamedTuple):
    """What a status means, what to do next, and what the link to the page of the NIK is called."""

    status: Status
    means: str
    todo: str = ""
    act: str = ""


def steps() -> list[Step]:
    """Return a step for each status, those without a NIK first."""
    enter = _("Enter the NIK")
    return [
        Step(
            Status.UNKNOWN,
            _("Nobody has looked yet."),
            _("Ask the family, and look at the identity card (KTP) or the family card (KK)."),
            enter,
        ),
        Step(
            Status.NOT_YET,
            _("Never recorded: there is no number to fill in."),
            _(
                "Send Dukcapil a letter asking to record this person and to issue a NIK. "
                "Once it is sent, choose “Being recorded by Dukcapil”."
            ),
            _("Change the NIK status"),
        ),
        Step(
            Status.BEING_RECORDED,
            _("Dukcapil was asked, and has issued no number yet."),
            _("Ask Dukcapil whether the recording is done; then enter the number."),
            enter,
        ),
        Step(
            Status.FILLED,
            _("The number stands here, as on the KTP or KK."),
            _("Once Dukcapil has confirmed it, choose “Verified by Dukcapil”."),
        ),
        Step(Status.VERIFIED, _("Dukcapil has confirmed the number: nothing is missing.")),
        Step(Status.FOREIGNER, _("Needs none: nothing is missing.")),
    ]


def step_of(status: str) -> Step:
    """Return the step for that status."""
    return next(step for step in steps() if step.status == status)
