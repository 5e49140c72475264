"""Carrying along everything that names a record, or a stay, which is to be one with another."""

from collections.abc import Iterable
from dataclasses import dataclass

from participants.actions.ledger import Steps
from participants.models import (
    AftercareConsent,
    Custody,
    CustodyAbsence,
    FamilyContact,
    ImportLine,
    Participant,
    ParticipantPhoto,
    Transfer,
    TwoPeople,
)
from participants.rules.merge_questions import ASKED, PHOTO, aliases_of, takes_nik_of
from participants.rules.merging import JOININGS, Choices, Folding, Pair, chosen_of, facts_of, meet


@dataclass(frozen=True)
class Carrying:
    """Two records, the one that goes on, what was chosen, and what is written of it.

    What must never be is refused by the database, as of any other stay.
    """

    pair: Pair
    kept: int
    choices: Choices
    steps: Steps

    @property
    def absorbed(self) -> int:
        return self.pair.other(self.kept)

    def carry(self, foldings: Iterable[Folding]) -> None:
        """Write it: stays entered twice first, so that none is on the days of another."""
        for folding in foldings:
            self._fold(folding)
        stays = Custody.with_merged.filter(participant=self.absorbed)
        self.steps.change(stays, participant_id=self.kept)
        family = FamilyContact.objects.filter(participant=self.absorbed)
        self.steps.change(family, participant_id=self.kept)
        self._photos()
        self._consents()
        self._told_apart()
        earlier = Participant.with_merged.filter(merged_into=self.absorbed)
        self.steps.change(earlier, merged_into_id=self.kept)
        self._person()

    def _person(self) -> None:
        """Let the record that goes on say what was chosen, and the other lead to it."""
        ours, theirs = self.pair.people[self.kept], self.pair.people[self.absorbed]
        chosen = chosen_of(self.absorbed, self.choices, prefix="person")
        facts = facts_of(ASKED, ours, theirs, chosen=chosen)
        full_name = facts.get("full_name", ours.full_name)
        aliases = aliases_of(ours, theirs, full_name=full_name)
        if aliases != ours.aliases:
            facts["aliases"] = aliases
        # Out of the way of what no two records may share.
        merged = Participant.with_merged.filter(pk=self.absorbed)
        self.steps.change(merged, merged_into_id=self.kept)
        if takes_nik_of(self.pair, self.kept, self.choices) == self.absorbed:
            self.steps.swap_nik(self.kept, self.absorbed)
        if facts:
            self.steps.change(Participant.objects.filter(pk=self.kept), **facts)

    def _photos(self) -> None:
        """Set the photo aside that was not chosen; one may be shown."""
        if PHOTO in self.choices and len(self.pair.photos) == 2:
            left = self.pair.photos[self.pair.other(self.choices[PHOTO])]
            self.steps.change(ParticipantPhoto.objects.filter(pk=left.pk), is_aside=True)
        photos = ParticipantPhoto.objects.filter(participant=self.absorbed)
        self.steps.change(photos, participant_id=self.kept)

    def _consents(self) -> None:
        """Consents go along; of two that hold for one office the merging remembers one.

        Whoever took one back took back what was signed before it, in whichever record.
        """
        both = AftercareConsent.objects.filter(participant__in=(self.kept, self.absorbed))
        for back in both.filter(withdrawn_on__isnull=False).order_by("withdrawn_on", "pk"):
            others = both.in_force().exclude(participant=back.participant_id)
            self.steps.change(
                others.filter(office=back.office_id, given_on__lte=back.withdrawn_on),
                withdrawn_on=back.withdrawn_on,
                withdrawn_by_id=back.withdrawn_by_id,
                withdrawn_at=back.withdrawn_at,
            )
        holding = AftercareConsent.objects.in_force()
        ours = holding.filter(participant=self.kept).order_by()
        theirs = AftercareConsent.objects.filter(participant=self.absorbed)
        self.steps.remove(theirs.in_force().filter(office__in=ours.values("office")))
        self.steps.change(theirs, participant_id=self.kept)

    def _told_apart(self) -> None:
        """Whoever was told apart from the one record is told apart from what it becomes."""
        said = TwoPeople.objects.filter(one=self.absorbed) | TwoPeople.objects.filter(
            other=self.absorbed
        )
        for row in said:
            third = row.other_id if row.one_id == self.absorbed else row.one_id
            one, other = sorted((self.kept, third))
            if not TwoPeople.objects.of(one, other).exists():
                pair = TwoPeople.objects.filter(pk=row.pk)
                self.steps.change(pair, one_id=one, other_id=other)

    def _fold(self, folding: Folding) -> None:
        """Let one stay go on for both; the other leads to it, and has the number not chosen."""
        kept, folded = folding.kept.custody, folding.folded.custody
        gone = Custody.with_merged.filter(pk=folded.pk)
        self.steps.change(gone, merged_into_id=kept.pk)
        earlier = Custody.with_merged.filter(merged_into=folded.pk)
        self.steps.change(earlier, merged_into_id=kept.pk)
        self.steps.change(ImportLine.objects.filter(custody=folded.pk), custody_id=kept.pk)
        if not Transfer.objects.filter(new_custody=kept.pk).exists():
            came_by = Transfer.objects.filter(new_custody=folded.pk)
            self.steps.change(came_by, new_custody_id=kept.pk)
        self._absences(kept.pk, folded.pk)
        for joining in JOININGS:
            joining.carry(folding, self.steps)
        facts = folding.facts
        if "registration_no" in facts:
            self.steps.change(gone, registration_no=kept.registration_no)
        if facts:
            self.steps.change(Custody.objects.filter(pk=kept.pk), **facts)

    def _absences(self, kept: int, folded: int) -> None:
        """Absences go along; one on days that another covers is remembered by the merging."""
        ours = [
            (each.away_from, each.back_on) for each in CustodyAbsence.objects.filter(custody=kept)
        ]
        theirs = CustodyAbsence.objects.filter(custody=folded)
        covered = [each.pk for each in theirs if meet([(each.away_from, each.back_on)], ours)]
        self.steps.remove(theirs.filter(pk__in=covered))
        self.steps.change(theirs, custody_id=kept)
