from django.urls import path

from participants.views.people import people

urlpatterns = [
    path("warga-binaan/", people, name="people"),
]
