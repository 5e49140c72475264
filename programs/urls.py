from django.urls import path

from programs.views import (
    course,
    mark_history,
    printing,
    program,
    programs,
    scan,
    scan_remove,
    sheet,
    sheet_move,
    sheet_undo,
    today,
    type_back,
)

urlpatterns = [
    path("hari-ini/", today.today, name="today"),
    path("sesi/<int:pk>/daftar-hadir/", sheet.sheet, name="sheet"),
    path("sesi/<int:pk>/daftar-hadir/urungkan/", sheet_undo.sheet_undo, name="sheet_undo"),
    path("sesi/<int:pk>/daftar-hadir/pindahkan/", sheet_move.sheet_move, name="sheet_move"),
    path(
        "sesi/<int:pk>/daftar-hadir/<int:custody_pk>/",
        mark_history.mark_history,
        name="mark_history",
    ),
    path("pindaian/<int:pk>/", scan.scan, name="scan"),
    path("pindaian/<int:pk>/lepas/", scan_remove.scan_remove, name="scan_remove"),
    path("ketik/", type_back.type_back, name="type_back"),
    path("hari-ini/cetak/", printing.print_day, name="print_day"),
    path("sesi/<int:pk>/cetak/", printing.print_session, name="print_session"),
    path("kelas/<int:pk>/cetak/", printing.print_course, name="print_course"),
    path("kelas/<int:pk>/cetak-bulan/", printing.print_month, name="print_month"),
    path("pelatihan/", programs.programs, name="programs"),
    path("pelatihan/<int:pk>/", program.program, name="program"),
    path("kelas/<int:pk>/", course.course, name="course"),
]
