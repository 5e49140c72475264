"""Every address; `participants` and `programs` keep their own, but for what joins them."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.templatetags.static import static
from django.urls import include, path
from django.utils.functional import lazy
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView
from django.views.i18n import set_language

from jombang_umkm.roof.views.compare import compare_records, compare_with
from jombang_umkm.roof.views.duplicates import duplicates
from jombang_umkm.roof.views.home import home
from jombang_umkm.roof.views.merging import merging
from jombang_umkm.roof.views.people import people
from jombang_umkm.roof.views.people_export import people_export
from jombang_umkm.roof.views.person import person
from jombang_umkm.roof.views.person_data import (
    person_data,
    person_data_json,
    person_data_pdf,
    person_data_ready,
)
from jombang_umkm.views.documents import document, document_pdf
from jombang_umkm.views.health import health
from jombang_umkm.views.regions import find_regions
from jombang_umkm.views.sign_in import SignIn, SignOut, admin_sign_in

handler500 = "jombang_umkm.views.errors.server_error"

# Browsers ask for it before they know any page's <link rel="icon">.
favicon = RedirectView.as_view(url=lazy(static, str)("img/icon.svg"))

urlpatterns = [
    path("", home, name="home"),
    path("masuk/", SignIn.as_view(), name="sign_in"),
    path("keluar/", SignOut.as_view(), name="sign_out"),
    path("bahasa/", login_not_required(require_POST(set_language)), name="set_language"),
    path("sehat/", health, name="health"),
    path("favicon.ico", login_not_required(favicon)),
    # The admin would bring a second way in and out.
    path("admin/login/", admin_sign_in),
    path("admin/logout/", SignOut.as_view()),
    path("admin/", admin.site.urls),
    path("dokumen/<int:pk>/", document, name="document"),
    path("dokumen/<int:pk>/pdf/", document_pdf, name="document_pdf"),
    path("wilayah/", find_regions, name="regions"),
    path("warga-binaan/<int:pk>/", person, name="person"),
    path("warga-binaan/<int:pk>/data/", person_data, name="person_data"),
    path("warga-binaan/<int:pk>/data/<int:act>/", person_data_ready, name="person_data_ready"),
    path("warga-binaan/<int:pk>/data/<int:act>/data.pdf", person_data_pdf, name="person_data_pdf"),
    path(
        "warga-binaan/<int:pk>/data/<int:act>/data.json", person_data_json, name="person_data_json"
    ),
    path("warga-binaan/", people, name="people"),
    path("warga-binaan/unduh/", people_export, name="people_export"),
    path("warga-binaan/ganda/", duplicates, name="duplicates"),
    path("warga-binaan/<int:pk>/banding/", compare_with, name="compare_with"),
    path("warga-binaan/<int:pk>/banding/<int:other>/", compare_records, name="compare"),
    path("warga-binaan/gabungan/<int:pk>/", merging, name="merging"),
    path("", include("participants.urls")),
    path("", include("programs.urls")),
]

if settings.DEBUG:
    from debug_toolbar.toolbar import debug_toolbar_urls

    urlpatterns += debug_toolbar_urls()
