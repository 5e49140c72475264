"""Every screen, by who sees it, and what leads to it; the names are those of the pictures."""

from axes.models import AccessAttempt
from django.utils import timezone
from playwright.sync_api import Page

from programs.actions.enrolment import end
from programs.actions.printing import print_sheets
from programs.models import PrintedSheet, Session
from programs.rules.paper import SheetOptions
from tests.browser import looking_after, people, registering, relatives, transferring
from tests.browser.import_screens import IMPORTS, IMPORTS_OF_ALL
from tests.browser.merging_screens import MERGING, MERGING_OF_ALL
from tests.browser.screen import Screen, Show, at
from tests.browser.sheet import Sheet, url_of
from tests.browser.urls_with_fault import FAULT
from tests.browser.world import World
from tests.factories.files import attach, pdf
from tests.factories.jombang_umkm import PASSWORD
from tests.factories.participants import attach_photo
from tests.factories.programs import SeatFactory, record, stays_on


def sheet_of(name: str) -> Show:
    """Return what opens the sheet of the session that the world has under that name."""
    return at(lambda world: url_of(getattr(world, name)))


# Signing in, and what goes wrong before it.


def sign_in(page: Page, username: str, password: str = PASSWORD) -> None:
    page.locator("#id_username").fill(username)
    page.locator("#id_password").fill(password)
    with page.expect_navigation():
        page.locator("#id_password").press("Enter")


def _wrong_password(page: Page, world: World, times: int = 1) -> None:
    page.goto("/masuk/")
    for _try in range(times):
        sign_in(page, "petugas", "salah-sandi-ini")


def _locked(page: Page, world: World) -> None:
    _wrong_password(page, world, times=5)


def _idle(page: Page, world: World) -> None:
    page.goto("/masuk/")
    page.context.add_cookies([{"name": "signed_in", "value": "1", "url": page.url}])
    page.goto("/hari-ini/")


def _out_of_date(page: Page, world: World) -> None:
    page.goto("/masuk/")
    page.context.clear_cookies()
    sign_in(page, "petugas")


# The sheet in its states.


def _half_marked(page: Page, session: Session) -> Sheet:
    """Mark every third person of a sheet, each in another way."""
    sheet = Sheet.open(page, session)
    rows = page.locator("[data-row]")
    marks = ("HADIR", "TERLAMBAT", "IZIN", "SAKIT", "ALPA", "TIDAK_DIKELUARKAN")
    for number, mark in enumerate(marks):
        rows.nth(number * 3).locator(f"[value={mark}]").check()
    page.locator("[name^=t-]:visible").first.fill("15")
    return sheet


def _marked(page: Page, world: World) -> None:
    _half_marked(page, world.sheet)


def _saved(page: Page, world: World) -> None:
    _half_marked(page, world.sheet).save()


def _with_error(page: Page, world: World) -> None:
    sheet = Sheet.open(page, world.sheet)
    late, other = world.people[7:9]
    sheet.set(other, "HADIR")
    sheet.set(late, "TERLAMBAT")
    sheet.minutes(late).fill("abc")
    sheet.save()


def _conflict(page: Page, world: World) -> None:
    sheet = Sheet.open(page, world.sheet)
    disputed = world.people[2]
    for stay in world.people[1:5]:
        sheet.set(stay, "HADIR")
    record(world.sheet, {disputed: "SAKIT"}, by=world.users["colleague"])
    sheet.save()


def _choose_scan(page: Page, content: bytes, name: str = "daftar-hadir.pdf") -> None:
    page.locator("[data-scan-file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    with page.expect_navigation():
        page.locator("[name=lampirkan]").click()
    page.locator(".scans [data-focus]").wait_for()


def _load_pictures(page: Page) -> None:
    """Wait for the pictures, which are fetched when they come into sight."""
    for picture in page.locator(".scans img").all():
        picture.scroll_into_view_if_needed()
        picture.evaluate("picture => picture.decode()")


def _scans(page: Page, world: World) -> None:
    """Attach three pages beside marks that are not saved, and wait for the pictures."""
    _half_marked(page, world.sheet)
    _choose_scan(page, pdf(3))
    _load_pictures(page)


def _scan_refused(page: Page, world: World) -> None:
    Sheet.open(page, world.half_recorded)
    _choose_scan(page, b"<svg/>", "daftar-hadir.jpg")


def _scan_remove(page: Page, world: World) -> None:
    (scan,) = attach(world.half_recorded, by=world.users["officer"])
    page.goto(f"/pindaian/{scan.pk}/lepas/")


def _scan_without_reason(page: Page, world: World) -> None:
    _scan_remove(page, world)
    with page.expect_navigation():
        page.locator("main .btn-primary").click()


def _scans_to_read(page: Page, world: World) -> None:
    attach(world.recorded, by=world.users["officer"])
    Sheet.open(page, world.recorded)
    _load_pictures(page)


def _photo_of(world: World) -> str:
    return f"/warga-binaan/{world.mark.custody.participant_id}/foto/"


def _photo(page: Page, world: World) -> None:
    attach_photo(world.mark.custody.participant, by=world.users["officer"])
    page.goto(_photo_of(world))


def _photo_refused(page: Page, world: World) -> None:
    """Choose a PDF for a photo, say nothing of consent, and attach it."""
    page.goto(_photo_of(world))
    page.locator("#id_photo").set_input_files(
        {"name": "foto.pdf", "mimeType": "application/pdf", "buffer": pdf(1)}
    )
    page.locator("#id_agreed").check()
    with page.expect_navigation():
        page.locator("form:has(#id_photo) .btn-primary").click()


def _photo_without_reason(page: Page, world: World) -> None:
    page.goto(_photo_of(world))
    with page.expect_navigation():
        page.locator("form:has(#erase_reason) .btn-secondary").click()


def _reason_needed(page: Page, world: World) -> None:
    sheet = Sheet.open(page, world.recorded)
    sheet.set(world.mark.custody, "IZIN")
    sheet.save()


def _draft(page: Page, world: World) -> None:
    _marked(page, world)
    Sheet.open(page, world.sheet)


def _signed_out(page: Page, world: World) -> None:
    sheet = _half_marked(page, world.sheet)
    page.context.clear_cookies(name="sessionid")
    sheet.save()


def _carried(page: Page, world: World) -> None:
    _signed_out(page, world)
    sign_in(page, "petugas")


def _to_confirm(page: Page, world: World) -> None:
    _signed_out(page, world)
    sign_in(page, world.users["colleague"].username)


# Printing, typing back, and the move of a sheet.


def _print(world: World, session: Session) -> PrintedSheet:
    """Print a session's list, as its own page does."""
    print_sheets(
        sessions=[session],
        options=SheetOptions(),
        title=str(session),
        by=world.users["officer"],
        at=timezone.now(),
    )
    return session.printed_sheets.first()


def _printed_before(page: Page, world: World) -> None:
    _print(world, world.sheet)
    page.goto(f"/sesi/{world.sheet.pk}/cetak/")


def _print_wrongly(page: Page, world: World) -> None:
    """Send the form from this tab with a name on the list that no font has."""
    person = world.people[0].participant
    name, person.full_name = person.full_name, "Budi 😀"
    person.save()
    page.goto(f"/sesi/{world.sheet.pk}/cetak/")
    page.evaluate("document.querySelector('main form').target = ''")
    with page.expect_navigation():
        page.locator("main form .btn-primary").click()
    person.full_name = name
    person.save()


def _document(page: Page, world: World) -> None:
    page.goto(f"/dokumen/{_print(world, world.sheet).document_id}/")


def _voided(page: Page, world: World) -> None:
    _document(page, world)
    page.locator("#id_reason").fill("Tercetak dengan kertas yang salah")
    with page.expect_navigation():
        page.locator("main form .btn").click()


def _typed_from_paper(page: Page, world: World) -> None:
    """Print a list; then one goes, and another comes; then it is typed back."""
    paper = _print(world, world.sheet)
    gone, other = stays_on(world.sheet)[3:5]
    seat = gone.enrolments.get(left_on__isnull=True, course__sessions=world.sheet)
    end(enrolment=seat, to="WITHDRAWN", on=world.today, by=world.users["administrator"])
    SeatFactory(course=seat.course, joined_on=world.today)
    page.goto(f"/ketik/?nomor={paper.number}")
    page.locator(f"[name=m-{other.pk}][value=SAKIT]").check()


def _unsigned(page: Page, world: World) -> None:
    _typed_from_paper(page, world)
    with page.expect_navigation():
        page.locator("[data-save]").click()


def _move(page: Page, world: World) -> None:
    page.goto(f"/sesi/{world.half_recorded.pk}/daftar-hadir/pindahkan/")


def _move_without_reason(page: Page, world: World) -> None:
    _move(page, world)
    with page.expect_navigation():
        page.locator("main form .btn-primary").click()


# The admin: every kind of page, and what only some of them hold.


def in_admin(name: str, view: str, path: str, then: Show = lambda page, world: None) -> Screen:
    """Return a page of the admin, below whose address is the path; `{w}` in it is the world."""

    def show(page: Page, world: World) -> None:
        page.goto(f"/admin/{path.format(w=world)}")
        then(page, world)

    return Screen(name, f"admin:{view}", show)


def _choosing(page: Page, world: World) -> None:
    """Open the choices of a person, so that they can be typed for."""
    page.locator(".field-custody .select2-selection").click()
    page.get_by_role("option").nth(1).wait_for()


def _refused(page: Page, world: World) -> None:
    page.locator("[name=_save]").click()
    page.locator(".errornote").wait_for()


def _row_added(page: Page, world: World) -> None:
    page.locator(".add-row a").click()


def _rows_chosen(page: Page, world: World) -> None:
    page.locator("#action-toggle").check()


def _failed(page: Page, world: World) -> None:
    """Show the failed sign-ins, now that there is one."""
    fields = {"ip_address": "10.0.0.7", "failures_since_start": 3, "user_agent": "Firefox/140"}
    AccessAttempt.objects.get_or_create(username="petugas", defaults=fields)
    page.reload()


def _first_of_list(page: Page, world: World) -> None:
    with page.expect_navigation():
        page.locator("#result_list tbody a").first.click()


SESSION = "programs/session/"
IN_ADMIN = (
    in_admin("admin", "index", ""),
    in_admin("admin-app", "app_list", "programs/"),
    in_admin("admin-list", "programs_session_changelist", SESSION),
    in_admin("admin-list-month", "programs_session_changelist", f"{SESSION}?day__month=11&o=-1.2"),
    in_admin("admin-list-chosen", "programs_session_changelist", SESSION, _rows_chosen),
    in_admin(
        "admin-list-found",
        "participants_custody_changelist",
        "participants/custody/?q=a&status__exact=CONVICT",
    ),
    in_admin("admin-list-none", "programs_skill_changelist", "programs/skill/?q=tidak-ada"),
    in_admin("admin-add", "programs_enrolment_add", "programs/enrolment/add/"),
    in_admin("admin-add-choosing", "programs_enrolment_add", "programs/enrolment/add/", _choosing),
    in_admin("admin-add-refused", "programs_enrolment_add", "programs/enrolment/add/", _refused),
    in_admin("admin-add-asking", "programs_session_add", f"{SESSION}add/"),
    in_admin("admin-add-row", "programs_course_add", "programs/course/add/", _row_added),
    in_admin("admin-change", "programs_session_change", SESSION + "{w.sheet.pk}/change/"),
    in_admin("admin-change-open", "programs_session_change", SESSION + "{w.future.pk}/change/"),
    in_admin("admin-change-locked", "programs_session_change", SESSION + "{w.locked.pk}/change/"),
    in_admin(
        "admin-change-participant",
        "participants_participant_change",
        "participants/participant/{w.people[0].participant_id}/change/",
    ),
    in_admin(
        "admin-change-program", "programs_program_change", "programs/program/{w.program.pk}/change/"
    ),
    in_admin(
        "admin-change-course", "programs_course_change", "programs/course/{w.course.pk}/change/"
    ),
    in_admin(
        "admin-history",
        "programs_attendance_history",
        "programs/attendance/{w.mark.pk}/history/",
    ),
    in_admin("admin-delete", "programs_session_delete", SESSION + "{w.future.pk}/delete/"),
    in_admin(
        "admin-delete-refused", "programs_course_delete", "programs/course/{w.course.pk}/delete/"
    ),
    in_admin("admin-cancel", "programs_session_cancel", SESSION + "cancel/?ids={w.early.pk}"),
    in_admin(
        "admin-event",
        "participants_custody_event",
        "participants/custody/event/?ids={w.people[0].pk}",
    ),
    in_admin("admin-user-add", "jombang_umkm_user_add", "jombang_umkm/user/add/"),
    in_admin(
        "admin-user",
        "jombang_umkm_user_change",
        "jombang_umkm/user/{w.users[officer].pk}/change/",
    ),
    in_admin(
        "admin-user-password",
        "auth_user_password_change",
        "jombang_umkm/user/{w.users[officer].pk}/password/",
    ),
    in_admin("admin-password", "password_change", "password_change/"),
    in_admin("admin-failed", "axes_accessattempt_changelist", "axes/accessattempt/", _failed),
    in_admin("admin-sign-ins", "axes_accesslog_changelist", "axes/accesslog/"),
    in_admin("admin-sign-in", "axes_accesslog_change", "axes/accesslog/", _first_of_list),
)


PROGRAM = Screen("program", "program", at(lambda world: f"/pelatihan/{world.program.pk}/"))
COURSE = Screen("course", "course", at(lambda world: f"/kelas/{world.course.pk}/"))
PROGRAMS = Screen("programs", "programs", at("/pelatihan/"))
TODAY = Screen("today", "today", at("/hari-ini/"))
HISTORY = Screen(
    "mark-history",
    "mark_history",
    at(lambda world: f"{url_of(world.recorded)}{world.mark.custody_id}/"),
)
NOT_FOUND = Screen("404", "", at("/tidak/ada/"), status=404)

SCREENS: dict[str, tuple[Screen, ...]] = {
    "visitor": (
        Screen("sign-in", "sign_in", at("/masuk/")),
        Screen("sign-in-wrong", "sign_in", _wrong_password),
        Screen("sign-in-locked", "sign_in", _locked, status=429),
        Screen("sign-in-idle", "sign_in", _idle),
        Screen("403-csrf", "sign_in", _out_of_date, status=403),
        NOT_FOUND,
        Screen("500", "", at(FAULT), status=500),
    ),
    "officer": (
        TODAY,
        Screen("transfers-none", "transfers", at("/mutasi/")),
        Screen("today-other-day", "today", at(lambda w: f"/hari-ini/?tanggal={w.tomorrow}")),
        Screen("today-no-session", "today", at("/hari-ini/?tanggal=2026-11-22")),
        Screen("today-no-date", "today", at("/hari-ini/?tanggal=kemarin")),
        PROGRAMS,
        PROGRAM,
        COURSE,
        HISTORY,
        Screen("sheet", "sheet", sheet_of("sheet")),
        Screen("sheet-by-block", "sheet", at(lambda w: f"{url_of(w.sheet)}?urut=blok")),
        Screen("sheet-marked", "sheet", _marked),
        Screen("sheet-draft", "sheet", _draft),
        Screen("sheet-error", "sheet", _with_error, status=409),
        Screen("sheet-signed-out", "sheet", _signed_out),
        Screen("sheet-carried", "sheet", _carried),
        Screen("sheet-to-confirm", "sheet", _to_confirm),
        Screen("sheet-conflict", "sheet", _conflict, status=409),
        Screen("sheet-saved", "sheet", _saved),
        Screen("sheet-scans", "sheet", _scans),
        Screen("sheet-scan-refused", "sheet", _scan_refused),
        Screen("scan-remove", "scan_remove", _scan_remove),
        Screen("scan-remove-reason", "scan_remove", _scan_without_reason, status=409),
        Screen("print", "print_session", at(lambda w: f"/sesi/{w.sheet.pk}/cetak/")),
        Screen("print-before", "print_session", _printed_before),
        Screen("print-refused", "print_session", _print_wrongly, status=409),
        Screen("print-day", "print_day", at(lambda w: f"/hari-ini/cetak/?tanggal={w.tomorrow}")),
        Screen("print-none", "print_day", at("/hari-ini/cetak/?tanggal=2026-11-22")),
        Screen("print-course", "print_course", at(lambda w: f"/kelas/{w.course.pk}/cetak/")),
        Screen("print-month", "print_month", at(lambda w: f"/kelas/{w.course.pk}/cetak-bulan/")),
        Screen("document", "document", _document),
        Screen("document-voided", "document", _voided),
        Screen("photo-none", "photo", at(_photo_of)),
        Screen("photo-refused", "photo", _photo_refused, status=409),
        Screen("photo", "photo", _photo),
        Screen("photo-reason", "photo", _photo_without_reason, status=409),
        Screen("type-back", "type_back", at("/ketik/")),
        Screen("type-back-none", "type_back", at("/ketik/?nomor=99"), status=404),
        Screen("sheet-paper", "sheet", _typed_from_paper),
        Screen("sheet-unsigned", "sheet", _unsigned, status=409),
        Screen("sheet-move", "sheet_move", _move),
        Screen("sheet-move-reason", "sheet_move", _move_without_reason, status=409),
        Screen("sheet-half-recorded", "sheet", sheet_of("half_recorded")),
        Screen("sheet-recorded", "sheet", sheet_of("recorded")),
        Screen("sheet-reason-needed", "sheet", _reason_needed, status=409),
        Screen("sheet-early", "sheet", sheet_of("early")),
        Screen("sheet-cancelled", "sheet", sheet_of("cancelled")),
        Screen("sheet-future", "sheet", sheet_of("future")),
        Screen("sheet-locked", "sheet", sheet_of("locked")),
        Screen("403", "", at("/admin/"), status=403),
        NOT_FOUND,
        # Last, for they change who is here.
        Screen("today-releases", "today", transferring.releases),
        Screen("transfer", "transfer", transferring.transfer),
        Screen("transfer-wrong", "transfer", transferring.transfer_wrong, status=409),
        Screen("transfer-taken-back", "transfer", transferring.transfer_taken_back, status=409),
        Screen("transfer-declined", "transfer", transferring.transfer_declined),
        Screen("transfer-sent", "transfer", transferring.transfer_sent),
        Screen("transfers", "transfers", transferring.transfers),
        Screen("family", "family", relatives.relatives),
        Screen("family-none", "family", relatives.none),
        Screen("family-add", "family_add", relatives.add),
        Screen("family-add-wrong", "family_add", relatives.add_wrong, status=409),
        Screen("family-change", "family_change", relatives.change),
        Screen("family-change-clash", "family_change", relatives.change_clash, status=409),
        Screen("family-change-withdrawn", "family_change", relatives.change_withdrawn),
        Screen("family-withdraw", "family_consent", relatives.withdraw),
        Screen("family-agree-again", "family_consent", relatives.agree_again),
        Screen("family-note", "family_note", relatives.note),
        Screen("family-note-wrong", "family_note", relatives.note_wrong, status=409),
        Screen("person-agreed", "person", looking_after.person),
        Screen("aftercare-give", "aftercare_give", looking_after.give),
        Screen("aftercare-given", "aftercare_give", looking_after.give_wrong, status=409),
        Screen("aftercare-withdraw", "aftercare_withdraw", looking_after.withdraw),
        Screen(
            "aftercare-withdraw-wrong",
            "aftercare_withdraw",
            looking_after.withdraw_wrong,
            status=409,
        ),
        Screen("people", "people", registering.people),
        Screen("people-gone", "people", registering.people_gone),
        Screen("people-found", "people", registering.people_found),
        Screen("people-not-found", "people", registering.people_not_found),
        Screen("people-nearly", "people", registering.people_nearly),
        Screen("people-filtered", "people", registering.people_filtered),
        Screen("people-filtered-away", "people", registering.people_filtered_away),
        Screen("people-no-nik", "people", registering.people_no_nik, status=409),
        Screen("register", "register", at(registering.REGISTER)),
        Screen("register-error", "register", registering.register_error, status=409),
        Screen("register-doubtful", "register", registering.register_doubtful, status=409),
        Screen("readmit", "readmit", registering.readmit),
        Screen("person-change", "person_change", registering.person_change),
        Screen("person-change-clash", "person_change", registering.person_change_clash, status=409),
        Screen("nik", "nik", registering.nik),
        Screen("nik-none", "nik", registering.nik_none),
        Screen("nik-shown", "nik", registering.nik_shown),
        Screen("nik-doubtful", "nik", registering.nik_doubtful, status=409),
        Screen("people-many", "people", registering.people_many),
        Screen("upcoming-none", "upcoming", registering.upcoming_none),
        Screen("upcoming", "upcoming", registering.upcoming),
        Screen("person", "person", people.person),
        Screen("person-absent", "person", people.person_absent),
        Screen("person-life", "person", people.person_with_a_life),
        Screen("person-in-training", "person", people.person_in_training),
        Screen("person-past", "person", people.person_past),
        Screen("person-data", "person_data", people.data_of),
        Screen("person-data-error", "person_data", people.data_without_asker, status=409),
        Screen("person-data-ready", "person_data_ready", people.data_ready),
        Screen("event-verdict", "event", people.event_verdict),
        Screen("event-transfer", "event", people.event_transfer),
        Screen("event-error", "event", people.event_error, status=409),
        Screen("event-agreement", "event", people.event_agreement, status=409),
        Screen("event-end", "event", people.event_end),
        Screen("event-recorded", "person", people.event_recorded),
        Screen("event-reverse", "event_reverse", people.event_reverse),
        Screen("event-reverse-asking", "event_reverse", people.event_reverse_asking, status=409),
        Screen("event-reverse-not", "event_reverse", people.event_reverse_not),
        Screen("stay-change", "stay_change", people.stay_change),
        Screen("stay-change-meanwhile", "stay_change", people.stay_change_meanwhile, status=409),
        Screen("absence-add", "absence_add", people.absence_add),
        Screen("absence-error", "absence_add", people.absence_error, status=409),
        Screen("absence-change", "absence_change", people.absence_change),
        *MERGING,
        *IMPORTS,
    ),
    "staff": (
        Screen("home", "home", at("/")),
        TODAY,
        PROGRAMS,
        PROGRAM,
        COURSE,
        HISTORY,
        Screen("sheet-to-read", "sheet", sheet_of("recorded")),
        Screen("sheet-to-read-empty", "sheet", sheet_of("sheet")),
        Screen("sheet-to-read-scans", "sheet", _scans_to_read),
        Screen("sheet-to-read-future", "sheet", sheet_of("future")),
        Screen("people", "people", at("/warga-binaan/")),
        Screen("people-agreed", "people", looking_after.list_of_office),
        Screen("person-trained", "person", looking_after.person_trained),
        Screen("person-agreed", "person", looking_after.person_for_office),
        Screen("aftercare-give", "aftercare_give", looking_after.give_by_office),
        Screen("aftercare-withdraw", "aftercare_withdraw", looking_after.withdraw_by_office),
        Screen("today-releases", "today", transferring.releases),
    ),
    # Of an office that has nothing yet.
    "stranger": (
        Screen("home-empty", "home", at("/")),
        Screen("today-empty", "today", at("/hari-ini/")),
        Screen("programs-empty", "programs", at("/pelatihan/")),
    ),
    "administrator": (
        Screen("home", "home", at("/")),
        Screen("people", "people", registering.people),
        TODAY,
        PROGRAMS,
        COURSE,
        Screen("sheet-to-read", "sheet", sheet_of("recorded")),
        Screen("person", "person", people.person_with_a_life),
        IMPORTS_OF_ALL,
        *MERGING_OF_ALL,
        *IN_ADMIN,
    ),
}

# Addresses without a screen of their own, and why.
NO_SCREEN = {
    "sign_out": "takes posts only, and leads to the sign-in",
    "set_language": "takes posts only, and leads back",
    "people_export": "takes posts only, and answers with a spreadsheet",
    "sheet_undo": "takes posts only, and leads back to the sheet",
    "document_pdf": "a PDF",
    "scan": "a picture",
    "photo_file": "a picture",
    "import_template": "a spreadsheet",
    "import_rejected": "a spreadsheet",
    "import_progress": "answers a script",
    "import_cancel": "takes posts only, and leads to the lists",
    "person_data_pdf": "a PDF",
    "person_data_json": "a file",
    "regions": "answers a script",
    "health": "answers a machine",
    "favicon.ico": "a picture",
    "admin/login/": "leads to the sign-in",
    "admin/logout/": "the same as sign_out",
}
