"""When a sheet takes marks, what it shows, and what marks add up to; told without a database."""

from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from jombang_umkm.errors import ActionRefused
from participants.models import Custody, Participant
from programs.models import Attendance, Program, Session
from programs.rules import attendance as rules
from programs.rules.attendance import Entry, Rate, Recorded, SheetOrder, SheetState

DAY = date(2026, 3, 10)
A_DAY, A_SECOND = timedelta(days=1), timedelta(seconds=1)


def wib(day: date, hour: int = 0, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


STARTS = wib(DAY, 9)


def session(status: str = "PLANNED") -> Session:
    """Return a session on DAY at nine."""
    return Session(day=DAY, starts_at=time(9), ends_at=time(11, 15), status=status)


class TestRate:
    @pytest.mark.parametrize(
        ("marks", "rate", "percent"),
        [
            pytest.param([], Rate(0, 0), None, id="nothing held"),
            pytest.param(["", ""], Rate(0, 0), None, id="nothing recorded"),
            pytest.param(["HADIR", ""], Rate(1, 1), 100, id="not recorded is not absent"),
            pytest.param(["TERLAMBAT", "ALPA"], Rate(1, 2), 50, id="late is present"),
            pytest.param(["IZIN", "SAKIT", "ALPA"], Rate(0, 3), 0, id="nobody there"),
            pytest.param(
                ["HADIR", "TIDAK_DIKELUARKAN"], Rate(1, 2), 50, id="not brought out is in the base"
            ),
            pytest.param(["HADIR", "HADIR", "ALPA"], Rate(2, 3), 67, id="two thirds"),
            pytest.param(["HADIR"] + ["ALPA"] * 7, Rate(1, 8), 13, id="a half is rounded up"),
        ],
    )
    def test_counts_presence_among_the_marks_given(self, marks, rate, percent):
        assert rules.rate(marks) == rate
        assert rules.rate(marks).percent == percent

    @given(st.lists(st.sampled_from([*Attendance.Mark.values, ""])))
    def test_its_base_is_the_number_of_marks_and_its_percent_is_rounded_half_up(self, marks):
        rate = rules.rate(marks)
        assert rate.base == sum(1 for mark in marks if mark)
        if rate.base:
            exact = Decimal(100 * rate.present) / rate.base
            assert rate.percent == exact.quantize(Decimal(1), ROUND_HALF_UP)
        else:
            assert rate.percent is None


class TestRecordable:
    @pytest.mark.parametrize("at", [wib(DAY), STARTS, wib(DAY + 300 * A_DAY)])
    @pytest.mark.parametrize("status", ["PLANNED", "HELD"])
    def test_from_its_day_on(self, status, at):
        running = Program(status="RUNNING")
        rules.refuse_unless_recordable(session(status), running, at=at)

    @pytest.mark.parametrize(
        ("status", "program_status", "at", "code"),
        [
            ("CANCELLED", "RUNNING", STARTS, "cancelled"),
            ("POSTPONED", "RUNNING", STARTS, "postponed"),
            ("PLANNED", "RUNNING", wib(DAY) - A_SECOND, "future_day"),
            ("PLANNED", "REPORTED", STARTS, "locked"),
            ("HELD", "CLOSED", STARTS, "locked"),
            ("PLANNED", "CANCELLED", STARTS, "locked"),
        ],
    )
    def test_not_otherwise(self, status, program_status, at, code):
        with pytest.raises(ActionRefused) as refusal:
            rules.refuse_unless_recordable(session(status), Program(status=program_status), at=at)
        assert refusal.value.code == code

    @pytest.mark.parametrize(
        ("at", "is_before"),
        [
            (wib(DAY) - A_SECOND, False),
            (wib(DAY), True),
            (STARTS - A_SECOND, True),
            (STARTS, False),
            (STARTS + A_DAY, False),
        ],
    )
    def test_before_its_hour_is_the_morning_of_its_day(self, at, is_before):
        assert rules.is_before_start(session(), at=at) is is_before


class TestCorrections:
    RECORDED = wib(DAY, 23, 59)

    def recorded(self, mark: str = "ALPA") -> Recorded:
        return Recorded(Entry(mark), saved_id=1, saved_at=self.RECORDED)

    @pytest.mark.parametrize("new", [Entry("HADIR"), Entry(), Entry("ALPA", None, "sidang")])
    @pytest.mark.parametrize(("later", "needs"), [(timedelta(), False), (A_DAY, True)])
    def test_need_a_reason_once_the_wib_day_of_recording_is_over(self, new, later, needs):
        assert rules.is_correction(self.recorded(), new, at=self.RECORDED + later) is needs

    def test_one_minute_after_midnight_the_day_is_over(self):
        two_minutes = timedelta(minutes=2)
        assert rules.is_correction(self.recorded(), Entry(), at=self.RECORDED + two_minutes)

    @pytest.mark.parametrize("current", [None, ""])
    def test_a_first_mark_and_one_after_clearing_correct_nothing(self, current):
        row = None if current is None else self.recorded(current)
        assert not rules.is_correction(row, Entry("HADIR"), at=self.RECORDED + A_DAY)

    def test_the_same_value_corrects_nothing(self):
        assert not rules.is_correction(self.recorded(), Entry("ALPA"), at=self.RECORDED + A_DAY)


class TestSheetState:
    @pytest.mark.parametrize(
        ("status", "roster_size", "recorded", "at", "state"),
        [
            ("CANCELLED", 20, 20, STARTS, SheetState.CANCELLED),
            ("POSTPONED", 20, 0, STARTS, SheetState.POSTPONED),
            ("PLANNED", 20, 0, STARTS - A_SECOND, SheetState.AHEAD),
            ("PLANNED", 0, 0, STARTS - A_SECOND, SheetState.AHEAD),
            ("PLANNED", 0, 0, STARTS, SheetState.NOBODY),
            ("PLANNED", 20, 0, STARTS, SheetState.EMPTY),
            ("HELD", 20, 1, STARTS - A_SECOND, SheetState.INCOMPLETE),
            ("HELD", 20, 19, STARTS, SheetState.INCOMPLETE),
            ("HELD", 20, 20, STARTS, SheetState.COMPLETE),
        ],
    )
    def test_says_how_far_the_sheet_is(self, status, roster_size, recorded, at, state):
        said = rules.sheet_state(session(status), roster_size=roster_size, recorded=recorded, at=at)
        assert said == state


class TestOrder:
    def stays(self, *people: tuple[str, str, str]) -> list[Custody]:
        """Return stays of people given as name, block and cell."""
        return [
            Custody(pk=pk, participant=Participant(full_name=name), block=block, cell=cell)
            for pk, (name, block, cell) in enumerate(people)
        ]

    def names(self, stays: list[Custody], order: SheetOrder) -> list[str]:
        return [stay.participant.full_name for stay in rules.in_order(stays, order)]

    def test_by_name_without_regard_to_case(self):
        stays = self.stays(("wagiman", "", ""), ("SUPRI", "", ""), ("Ahmad", "", ""))
        assert self.names(stays, SheetOrder.NAME) == ["Ahmad", "SUPRI", "wagiman"]

    def test_people_of_one_name_keep_their_order(self):
        stays = self.stays(("Slamet", "", ""), ("SLAMET", "", ""))
        assert rules.in_order(reversed(stays), SheetOrder.NAME) == stays

    def test_by_block_and_cell_as_people_count_with_the_unknown_last(self):
        stays = self.stays(
            ("a", "", ""),
            ("b", "B", "1"),
            ("c", "A", "10"),
            ("d", "a", "9"),
            ("e", "A", "9A"),
            ("f", "A10", "1"),
            ("g", "A2", "1"),
            ("h", "A", ""),
        )
        assert self.names(stays, SheetOrder.BLOCK) == list("hdecgfba")

    def test_by_block_people_of_one_cell_stand_by_name(self):
        stays = self.stays(("Yanto", "A", "1"), ("Ahmad", "A", "1"))
        assert self.names(stays, SheetOrder.BLOCK) == ["Ahmad", "Yanto"]

    @given(st.lists(st.tuples(st.text(max_size=4), st.text(max_size=4)), max_size=8))
    def test_whatever_was_typed_as_block_and_cell_can_be_ordered(self, places):
        stays = self.stays(*[("Slamet", block, cell) for block, cell in places])
        assert len(rules.in_order(stays, SheetOrder.BLOCK)) == len(stays)

    def test_digits_that_are_no_numbers_can_be_ordered_too(self):
        stays = self.stays(("a", "A", "²"), ("b", "A", "٣"), ("c", "A", "4"))
        assert self.names(stays, SheetOrder.BLOCK) == ["b", "c", "a"]
