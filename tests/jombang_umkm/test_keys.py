"""DATA_KEYS and DATA_SEARCH_KEY, and what stands in for them."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from jombang_umkm import environment, keys

FIRST, SECOND, SEARCH = "first-" * 6, "second-" * 6, "search-" * 6


@pytest.fixture(autouse=True)
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(environment, "VAR", tmp_path / "var")
    return tmp_path / "var"


def test_without_settings_they_are_made_once_and_kept(var):
    made = keys.read({})
    assert keys.read({}) == made
    assert made.data == ((var / "secrets" / "data_key").read_text(),)
    assert made.search == (var / "secrets" / "data_search_key").read_text()
    assert made.search not in made.data


def test_an_empty_setting_is_none():
    assert keys.read({"DATA_KEYS": "", "DATA_SEARCH_KEY": ""}) == keys.read({})


def test_what_is_set_is_taken_in_its_order():
    read = keys.read({"DATA_KEYS": f"{FIRST},{SECOND}", "DATA_SEARCH_KEY": SEARCH})
    assert read == keys.Keys((FIRST, SECOND), SEARCH)


def test_nothing_is_kept_where_all_is_set(var):
    keys.read({"DATA_KEYS": FIRST, "DATA_SEARCH_KEY": SEARCH})
    assert not var.exists()


def test_spaces_and_the_end_of_a_line_around_a_secret_do_not_count(var):
    keys.read({})
    (var / "secrets" / "data_key").write_text(f"{FIRST}, {SECOND}\n")
    assert keys.read({}).data == (FIRST, SECOND)


@pytest.mark.parametrize("value", [",", f"{FIRST},", f",{FIRST}", f"{FIRST},,{SECOND}", " "])
def test_an_empty_part_is_refused(value):
    with pytest.raises(ImproperlyConfigured, match=r"^DATA_KEYS has an empty part; set") as error:
        keys.read({"DATA_KEYS": value})
    assert "first" not in str(error.value)


@pytest.mark.parametrize("name", ["DATA_KEYS", "DATA_SEARCH_KEY"])
def test_a_short_secret_is_refused_and_not_told(name):
    with pytest.raises(ImproperlyConfigured, match=rf"^{name} has a secret of 31 char") as error:
        keys.read({name: "k" * 31})
    assert "kk" not in str(error.value)
    assert "\n" not in str(error.value)


def test_a_short_secret_that_is_kept_is_refused_with_its_place(var):
    keys.read({})
    place = var / "secrets" / "data_search_key"
    place.write_text("short")
    with pytest.raises(ImproperlyConfigured, match=str(place)):
        keys.read({})


def test_keys_do_not_show_in_a_traceback():
    assert "first" not in repr(keys.read({"DATA_KEYS": FIRST}))
