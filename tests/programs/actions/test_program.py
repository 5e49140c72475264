"""Moving a programme along its line of states."""

import pytest

from jombang_umkm.history import versions_of
from programs.actions import program as actions
from programs.models import Program
from programs.rules.lifecycle import PROGRAM
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, StaffFactory
from tests.factories.programs import DraftProgramFactory, program_in
from tests.tables import every_move

pytestmark = pytest.mark.django_db

Status = Program.Status

ALLOWED = [move for move in every_move(Status.values) if PROGRAM.allows(*move)]


@pytest.mark.parametrize(("before", "after"), ALLOWED)
def test_moves_along_the_table_and_a_repeat_changes_nothing(before, after, unchanged):
    program, by = program_in(before), AdministratorFactory()
    expected = {**Program.objects.values().get(), "status": after}
    versions = versions_of(Program).count()
    assert actions.move(program=program, to=after, by=by).status == after
    assert Program.objects.values().get() == expected
    assert versions_of(Program).count() == versions + 1
    with unchanged(Program):
        actions.move(program=program, to=after, by=by)


@pytest.mark.parametrize("before", Status)
def test_moves_nowhere_else(before, refused):
    program, by = program_in(before), AdministratorFactory()
    for after in set(Status) - {before} - PROGRAM.moves[before]:
        with refused("illegal_move", Program):
            actions.move(program=program, to=after, by=by)


def test_looks_at_the_programme_as_it_is_now_not_as_it_was_read(refused):
    program, by = DraftProgramFactory(), AdministratorFactory()
    actions.move(program=program, to=Status.CANCELLED, by=by)
    assert program.status == Status.DRAFT
    with refused("illegal_move", Program):
        actions.move(program=program, to=Status.PROPOSED, by=by)


class TestWhoMay:
    def test_staff_of_its_office(self):
        program = DraftProgramFactory()
        staff = StaffFactory(office=program.office)
        assert actions.move(program=program, to=Status.PROPOSED, by=staff)

    def test_nobody_of_another_office_nor_the_officers_there(self, refused):
        program = DraftProgramFactory()
        for outsider in (StaffFactory(), OfficerFactory(facility=program.facility)):
            with refused("not_allowed", Program):
                actions.move(program=program, to=Status.PROPOSED, by=outsider)
