"""Spreadsheets as answers."""

from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def spreadsheet(content: bytes, name: str) -> HttpResponse:
    """Return an xlsx that the browser saves under that name."""
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
