"""A date means the same day on either page, and the American order is never taken for ours."""

from datetime import date, time
from decimal import Decimal

import pytest
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.formats import date_format, get_format, number_format

CHRISTMAS = date(1990, 12, 25)

each_language = pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])


@each_language
@pytest.mark.parametrize("typed", ["25/12/1990", "25-12-1990", "1990-12-25"])
def test_a_day_is_read_as_people_write_it(language: str, typed: str) -> None:
    with translation.override(language):
        assert forms.DateField().clean(typed) == CHRISTMAS


@each_language
@pytest.mark.parametrize("typed", ["12/25/1990", "12-25-1990", "1990/12/25", "25/12/90", "Dec 25"])
def test_what_could_mean_another_day_is_refused(language: str, typed: str) -> None:
    with translation.override(language), pytest.raises(ValidationError):
        forms.DateField().clean(typed)


@each_language
def test_the_third_of_april_is_never_the_fourth_of_march(language: str) -> None:
    with translation.override(language):
        assert forms.DateField().clean("03/04/2026") == date(2026, 4, 3)


@each_language
@pytest.mark.parametrize("typed", ["09:30", "09.30", "9.30"])
def test_an_hour_is_read_with_colon_or_point(language: str, typed: str) -> None:
    with translation.override(language):
        assert forms.TimeField().clean(typed) == time(9, 30)


@each_language
def test_what_a_form_shows_it_reads_again(language: str) -> None:
    """A date typed before is shown in the first form of the list."""
    with translation.override(language):
        shown = CHRISTMAS.strftime(get_format("DATE_INPUT_FORMATS")[0])
        assert forms.DateField().clean(shown) == CHRISTMAS
        assert get_format("FIRST_DAY_OF_WEEK") == 1


def test_indonesian_pages_write_dates_and_numbers_as_indonesia_does() -> None:
    with translation.override("id"):
        assert date_format(CHRISTMAS) == "25 Desember 1990"
        assert number_format(Decimal("1234567.5"), force_grouping=True) == "1.234.567,5"
