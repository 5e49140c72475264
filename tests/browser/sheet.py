"""The attendance sheet as a person meets it in the browser."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from participants.models import Custody
from programs.models import Attendance, Session
from programs.rules.attendance import Entry


def url_of(session: Session) -> str:
    return f"/sesi/{session.pk}/daftar-hadir/"


def recorded(session: Session) -> dict[int, Entry]:
    """Return what the database holds, by stay."""
    marks = Attendance.objects.filter(session=session)
    return {mark.custody_id: Entry.of(mark) for mark in marks}


@dataclass(frozen=True)
class Counts:
    """What the save bar says."""

    present: int
    absent: int
    blank: int


@dataclass(frozen=True)
class Sheet:
    """An open sheet."""

    page: Page

    @classmethod
    def open(cls, page: Page, session: Session) -> "Sheet":
        page.goto(url_of(session))
        return cls(page)

    @property
    def save_button(self) -> Locator:
        return self.page.locator("[data-save]")

    @property
    def mark_rest_button(self) -> Locator:
        return self.page.locator("[data-mark-rest]")

    @property
    def draft(self) -> Locator:
        """The offer of marks that were kept in this browser."""
        return self.page.locator("[data-draft]")

    @property
    def unsaved(self) -> Locator:
        """The rows that say something else than what is recorded."""
        return self.page.locator("[data-row][data-changed]")

    @property
    def conflicts(self) -> Locator:
        return self.page.locator("[data-row] .conflict")

    def row(self, stay: Custody) -> Locator:
        return self.page.locator(f'[data-row="{stay.pk}"]')

    def mark(self, stay: Custody, mark: str) -> Locator:
        return self.row(stay).locator(f'input[name="m-{stay.pk}"][value="{mark}"]')

    def note(self, stay: Custody) -> Locator:
        return self.page.locator(f'[name="n-{stay.pk}"]')

    def minutes(self, stay: Custody) -> Locator:
        return self.page.locator(f'[name="t-{stay.pk}"]')

    def choice(self, stay: Custody, value: str) -> Locator:
        """The answer MINE or THEIRS to the question at a row in conflict."""
        return self.row(stay).locator(f'input[name="c-{stay.pk}"][value="{value}"]')

    def set(self, stay: Custody, mark: str) -> None:
        self.mark(stay, mark).check()

    def save(self) -> None:
        """Press Save, and wait for the answer."""
        with self.page.expect_navigation():
            self.save_button.click()

    def expect_marked(self, stay: Custody, mark: str) -> None:
        expect(self.mark(stay, mark)).to_be_checked()

    def expect_counts(self, present: int, absent: int, blank: int) -> None:
        for name, number in (("present", present), ("absent", absent), ("blank", blank)):
            expect(self.page.locator(f"[data-{name}]")).to_have_text(str(number))

    def expect_conflict(self, *stays: Custody) -> None:
        """Exactly these rows ask which value is right, and nothing is chosen for them."""
        expect(self.conflicts).to_have_count(len(stays))
        for stay in stays:
            for value in ("MINE", "THEIRS"):
                expect(self.choice(stay, value)).not_to_be_checked()
