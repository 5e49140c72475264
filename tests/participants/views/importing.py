"""A prison's list on its way through the pages, as an officer takes it."""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from jombang_umkm.spreadsheets import reading
from jombang_umkm.spreadsheets.workbook import Row
from participants.models import PeopleImport
from tests.jobs import do_jobs

LISTS = "/warga-binaan/impor/"
# The day of tests.participants.importing.NOW.
DAY = "24-11-2026"


def upload(
    client: Client, content: bytes, *, name: str = "daftar.xlsx", as_of: str = DAY
) -> HttpResponse:
    """Send a file from the page of lists."""
    file = SimpleUploadedFile(name, content)
    return client.post(LISTS, {"file": file, "as_of": as_of})


@dataclass(frozen=True)
class Pages:
    """The pages of one list, as one person sees them."""

    client: Client
    found: PeopleImport

    def address(self, part: str = "") -> str:
        return f"{LISTS}{self.found.pk}/{part}"

    def get(self, part: str = "", **query: Any) -> HttpResponse:
        return self.client.get(self.address(part), query)

    def post(self, part: str = "", **typed: Any) -> HttpResponse:
        return self.client.post(self.address(part), typed)

    def match(self, query: str = "", **chosen: str) -> HttpResponse:
        """Send the columns as the page offers them, but for what is chosen."""
        address = f"{self.address('kolom/')}{query}"
        form = self.client.get(address).context["form"]
        offered = {name: form[name].value() or "" for name in form.fields}
        return self.client.post(address, {**offered, **chosen})

    def read(self, **chosen: str) -> "Pages":
        """Send the columns, and have the rows read."""
        assert self.match(**chosen).status_code == 302
        do_jobs()
        return self

    def save(self, **typed: str) -> "Pages":
        """Confirm, and have the rows saved."""
        assert self.post(act="save", **typed).status_code == 302
        do_jobs()
        return self

    def groups(self) -> dict[str, int]:
        """Return how many rows the page counts in each group, those of none left out."""
        tallies = self.get().context["preview"].tallies
        return {name: count for name, count, _label in tallies if count}

    def now(self) -> PeopleImport:
        """Return the list as it is now."""
        return PeopleImport.objects.get(pk=self.found.pk)

    def rejected(self) -> list[Row]:
        """Return the rows of the file of rejected rows, its headings first."""
        return sheet_in(self.get("ditolak.xlsx"))


def uploaded_by(client: Client, content: bytes, **options: str) -> Pages:
    """Return the pages of a list that was uploaded on the page of lists."""
    answer = upload(client, content, **options)
    assert answer.status_code == 302, answer.context["form"].errors
    return Pages(client, PeopleImport.objects.latest("pk"))


def sheet_in(answer: HttpResponse) -> list[Row]:
    """Return the rows of the first sheet of a spreadsheet that was downloaded."""
    assert answer.status_code == 200
    return list(reading.read(answer.getvalue(), name="berkas.xlsx").sheets[0].rows)
