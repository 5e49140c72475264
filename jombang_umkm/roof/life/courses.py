"""Courses, and what somebody attended of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from jombang_umkm import access, scope
from jombang_umkm.roof.life.parts import Asked, Part
from participants.views.timeline import Moment
from programs import permissions
from programs.models import Enrolment
from programs.views.courses_of import CourseTaken, courses_of


@dataclass(frozen=True)
class CourseRow:
    """A course on the page; with a link for those who may open it."""

    taken: CourseTaken
    url: str


def courses(asked: Asked) -> Part:
    """Return the courses of the stays, and the days on which seats began and ended.

    To the office, those of its own programmes.
    """
    if access.is_staff(asked.user):
        taken = courses_of(asked.stays, seats=Enrolment.objects.visible_to(asked.user))
    else:
        with scope.whole("what was learned in a stay belongs to it, whosever programme it was"):
            taken = courses_of(asked.stays, seats=Enrolment.objects.all())
    rows = [CourseRow(each, _url(each, asked)) for each in taken]
    moments = [moment for each in taken for moment in _moments(each)]
    return Part("person/_courses.html", moments, rows)


def _url(taken: CourseTaken, asked: Asked) -> str:
    if not permissions.may_see(asked.user, taken.course.program):
        return ""
    return reverse("course", args=[taken.course.pk])


def _moments(taken: CourseTaken) -> Iterator[Moment]:
    course = taken.course
    for seat in taken.seats:
        if seat.joined_on is not None:
            what = _("Joined the course %(course)s") % {"course": course.name}
            yield Moment(seat.joined_on, what, (course.program.name,), order=(2, seat.pk))
        if seat.left_on is not None:
            yield Moment(seat.left_on, _ended(seat), (), order=(2, seat.pk, 1))


def _ended(seat: Enrolment) -> str:
    return _("Course %(course)s ended: %(status)s") % {
        "course": seat.course.name,
        "status": seat.get_status_display().lower(),
    }
