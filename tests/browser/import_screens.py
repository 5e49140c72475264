"""The screens of importing a prison's list, each in its states."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page

from jombang_umkm.models import Job, JobProgress
from jombang_umkm.spreadsheets.writing import write
from participants.actions import import_undo
from participants.actions import people_import as actions
from participants.models import Custody, PeopleImport
from tests.browser.importing import LISTS, ListPages
from tests.browser.screen import Screen, at
from tests.browser.world import World
from tests.factories.files import pdf
from tests.factories.participants import CustodyFactory, ReleasedCustodyFactory
from tests.participants.importing import Row, previewed, row, saved

ENTRY = date(2026, 2, 14)
NIK = "3517092512900001"
LONG = "MOCHAMMAD RIZKY ARDIANSYAH PUTRA PRATAMA bin SOEKARNO alias KELIK"


def _known(world: World) -> None:
    """Let people be known whom the list changes, confirms and confuses, once a world."""
    if Custody.objects.filter(participant__full_name="PONIMAN").exists():
        return
    here: dict[str, Any] = {"facility": world.program.facility, "entry_date": ENTRY}
    for number, name in ((701, "PONIMAN"), (702, "SUTRISNO"), (703, "BASUKI"), (704, "MUJIONO")):
        CustodyFactory(
            participant__full_name=name, registration_no=f"B.I {number}/2025", block="A", **here
        )
    ReleasedCustodyFactory(
        participant__full_name="KARDI",
        registration_no="B.I 31/2024",
        left_on=world.today - timedelta(days=90),
        facility=world.program.facility,
        entry_date=date(2024, 3, 4),
    )


def _rows() -> list[Row]:
    """Return rows of every kind; the seeded people and MUJIONO are missing."""
    new = [row(f"WARGA BARU {number}", f"B.I {800 + number}/2026") for number in range(1, 6)]
    return [
        row("PONIMAN", "B.I 701/2025", entry=ENTRY, block="A"),
        row("SUTRISNO", "B.I 702/2025", entry=ENTRY, block="Melati Timur", alias="TRIS", nik=NIK),
        row("SUWARNO", "B.I 703/2025", entry=ENTRY),
        row("KARDI", "B.I 811/2026", born="25-12-1990"),
        row(LONG, "B.IIa 812/2026", block="Kenanga", cell="12", born="1-2-1987"),
        row("SALAMUN", "B.I 813/2026", entry="31-02-2026", nik="35170925129"),
        row("TANPA KELAMIN", "B.I 814/2026", sex=""),
        *new,
    ]


def _list(world: World, *rows: Row, **options: Any) -> PeopleImport:
    """Return a list whose rows were read a moment ago."""
    _known(world)
    found = {"at": timezone.now(), "as_of": world.today, **options}
    return previewed(world.users["officer"], *(rows or _rows()), **found)


def _open(page: Page, found: PeopleImport, part: str = "") -> None:
    page.goto(f"{LISTS}{found.pk}/{part}")


def _group(name: str) -> Any:
    return lambda page, world: _open(page, _list(world), f"?kelompok={name}")


def _refused(page: Page, world: World) -> None:
    ListPages(page).upload(pdf(1), name="daftar-wbp.pdf")


def _no_day(page: Page, world: World) -> None:
    ListPages(page).upload(pdf(1), name="daftar-wbp.pdf", as_of="31-11-2026")


def _columns(page: Page, world: World) -> None:
    """A list of another layout, with titles above, in which one column is never read."""
    content = write(
        ["DAFTAR PENGHUNI LAPAS", "", "", "", "", ""],
        [
            ("Nama lengkap", "No. Reg", "Tgl masuk", "Perkara", "Kamar asal dan pindahan", "NIK"),
            (LONG, "B.I 12/2026", "14/02/2026", "rahasia", "Blok Melati Timur nomor 12", NIK),
            ("SUPRI bin KASMAN", "B.I 13/2026", "15/02/2026", "rahasia", "Kenanga 3", ""),
        ],
        name="Daftar",
    )
    ListPages(page).upload(content, name="Daftar Penghuni Lapas per 24 November 2026 (final).xlsx")


def _columns_by_hand(page: Page, world: World) -> None:
    _columns(page, world)
    page.locator("details summary").click()


def _columns_error(page: Page, world: World) -> None:
    _columns(page, world)
    page.locator("#id_column-2").select_option("full_name")
    ListPages(page).match()


def _waiting(world: World, status: str, **told: Any) -> PeopleImport:
    """Return a list that a job has in hand, which has come so far."""
    found, by = _list(world), world.users["officer"]
    if status == "SAVING":
        actions.confirm(people_import=found, by=by, at=timezone.now())
    else:
        found.lines.all().delete()
        PeopleImport.objects.filter(pk=found.pk).update(status=status)
    job = Job.objects.create(
        task_path=f"participants.jobs.{'save' if status == 'SAVING' else 'read'}_import",
        args_kwargs={"args": [], "kwargs": {"pk": found.pk, "by": by.pk}},
        status="RUNNING",
        run_after=timezone.now(),
        exception_class_path="",
        traceback="",
    )
    if told:
        JobProgress.objects.update_or_create(
            key=found.progress_key, defaults={**told, "at": job.enqueued_at}
        )
    return found


def _reading(page: Page, world: World) -> None:
    _open(page, _waiting(world, "READING", done=0, total=0))


def _saving(page: Page, world: World) -> None:
    _open(page, _waiting(world, "SAVING", done=3200, total=5000))
    page.locator("progress[value]").wait_for()


def _stuck(page: Page, world: World) -> None:
    # The page before asks how far its job is, and would reload itself once that has failed.
    page.goto("about:blank")
    found = _waiting(world, "SAVING")
    Job.objects.update(status="FAILED")
    _open(page, found)


def _failed(page: Page, world: World) -> None:
    found = _waiting(world, "READING")
    why = "Berkas ini rusak dan tidak dapat dibuka. Simpan lagi sebagai .xlsx, lalu unggah."
    actions.fail(people_import=found, why=why, by=world.users["officer"])
    _open(page, found)


def _older(page: Page, world: World) -> None:
    """Save a list, then one that is older."""
    saved(world.users["officer"], _list(world, row("BASUKI", "B.I 703/2025", entry=ENTRY)))
    found = _list(world, as_of=world.today - timedelta(days=14))
    _open(page, found, "?kelompok=baru")
    ListPages(page).press('.save-bar [value="save"]')


def _done(world: World) -> PeopleImport:
    return saved(world.users["officer"], _list(world), at=timezone.now())


def _result(page: Page, world: World) -> None:
    _open(page, _done(world))


def _undone(page: Page, world: World) -> None:
    found = _done(world)
    import_undo.undo(
        people_import=found,
        reason="Daftar dari lapas lain, terunggah di sini",
        by=world.users["administrator"],
        at=timezone.now(),
    )
    _open(page, found)


def _cancelled(page: Page, world: World) -> None:
    found = _list(world)
    actions.cancel(people_import=found, by=world.users["officer"])
    _open(page, found)


def _missing(page: Page, world: World) -> None:
    _open(page, _done(world), "hilang/")


def _record(page: Page, world: World, *names: str, to: str = "FULL_RELEASE", on: str = "") -> None:
    _missing(page, world)
    for name in names:
        page.locator(f'.take[aria-label^="{name}"]').check()
    page.locator(f"[name=to][value={to}]").check()
    page.locator("#id_document_no").fill("W15.PAS-77/2026")
    if on:
        page.locator("#id_on").fill(on)
    ListPages(page).press(".event .form .btn-primary")


def _missing_refused(page: Page, world: World) -> None:
    """A detainee is not released as a convict is."""
    _missing(page, world)
    page.locator("[name=to][value=TRANSFERRED_OUT]").check()
    page.locator("#id_on").fill("")
    ListPages(page).press(".event .form .btn-primary")


def _missing_agreement(page: Page, world: World) -> None:
    """Release somebody from a day on which attendance is recorded."""
    name = world.mark.custody.participant.full_name
    _record(page, world, name, on=world.recorded.day.isoformat())


def _missing_recorded(page: Page, world: World) -> None:
    _record(page, world, "MUJIONO")


def _nobody_missing(page: Page, world: World) -> None:
    """A list of a day before anybody came."""
    _open(page, _list(world, as_of=date(2019, 1, 1)), "hilang/")


def _lists(page: Page, world: World) -> None:
    if not PeopleImport.objects.filter(status="DONE").exists():
        _done(world)
    page.goto(LISTS)


IMPORTS = (
    Screen("imports-none", "imports", at(LISTS)),
    Screen("imports-refused", "imports", _refused, status=409),
    Screen("imports-no-day", "imports", _no_day, status=409),
    Screen("import-columns", "import_columns", _columns),
    Screen("import-columns-by-hand", "import_columns", _columns_by_hand),
    Screen("import-columns-error", "import_columns", _columns_error, status=409),
    Screen("import-reading", "import", _reading),
    Screen("import-saving", "import", _saving),
    Screen("import-stuck", "import", _stuck),
    Screen("import-failed", "import", _failed),
    Screen("import-doubtful", "import", _group("ragu")),
    Screen("import-wrong", "import", _group("salah")),
    Screen("import-changed", "import", _group("berubah")),
    Screen("import-new", "import", _group("baru")),
    Screen("import-same", "import", _group("sama")),
    Screen("import-missing-before", "import_missing", lambda p, w: _open(p, _list(w), "hilang/")),
    Screen("import-missing-nobody", "import_missing", _nobody_missing),
    Screen("import-cancelled", "import", _cancelled),
    Screen("import-undone", "import", _undone),
    Screen("import-older", "import", _older, status=409),
    Screen("import-done", "import", _result),
    Screen("import-missing", "import_missing", _missing),
    Screen("import-missing-refused", "import_missing", _missing_refused, status=409),
    Screen("import-missing-agreement", "import_missing", _missing_agreement, status=409),
    Screen("import-missing-recorded", "import_missing", _missing_recorded),
    Screen("imports", "imports", _lists),
)
IMPORTS_OF_ALL = Screen("imports", "imports", _lists)
