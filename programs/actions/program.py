"""Moving a programme along its line of states."""

from django.db import transaction

from jombang_umkm.models import User
from programs import permissions
from programs.models import Program
from programs.rules.lifecycle import PROGRAM


@transaction.atomic
def move(*, program: Program, to: str, by: User) -> Program:
    """Move a programme to another state and return it; a repeat changes nothing.

    Raises ActionRefused: "not_allowed", "illegal_move".
    """
    program = Program.objects.select_for_update(no_key=True).get(pk=program.pk)
    permissions.require_plan(by, program)
    if program.status != to:
        PROGRAM.require(program.status, to)
        program.status = to
        program.save(update_fields=["status"])
    return program
