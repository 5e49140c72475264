"""Whose rows the database gives out: the second wall, behind every queryset's `visible_to(user)`.

The policies (`jombang_umkm.policies`) read from the connection for whom it works. Nothing is
visible where nothing is said, so whoever reads about people says it:

    with scope.of(user): ...            # a request does, for whoever is signed in
    with scope.whole("seeding"): ...    # a command, or a question beyond one's own rows

It holds for this thread and its connection, in transactions and outside of them, and ends
with the block whatever happens in it. On a connection that is opened anew inside of the
block nothing is visible, and so it is to a generator that is read after it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from django.db import Error, connection

from jombang_umkm import access


@dataclass(frozen=True)
class Scope:
    """For whom the database is asked; with nothing set it shows nothing of people."""

    user: int | None = None
    facility: int | None = None
    office: int | None = None
    # Why all rows are seen.
    whole: str = ""


NOTHING = Scope()
_current: ContextVar[Scope] = ContextVar("scope", default=NOTHING)

# One statement; the values hold for the connection until they are set again.
TELL = "SELECT " + ", ".join(f"set_config('jombang.{name}', %s, false)" for name in vars(NOTHING))


@contextmanager
def of(user: access.Visitor) -> Iterator[None]:
    """See what the user's place sees, an administrator everything; a visitor nothing."""
    with _within(_of(user)):
        yield


@contextmanager
def whole(reason: str) -> Iterator[None]:
    """See all rows, for a reason that a reader of the code is told.

    Whoever is signed in stays who they are. Raises ValueError without a reason.
    """
    if not reason:
        raise ValueError("say why everything must be seen")
    scope = _current.get()
    with _within(scope if scope.whole else replace(scope, whole=reason)):
        yield


def _of(user: access.Visitor) -> Scope:
    if not user.is_authenticated:
        return NOTHING
    return Scope(
        user=user.pk,
        facility=user.facility_id if access.is_officer(user) else None,
        office=user.office_id if access.is_staff(user) else None,
        whole="administrator" if access.is_administrator(user) else "",
    )


@contextmanager
def _within(scope: Scope) -> Iterator[None]:
    before = _current.get()
    if scope == before:
        yield
        return
    token = _current.set(scope)
    try:
        _tell(scope)
        yield
    finally:
        _current.reset(token)
        _take_back(before)


def _tell(scope: Scope) -> None:
    values = ["" if value is None else str(value) for value in vars(scope).values()]
    with connection.cursor() as cursor:
        cursor.execute(TELL, values)


def _take_back(before: Scope) -> None:
    """Say what was said before, or make sure that the connection is used with nothing else."""
    if connection.connection is None:
        return  # the next one begins with nothing
    try:
        _tell(before)
    except Error:
        # Inside of a transaction that failed, its rollback takes back what was said in it.
        if not connection.in_atomic_block:
            connection.close()
