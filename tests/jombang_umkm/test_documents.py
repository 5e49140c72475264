"""Printed documents, read back with poppler: order, hostile text, fonts, tags, pages, QR codes."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typst
import zxingcpp
from PIL import Image

from jombang_umkm import documents

OFFICE = {
    "parent": "Pemerintah Kabupaten Jombang",
    "name": "Dinas Koperasi dan Usaha Mikro",
    "address": "Jalan Contoh Nomor 17, Jombang",
    "contact": "Telepon (0321) 555017 · dinkopum@contoh.go.id",
}
SESSION = {
    "program": "Pemberdayaan Kelembagaan Potensi dan Pengembangan Usaha Mikro",
    "course": "Tata Boga: Roti dan Kue",
    "topic": "Adonan dasar, fermentasi, dan harga pokok",
    "number": 3,
    "of": 10,
    "date": "2026-03-12",
    "time": "08.30–11.30 WIB",
    "hours": 4,
    "place": "Aula Lapas",
}
SPEAKERS = [
    {"name": "Hj. Endang Sulastri", "organisation": "Asosiasi Kue", "time": "08.30–10.00"},
    {"name": "Yoga Pratama, S.E.", "organisation": "BSI Jombang", "time": "10.00–11.30"},
]
SIGNATORIES = [
    {"lead": "Mengetahui", "title": "Kepala Lapas", "name": "Joko Purnomo", "nip": "19750312"},
    {"title": "Petugas pendamping\nLapas", "name": ""},
    {"title": "Panitia pelaksana\nDinas", "name": ""},
]
# What would be code in Typst, HTML, a shell or a printer's language.
HOSTILE = (
    "#let x = 1",
    "*tebal* _miring_ `kode` $x^2$",
    "<script>alert(1)</script>",
    "\\ // /* */ ~ @rujukan <label>",
    "\"dua\" 'satu' ”tutup” O'Brien",
    "= Judul",
    "- butir + butir / istilah: arti",
    "https://contoh.go.id/a?b=c",
    "[kurung] {kurawal} (biasa)",
    "A" * 90,
    "É",
)


def people(count: int) -> list[dict[str, Any]]:
    return [
        {"name": f"PESERTA KE {n:03d}", "registration_no": f"B.I {n}/2026", "room": "A / 3"}
        for n in range(1, count + 1)
    ]


def sheet(participants: list[dict[str, Any]], **other: Any) -> dict[str, Any]:
    number = other.get("number", "DH-2026-000142")
    return {
        "variant": "blank",
        "number": number,
        "qr_svg": documents.qr_svg(number),
        "office": OFFICE,
        "place": "Jombang",
        "session": SESSION,
        "participants": participants,
        "speakers": SPEAKERS,
        "committee": 2,
        "signatories": SIGNATORIES,
        "recap": [],
        **other,
    }


def sheets_of(*sheets: dict[str, Any], paper: str = "a4", title: str = "Daftar hadir") -> bytes:
    data = {"title": title, "paper": paper, "sheets": list(sheets)}
    return documents.render("daftar-hadir", data)


def month(**other: Any) -> bytes:
    data = {
        "title": "Rekap",
        "paper": "a4",
        "number": "RB-2026-000003",
        "office": OFFICE,
        "place": "Jombang",
        "date": "2026-03-31",
        "course": {"program": SESSION["program"], "name": "Tata Boga", "facility": "Lapas"},
        "month": "2026-03",
        "sessions": [{"date": f"2026-03-{n:02d}", "number": n, "hours": 3} for n in range(1, 13)],
        "participants": [
            {**each, "marks": [*"HTISAK", "", "-", *"HHHH"], "present": 6, "recorded": 10}
            | {"percent": 60}
            for each in people(20)
        ],
        "totals": {"present": [20] * 12, "percent": 60},
        "signatories": SIGNATORIES,
        **other,
    }
    return documents.render("rekap-bulanan", data)


def copy_of_data(rows: int = 3, **other: Any) -> bytes:
    """Return the copy of a person's data: facts of one, and a table of that many rows."""
    facts = {
        "title": "Data diri",
        "labels": ["Nama lengkap", "Alamat asal", "NIK"],
        "rows": [["SUPRI bin KASMAN", "", "3517092512900001"]],
        "is_table": False,
        "widths": [20, 12, 16],
    }
    table = {
        "title": "Kehadiran",
        "labels": ["Pertemuan", "Tanda", "Keterangan"],
        "rows": [[f"Pertemuan {n}", "Hadir", ""] for n in range(1, rows + 1)],
        "is_table": True,
        "widths": [14, 9, 11],
    }
    nothing = {**table, "title": "Mutasi", "rows": []}
    data = {
        "title": "Salinan data pribadi SUPRI",
        "number": "DP-12",
        "name": "SUPRI bin KASMAN",
        "name_below": "SUPRI bin KASMAN",
        "facility": "Lapas Kelas IIB Jombang",
        "asked_by": "Yang bersangkutan",
        "made_at": "24 November 2026, 11.30 WIB",
        "made_by": "Hendro Wicaksono",
        "place": "Jombang",
        "date": "2026-11-24",
        "sections": [facts, table, nothing],
        **other,
    }
    return documents.render("data-pribadi", data)


def read(pdf: bytes, *options: str, by: str = "pdftotext") -> str:
    """Return what one of poppler's programs says of the PDF."""
    output = ["-"] if by == "pdftotext" else []
    done = subprocess.run([by, *options, "-", *output], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def pages(pdf: bytes) -> list[str]:
    return read(pdf, "-layout").split("\f")[:-1]


def squeezed(text: str) -> str:
    """Return the text without white space, since a long word is broken where its column ends."""
    return re.sub(r"\s+", "", text)


class TestTheText:
    def test_has_everybody_in_their_order(self):
        text = read(sheets_of(sheet(people(40))), "-layout")
        found = re.findall(r"PESERTA KE (\d+)", text)
        assert found == [f"{number:03d}" for number in range(1, 41)]

    @pytest.mark.parametrize("hostile", HOSTILE)
    def test_is_printed_as_typed(self, hostile):
        text = squeezed(read(sheets_of(sheet([{**people(1)[0], "name": hostile}])), "-raw"))
        assert squeezed(hostile) in text

    def test_is_printed_as_typed_in_every_other_place(self):
        hostile = "#let x = *1* <b>"
        text = squeezed(
            read(
                sheets_of(
                    sheet(
                        people(1),
                        session={**SESSION, "program": hostile, "course": hostile},
                        speakers=[{**SPEAKERS[0], "name": hostile, "organisation": hostile}],
                        signatories=[{"title": hostile, "name": hostile, "nip": "1"}],
                    )
                )
            )
        )
        assert text.count(squeezed(hostile)) == 7  # the footer names the course too

    def test_of_a_recorded_list_has_marks_and_notes(self):
        marks = [("Hadir", ""), ("Sakit", "demam"), (None, "")]
        rows = [
            {**each, "mark": mark, "note": note}
            for each, (mark, note) in zip(people(3), marks, strict=True)
        ]
        recorded = sheet(
            rows, variant="filled", qr_svg=None, committee=0, recap=[["Hadir", 1], ["Sakit", 1]]
        )
        text = read(sheets_of(recorded), "-layout")
        assert re.search(r"PESERTA KE 002 .* Sakit +demam", text)
        assert re.search(r"PESERTA KE 003 .* Belum dicatat", text)
        assert "Rekaman Kehadiran Peserta".upper() in text

    def test_of_a_month_has_a_letter_a_session(self):
        text = read(month(), "-layout")
        line = next(line for line in text.splitlines() if "PESERTA KE 001" in line)
        assert re.search(r"H +T +I +S +A +K +– +H +H +H +H", line)
        assert "60%" in squeezed(line)

    @pytest.mark.parametrize("unknown", ["Budi 😀", "漢字", "ok\u202enama"])
    def test_that_no_font_has_is_refused_by_name(self, unknown):
        with pytest.raises(documents.Unprintable) as refusal:
            sheets_of(sheet([*people(3), {**people(1)[0], "name": unknown}]))
        assert refusal.value.text == unknown
        assert refusal.value.character in unknown

    def test_fault_of_a_template_is_no_fault_of_the_text(self):
        with pytest.raises(typst.TypstError):
            documents.render("daftar-hadir", {"title": "ada", "paper": "a4"})


@pytest.mark.parametrize(
    "pdf",
    [sheets_of(sheet(people(20))), month(), copy_of_data()],
    ids=["sheet", "month", "copy of data"],
)
class TestTheFile:
    def test_holds_its_fonts(self, pdf):
        lines = read(pdf, by="pdffonts").splitlines()[2:]
        assert lines
        assert all(re.search(r" yes yes yes +\d+ +\d+$", line) for line in lines)

    def test_has_title_language_and_tags(self, pdf):
        told = read(pdf, by="pdfinfo")
        assert re.search(r"Title: +(Daftar hadir|Rekap|Salinan)", told)
        assert re.search(r"Tagged: +yes", told)
        assert re.search(rb"/Lang ?\(id\)", pdf)


class TestTheCopyOfData:
    def test_has_every_row_and_says_where_there_is_none(self):
        text = read(copy_of_data(200), "-layout")
        assert [int(n) for n in re.findall(r"Pertemuan (\d+)", text)] == list(range(1, 201))
        assert "3517092512900001" in text
        assert "Alamat asal" not in text
        assert re.search(r"Mutasi\s+Tidak ada", text)

    def test_repeats_the_head_of_the_table_and_counts_pages(self):
        found = pages(copy_of_data(200))
        assert len(found) > 3
        assert all(f"Halaman {n} dari {len(found)}" in page for n, page in enumerate(found, 1))
        assert all("Keterangan" in page for page in found[:-1])

    @pytest.mark.parametrize("hostile", HOSTILE)
    def test_is_printed_as_typed(self, hostile):
        section = {"title": "Data diri", "labels": ["a", "b"], "rows": [[hostile, "b"]]}
        section |= {"widths": [20, 20]}
        both = [{**section, "is_table": is_table} for is_table in (True, False)]
        printed = read(copy_of_data(asked_by=hostile, sections=both), "-raw")
        assert squeezed(printed).count(squeezed(hostile)) == 3

    def test_no_word_runs_into_the_next_column(self):
        values = ["B.I 12/2026", *["Pemberdayaan Usaha Mikro"] * 2, "Ditetapkan", "25 Oktober", "–"]
        section = {"title": "Kepesertaan", "labels": ["a", "b", "c", "d", "e", "f"]}
        section |= {"rows": [values], "is_table": True, "widths": [11, 32, 32, 10, 15, 9]}
        told = read(copy_of_data(sections=[section]), "-bbox")
        (ends,) = re.findall(r'xMax="([\d.]+)" yMax="[\d.]+">Ditetapkan<', told)
        (starts,) = re.findall(r'xMin="([\d.]+)"[^>]*>25<', told)
        assert float(ends) < float(starts)

    def test_the_signature_stands_under_rows_and_not_alone(self):
        for rows in range(44, 60):
            last = {"title": "Melihat", "labels": ["Waktu"], "widths": [9], "is_table": True}
            last |= {"rows": [[f"Kali {n}"] for n in range(1, rows + 1)]}
            found = pages(copy_of_data(sections=[last]))
            assert f"Kali {rows}" in found[-1]
            assert "Petugas" in found[-1]

    def test_a_long_name_at_the_foot_runs_into_nothing(self):
        told = read(copy_of_data(name_below="Kusumawardhani" * 8), "-bbox")
        ends = max(map(float, re.findall(r'yMax="([\d.]+)">DP-12<', told)))
        starts = min(map(float, re.findall(r'yMin="([\d.]+)"[^>]*>Kusumawardhani', told)))
        assert ends <= starts + 2


class TestThePages:
    @pytest.mark.parametrize("paper", ["a4", "f4"])
    def test_a_class_of_twenty_takes_one(self, paper):
        assert len(pages(sheets_of(sheet(people(20)), paper=paper))) == 1

    @pytest.mark.parametrize(
        ("paper", "size"), [("a4", "595.276 x 841.89"), ("f4", "609.449 x 935.433")]
    )
    def test_are_as_large_as_the_paper(self, paper, size):
        told = read(sheets_of(sheet(people(1)), paper=paper), by="pdfinfo")
        assert re.search(rf"Page size: +{re.escape(size)}", told)

    def test_count_within_their_own_sheet(self):
        first = sheet(people(30), number="DH-2026-000001")
        second = sheet(people(3), number="DH-2026-000002")
        footers = [
            (re.findall(r"Lembar (\S+)", page), re.findall(r"Halaman (\d+) dari (\d+)", page))
            for page in pages(sheets_of(first, second))
        ]
        assert footers == [
            (["DH-2026-000001"], [("1", "2")]),
            (["DH-2026-000001"], [("2", "2")]),
            (["DH-2026-000002"], [("1", "1")]),
        ]

    def test_repeat_the_head_of_the_table(self):
        assert all("No. registrasi" in page for page in pages(sheets_of(sheet(people(60)))))

    def test_of_two_hundred_keep_the_signatures_together(self):
        *_others, last = pages(sheets_of(sheet(people(200))))
        assert "PESERTA KE 200" in last
        for each in ("Joko Purnomo", "Petugas pendamping", "Panitia pelaksana"):
            assert each in last

    def test_with_nobody_have_rows_to_write_in(self):
        (page,) = pages(sheets_of(sheet([])))
        assert re.search(r"^ *10\b", page, re.MULTILINE)

    @pytest.mark.parametrize("missing", [{"address": "", "contact": ""}, {"address": ""}])
    def test_do_without_an_address(self, missing):
        office = {**OFFICE, **missing}
        assert len(pages(sheets_of(sheet(people(1), office=office)))) == 1

    def test_carry_the_code_that_a_scanner_reads(self, tmp_path: Path):
        first = sheet(people(30), number="DH-2026-000001")
        second = sheet(people(3), number="DH-2026-000002")
        (tmp_path / "sheets.pdf").write_bytes(sheets_of(first, second))
        drawing = ["pdftoppm", "-r", "200", "-gray", "-png", "sheets.pdf", "page"]
        subprocess.run(drawing, cwd=tmp_path, check=True)
        codes = [
            [found.text for found in zxingcpp.read_barcodes(Image.open(path))]
            for path in sorted(tmp_path.glob("page-*.png"))
        ]
        assert codes == [["DH-2026-000001"], ["DH-2026-000001"], ["DH-2026-000002"]]
