"""Rows that are nobody are left out, and nobody else."""

from datetime import date

import pytest

from tests.participants.rules.listing.lists import read

HEADER = ["No", "Nama", "No Registrasi", "Tgl Masuk", "Alias", "Blok", "Keterangan"]
SUPRI = [1, "SUPRI", "B.I 12/2026", "05/01/2026", None, "A", None]
KASDI = [2, "KASDI", "B.I 13/2026", "06/01/2026", None, "A", None]


def left_out(*rows) -> tuple[int, ...]:
    listing = read([HEADER, *rows])
    assert {line.number for line in listing.lines} | set(listing.others) == {
        number for number, row in enumerate(rows, 2) if any(row)
    }
    return listing.others


@pytest.mark.parametrize(
    "row",
    [
        HEADER,
        [None, "Nama", "No Registrasi"],
        [1, 2, 3, 4, 5, 6, 7],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        ["Jumlah: 38", None, None],
        [None, "Jumlah: 38"],
        [None, "JUMLAH", None, None, None, 38],
        [None, "Total 38 orang"],
        [None, None, None, None, None, None, "Halaman 2"],
        ["BLOK A"],
        [None, None, "Jombang, 12 Maret 2026"],
        [None, "Mengetahui", "Jombang, 12 Maret 2026"],
    ],
)
def test_between_people_it_is_left_out(row):
    assert left_out(SUPRI, row, KASDI) == (3,)


@pytest.mark.parametrize(
    "below",
    [
        [[None, "Jumlah: 2"], [None, "Mengetahui,"], [None, "Kepala"], [None, "MARGONO"]],
        [
            [None, None, None, "Jombang, 12 Maret 2026"],
            [None, "Mengetahui", None, None, "Kasi Binadik"],
            [None, "MARGONO", None, None, "SUPARDI"],
            [None, "NIP. 19700101 199003 1 001", "NIP. 19710101 199103 1 001"],
        ],
        [[None, "Catatan: data per November"], [None, "dicetak dari SDP", "halaman 1"]],
    ],
)
def test_sums_and_signatures_below_are_left_out(below):
    rows = [SUPRI, KASDI, [], *below]
    assert left_out(*rows) == tuple(range(5, 5 + len(below)))


@pytest.mark.parametrize(
    "row",
    [
        [3, "MARGONO", None, "07/01/2026"],
        [3, "MARGONO", None, None, None, "B"],
        [3, "MARGONO"],
        [3, None, "B.I 14/2026"],
        [3, "TOTAL", "B.I 14/2026"],
        [3, "KEPALA", "B.I 14/2026"],
        [3, "NAMA", "B.I 14/2026"],
        [3, "Jumlah", "38"],
        [3, None, None, date(2026, 1, 7)],
        [None, "Mengetahui", "NIP 1", "07/01/2026"],
    ],
)
@pytest.mark.parametrize("is_last", [True, False])
def test_somebody_is_never_left_out(row, is_last):
    assert left_out(SUPRI, *([KASDI, row] if is_last else [row, KASDI])) == ()


def test_somebody_below_a_signature_is_not_left_out():
    below = [[None, "Mengetahui"], [None, "MARGONO"], [3, "WAGIMAN", "B.I 15/2026", "07/01/2026"]]
    assert 6 not in left_out(SUPRI, KASDI, *below)


def test_a_sum_with_a_number_is_read_as_somebody_and_refused():
    (_first, total) = read([HEADER, SUPRI, [None, "JUMLAH", 38.0]]).lines
    assert [each.field for each in total.problems] == ["full_name"]


def test_blank_rows_are_counted():
    blank = [[None] * 7, [], ["", "  ", None]]
    listing = read([HEADER, SUPRI, *blank * 1000, KASDI, HEADER])
    assert (listing.blank, listing.skipped, len(listing.lines)) == (3000, 3001, 2)
    assert listing.lines[1].number == 3003


def test_both_lines_of_a_header_are_left_out_when_they_come_again():
    header = [["Nama", "Registrasi", None], [None, "Golongan", "Nomor"]]
    listing = read([*header, ["SUPRI", "B.I", "1"], *header, ["KASDI", "B.I", "2"]])
    assert [line.number for line in listing.lines] == [3, 6]
