"""The programmes a user sees."""

from django.db.models import OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from programs.models import Course, Enrolment, Program
from programs.querysets import CountOf

RUNS = (Program.Status.RUNNING, Program.Status.SUSPENDED)


def programs(request: HttpRequest) -> HttpResponse:
    """List the programmes, those that run first."""
    courses = Course.objects.filter(program=OuterRef("pk"))
    people = Enrolment.objects.filter(course__program=OuterRef("pk"), joined_on__isnull=False)
    listed = (
        Program.objects.visible_to(request.user)
        .select_related("facility", "office")
        .annotate(
            course_count=CountOf(courses.values("pk")),
            people_count=CountOf(people.order_by().values("custody__participant").distinct()),
        )
    )
    return render(
        request,
        "programs/programs.html",
        {"programs": sorted(listed, key=lambda program: program.status not in RUNS)},
    )
