"""The quick field: a person by a few letters or the number, then the letter of the mark."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect

from jombang_umkm.models import User
from participants.models import Custody
from programs.models import Session
from programs.rules.attendance import Entry
from tests.browser.axe import violations
from tests.browser.conftest import OpenWindow
from tests.browser.keyboard import Keyboard
from tests.browser.sheet import Sheet, recorded, url_of
from tests.browser.window import NARROWEST, PHONE, WIDE, Width, inside, overflow
from tests.factories.jombang_umkm import OfficerFactory
from tests.factories.programs import SeatFactory, make_class, record

PEOPLE = {
    "Ahmad Fauzi": "B.I 3/2026",
    "Ahmad Solikin": "B.I 4/2026",
    "José Ma'ruf": "B.I 5/2026",
    "MOH. RIZAL": "B.I 6/2026",
    "Muhammad Yasin Yusuf": "B.I 7/2026",
    "NGATEMIN": "B.I 112/2026",
    "SETYADI": "B.IIa 31/2026",
    "SUPRI": "B.I 12/2026",
    "Supriyanto": "B.I 120/2026",
    "WAGIMAN": "B.I 31/2025",
    "YANTO": "A.III 009/2026",
}


@dataclass(frozen=True)
class Desk:
    """An open sheet whose quick field has the focus, and a keyboard before it."""

    sheet: Sheet
    keys: Keyboard
    people: dict[str, Custody]

    @property
    def field(self) -> Locator:
        return self.sheet.page.locator("#isian_cepat")

    @property
    def status(self) -> Locator:
        return self.sheet.page.locator("[data-quick] [role=status]")

    def look_for(self, text: str) -> None:
        """Type this in place of what the field holds."""
        self.field.focus()
        self.keys.press("Control+a", "Delete")
        self.keys.type(text)

    def enter(self, text: str) -> None:
        self.look_for(text)
        self.keys.press("Enter")

    def expect_found(self, *names: str) -> None:
        """These match, in this order; ↓ goes through them and back to the first."""
        self._expect_shown(names[0])
        for name in (*names[1:], names[0]):
            self.keys.press("ArrowDown")
            self._expect_shown(name)

    def _expect_shown(self, name: str) -> None:
        expect(self.status.locator("strong")).to_have_text(_line_of(name))
        expect(self.sheet.page.locator("[data-found]")).to_have_count(1)
        expect(self.sheet.row(self.people[name])).to_have_attribute("data-found", "")

    def expect_in_row(self, name: str) -> None:
        self.keys.expect_on(f'[data-row="{self.people[name].pk}"] input:focus')

    def expect_ready(self) -> None:
        """The field waits for the next person."""
        self.keys.expect_on("#isian_cepat")
        expect(self.field).to_have_value("")

    def expect_marks(self, **marks: str) -> None:
        """These and no others are marked on the page."""
        for name, stay in self.people.items():
            chosen = self.sheet.row(stay).locator(".marks :checked")
            mark = marks.get(name.split()[0])
            if mark:
                expect(chosen).to_have_value(mark)
            else:
                expect(chosen).to_have_count(0)

    def says(self, name: str) -> str:
        """Return one of the texts that the page has for the field."""
        text = self.sheet.page.locator("[data-quick]").get_attribute(f"data-{name}")
        assert text
        return text


def _line_of(name: str) -> re.Pattern[str]:
    """Return how somebody is told: the name, the number, and which row."""
    return re.compile(rf"^{re.escape(name)}, {re.escape(PEOPLE[name])}, \D+ \d+$")


@pytest.fixture
def session(clock: object) -> Session:
    """Today's session with the people above."""
    session = make_class(0)
    for name, number in PEOPLE.items():
        SeatFactory(
            course=session.courses.get(),
            custody__participant__full_name=name,
            custody__registration_no=number,
        )
    return session


@pytest.fixture
def people(stays: list[Custody]) -> dict[str, Custody]:
    return {stay.participant.full_name: stay for stay in stays}


@pytest.fixture
def sit_down(
    open_window: OpenWindow, session: Session, officer: User, people: dict[str, Custody]
) -> Callable[..., Desk]:
    def open_sheet(width: Width = WIDE) -> Desk:
        page = open_window(width, user=officer)
        desk = Desk(Sheet.open(page, session), Keyboard(page), people)
        desk.field.focus()
        return desk

    return open_sheet


@pytest.fixture
def desk(sit_down: Callable[..., Desk]) -> Desk:
    return sit_down()


# Who is found: the module alone, with all people at once.

FOUND: dict[str, list[str]] = {
    "wag": ["WAGIMAN"],
    "ah fa": ["Ahmad Fauzi"],
    "fa ah": ["Ahmad Fauzi"],
    "ahm": ["Ahmad Fauzi", "Ahmad Solikin"],
    # A whole word before its beginning, and that before the inside of a word.
    "supri": ["SUPRI", "Supriyanto"],
    " SuPRi ": ["SUPRI", "Supriyanto"],
    "yanto": ["YANTO", "Supriyanto"],
    "adi": ["SETYADI"],
    "ruf": ["José Ma'ruf"],
    # Each typed part begins a word of its own; "YANTO" has but one.
    "y y": ["Muhammad Yasin Yusuf", "SETYADI", "Supriyanto", "YANTO"],
    # Accents and signs.
    "jose": ["José Ma'ruf"],
    "josé": ["José Ma'ruf"],
    "maruf": ["José Ma'ruf"],
    "ma'r": ["José Ma'ruf"],
    # One name in many spellings, also while it is typed.
    "moh": ["MOH. RIZAL", "Muhammad Yasin Yusuf"],
    "muh": ["MOH. RIZAL", "Muhammad Yasin Yusuf"],
    "mochamad": ["MOH. RIZAL", "Muhammad Yasin Yusuf"],
    "muhamma": ["MOH. RIZAL", "Muhammad Yasin Yusuf"],
    "mohamad ri": ["MOH. RIZAL"],
    "moh. yas": ["Muhammad Yasin Yusuf"],
    # Numbers: the same, then what begins so, then what holds it.
    "12": ["SUPRI", "Supriyanto", "NGATEMIN"],
    "bi12": ["SUPRI", "Supriyanto", "NGATEMIN"],
    "BI. 12": ["SUPRI", "Supriyanto", "NGATEMIN"],
    "b.i 12/2026": ["SUPRI"],
    "12/2026": ["SUPRI"],
    "12/20": ["SUPRI"],
    "012": ["SUPRI", "Supriyanto", "NGATEMIN"],
    "31": ["SETYADI", "WAGIMAN"],
    "31/2025": ["WAGIMAN"],
    "biia31": ["SETYADI"],
    "bi31": ["WAGIMAN", "SETYADI"],
    "9": ["YANTO"],
    "aiii 9": ["YANTO"],
    # No row and no year.
    "10": [],
    "2026": [],
    "31/2024": [],
    "xyz": [],
    "wag 31": [],
    "": [],
    "...": [],
}

FIND = """
async ({ people, texts }) => {
  const { find, person } = await import("/static/js/matching.js");
  const all = people.map(([name, number]) => ({ name, ...person(name, number) }));
  return texts.map((text) => find(text, all, () => false).map(({ each }) => each.name));
}
"""


def test_who_is_found_best_first(open_window: OpenWindow) -> None:
    page = open_window()
    page.goto("/masuk/")
    asked = {"people": list(PEOPLE.items()), "texts": list(FOUND)}
    found = dict(zip(FOUND, page.evaluate(FIND, asked), strict=True))
    assert found == FOUND


UNDERSTAND = """
async ({ people, marked, texts }) => {
  const { person, understand } = await import("/static/js/matching.js");
  const all = people.map(([name, number]) => ({ name, ...person(name, number) }));
  return texts.map((text) => {
    const isMarked = ({ name }) => marked.includes(name);
    const { found, letter, isSure } = understand(text, all, isMarked, [..."htisak"]);
    return isSure ? `${found[0].each.name}: ${letter}` : found.length;
  });
}
"""

# Whom one line marks, and otherwise how many are offered.
LINES: dict[str, str | int] = {
    "ngat s": "NGATEMIN: s",
    "NGAT  S ": "NGATEMIN: s",
    "ah fa k": "Ahmad Fauzi: k",
    "12 s": "SUPRI: s",
    "bi 12 t": "SUPRI: t",
    "31/2025 a": "WAGIMAN: a",
    # Marked already: only by the very number.
    "jose s": 1,
    "5 s": "José Ma'ruf: s",
    # More than one, or not the beginning, or not the whole number.
    "supri s": 2,
    "yanto h": "YANTO: h",
    "ahmad s": 2,
    "adi s": 1,
    "31 s": 2,
    "11 s": 1,
    "s s": 6,
    # No mark: a letter alone, another letter, letters, nobody.
    "s": 6,
    "ngat x": 0,
    "ngat ss": 0,
    "xyz s": 0,
}


def test_whom_one_line_marks(open_window: OpenWindow) -> None:
    page = open_window()
    page.goto("/masuk/")
    asked = {"people": list(PEOPLE.items()), "marked": ["José Ma'ruf"], "texts": list(LINES)}
    meant = dict(zip(LINES, page.evaluate(UNDERSTAND, asked), strict=True))
    assert meant == LINES


# On the sheet.


def test_by_letters_and_the_letter_of_the_mark(desk: Desk, session: Session) -> None:
    desk.enter("wag")
    desk.expect_in_row("WAGIMAN")
    desk.keys.press("s")
    desk.expect_ready()
    expect(desk.status).to_have_text(re.compile(r"^WAGIMAN: \w+"))
    desk.enter("jose")
    desk.keys.press("I")
    desk.expect_ready()
    desk.expect_marks(WAGIMAN="SAKIT", José="IZIN")
    desk.sheet.expect_counts(0, 2, 9)
    expect(desk.sheet.unsaved).to_have_count(2)
    desk.sheet.save()
    saved = {"WAGIMAN": Entry("SAKIT"), "José Ma'ruf": Entry("IZIN")}
    assert recorded(session) == {desk.people[name].pk: entry for name, entry in saved.items()}


def test_by_number_in_one_line(desk: Desk, session: Session) -> None:
    desk.look_for("12 t")
    expect(desk.status).to_contain_text(desk.says("will").split("{")[0])
    desk.expect_marks()
    desk.keys.press("Enter")
    desk.expect_ready()
    desk.enter("ngat k")
    desk.expect_ready()
    desk.sheet.expect_counts(1, 1, 9)
    desk.sheet.save()
    saved = {"SUPRI": Entry("TERLAMBAT"), "NGATEMIN": Entry("TIDAK_DIKELUARKAN")}
    assert recorded(session) == {desk.people[name].pk: entry for name, entry in saved.items()}


def test_in_doubt_one_line_marks_nobody_and_what_is_typed_on_neither(desk: Desk) -> None:
    desk.enter("supri s")
    expect(desk.status).to_contain_text(desk.says("many").split(":")[0].replace("{count}", "2"))
    # The next line, typed without a look at the answer.
    desk.keys.type("hasti a")
    desk.keys.press("Enter")
    desk.expect_marks()
    desk.keys.expect_on("#isian_cepat")

    desk.enter("supri s")
    desk.keys.press("ArrowDown", "Enter", "Enter")
    desk.expect_in_row("Supriyanto")
    desk.keys.press("s")
    desk.expect_marks(Supriyanto="SAKIT")


def test_arrows_go_through_the_matches(desk: Desk) -> None:
    desk.look_for("12")
    expect(desk.status).to_contain_text(desk.says("more").replace("{count}", "2"))
    desk.expect_found("SUPRI", "Supriyanto", "NGATEMIN")
    desk.keys.press("ArrowUp")
    desk.expect_found("NGATEMIN", "SUPRI", "Supriyanto")
    desk.look_for("12")
    desk.keys.press("ArrowDown", "Enter")
    desk.expect_in_row("Supriyanto")


def test_among_equals_whoever_has_no_mark_comes_first(desk: Desk) -> None:
    desk.enter("ahmad")
    desk.expect_in_row("Ahmad Fauzi")
    desk.keys.press("h")
    desk.look_for("ahmad")
    desk.expect_found("Ahmad Solikin", "Ahmad Fauzi")
    desk.keys.press("Enter", "a")
    desk.sheet.expect_marked(desk.people["Ahmad Fauzi"], "HADIR")
    desk.sheet.expect_marked(desk.people["Ahmad Solikin"], "ALPA")


def test_whoever_is_marked_is_said_to_be_and_changed_only_on_purpose(
    desk: Desk, session: Session
) -> None:
    desk.enter("wag s")
    desk.enter("wag a")
    expect(desk.status).to_have_text(re.compile(re.escape(desk.says("unsure")) + "$"))
    desk.expect_marks(WAGIMAN="SAKIT")
    desk.look_for("wag")
    expect(desk.status).to_contain_text(desk.says("has").split("{")[0])
    desk.enter("31/2025 a")
    expect(desk.status).to_contain_text(desk.says("before").split("{")[0])
    desk.expect_marks(WAGIMAN="ALPA")
    desk.sheet.expect_counts(0, 1, 10)


def test_esc_leads_back_and_then_empties(desk: Desk) -> None:
    desk.enter("ahmad")
    desk.keys.press("Escape")
    desk.keys.expect_on("#isian_cepat")
    expect(desk.field).to_have_value("ahmad")
    desk.keys.press("ArrowDown", "Enter")
    desk.expect_in_row("Ahmad Solikin")
    desk.keys.press("Escape")
    desk.keys.type("wag")
    expect(desk.field).to_have_value("wag")
    desk.keys.press("Escape")
    desk.expect_ready()
    expect(desk.status).to_be_empty()
    desk.expect_marks()


def test_only_the_row_that_was_looked_for_leads_back(desk: Desk) -> None:
    desk.enter("ngat")
    desk.keys.press("ArrowDown", "h")
    desk.expect_in_row("SUPRI")
    desk.keys.press("ArrowUp", "ArrowUp", "h")
    desk.expect_in_row("SETYADI")
    desk.expect_marks(NGATEMIN="HADIR", SETYADI="HADIR")


def test_enter_saves_nothing_until_one_leaves_by_the_arrows(desk: Desk, session: Session) -> None:
    url = desk.sheet.page.url
    desk.keys.press("Enter", "Enter")
    desk.enter("wag")
    desk.keys.press("t")
    desk.enter("wag")
    desk.keys.press("Tab")
    desk.keys.type("15")
    desk.keys.press("Enter")
    desk.expect_ready()
    desk.enter("supri")
    desk.keys.press("Enter")
    desk.expect_ready()
    assert desk.sheet.page.url == url
    assert recorded(session) == {}
    desk.enter("wag")
    desk.keys.press("ArrowDown")
    desk.keys.press_and_go("Enter")
    assert recorded(session) == {desk.people["WAGIMAN"].pk: Entry("TERLAMBAT", 15)}


def test_a_key_held_down_does_no_more(desk: Desk, session: Session) -> None:
    keyboard = desk.sheet.page.keyboard
    desk.look_for("wag")
    for _repeat in range(5):
        keyboard.down("Enter")
    keyboard.up("Enter")
    desk.expect_in_row("WAGIMAN")
    for _repeat in range(5):
        keyboard.down("s")
    keyboard.up("s")
    desk.expect_ready()
    desk.expect_marks(WAGIMAN="SAKIT")
    assert recorded(session) == {}


def test_only_the_exceptions_then_the_rest_present(desk: Desk, session: Session) -> None:
    for name, letter in (("wag", "s"), ("31/2026", "a")):
        desk.enter(f"{name} {letter}")
    desk.keys.press("Control+Enter")
    desk.keys.expect_on("[data-save]")
    desk.sheet.expect_counts(9, 2, 0)
    assert recorded(session) == {}
    desk.keys.press_and_go("Enter")
    exceptions = {"WAGIMAN": Entry("SAKIT"), "SETYADI": Entry("ALPA")}
    assert recorded(session) == {
        stay.pk: exceptions.get(name, Entry("HADIR")) for name, stay in desk.people.items()
    }


def test_while_something_is_typed_the_rest_waits(desk: Desk) -> None:
    desk.look_for("wag s")
    desk.keys.press("Control+Enter")
    desk.keys.expect_on("#isian_cepat")
    desk.expect_marks()


def test_a_row_in_conflict_is_found_but_gets_no_mark(desk: Desk, session: Session) -> None:
    wagiman = desk.people["WAGIMAN"]
    desk.sheet.set(wagiman, "HADIR")
    record(session, {wagiman: "SAKIT"}, by=OfficerFactory(facility=session.program.facility))
    desk.sheet.save()
    desk.sheet.expect_conflict(wagiman)
    for line in ("wag a", "31/2025 a", "wag"):
        desk.enter(line)
        desk.keys.press(*["Enter"] * (line == "wag a"))
        desk.expect_in_row("WAGIMAN")
        expect(desk.status).to_contain_text(desk.says("conflict"))
        desk.keys.press("a", "Escape")
        desk.keys.expect_on("#isian_cepat")
    desk.sheet.expect_conflict(wagiman)
    desk.sheet.save()
    assert recorded(session) == {wagiman.pk: Entry("SAKIT")}


def test_typing_leaves_a_draft_on_offer(desk: Desk, session: Session) -> None:
    desk.enter("wag s")
    desk.sheet.page.close(run_before_unload=False)
    page = desk.field.page.context.new_page()
    again = Desk(Sheet.open(page, session), Keyboard(page), desk.people)
    expect(again.sheet.draft).to_be_visible()
    again.look_for("supri")
    again.keys.press("Tab")
    again.sheet.page.reload()
    expect(again.sheet.draft).to_be_visible()
    again.sheet.page.locator("[data-draft-use]").click()
    again.expect_marks(WAGIMAN="SAKIT")


def test_the_field_is_in_sight_from_every_row_and_moves_no_page(desk: Desk) -> None:
    page = desk.sheet.page
    page.set_viewport_size({"width": WIDE.width, "height": 700})
    for name in PEOPLE:
        desk.enter(PEOPLE[name])
        desk.expect_in_row(name)
        before = page.evaluate("scrollY")
        desk.keys.press("h")
        desk.expect_ready()
        desk.keys.type("x")
        assert page.evaluate("scrollY") == before
    desk.sheet.expect_counts(11, 0, 0)


@pytest.mark.parametrize("width", [WIDE, PHONE], ids=lambda width: width.name)
def test_what_it_says_moves_no_row(sit_down: Callable[..., Desk], width: Width) -> None:
    desk = sit_down(width)
    first = desk.sheet.row(desk.people["Ahmad Fauzi"])
    places = set()
    for text in ("", "12", "supri s", "xyz"):
        desk.enter(text)
        places.add(first.evaluate("row => row.offsetTop"))
        assert violations(desk.sheet.page) == []
    assert len(places) == 1


def test_on_a_phone(sit_down: Callable[..., Desk], session: Session) -> None:
    desk = sit_down(PHONE)
    page = desk.sheet.page
    box = desk.field.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["width"] >= PHONE.width - 40
    desk.enter("supri s")
    page.set_viewport_size({"width": NARROWEST, "height": PHONE.height})
    assert overflow(page) <= 0
    page.set_viewport_size({"width": PHONE.width, "height": PHONE.height})

    # No letter keys there: a tap marks and leads back.
    desk.enter("wag")
    desk.expect_in_row("WAGIMAN")
    desk.sheet.mark(desk.people["WAGIMAN"], "SAKIT").tap()
    desk.expect_ready()
    assert inside(page, "#isian_cepat")
    desk.expect_marks(WAGIMAN="SAKIT")
    with page.expect_navigation():
        desk.sheet.save_button.tap()
    assert recorded(session) == {desk.people["WAGIMAN"].pk: Entry("SAKIT")}


def test_without_a_script_there_is_none(
    open_window: OpenWindow, session: Session, officer: User
) -> None:
    page = open_window(user=officer, java_script_enabled=False)
    page.goto(url_of(session))
    expect(page.locator("[data-row]")).to_have_count(len(PEOPLE))
    expect(page.locator("#isian_cepat")).to_be_hidden()
