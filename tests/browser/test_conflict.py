"""Two officers of one prison, each in a browser, at the same sheet."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from jombang_umkm.models import User
from participants.models import Custody
from programs.models import Attendance, Session, SheetSave
from programs.rules.attendance import Entry
from tests.browser.conftest import OpenWindow
from tests.browser.sheet import Sheet, recorded
from tests.factories.jombang_umkm import OfficerFactory


@dataclass(frozen=True)
class Meeting:
    """Mine stood open while the other was saved; then mine was, with one row in conflict."""

    mine: Sheet
    session: Session
    disputed: Custody
    only_theirs: Custody
    only_mine: Custody


@pytest.fixture
def other(session: Session) -> User:
    return OfficerFactory(facility=session.program.facility, full_name="Wulan Sari")


@pytest.fixture
def meeting(
    open_window: OpenWindow, session: Session, officer: User, other: User, stays: list[Custody]
) -> Meeting:
    disputed, only_theirs, only_mine = stays[4], stays[0], stays[1]
    mine = Sheet.open(open_window(user=officer), session)
    theirs = Sheet.open(open_window(user=other), session)
    theirs.set(disputed, "SAKIT")
    theirs.note(disputed).fill("klinik")
    theirs.set(only_theirs, "HADIR")
    theirs.save()
    mine.set(disputed, "TERLAMBAT")
    mine.minutes(disputed).fill("20")
    mine.set(only_mine, "IZIN")
    mine.save()
    return Meeting(mine, session, disputed, only_theirs, only_mine)


THEIRS = Entry("SAKIT", None, "klinik")
MINE = Entry("TERLAMBAT", 20)


def _expect_recorded(meeting: Meeting, disputed: Entry) -> None:
    assert recorded(meeting.session) == {
        meeting.disputed.pk: disputed,
        meeting.only_theirs.pk: Entry("HADIR"),
        meeting.only_mine.pk: Entry("IZIN"),
    }


def test_the_other_rows_are_saved_and_the_conflict_is_asked(meeting: Meeting, other: User) -> None:
    _expect_recorded(meeting, THEIRS)
    meeting.mine.expect_conflict(meeting.disputed)
    question = meeting.mine.row(meeting.disputed).locator(".conflict")
    expect(question).to_contain_text(meeting.disputed.participant.full_name)
    theirs = question.locator("label:has([value=THEIRS])")
    expect(theirs).to_contain_text("klinik")
    expect(theirs).to_contain_text(other.full_name)
    expect(theirs).to_contain_text("11.3")
    expect(question.locator("label:has([value=MINE])")).to_contain_text("20")
    alert = meeting.mine.page.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert.get_by_role("link")).to_contain_text(meeting.disputed.participant.full_name)


def test_it_counts_as_recorded_until_somebody_chooses(meeting: Meeting) -> None:
    meeting.mine.expect_counts(1, 2, 17)
    expect(meeting.mine.unsaved).to_have_count(0)
    meeting.mine.choice(meeting.disputed, "MINE").check()
    expect(meeting.mine.unsaved).to_have_count(1)


def test_mine_chosen_and_saved_stands(meeting: Meeting) -> None:
    meeting.mine.choice(meeting.disputed, "MINE").check()
    meeting.mine.save()
    expect(meeting.mine.conflicts).to_have_count(0)
    _expect_recorded(meeting, MINE)


def test_theirs_chosen_and_saved_stays(meeting: Meeting) -> None:
    saves = SheetSave.objects.count()
    meeting.mine.choice(meeting.disputed, "THEIRS").check()
    meeting.mine.save()
    expect(meeting.mine.conflicts).to_have_count(0)
    meeting.mine.expect_marked(meeting.disputed, "SAKIT")
    _expect_recorded(meeting, THEIRS)
    assert SheetSave.objects.count() == saves


def test_saving_without_choosing_asks_again_and_saves_the_rest(
    meeting: Meeting, stays: list[Custody]
) -> None:
    meeting.mine.set(stays[7], "HADIR")
    meeting.mine.save()
    meeting.mine.expect_conflict(meeting.disputed)
    assert recorded(meeting.session)[stays[7].pk] == Entry("HADIR")
    assert recorded(meeting.session)[meeting.disputed.pk] == THEIRS
    meeting.mine.choice(meeting.disputed, "MINE").check()
    meeting.mine.save()
    assert recorded(meeting.session)[meeting.disputed.pk] == MINE


def test_mark_the_rest_leaves_the_question_open(meeting: Meeting) -> None:
    meeting.mine.mark_rest_button.click()
    meeting.mine.expect_counts(18, 2, 0)
    meeting.mine.save()
    meeting.mine.expect_conflict(meeting.disputed)
    assert recorded(meeting.session)[meeting.disputed.pk] == THEIRS
    assert Attendance.objects.filter(session=meeting.session, mark="HADIR").count() == 18


def test_changed_once_more_while_choosing_asks_once_more(
    open_window: OpenWindow, meeting: Meeting, other: User
) -> None:
    theirs = Sheet.open(open_window(user=other), meeting.session)
    theirs.set(meeting.disputed, "ALPA")
    theirs.save()
    meeting.mine.choice(meeting.disputed, "MINE").check()
    meeting.mine.save()
    meeting.mine.expect_conflict(meeting.disputed)
    assert recorded(meeting.session)[meeting.disputed.pk].mark == "ALPA"


def test_a_mistake_elsewhere_does_not_answer_the_question(
    meeting: Meeting, stays: list[Custody]
) -> None:
    meeting.mine.choice(meeting.disputed, "THEIRS").check()
    meeting.mine.set(stays[9], "TERLAMBAT")
    meeting.mine.minutes(stays[9]).fill("abc")
    meeting.mine.save()
    expect(meeting.mine.choice(meeting.disputed, "THEIRS")).to_be_checked()
    expect(meeting.mine.page.get_by_role("alert")).to_have_count(1)
    meeting.mine.minutes(stays[9]).fill("5")
    meeting.mine.save()
    assert recorded(meeting.session)[meeting.disputed.pk] == THEIRS
    assert recorded(meeting.session)[stays[9].pk] == Entry("TERLAMBAT", 5)
