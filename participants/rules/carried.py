"""How everything that names a person or a stay goes along when two records become one."""

# By relation; those of the apps above stand with their `Joining`. A test holds that none is
# missing, and docs/merging.md shows them.
CARRIED = {
    "participants.Custody.participant": "All stays become stays of the one record.",
    "participants.FamilyContact.participant": "The family goes along, with its notes.",
    "participants.ParticipantPhoto.participant": (
        "Photos go along; of two that are attached the one chosen is shown, the other set aside."
    ),
    "participants.AftercareConsent.participant": (
        "Consents go along; of two that hold for one office, the merging keeps one."
    ),
    "participants.Participant.merged_into": "Records merged earlier lead to the one record too.",
    "participants.TwoPeople.one": "Who was told apart stays told apart.",
    "participants.TwoPeople.other": "Likewise.",
    "participants.Merge.kept": "Stays as it was: it tells what was done then.",
    "participants.Merge.absorbed": "Likewise.",
    "participants.CustodyEvent.custody": (
        "Stays with the stay it was recorded of: of one entered twice, the events of one hold."
    ),
    "participants.CustodyAbsence.custody": (
        "Goes along, unless another absence covers some of its days: then the merging keeps it."
    ),
    "participants.ImportLine.custody": "Goes along: the row is of the one stay.",
    "participants.Transfer.new_custody": (
        "Goes along, unless the stay that goes on came by a transfer itself."
    ),
    "participants.Custody.merged_into": "Stays folded earlier lead to the one stay too.",
}
