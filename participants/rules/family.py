"""What may be seen and changed of a family, depending on their consent."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from participants.models import FamilyContact

# What is known of a contact and corrected in one form.
FACTS = (
    "name",
    "relation",
    "phone",
    "address",
    "is_guarantor",
    "willingness",
    "consent_on",
)
# What nobody sees or overwrites once consent is withdrawn; agreeing again has a verb of its own.
HIDDEN = ("phone", "address", "consent_on")


def facts_of(contact: FamilyContact) -> tuple[str, ...]:
    """Return the fields that a form for this contact has."""
    return tuple(name for name in FACTS if not (contact.is_withdrawn and name in HIDDEN))


def refuse_hidden(contact: FamilyContact, names: Collection[str]) -> None:
    """Raise ActionRefused("hidden") for facts of a contact that are hidden by now."""
    if set(names) - set(facts_of(contact)):
        raise ActionRefused(
            "hidden",
            _(
                "They withdrew their consent meanwhile: phone and address are hidden. "
                "Nothing was saved."
            ),
        )


def is_same(one: FamilyContact, other: FamilyContact) -> bool:
    """Return whether the same is known of both: one form sent twice."""
    return not one.is_withdrawn and all(
        getattr(one, name) == getattr(other, name) for name in FACTS
    )


def refuse_twice(known: FamilyContact, new: FamilyContact) -> None:
    """Raise ActionRefused("listed_already") for another entry of somebody of that name."""
    if known.is_withdrawn:
        raise ActionRefused(
            "listed_already",
            _("%(name)s is listed already, and withdrew consent. Note there if they agree again.")
            % {"name": known},
        )
    if known.phone == new.phone:
        raise ActionRefused(
            "listed_already",
            _("%(name)s is listed already. Change what is known of them there.") % {"name": known},
        )
