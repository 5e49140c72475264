"""When a transfer can still be answered."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from participants.models import Transfer
from participants.rules.custody import TRANSFER


def refuse_answer(transfer: Transfer, answer: str) -> None:
    """Raise ActionRefused unless that answer can be given now.

    Codes: "taken_back" (by the sender), "answered" (otherwise, and first).
    """
    if TRANSFER.allows(transfer.status, answer):
        return
    if transfer.answered_at is None:
        raise ActionRefused(
            "taken_back",
            _("%(facility)s took this transfer back: nobody is on the way.")
            % {"facility": transfer.event.custody.facility},
        )
    raise ActionRefused(
        "answered",
        _("%(who)s answered already, on %(day)s: %(answer)s.")
        % {
            "who": transfer.answered_by,
            "day": date_format(timezone.localdate(transfer.answered_at), "j F Y"),
            "answer": transfer.get_status_display(),
        },
    )


def refuse_taking_back(transfer: Transfer | None) -> None:
    """Raise ActionRefused("accepted_there") where a transfer was accepted: it is too late."""
    if transfer is not None and transfer.status == Transfer.Status.ACCEPTED:
        raise ActionRefused(
            "accepted_there",
            _("%(facility)s accepted the transfer already. It must send them back.")
            % {"facility": transfer.to},
        )
