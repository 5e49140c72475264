"""Printing lists: of one session, of a day, of a whole course, and a course's month."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import IssuedDocument, User
from programs import permissions
from programs.actions import printing
from programs.forms.printing import MonthForm, SheetsForm
from programs.models import Course, Session
from programs.rules.naming import title_of
from programs.rules.paper import Paper
from programs.views.progress_of import progress_of


class Place(NamedTuple):
    """A facility and an office that trains there: what one document may hold."""

    facility: str
    office: str
    key: str


# More than this nobody looks for among what was printed before.
SHOWN_BEFORE = 20


def print_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Print the list of one session."""
    session = get_object_or_404(Session.objects.visible_to(request.user).with_names(), pk=pk)
    title = f"{title_of(session)}, {date_format(session.day, 'l, j F Y')}"
    return _print_sheets(
        request,
        [session],
        title=title,
        crumbs=[(title, reverse("sheet", args=[pk]))],
        before=IssuedDocument.objects.filter(printed_sheets__session=session),
    )


def print_day(request: HttpRequest) -> HttpResponse:
    """Print the lists of all sessions of a day: tomorrow's are there when power or line fails."""
    day = _day(request)
    sessions = list(
        Session.objects.visible_to(request.user)
        .on(day)
        .going_ahead()
        .with_names()
        .select_related("program__office")
        .in_order()
    )
    places = {_place_of(session) for session in sessions}
    if len(places) > 1:
        chosen = next((each for each in places if each.key == request.GET.get("tempat")), None)
        if chosen is None:
            context = {"day": day, "places": sorted(places)}
            return render(request, "programs/print_where.html", context)
        sessions = [session for session in sessions if _place_of(session) == chosen]
    shown = date_format(day, "l, j F Y")
    return _print_sheets(
        request,
        sessions,
        title=_("All lists of %(day)s") % {"day": shown},
        crumbs=[(shown, f"{reverse('today')}?tanggal={day:%Y-%m-%d}")],
        before=IssuedDocument.objects.filter(printed_sheets__session__in=sessions).distinct(),
    )


def print_course(request: HttpRequest, pk: int) -> HttpResponse:
    """Print the lists of all sessions of a course."""
    course = _course(request, pk)
    sessions = list(course.sessions.going_ahead().with_names().in_order())
    return _print_sheets(
        request,
        sessions,
        title=_("All lists of %(course)s") % {"course": course.name},
        crumbs=_course_crumbs(course),
        before=IssuedDocument.objects.filter(printed_sheets__session__courses=course).distinct(),
    )


def print_month(request: HttpRequest, pk: int) -> HttpResponse:
    """Print a month of a course, ready for signature."""
    course = _course(request, pk)
    now = timezone.now()
    (progress,) = progress_of([course], at=now)
    today = timezone.localdate(now)
    months = sorted({each.day.replace(day=1) for each in progress.sessions if each.day <= today})
    form = MonthForm(
        request.POST or None,
        months=months,
        facility=course.program.facility,
        office=course.program.office,
        day=today,
    )

    def issue(user: User) -> IssuedDocument:
        return printing.print_month(
            progress=progress,
            first=form.cleaned_data["month"],
            dated_on=today,
            paper=Paper(form.cleaned_data["paper"]),
            signatories=form.signatories(),
            by=user,
            at=now,
        )

    return _answer(
        request,
        form,
        issue,
        title=_("Attendance of a month: %(course)s") % {"course": course.name},
        crumbs=_course_crumbs(course),
        nothing="" if months else _("This course has had no session yet."),
        before=IssuedDocument.objects.filter(
            kind=IssuedDocument.Kind.MONTH,
            facility=course.program.facility,
            data__course__name=course.name,
            data__course__program=course.program.name,
        ),
        may_print=permissions.may_print(request.user, course.program),
    )


def _print_sheets(
    request: HttpRequest,
    sessions: Sequence[Session],
    *,
    title: str,
    crumbs: list[tuple[str, str]],
    before: Any,
) -> HttpResponse:
    if not sessions:
        return _answer(
            request,
            None,
            None,
            title=title,
            crumbs=crumbs,
            nothing=_("There is no session to print a list for."),
            before=before,
        )
    program = sessions[0].program
    form = SheetsForm(request.POST or None, facility=program.facility, day=sessions[0].day)

    def issue(user: User) -> IssuedDocument:
        return printing.print_sheets(
            sessions=sessions, options=form.options(), title=title, by=user, at=timezone.now()
        )

    return _answer(
        request,
        form,
        issue,
        title=title,
        crumbs=crumbs,
        before=before,
        sessions=sessions,
        may_print=all(permissions.may_print(request.user, each.program) for each in sessions),
    )


def _answer(
    request: HttpRequest,
    form: SheetsForm | MonthForm | None,
    issue: Callable[[User], IssuedDocument] | None,
    *,
    before: Any,
    **shown: Any,
) -> HttpResponse:
    """Show the form with what was printed before, or print and lead to the PDF."""
    if request.method == "POST" and form is not None and issue is not None and form.is_valid():
        assert isinstance(request.user, User)
        try:
            return redirect("document_pdf", issue(request.user).pk)
        except ActionRefused as refusal:
            form.add_error(None, forms.ValidationError(str(refusal.message), refusal.code))
    documents = list(before.light().select_related("issued_by")[:SHOWN_BEFORE])
    context = {"form": form, "documents": documents, **shown}
    failed = form is not None and bool(form.errors)
    return render(request, "programs/print.html", context, status=409 if failed else 200)


def _day(request: HttpRequest) -> date:
    asked = request.GET.get("tanggal", "")
    try:
        day = parse_date(asked)
    except ValueError:
        day = None
    if asked and day is None:
        raise Http404
    return day or timezone.localdate()


def _place_of(session: Session) -> Place:
    program = session.program
    key = f"{program.facility_id}-{program.office_id}"
    return Place(program.facility.name, program.office.short_name, key)


def _course(request: HttpRequest, pk: int) -> Course:
    courses = Course.objects.visible_to(request.user)
    return get_object_or_404(courses.select_related("program__facility", "program__office"), pk=pk)


def _course_crumbs(course: Course) -> list[tuple[str, str]]:
    return [
        (_("Training"), reverse("programs")),
        (course.program.name, reverse("program", args=[course.program_id])),
        (course.name, reverse("course", args=[course.pk])),
    ]
