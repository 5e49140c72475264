"""Where the marks of a sheet came from, or went to, when it was moved as a whole."""

from dataclasses import dataclass

from jombang_umkm import access
from programs import permissions
from programs.models import Session, SheetSave

# For select_related(): what moved() looks at.
MOVES = ("moved_from__session__program", "moved_to__session__program")


@dataclass(frozen=True)
class Moved:
    """The other end of a move; `session` is None where the user does not see that session."""

    came: bool
    session: Session | None


def moved(save: SheetSave | None, user: access.Visitor) -> Moved | None:
    """Return from where that saving brought its marks, or where to it took them."""
    if save is None:
        return None
    if save.moved_from is not None:
        return Moved(True, _seen(save.moved_from.session, user))
    if hasattr(save, "moved_to"):
        return Moved(False, _seen(save.moved_to.session, user))
    return None


def _seen(session: Session, user: access.Visitor) -> Session | None:
    # A prison's sessions may be of several offices, and each sees its own.
    return session if permissions.may_see(user, session.program) else None
