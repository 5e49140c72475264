"""Roles, and which facilities and offices a user acts for.

Every queryset's `visible_to(user)` starts here, so that one change of who sees
what is one change.
"""

from typing import TypeGuard

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from jombang_umkm.models import Facility, IssuedDocument, IssuedDocumentQuerySet, Office, User

Visitor = User | AnonymousUser


def is_officer(user: Visitor) -> TypeGuard[User]:
    """Return whether they serve in a prison and record what happens there."""
    return user.is_authenticated and user.role == User.Role.OFFICER


def is_staff(user: Visitor) -> TypeGuard[User]:
    """Return whether they work in a cooperative office and plan its programmes."""
    return user.is_authenticated and user.role == User.Role.STAFF


def is_administrator(user: Visitor) -> TypeGuard[User]:
    """Return whether they keep the system itself."""
    return user.is_authenticated and user.role == User.Role.ADMINISTRATOR


def offices_of(user: Visitor) -> QuerySet[Office]:
    """Return the offices whose records the user works with."""
    if is_administrator(user):
        return Office.objects.all()
    if is_staff(user):
        return Office.objects.filter(staff=user)
    return Office.objects.none()


def facilities_of(user: Visitor) -> QuerySet[Facility]:
    """Return the facilities whose people the user answers for."""
    return Facility.objects.filter(answers_for(user, facility="pk"))


def answers_for(user: Visitor, *, facility: str) -> Q:
    """Return the condition that a row is of a facility whose people the user answers for.

    `facility` leads to it from the row, "custody__facility".
    """
    if is_administrator(user):
        return Q()
    if is_officer(user):
        return Q(**{facility: user.facility_id})
    return Q(pk__in=[])


def acts_for(user: Visitor, *, facility: str, office: str) -> Q:
    """Return the condition that a row is of the user's facility, or of their office.

    `facility` and `office` lead to the two from the row, "program__facility".
    """
    if is_staff(user):
        return Q(**{office: user.office_id})
    return answers_for(user, facility=facility)


def documents_of(user: Visitor) -> IssuedDocumentQuerySet:
    """Return the printed documents of the user's office, or of their facility."""
    return IssuedDocument.objects.filter(acts_for(user, facility="facility", office="office"))
