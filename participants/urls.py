from django.urls import path

from participants.views.family import family
from participants.views.family_consent import family_consent
from participants.views.family_contact import family_add, family_change
from participants.views.family_note import family_note
from participants.views.people import people
from participants.views.photo import photo, photo_file
from participants.views.transfer import transfer
from participants.views.transfers import transfers

urlpatterns = [
    path("warga-binaan/", people, name="people"),
    path("warga-binaan/<int:pk>/foto/", photo, name="photo"),
    path("warga-binaan/<int:pk>/foto.jpg", photo_file, name="photo_file"),
    path("warga-binaan/<int:pk>/keluarga/", family, name="family"),
    path("warga-binaan/<int:pk>/keluarga/tambah/", family_add, name="family_add"),
    path("keluarga/<int:pk>/ubah/", family_change, name="family_change"),
    path("keluarga/<int:pk>/persetujuan/", family_consent, name="family_consent"),
    path("keluarga/<int:pk>/catat/", family_note, name="family_note"),
    path("mutasi/", transfers, name="transfers"),
    path("mutasi/<int:pk>/", transfer, name="transfer"),
]
