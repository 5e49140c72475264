"""One course: roster × sessions with marks and rates."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programs import permissions
from programs.models import Course
from programs.views.progress_of import progress_of


def course(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who was where, and what it adds up to."""
    courses = Course.objects.visible_to(request.user)
    shown = get_object_or_404(courses.select_related("program__facility", "skill"), pk=pk)
    (progress,) = progress_of([shown], at=timezone.now())
    crumbs = [
        (_("Training"), reverse("programs")),
        (shown.program.name, reverse("program", args=[shown.program_id])),
    ]
    return render(
        request,
        "programs/course.html",
        {
            "course": shown,
            "progress": progress,
            "crumbs": crumbs,
            "can_print": permissions.may_print(request.user, shown.program),
        },
    )
