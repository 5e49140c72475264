"""How everything that names a person or a stay goes along when two records become one."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# By relation; those of the apps above stand with their `Joining`. A test holds that none is
# missing, and docs/merging.md shows them.
CARRIED: dict[str, Promise] = {
    "participants.Custody.participant": _("All stays become stays of the one record."),
    "participants.FamilyContact.participant": _("The family goes along, with its notes."),
    "participants.ParticipantPhoto.participant": _(
        "Photos go along; of two that are attached the one chosen is shown, the other set aside."
    ),
    "participants.Participant.merged_into": _("Records merged earlier lead to the one record too."),
    "participants.TwoPeople.one": _("Who was told apart stays told apart."),
    "participants.TwoPeople.other": _("Likewise."),
    "participants.Merge.kept": _("Stays as it was: it tells what was done then."),
    "participants.Merge.absorbed": _("Likewise."),
    "participants.CustodyEvent.custody": _(
        "Stays with the stay it was recorded of: of one entered twice, the events of one hold."
    ),
    "participants.CustodyAbsence.custody": _(
        "Goes along, unless another absence covers some of its days: then the merging keeps it."
    ),
    "participants.ImportLine.custody": _("Goes along: the row is of the one stay."),
    "participants.Transfer.new_custody": _(
        "Goes along, unless the stay that goes on came by a transfer itself."
    ),
    "participants.Custody.merged_into": _("Stays folded earlier lead to the one stay too."),
}
