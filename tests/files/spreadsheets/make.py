"""Makes the spreadsheets in this folder with LibreOffice; every person in them is invented.

    apt-get install --no-install-recommends libreoffice-calc python3-uno
    /usr/bin/python3 tests/files/spreadsheets/make.py

`uno` belongs to the system's own Python. The files are kept, for the tests run without it.
"""

import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import uno

HERE = Path(__file__).resolve().parent
PIPE = f"jombang-{time.time_ns()}"
PASSWORD = "rahasia"

HEADER = [
    *("Nama", "No Registrasi", "Tgl Masuk", "Tgl Ekspirasi", "Alias 1", "Alias 2", "Alias 3"),
    *("Nama Kecil 1", "Nama Kecil 2", "Nama Kecil 3", "Blok", "Sel"),
]
# One a row, from row 6 on; None is a blank cell, () a blank row, "=" begins a formula.
PEOPLE = [
    ("NOTO SUNOTO", "B.I 12/2026", date(2025, 3, 10), date(2027, 3, 10), "NOTO", "-", "-", "NO", None, None, "A", 12),
    ("Supri bin Kasman", "BI.13/2026", "10/03/2025", "00/00/0000", "PENDEK", None, None, None, None, None, "A", 3),
    ("SUPARNO", "B.IIa 7/2025", date(1999, 12, 31), "-", None, None, None, None, None, None, "B", "07"),
    (),
    (),
    ("Nó'man Café", "bi 14/2026", "1/4/2025", None, "NO", "=E6&\" DUA\"", None, None, None, None, "B", 1.5),
    ("=UPPER(\"Giman\")", "A.III 2/2026", date(2026, 2, 28), None, "YES", "NO; \"TIDAK\"", None, None, None, None, "C", "=1/0"),
]  # fmt: skip
FIRST = 5  # rows before the people


def main() -> None:
    """Make every file anew."""
    with tempfile.TemporaryDirectory() as profile:
        office = subprocess.Popen(
            [
                *("soffice", "--headless", "--norestore", "--nologo"),
                f"-env:UserInstallation=file://{profile}",
                f"--accept=pipe,name={PIPE};urp;",
            ]
        )
        try:
            desktop = connected()
            _make(desktop)
            desktop.terminate()
        finally:
            office.wait(60)


def _make(desktop) -> None:
    document = listed(desktop)
    save(document, "daftar.xlsx", "Calc MS Excel 2007 XML")
    save(document, "daftar.xls", "MS Excel 97")
    save(document, "daftar.ods", "calc8")
    # Separator, quote, character set (76: UTF-8, 1: Windows-1252), first row.
    save(document, "daftar.csv", "Text - txt - csv (StarCalc)", FilterOptions="44,34,76,1")
    save(document, "daftar-1252.csv", "Text - txt - csv (StarCalc)", FilterOptions="59,34,1,1")
    key = {"CryptoType": "Standard", "OOXPassword": PASSWORD}
    key = [struct("com.sun.star.beans.NamedValue", Name=n, Value=v) for n, v in key.items()]
    key = uno.Any("[]com.sun.star.beans.NamedValue", tuple(key))
    save(document, "terkunci.xlsx", "Calc MS Excel 2007 XML", EncryptionData=key)
    save(document, "terkunci.xls", "MS Excel 97", Password=PASSWORD)
    save(document, "terkunci.ods", "calc8", Password=PASSWORD)
    document.close(True)
    document = since_1904(desktop)
    save(document, "sejak-1904.xlsx", "Calc MS Excel 2007 XML")
    save(document, "sejak-1904.xls", "MS Excel 97")
    save(document, "sejak-1904.ods", "calc8")
    document.close(True)
    document = bordered(desktop)
    save(document, "bergaris.xlsx", "Calc MS Excel 2007 XML")
    save(document, "bergaris.xls", "MS Excel 97")
    save(document, "bergaris.ods", "calc8")
    document.close(True)


def listed(desktop):
    """Return the prison's list: titles, a header in row 5, people, a hidden and an empty sheet."""
    document = opened(desktop)
    sheets = document.Sheets
    sheet = sheets.getByIndex(0)
    sheet.Name = "Daftar WBP"
    put(document, sheet, 0, 0, "LEMBAGA PEMASYARAKATAN KELAS IIB CONTOH")
    put(document, sheet, 1, 0, "Daftar warga binaan per 10 Maret 2026")
    sheet.getCellRangeByPosition(0, 0, 11, 0).merge(True)
    for row, cells in enumerate([HEADER, *PEOPLE], FIRST - 1):
        for column, cell in enumerate(cells):
            put(document, sheet, row, column, cell)
    put(document, sheet, FIRST + 5, 3, "=VALUE(C6)+365", "D/M/YYYY")
    sheets.insertNewByName("Kosong", 1)
    sheets.insertNewByName("Arsip", 2)
    put(document, sheets.getByName("Arsip"), 0, 0, "YANG TERSEMBUNYI")
    sheets.getByName("Arsip").IsVisible = False
    sheets.insertNewByName("Lain", 3)
    other = sheets.getByName("Lain")
    put(document, other, 2, 1, True)
    put(document, other, 3, 1, 0.3125, "HH:MM")
    put(document, other, 4, 1, 1.25, "[HH]:MM:SS")
    put(document, other, 5, 1, date(2026, 3, 10).toordinal() - 693594 + 0.5625, "D/M/YYYY HH:MM")
    return document


def since_1904(desktop):
    """Return a list whose days count from 1904, one of them as a bare number."""
    document = opened(desktop)
    document.NullDate = struct("com.sun.star.util.Date", Year=1904, Month=1, Day=1)
    sheet = document.Sheets.getByIndex(0)
    day = (date(2026, 3, 10) - date(1904, 1, 1)).days
    for row, cells in enumerate([("Nama", "Tgl Masuk", "Angka"), ("DARSONO", None, day)]):
        for column, cell in enumerate(cells):
            put(document, sheet, row, column, cell)
    put(document, sheet, 1, 1, day, "D/M/YYYY")
    return document


def bordered(desktop):
    """Return a list with lines drawn down to row 1,200 and a space typed in row 1,000."""
    document = opened(desktop)
    sheet = document.Sheets.getByIndex(0)
    for row, text in enumerate(("Nama", "TUKIJAN", "KISNO")):
        put(document, sheet, row, 0, text)
    put(document, sheet, 999, 1, " ")
    line = struct("com.sun.star.table.BorderLine2", OuterLineWidth=20)
    cells = sheet.getCellRangeByPosition(0, 0, 2, 1199)
    cells.BottomBorder = cells.TopBorder = line
    return document


def put(document, sheet, row: int, column: int, value, shown: str = "") -> None:
    """Put a value into a cell, shown in a format of LibreOffice."""
    cell = sheet.getCellByPosition(column, row)
    if isinstance(value, date):
        cell.Value = (value - date(1899, 12, 30)).days
        shown = "D/M/YYYY"
    elif isinstance(value, bool):
        cell.Value, shown = value, "BOOLEAN"
    elif isinstance(value, int | float):
        cell.Value = value
    elif isinstance(value, str) and value.startswith("="):
        cell.Formula = value
    elif isinstance(value, str):
        cell.String = value
    if shown:
        formats, locale = document.NumberFormats, struct("com.sun.star.lang.Locale", Language="en")
        key = formats.queryKey(shown, locale, False)
        cell.NumberFormat = key if key >= 0 else formats.addNew(shown, locale)


def save(document, name: str, filter_name: str, **options) -> None:
    """Save the document under a name in this folder."""
    options = {"FilterName": filter_name, **options}
    document.storeToURL((HERE / name).as_uri(), tuple(map(option, options.items())))


def opened(desktop):
    """Return a new spreadsheet."""
    hidden = option(("Hidden", True))
    return desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, (hidden,))


def option(pair):
    """Return a name and a value as LibreOffice takes them."""
    return struct("com.sun.star.beans.PropertyValue", Name=pair[0], Value=pair[1])


def struct(kind: str, **fields):
    """Return a struct of LibreOffice."""
    made = uno.createUnoStruct(kind)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def connected():
    """Return the desktop of the office that was just started, once it answers."""
    here = uno.getComponentContext()
    create = here.ServiceManager.createInstanceWithContext
    resolver = create("com.sun.star.bridge.UnoUrlResolver", here)
    for _attempt in range(60):
        try:
            office = resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            time.sleep(0.5)
        else:
            return office.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", office
            )
    sys.exit("LibreOffice does not answer")


if __name__ == "__main__":
    main()
