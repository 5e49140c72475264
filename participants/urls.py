from django.urls import path

from participants.views.absence import absence_add, absence_change
from participants.views.aftercare import aftercare_give, aftercare_withdraw
from participants.views.event import event
from participants.views.event_reverse import event_reverse
from participants.views.family import family
from participants.views.family_consent import family_consent
from participants.views.family_contact import family_add, family_change
from participants.views.family_note import family_note
from participants.views.import_columns import import_columns
from participants.views.import_missing import import_missing
from participants.views.imports import import_template, imports
from participants.views.nik import nik
from participants.views.people_import import (
    import_cancel,
    import_progress,
    import_rejected,
    people_import,
)
from participants.views.person_change import person_change
from participants.views.photo import photo, photo_file
from participants.views.readmit import readmit
from participants.views.register import register
from participants.views.stay_change import stay_change
from participants.views.transfer import transfer
from participants.views.transfers import transfers
from participants.views.upcoming import upcoming

urlpatterns = [
    path("warga-binaan/daftar/", register, name="register"),
    path("warga-binaan/akan-datang/", upcoming, name="upcoming"),
    path("warga-binaan/impor/", imports, name="imports"),
    path("warga-binaan/impor/contoh.xlsx", import_template, name="import_template"),
    path("warga-binaan/impor/<int:pk>/", people_import, name="import"),
    path("warga-binaan/impor/<int:pk>/kolom/", import_columns, name="import_columns"),
    path("warga-binaan/impor/<int:pk>/kemajuan/", import_progress, name="import_progress"),
    path("warga-binaan/impor/<int:pk>/batal/", import_cancel, name="import_cancel"),
    path("warga-binaan/impor/<int:pk>/ditolak.xlsx", import_rejected, name="import_rejected"),
    path("warga-binaan/impor/<int:pk>/hilang/", import_missing, name="import_missing"),
    path("warga-binaan/<int:pk>/ubah/", person_change, name="person_change"),
    path("warga-binaan/<int:pk>/nik/", nik, name="nik"),
    path("warga-binaan/<int:pk>/masa-baru/", readmit, name="readmit"),
    path("warga-binaan/<int:pk>/foto/", photo, name="photo"),
    path("warga-binaan/<int:pk>/foto.jpg", photo_file, name="photo_file"),
    path("warga-binaan/<int:pk>/keluarga/", family, name="family"),
    path("warga-binaan/<int:pk>/keluarga/tambah/", family_add, name="family_add"),
    path("warga-binaan/<int:pk>/pendampingan/", aftercare_give, name="aftercare_give"),
    path("pendampingan/<int:pk>/cabut/", aftercare_withdraw, name="aftercare_withdraw"),
    path("keluarga/<int:pk>/ubah/", family_change, name="family_change"),
    path("keluarga/<int:pk>/persetujuan/", family_consent, name="family_consent"),
    path("keluarga/<int:pk>/catat/", family_note, name="family_note"),
    path("masa/<int:pk>/peristiwa/", event, name="event"),
    path("masa/<int:pk>/ubah/", stay_change, name="stay_change"),
    path("masa/<int:pk>/absen/", absence_add, name="absence_add"),
    path("absen/<int:pk>/", absence_change, name="absence_change"),
    path("peristiwa/<int:pk>/batalkan/", event_reverse, name="event_reverse"),
    path("mutasi/", transfers, name="transfers"),
    path("mutasi/<int:pk>/", transfer, name="transfer"),
]
