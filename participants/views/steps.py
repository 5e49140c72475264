"""The steps that lead down to a page about somebody, as its crumbs show them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from participants.models import Participant


def to_person(person: Participant) -> list[tuple[str, str]]:
    """Return the steps from the list of people to somebody's page, for what lies below that."""
    return [
        (_("People"), reverse("people")),
        (person.full_name, reverse("person", args=[person.pk])),
    ]
