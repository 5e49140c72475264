"""A prison's list at its pages in a browser."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from jombang_umkm.spreadsheets import reading
from jombang_umkm.spreadsheets.workbook import Row
from jombang_umkm.spreadsheets.writing import write
from tests.jobs import do_jobs

LISTS = "/warga-binaan/impor/"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class ListPages:
    """The pages of one list in one window; a worker does the jobs between them."""

    page: Page

    def choose_file(self, content: bytes, *, name: str = "daftar-wbp.xlsx") -> None:
        """Choose a file on the page of lists."""
        self.page.goto(LISTS)
        self.page.locator("#id_file").set_input_files(
            {"name": name, "mimeType": XLSX, "buffer": content}
        )

    def upload(self, content: bytes, *, name: str = "daftar-wbp.xlsx", as_of: str = "") -> None:
        self.choose_file(content, name=name)
        if as_of:
            self.page.locator("#id_as_of").fill(as_of)
        self.press("main form .btn-primary")

    def press(self, button: str) -> None:
        """Press a button, and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.locator(button).click()

    def match(self) -> None:
        """Take the columns as they are offered."""
        self.press(".form-wide .btn-primary")

    def work(self) -> None:
        """Let a worker do what waits, and wait for the page to notice."""
        with self.page.expect_navigation():
            do_jobs()

    def read(self, content: bytes, **options: Any) -> None:
        """Upload a list, take its columns as they are offered, and have its rows read."""
        self.upload(content, **options)
        self.match()
        self.work()

    def group(self, name: str) -> None:
        """Show a group of rows."""
        self.press(f'.tally a[href$="kelompok={name}"]')

    def save(self) -> None:
        """Confirm, and have the rows saved."""
        self.press('.save-bar [value="save"]')
        self.work()

    def download(self, link: str) -> Path:
        """Return where the file lies that a link answers with."""
        with self.page.expect_download() as started:
            self.page.locator(link).click()
        return Path(started.value.path())


def rows_in(path: Path) -> list[Row]:
    """Return the rows of a spreadsheet that was downloaded, its headings first."""
    return list(reading.read(path.read_bytes(), name="berkas.xlsx").sheets[0].rows)


def corrected(rows: list[Row], cells: dict[tuple[str, str], str]) -> bytes:
    """Return the spreadsheet with some cells typed anew, each by the name and the heading."""
    headings = [str(text) for text in rows[0]]
    name = headings.index("Nama")
    people = [[*row, *[None] * (len(headings) - len(row))] for row in rows[1:]]
    for (who, heading), text in cells.items():
        (row,) = (each for each in people if each[name] == who)
        row[headings.index(heading)] = text
    return write(headings, people, name="Perbaikan")
