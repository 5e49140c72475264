"""Regions by part of their name, for the fields in which one is chosen."""

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jombang_umkm import regions


@require_safe
def find_regions(request: HttpRequest) -> JsonResponse:
    """Return the regions that the typed text fits, best first, whether there are more of
    them, and what to type if there can be none.
    """
    text = request.GET.get("q", "")
    found = regions.find(text, limit=regions.LIMIT + 1)
    return JsonResponse(
        {
            "regions": [asdict(each) for each in found[: regions.LIMIT]],
            "more": len(found) > regions.LIMIT,
            "hint": ""
            if regions.is_enough(text)
            else _("Type at least three letters of the name."),
        }
    )
