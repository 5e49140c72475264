"""The addresses of the site, and a page with a form that asks for a region and a phone number."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from jombang_umkm import urls
from jombang_umkm.form_fields import PhoneField, RegionField
from jombang_umkm.forms import Helper

FORM = "/wilayah-asal/"

PAGE = """
{% extends "base.html" %}
{% load crispy_forms_tags %}
{% block title %}Wilayah asal{% endblock %}
{% block scripts %}{{ form.media }}{% endblock %}
{% block head %}{% include "_components/page_head.html" with title="Wilayah asal" %}{% endblock %}
{% block content %}
  {% if saved %}<p id="saved">{{ saved.home_region }} {{ saved.phone }}</p>{% endif %}
  {% crispy form %}
{% endblock %}
"""


class HomeForm(forms.Form):
    full_name = forms.CharField(label="Nama")
    home_region = RegionField(label="Wilayah asal", required=False)
    phone = PhoneField(label="Telepon keluarga", required=False)

    @property
    def helper(self) -> Helper:
        return Helper(self, submit="Simpan")


def page(request: HttpRequest) -> HttpResponse:
    """Show the form; `?wilayah=35.17` is what it holds at first."""
    form = HomeForm(request.POST or None, initial={"home_region": request.GET.get("wilayah", "")})
    saved = form.cleaned_data if form.is_valid() else None
    template = engines["django"].from_string(PAGE.strip())
    return HttpResponse(template.render({"form": form, "saved": saved}, request))


urlpatterns = [path(FORM.lstrip("/"), page), *urls.urlpatterns]
handler500 = urls.handler500
