"""One programme: its opening, its courses, how they go."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.models import Program
from programs.views.progress_of import progress_of


def program(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the programme with the attendance of each course."""
    programs = Program.objects.visible_to(request.user)
    shown = get_object_or_404(programs.select_related("facility", "office", "opened_by"), pk=pk)
    courses = list(shown.courses.select_related("skill"))
    progresses = progress_of(courses, at=timezone.now())
    people = {line.stay.participant_id for each in progresses for line in each.lines}
    return render(
        request,
        "programs/program.html",
        {
            "program": shown,
            "attended_by": list(shown.opening_attended_by.all()),
            "progresses": progresses,
            "people": len(people),
            "crumbs": [(_("Training"), reverse("programs"))],
        },
    )
