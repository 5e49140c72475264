"""Where the marks of a sheet came from, or went to, when it was moved as a whole."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from jombang_umkm import access, scope
from programs import permissions
from programs.models import Session, SheetSave
from programs.rules.attendance import is_move

# For select_related(): what moved() looks at.
MOVES = ("moved_from__session__program", "moved_to__session__program")


@dataclass(frozen=True)
class Moved:
    """The other end of a move; `session` is None where the user does not see that session."""

    came: bool
    session: Session | None


def both_ends(user: access.Visitor) -> AbstractContextManager[None]:
    """Return within what the saving at the other end of a move is read.

    Officers see all sessions of their prison; the other end may be of another office.
    """
    return scope.whole("a move is told at both ends") if access.is_staff(user) else nullcontext()


def moved(save: SheetSave, user: access.Visitor) -> Moved | None:
    """Return from where that saving brought its marks, or where to it took them."""
    if save.moved_from is not None:
        return Moved(True, _seen(save.moved_from.session, user))
    if hasattr(save, "moved_to"):
        return Moved(False, _seen(save.moved_to.session, user))
    return None


def moved_with(save: SheetSave | None, user: access.Visitor) -> Moved | None:
    """Return the same of a saving read with its `moved_to`; one that is no move costs nothing."""
    if save is None or not is_move(save):
        return None
    return moved(SheetSave.objects.select_related(*MOVES).get(pk=save.pk), user)


def _seen(session: Session, user: access.Visitor) -> Session | None:
    # A prison's sessions may be of several offices, and each sees its own.
    return session if permissions.may_see(user, session.program) else None
