from django.urls import path

from programs.views import course, mark_history, program, programs, sheet, sheet_undo, today

urlpatterns = [
    path("hari-ini/", today.today, name="today"),
    path("sesi/<int:pk>/daftar-hadir/", sheet.sheet, name="sheet"),
    path("sesi/<int:pk>/daftar-hadir/urungkan/", sheet_undo.sheet_undo, name="sheet_undo"),
    path(
        "sesi/<int:pk>/daftar-hadir/<int:custody_pk>/",
        mark_history.mark_history,
        name="mark_history",
    ),
    path("pelatihan/", programs.programs, name="programs"),
    path("pelatihan/<int:pk>/", program.program, name="program"),
    path("kelas/<int:pk>/", course.course, name="course"),
]
