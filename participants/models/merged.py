"""What the database refuses of somebody whose record was merged into another.

It asks functions of the owner (migration 0009): whoever writes may not see the record, and a
trigger keeps its plans.
"""

import pgtrigger

# One at a time waits for the other: whoever adds a row locks the person against being merged.
_REFUSE = """
IF {condition} THEN
    RAISE EXCEPTION USING
        ERRCODE = 'integrity_constraint_violation',
        CONSTRAINT = '{name}',
        MESSAGE = 'violates "{name}": the record was merged into another';
END IF;
RETURN NEW;
"""


def of_nobody_merged(noun: str) -> pgtrigger.Trigger:
    """Return the trigger that refuses rows of a person whose record was merged into another."""
    name = f"{noun}_of_nobody_merged"
    return pgtrigger.Trigger(
        name="of_nobody_merged",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("participant_id"),  # type: ignore[no-untyped-call]
        func=_REFUSE.format(
            condition="person_goes_on_as(NEW.participant_id) IS NOT NULL", name=name
        ),
    )


# Whoever is merged has no stays left, and the record that goes on is none that was merged itself.
MERGED_ONCE = pgtrigger.Trigger(
    name="merged_without_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("merged_into_id"),  # type: ignore[no-untyped-call]
    condition=pgtrigger.Condition("NEW.merged_into_id IS NOT NULL"),
    func=_REFUSE.format(
        name="participant_merged_without_stays",
        condition=("person_has_stays(NEW.id) OR person_goes_on_as(NEW.merged_into_id) IS NOT NULL"),
    ),
)
