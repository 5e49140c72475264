"""The application's addresses, and those of the plain admin it is measured against."""

from django.urls import path

from jombang_umkm.urls import handler500, urlpatterns
from tests.benchmarks.plain_admin import site

__all__ = ["handler500", "urlpatterns"]

urlpatterns = [path("polos/", site.urls), *urlpatterns]
