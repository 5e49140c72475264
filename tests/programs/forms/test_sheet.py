"""Reading a posted sheet: right, wrong, partial and hostile."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from programs.forms.sheet import (
    CLEAR,
    MINE,
    MINUTES_AT_MOST,
    NOTE_LENGTH,
    THEIRS,
    PostedRow,
    PostedSheet,
    decode,
    encode,
    read,
)
from programs.models import Attendance
from programs.rules.attendance import Entry, Row

Mark = Attendance.Mark

NAMES = {7: "SUPRI", 8: "Ahmad Fauzi"}
HADIR = Entry("HADIR")
LATE = Entry("TERLAMBAT", 10, 'antre | "kunjungan" 🙂 l\'antrean')


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def read_fields(fields: dict[str, str]) -> PostedSheet:
    """Return the sheet that a browser would post with these fields."""
    return read(
        QueryDict(urlencode(fields)), lambda pks: {pk: NAMES[pk] for pk in pks if pk in NAMES}
    )


def row_fields(pk: int, base: Entry = Entry(), **fields: str) -> dict[str, str]:  # noqa: B008
    """Return the fields of one row; `m`, `t`, `n`, `k` and `c` as the page names them."""
    return {f"b-{pk}": encode(base), **{f"{name}-{pk}": value for name, value in fields.items()}}


def read_row(base: Entry = Entry(), **fields: str) -> PostedRow:  # noqa: B008
    """Return the row of SUPRI, read from a post of nothing else."""
    return read_fields(row_fields(7, base, **fields)).rows[7]


class TestBase:
    """A row posts the value it was based on as one text."""

    entries = st.builds(
        Entry,
        st.sampled_from(Mark.values),
        st.none() | st.integers(1, MINUTES_AT_MOST),
        st.text(max_size=NOTE_LENGTH),
    ) | st.just(Entry())

    @given(entries)
    def test_comes_back_whatever_the_note_says(self, entry):
        assert decode(encode(entry)) == entry

    @given(entries)
    def test_survives_the_way_through_a_browser(self, entry):
        posted = QueryDict(urlencode({"b-7": encode(entry)}))
        assert decode(posted["b-7"]) == entry

    def test_of_a_row_without_a_mark_is_empty(self):
        assert encode(Entry()) == ""

    @given(st.text())
    def test_of_any_text_is_some_entry(self, text):
        assert isinstance(decode(text), Entry)

    @pytest.mark.parametrize("digits", ["9" * 30, "9" * 10_000])
    def test_with_a_huge_number_is_some_entry(self, digits):
        assert decode(f"TERLAMBAT|{digits}|").mark == Mark.LATE


class TestRow:
    @pytest.mark.parametrize("mark", Mark)
    def test_takes_the_mark_that_was_chosen(self, mark):
        assert read_row(m=mark).entry() == Entry(mark)

    def test_takes_minutes_and_note(self):
        row = read_row(m="TERLAMBAT", t="10", n=LATE.note)
        assert (row.error, row.entry()) == ("", LATE)

    def test_that_nobody_touched_keeps_its_value(self):
        row = read_row(LATE, t="10", n=LATE.note)
        assert row.entry() == LATE
        assert not row.differs

    def test_without_a_mark_that_nobody_touched_stays_without(self):
        row = read_row()
        assert row.is_untouched
        assert not row.differs
        assert row.entry() == Entry()

    def test_keeps_its_mark_when_only_the_note_changes(self):
        assert read_row(HADIR, n="pulang pukul 10").entry() == Entry(
            "HADIR", None, "pulang pukul 10"
        )

    def test_is_cleared_only_on_purpose_and_then_whole(self):
        row = read_row(LATE, m=CLEAR, t="10", n="antre")
        assert (row.error, row.entry()) == ("", Entry())
        assert row.differs

    @pytest.mark.parametrize("mark", [mark for mark in Mark if mark != Mark.LATE])
    @pytest.mark.parametrize("minutes", ["10", "sepuluh", "-1"])
    def test_drops_minutes_of_whoever_is_not_late(self, mark, minutes):
        row = read_row(LATE, m=mark, t=minutes)
        assert (row.error, row.entry()) == ("", Entry(mark))

    @pytest.mark.parametrize("typed", [" a  b ", "a\r\nb", "a\tb", "a\0 b", "a\u00a0b"])
    def test_keeps_a_note_on_one_line(self, typed):
        assert read_row(m="IZIN", n=typed).entry().note == "a b"

    @given(st.text(st.characters(codec="utf-8"), max_size=NOTE_LENGTH))
    def test_a_note_that_was_kept_once_is_no_change_when_it_is_posted_again(self, note):
        first = read_row(m="IZIN", n=note).entry()
        assert not read_row(first, m="IZIN", n=first.note).differs


class TestErrors:
    """Each names the person and the field."""

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            pytest.param({"m": "SAKIT HATI"}, "mark", id="a mark that there is not"),
            pytest.param({"m": "hadir"}, "mark", id="a mark in another case"),
            pytest.param({"n": "sidang"}, "mark", id="a note without a mark"),
            pytest.param({"t": "5"}, "mark", id="minutes without a mark"),
            pytest.param({"m": "TERLAMBAT", "t": "0"}, "Minutes", id="no minutes"),
            pytest.param({"m": "TERLAMBAT", "t": "-5"}, "Minutes", id="negative minutes"),
            pytest.param({"m": "TERLAMBAT", "t": "1.5"}, "Minutes", id="broken minutes"),
            pytest.param({"m": "TERLAMBAT", "t": "sepuluh"}, "Minutes", id="minutes in words"),
            pytest.param({"m": "TERLAMBAT", "t": "601"}, "Minutes", id="too many minutes"),
            pytest.param({"m": "TERLAMBAT", "t": "9" * 5000}, "Minutes", id="endless minutes"),
            pytest.param({"m": "TERLAMBAT", "t": "²"}, "Minutes", id="minutes as a power"),
            pytest.param({"m": "IZIN", "n": "x" * 121}, "Note", id="a note too long"),
        ],
    )
    def test_name_the_person_and_the_field(self, fields, field):
        row = read_row(**fields)
        assert "SUPRI" in row.error
        assert field in row.error

    @pytest.mark.parametrize("minutes", ["1", "600", "٣٠"])
    def test_are_not_made_of_minutes_that_can_be(self, minutes):
        row = read_row(m="TERLAMBAT", t=minutes)
        assert (row.error, row.entry().minutes_late) == ("", int(minutes))

    def test_are_not_made_of_the_longest_note(self):
        assert read_row(m="IZIN", n="🙂" * NOTE_LENGTH).error == ""

    def test_of_one_row_leave_the_others_right(self):
        sheet = read_fields({**row_fields(7, m="X"), **row_fields(8, m="HADIR")})
        assert [row.custody_id for row in sheet.errors] == [7]

    def test_do_not_name_people_unknown_here(self):
        (row,) = read_fields(row_fields(99, m="X")).errors
        assert "?" in row.error


class TestSheet:
    def test_has_only_the_rows_whose_base_was_posted(self):
        sheet = read_fields({"m-7": "HADIR", "n-7": "x", **row_fields(8, m="HADIR")})
        assert list(sheet.rows) == [8]

    def test_records_each_row_with_the_base_it_was_based_on(self):
        sheet = read_fields({**row_fields(7, HADIR, m="ALPA"), **row_fields(8)})
        assert sheet.to_record() == [Row(7, HADIR, Entry("ALPA")), Row(8, Entry(), Entry())]

    def test_reads_the_reason_on_one_line(self):
        assert read_fields({"reason": " salah\n baca\0 "}).reason == "salah baca"
        assert len(read_fields({"reason": "x" * 500}).reason) == 200


class TestFill:
    """Marking the rest present."""

    def test_fills_only_rows_that_nobody_touched(self):
        sheet = read_fields({**row_fields(7), **row_fields(8, m="ALPA"), **row_fields(9, m=CLEAR)})
        assert sheet.fill("HADIR") == 1
        assert [row.mark for row in sheet.rows.values()] == ["HADIR", "ALPA", CLEAR]

    def test_leaves_what_was_recorded_before(self):
        sheet = read_fields(row_fields(7, LATE, t="10", n=LATE.note))
        assert sheet.fill("HADIR") == 0
        assert sheet.rows[7].entry() == LATE

    def test_a_repeat_fills_nothing(self):
        sheet = read_fields(row_fields(7))
        assert (sheet.fill("HADIR"), sheet.fill("HADIR")) == (1, 0)


class TestConflict:
    @pytest.mark.parametrize(
        ("choice", "is_undecided", "recorded"),
        [({"c": MINE}, False, 1), ({"c": THEIRS}, False, 0), ({"c": "X"}, True, 0), ({}, True, 0)],
    )
    def test_a_row_in_conflict_is_recorded_only_when_it_was_chosen(
        self, choice, is_undecided, recorded
    ):
        sheet = read_fields(row_fields(7, HADIR, m="ALPA", k="1", **choice))
        assert sheet.rows[7].is_undecided is is_undecided
        assert len(sheet.undecided) == is_undecided
        assert len(sheet.to_record()) == recorded

    def test_without_a_conflict_nothing_needs_a_choice(self):
        assert not read_row(m="ALPA").is_undecided


class TestHostile:
    """Whatever arrives, it is read or left aside; it is never a fault."""

    @pytest.mark.parametrize(
        "key", ["b", "b-", "b--7", "b-x", "b- 7", "b-7.0", "b-²", "b-1e3", "B-7", "c-7", "-", ""]
    )
    def test_a_key_that_names_nobody_is_left_aside(self, key):
        assert read_fields({key: "", "m-7": "HADIR"}).rows == {}

    def test_nobody_has_number_nought_but_it_can_be_asked_for(self):
        assert list(read_fields({"b-0": "", "m-0": "HADIR"}).rows) == [0]

    @pytest.mark.parametrize("digits", ["9" * 19, "9" * 30, "9" * 10_000])
    def test_a_key_with_a_huge_number_is_read_or_left_aside(self, digits):
        read_fields({f"b-{digits}": "", f"m-{digits}": "HADIR"})

    def test_digits_of_another_script_name_the_same_row(self):
        assert read_fields({"b-٧": "", "m-7": "HADIR"}).rows[7].entry() == HADIR

    names = st.sampled_from(["b-7", "m-7", "t-7", "n-7", "k-7", "c-7", "b-8", "m-8", "reason"])
    marks = st.sampled_from([*Mark.values, CLEAR, "TERLAMBAT|10|x", "||", "TERLAMBAT||||"])
    values = marks | st.text(st.characters(codec="utf-8"), max_size=130) | st.integers().map(str)

    @given(st.dictionaries(names | st.text(st.characters(codec="utf-8"), max_size=5), values))
    def test_any_post_is_read_and_what_is_wrong_can_be_said(self, fields):
        sheet = read_fields(fields)
        assert all(row.differs in (True, False) for row in sheet.rows.values())
        if not sheet.errors:
            assert {row.custody_id for row in sheet.to_record()} <= set(sheet.rows)
            sheet.fill("HADIR")
            assert all(row.new.mark in ("", *Mark.values) for row in sheet.to_record())
