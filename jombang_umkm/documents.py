"""Prints: a Typst template and its data become a PDF (design.md §3).

The templates lie in `templates/print/`. A template is given its data as data, so
nothing in a text is ever interpreted. What each template reads:

`daftar-hadir`, attendance lists, one session a sheet, each on a page of its own:

    title     of the file, for those who open it
    paper     "a4" or "f4" (215 × 330 mm)
    sheets    a list of
      variant      "blank" to be signed, "filled" with the marks
      number       "DH-2026-000142"
      qr_svg       from `qr_svg()`, or None
      office       parent, name, address, and where known contact: the letterhead
      place        where it is signed
      session      program, course, topic, number and of (int or None), date
                   ("2026-03-12"), time ("08.30–11.30 WIB"), hours (JP), place
      participants name, registration_no, room; filled also mark (None: not
                   recorded) and note. Nobody: ten empty rows, to be written in
      speakers     name, organisation, time; filled perhaps mark
      committee    blank: how many empty rows its committee signs in
      signatories  up to three, left to right: title, name ("": a dotted line),
                   and where known lead ("Mengetahui,") and nip
      recap        filled: pairs of a word and a number

`rekap-bulanan`, a course's month, one column a session:

    title, paper, number, office, place, signatories   as above
    date          of the signatures
    course        program, name, facility
    month         "2026-11"
    sessions      1 to 31 of date, number (int or None), hours (JP)
    participants  name, registration_no, marks (for each session "H", "T", "I",
                  "S", "A", "K", "" for not recorded, "-" for not on the list),
                  present, recorded, percent (int or None)
    totals        present (for each session) and percent (int or None)

`data-pribadi`, all that is held of one person, for that person:

    title, number, place, date   as above
    name          of the person; name_below: as much of it as the foot of a page holds
    facility      that hands it out
    asked_by      who asked
    made_at       day and time in words; made_by: the officer
    sections      a list of
      title
      labels      of its columns
      rows        a list of texts for each, as many as there are labels
      is_table    whether the columns stand side by side
      widths      of the columns, in letters

The application counts and decides; a template arranges.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import segno
import typst

from jombang_umkm.environment import ROOT

TEMPLATES = ROOT / "templates" / "print"

# Tagged for screen readers (UA-1) and fit to be kept for decades (A-2a: fonts
# inside, every letter can be read back). Both also make Typst refuse a character
# for which it would draw a box. A-4 excludes UA-1; A-3 only adds attachments.
STANDARDS: list[Any] = ["ua-1", "a-2a"]

# Some characters print as nothing but turn the order of the letters after them,
# so that a name is read other than it was typed; half a surrogate is no character.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_PROBE = b"""
#set document(title: "Probe")
#set text(font: "Libertinus Serif")
#for body in json(bytes(sys.inputs.data)) [#body \\ ]
"""


class Unprintable(ValueError):  # noqa: N818 - an answer about a text, not a fault
    """A text cannot be printed as typed: `text`, and the first `character` that prevents it."""

    def __init__(self, text: str, character: str) -> None:
        super().__init__(f"no letter of our fonts for {character!a} in {text!a}")
        self.text = text
        self.character = character


def render(template: str, data: Mapping[str, Any]) -> bytes:
    """Return the PDF of that template in `templates/print/`, with these data.

    The same data twice differ in the time of making, which is inside.

    Raises Unprintable for a text that would not be printed as typed, and
    typst.TypstError for a template that is not there or data it cannot read.
    """
    texts = list(_texts(data))
    for text in texts:
        if found := _TURNING.search(text):
            raise Unprintable(text, found.group())
    try:
        return _compile(str(TEMPLATES / f"{template}.typ"), data)
    except typst.TypstError:
        # Asked only now, so that what can be printed is not set twice.
        if (bad := _first_refused(texts)) is None:
            raise
        text = texts[bad]
        character = _first_refused(text)
        raise Unprintable(text, text if character is None else text[character]) from None


def qr_svg(text: str) -> str:
    """Return the QR code of that text as an SVG drawing without a size of its own.

    A quarter of it may be damaged and it still reads; the quiet border is two modules.
    """
    code = segno.make(text, error="m", micro=False)
    drawing: str = code.svg_inline(border=2, omitsize=True)
    # Meant for a page of HTML, it does not say what kind of drawing it is.
    return drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def _compile(source: str | bytes, data: Any) -> bytes:
    made: Any = typst.compile(  # type: ignore[call-overload]  # declared without bytes in a union
        source,
        root=str(TEMPLATES),
        # Every machine prints the same: with the fonts that lie inside Typst.
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=STANDARDS,
    )
    assert isinstance(made, bytes)
    return made


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in the data, in their order."""
    match value:
        case str():
            yield value
        case Mapping():
            for part in value.values():
                yield from _texts(part)
        case list() | tuple():
            for part in value:
                yield from _texts(part)


def _first_refused(parts: Sequence[str]) -> int | None:
    """Return where the first text of a list, or character of a text, is that Typst refuses.

    There is no table of characters to grow old: Typst itself is asked, with the
    fonts and the standards it prints with. What ends behind a refused part is
    refused too, so halving finds it in a dozen questions of 3 ms.
    """
    if _is_printable(parts):
        return None
    passes, fails = 0, len(parts)
    while fails - passes > 1:
        middle = (passes + fails) // 2
        if _is_printable(parts[:middle]):
            passes = middle
        else:
            fails = middle
    return passes


def _is_printable(parts: Sequence[str]) -> bool:
    try:
        _compile(_PROBE, [parts] if isinstance(parts, str) else list(parts))
    except typst.TypstError:
        return False
    return True
