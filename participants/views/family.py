"""The family of a person: whom to ask, and what was talked about and given."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from jombang_umkm.opened import note_opened
from participants.models import FamilyNote, Participant
from participants.views.steps import to_person

# More than this nobody reads on a page.
NOTES_SHOWN = 100


def crumbs(participant: Participant, *, below: bool = True) -> list[tuple[str, str]]:
    """Return the steps down to a person's family, and, for a page below it, to that too."""
    steps = to_person(participant)
    if below:
        steps.append((_("Family"), reverse("family", args=[participant.pk])))
    return steps


def family(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the contacts, and the log of what happened with them, the newest first."""
    participant = get_object_or_404(Participant.objects.kept_by(request.user), pk=pk)
    note_opened(request, participant)
    notes = FamilyNote.objects.filter(contact__participant=participant)
    return render(
        request,
        "participants/family.html",
        {
            "participant": participant,
            "contacts": participant.family_contacts.by_name(),
            "notes": notes.select_related("contact", "recorded_by")[:NOTES_SHOWN],
            "notes_shown": NOTES_SHOWN,
            "crumbs": crumbs(participant, below=False),
        },
    )
