import pgtrigger

_ITS_PROGRAM = "SELECT program_id FROM programs_{0} WHERE id = NEW.{0}_id"


def program_of(through: str) -> pgtrigger.Trigger:
    """Return the trigger that fills in a row's programme: that of its course or session.

    Neither ever moves to another programme. On an update too, for an object that was saved
    without it does not know what was filled in.
    """
    return pgtrigger.Trigger(
        name="program_filled_in",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__program__isnull=True),
        func=f"NEW.program_id = ({_ITS_PROGRAM.format(through)}); RETURN NEW;",
    )
