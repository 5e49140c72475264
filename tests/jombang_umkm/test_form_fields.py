"""The fields for a day, a region and a phone number, as forms without script post them."""

import re
from datetime import date
from typing import Any

import pytest
from django import forms

from jombang_umkm.form_fields import DayField, PhoneField, RegionField
from jombang_umkm.regions import LIMIT

LOSARI, LOSARI_PATH = "35.17.14.2003", "Desa Losari, Kec. Ploso, Kab. Jombang, Jawa Timur"
MOJOAGUNG, MOJOAGUNG_PATH = "35.17.06", "Kec. Mojoagung, Kab. Jombang, Jawa Timur"


class HomeForm(forms.Form):
    home = RegionField(required=False)
    phone = PhoneField(required=False)


class NeededForm(forms.Form):
    home = RegionField()


def posted(**data: str) -> HomeForm:
    return HomeForm(data)


def error_of(form: forms.Form) -> tuple[str, str]:
    """Return code and sentence of the only error."""
    assert not form.is_valid()
    ((code, message),) = [
        (error.code, text) for error in form.errors.as_data()["home"] for text in error.messages
    ]
    return code, message


def shown(form: forms.Form) -> dict[str, Any]:
    """Return what the drawn field would post, and the regions it asks about."""
    html = str(form["home"])
    values = dict(re.findall(r'name="(home|home_text)" value="([^"]*)"', html))
    return {**values, "choices": re.findall(r'name="home_choice"[^>]* value="([^"]*)"', html)}


def test_a_chosen_region_is_its_code() -> None:
    form = posted(home=LOSARI, home_text=LOSARI_PATH)
    assert form.is_valid()
    assert form.cleaned_data["home"] == LOSARI


def test_a_form_that_posts_only_a_code_is_understood() -> None:
    form = posted(home=LOSARI)
    assert form.is_valid()
    assert form.cleaned_data["home"] == LOSARI


@pytest.mark.parametrize("data", [{}, {"home": ""}, {"home": "", "home_text": "  "}])
def test_nothing_is_no_region(data: dict[str, str]) -> None:
    form = posted(**data)
    assert form.is_valid()
    assert form.cleaned_data["home"] == ""
    assert error_of(NeededForm(data))[0] == "required"


def test_an_emptied_text_takes_the_region_away() -> None:
    form = posted(home=LOSARI, home_text="")
    assert form.is_valid()
    assert form.cleaned_data["home"] == ""


@pytest.mark.parametrize("text", ["losari ploso", " Losari,  Ploso ", LOSARI_PATH.upper()])
def test_a_text_that_fits_one_region_is_that_one(text: str) -> None:
    form = posted(home="", home_text=text)
    assert form.is_valid()
    assert form.cleaned_data["home"] == LOSARI
    assert shown(form) == {"home": LOSARI, "home_text": LOSARI_PATH, "choices": []}


def test_a_path_in_full_is_meant_though_others_fit() -> None:
    form = posted(home_text="Kab. Jombang, Jawa Timur")
    assert form.is_valid()
    assert form.cleaned_data["home"] == "35.17"


def test_a_text_that_fits_several_is_asked_about_and_kept() -> None:
    form = posted(home_text="mojoagung", phone="0812-3456-7890")
    code, message = error_of(form)
    assert code == "several"
    assert "“mojoagung”" in message
    assert "8" in message
    drawn = shown(form)
    assert drawn["home_text"] == "mojoagung"
    assert drawn["home"] == ""
    assert len(drawn["choices"]) == 8
    assert drawn["choices"][0] == MOJOAGUNG
    assert MOJOAGUNG_PATH in str(form["home"])


def test_the_answer_to_that_question_is_the_region() -> None:
    form = posted(home="", home_text="mojoagung", home_choice=MOJOAGUNG)
    assert form.is_valid()
    assert form.cleaned_data["home"] == MOJOAGUNG


def test_more_than_can_be_asked_about_is_said() -> None:
    form = posted(home_text="suka")
    code, message = error_of(form)
    assert code == "many"
    assert str(LIMIT) in message
    assert len(shown(form)["choices"]) == LIMIT


@pytest.mark.parametrize(("text", "expected"), [("qwertz", "none"), ("lo", "short")])
def test_a_text_that_fits_none_is_said_and_kept(text: str, expected: str) -> None:
    form = posted(home_text=text)
    code, message = error_of(form)
    assert code == expected
    assert f"“{text}”" in message
    assert shown(form) == {"home": "", "home_text": text, "choices": []}


def test_another_text_makes_the_code_void() -> None:
    assert error_of(posted(home=LOSARI, home_text="mojoagung"))[0] == "several"
    assert error_of(posted(home=LOSARI, home_text="losari"))[0] == "several"


def test_an_answer_that_does_not_fit_the_text_counts_for_nothing() -> None:
    assert error_of(posted(home_text="losari", home_choice=MOJOAGUNG))[0] == "several"


@pytest.mark.parametrize("code", ["99.99", "35", "<b>", "x" * 500])
def test_a_code_of_no_place_to_live_is_refused(code: str) -> None:
    assert error_of(posted(home=code))[0] in ("none", "short")


def test_markup_in_the_text_stays_text() -> None:
    html = str(posted(home_text='"><script>alert(1)</script>')["home"])
    assert "<script>" not in html


def test_a_form_opens_with_the_region_in_words() -> None:
    form = HomeForm(initial={"home": LOSARI})
    assert shown(form) == {"home": LOSARI, "home_text": LOSARI_PATH, "choices": []}
    assert shown(HomeForm()) == {"home": "", "home_text": "", "choices": []}


@pytest.mark.parametrize(
    ("data", "changed"),
    [
        ({"home": LOSARI, "home_text": LOSARI_PATH}, False),
        ({"home": "", "home_text": "losari ploso"}, False),
        ({"home": "", "home_text": "suka"}, True),
        ({"home": LOSARI, "home_text": ""}, True),
    ],
)
def test_knows_whether_it_was_changed(data: dict[str, str], changed: bool) -> None:
    form = HomeForm(data, initial={"home": LOSARI})
    assert ("home" in form.changed_data) is changed


def test_a_prefix_keeps_two_regions_apart() -> None:
    form = HomeForm({"b-home_text": "losari ploso", "home_text": "suka"}, prefix="b")
    assert form.is_valid()
    assert form.cleaned_data["home"] == LOSARI


def test_its_script_and_style_come_with_the_form() -> None:
    media = str(HomeForm().media)
    assert 'js/region.js" type="module"' in media
    assert "css/region.css" in media


def test_a_phone_number_is_stored_as_e164_and_shown_as_it_is_read() -> None:
    form = posted(phone="+62 812-3456-7890")
    assert form.is_valid()
    assert form.cleaned_data["phone"] == "+6281234567890"
    opened = HomeForm(initial={"phone": "+6281234567890"})
    assert 'value="0812-3456-7890"' in str(opened["phone"])
    assert 'type="tel"' in str(opened["phone"])
    assert not HomeForm(
        {"phone": "0812 3456 7890"}, initial={"phone": "+6281234567890"}
    ).changed_data


def test_no_phone_number_is_none() -> None:
    form = posted(phone="  ")
    assert form.is_valid()
    assert form.cleaned_data["phone"] == ""


def test_a_wrong_phone_number_stays_as_typed() -> None:
    form = posted(phone="0812")
    assert not form.is_valid()
    (error,) = form.errors.as_data()["phone"]
    assert error.code == "no_phone"
    assert 'value="0812"' in str(form["phone"])


class DayForm(forms.Form):
    day = DayField()


@pytest.mark.parametrize("typed", ["31-02-1990", "31/02/1990", "1990-02-31", "12/25/1990"])
def test_a_day_that_does_not_exist_is_said_to_be_none(typed: str) -> None:
    form = DayForm({"day": typed})
    assert form.errors.as_data()["day"][0].code == "no_such_day"
    assert typed in form.errors["day"][0]


@pytest.mark.parametrize("typed", ["kemarin", "25-12", "25 Desember 1990"])
def test_what_is_no_day_is_told_how_one_is_typed(typed: str) -> None:
    form = DayForm({"day": typed})
    assert form.errors.as_data()["day"][0].code == "invalid"
    assert "25-12-1990" in form.errors["day"][0]


def test_a_day_is_read_as_people_here_write_it() -> None:
    form = DayForm({"day": "05/11/1990"})
    assert form.is_valid()
    assert form.cleaned_data["day"] == date(1990, 11, 5)
