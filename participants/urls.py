from django.urls import path

from participants.views.people import people
from participants.views.photo import photo, photo_file

urlpatterns = [
    path("warga-binaan/", people, name="people"),
    path("warga-binaan/<int:pk>/foto/", photo, name="photo"),
    path("warga-binaan/<int:pk>/foto.jpg", photo_file, name="photo_file"),
]
