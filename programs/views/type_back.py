"""Typing a signed list back: found by its number, typed or scanned."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from programs.models import PrintedSheet
from programs.rules.numbers import sheet_number


def type_back(request: HttpRequest) -> HttpResponse:
    """Ask for the number of a printed list, and lead to its sheet with the rows as on paper."""
    asked = request.GET.get("nomor", "").strip()
    if not asked:
        return render(request, "programs/type_back.html")
    number = sheet_number(asked, year=timezone.localdate().year)
    sheets = PrintedSheet.objects.visible_to(request.user).filter(number=number)
    found = sheets.first() if number else None
    if found is None:
        context = {"asked": asked, "number": number}
        return render(request, "programs/type_back.html", context, status=404)
    return redirect(address_of(found))


def address_of(paper: PrintedSheet) -> str:
    """Return where a printed list is typed back."""
    query = urlencode({"lembar": paper.number})
    return f"{reverse('sheet', args=[paper.session_id])}?{query}"
