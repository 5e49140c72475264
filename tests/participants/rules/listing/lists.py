"""Lists of invented people, as prisons write them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st

from participants.rules.listing.cells import Cell
from participants.rules.listing.header import find_header
from participants.rules.listing.lines import Line, Listing, Problem
from participants.rules.listing.matching import match
from participants.rules.listing.reading import read_rows

TODAY = date(2026, 11, 25)

# The layout seen in this prison (domain.md §3).
LAYOUT = (
    *("Nama Lengkap", "No Registrasi", "Tgl Msk UPT", "Tgl Ekspirasi"),
    *("Nm Alias 1", "Nm Alias 2", "Nm Alias 3", "Nm Kecil 1", "Nm Kecil 2", "Nm Kecil 3"),
    *("Blok", "Lokasi Sel"),
)
SUPRI: tuple[Cell, ...] = (
    *("SUPRI", "B.I 12/2026", "05/01/2026", "04/01/2028"),
    *("PENDEK", "-", None, "", None, None, "A", 3.0),
)
FIGURES = ("NO", "NOMOR", "NONO", "NAMA", "ALIAS", "BLOK", "SEL", "MASUK", "NOTO SUNOTO", "A-B")


def read(rows: Sequence[Sequence[Cell]], **options: Any) -> Listing:
    """Return what a list says whose header is found and matched by its words."""
    header = find_header(rows)
    assert header is not None
    return read_rows(rows, header, match(header), **{"today": TODAY, **options})


def line(**cells: Cell) -> Line:
    """Return the one line of a list with these cells, by the header of each; and a name."""
    named = {"nama": "SUPRI", "no registrasi": "B.I 12/2026"}
    named |= {header.replace("_", " "): cell for header, cell in cells.items()}
    (found,) = read([list(named), list(named.values())]).lines
    return found


def problem(**cells: Cell) -> Problem:
    """Return what is wrong with the one line of such a list."""
    (found,) = line(**cells).problems
    return found


names = st.one_of(
    st.sampled_from(FIGURES),
    st.text(alphabet="ABCDEFGHIJKLMNOPRSTUWY' .", min_size=1).filter(
        lambda name: any(letter.isalpha() for letter in name)
    ),
)
numbers = st.builds(
    "{}{}{}/{}".format,
    st.sampled_from(["A.I", "A.III", "B.I", "BI", "B.IIa", "B II B", "b.iii", ""]),
    st.sampled_from([" ", ".", " . "]),
    st.integers(1, 999),
    st.integers(2010, 2026),
)
days = st.dates(min_value=date(2010, 1, 1), max_value=TODAY)
words = st.sampled_from(["", "-", None, "A", "BLOK", "SEL", "0", 3.0, "MAWAR"])


@st.composite
def people(draw: st.DrawFn) -> list[Cell]:
    """Return the row of somebody in the layout of this prison, with a number."""
    entry = draw(st.one_of(days, days.map(lambda day: day.strftime("%d/%m/%Y")), st.just("-")))
    return [
        draw(names),
        draw(numbers),
        entry,
        "00/00/0000",
        *(draw(st.one_of(words, names)) for _alias in range(6)),
        draw(words),
        draw(words),
    ]
