"""Regions by code and by what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jombang_umkm import regions
from jombang_umkm.regions import LIMIT, Region, find, home_district, is_enough, name_of, region
from tests.threads import together

LOSARI = "Desa Losari, Kec. Ploso, Kab. Jombang, Jawa Timur"


def paths(text: str) -> list[str]:
    return [each.path for each in find(text)]


# Every region but the provinces.
CODES = st.deferred(
    lambda: st.sampled_from([code for code in regions._index().codes if "." in code])
)


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("35", "Jawa Timur"),
        ("35.17", "Kab. Jombang, Jawa Timur"),
        ("35.78", "Kota Surabaya, Jawa Timur"),
        ("35.17.09", "Kec. Jombang, Kab. Jombang, Jawa Timur"),
        ("35.17.09.1002", "Kel. Jombatan, Kec. Jombang, Kab. Jombang, Jawa Timur"),
        ("3517091002", "Kel. Jombatan, Kec. Jombang, Kab. Jombang, Jawa Timur"),
        ("91.03.01", "Distrik Sentani, Kab. Jayapura, Papua"),
        ("91.03.01.3007", "Desa Adat Yoboi, Distrik Sentani, Kab. Jayapura, Papua"),
        ("31.71", "Kota Adm. Jakarta Pusat, DKI Jakarta"),
        ("34.71", "Kota Yogyakarta, DI Yogyakarta"),
    ],
)
def test_a_code_is_read_in_words(code: str, path: str) -> None:
    found = region(code)
    assert found is not None
    assert found.path == name_of(code) == path
    assert path.startswith(found.name)


@pytest.mark.parametrize(
    "code", ["", "99", "35.99", "35.17.09.9999", "35.17.", "x", "35.17.09.1002.1"]
)
def test_an_unknown_code_has_no_region(code: str) -> None:
    assert region(code) is None
    assert home_district(code) is None
    assert name_of(code) == code


@pytest.mark.parametrize("code", ["35.17", "35.17.09", "35.17.09.1002"])
def test_the_home_district_is_the_kabupaten(code: str) -> None:
    assert home_district(code) == Region("35.17", "Kab. Jombang", "Kab. Jombang, Jawa Timur")


def test_a_province_has_no_home_district() -> None:
    assert home_district("35") is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "ploso losari",
            "losari jombang",
            "LOSARI, PLOSO",
            "desa losari kec. ploso",
            "los plo jom",
        ),
        *("Ds. Losari Kab Jombang", "losari ploso jombang jawa timur", LOSARI),
    ],
)
def test_one_village_is_found_by_several_words_in_any_order(text: str) -> None:
    assert paths(text) == [LOSARI]


def test_whole_names_come_first_then_those_of_home_then_the_larger() -> None:
    found = paths("jombang")
    assert found[:4] == [
        "Kab. Jombang, Jawa Timur",
        "Kec. Jombang, Kab. Jombang, Jawa Timur",
        "Desa Jombang, Kec. Jombang, Kab. Jombang, Jawa Timur",
        "Kec. Jombang, Kab. Jember, Jawa Timur",
    ]
    assert paths("ploso")[0] == "Kec. Ploso, Kab. Jombang, Jawa Timur"
    # Home first, then its province, then the country.
    places = [("Kab. Jombang" not in path, "Jawa Timur" not in path) for path in paths("losari")]
    assert places == sorted(places)
    assert len(set(places)) == 3


def test_the_beginning_of_a_word_is_enough() -> None:
    assert "Desa Plosogeneng, Kec. Jombang, Kab. Jombang, Jawa Timur" in paths("plosog")
    assert not find("losogeneng")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("sambong dukuh", "Desa Sambongdukuh, Kec. Jombang, Kab. Jombang, Jawa Timur"),
        ("ploso geneng", "Desa Plosogeneng, Kec. Jombang, Kab. Jombang, Jawa Timur"),
        ("bandar kedung mulyo", "Kec. Bandarkedungmulyo, Kab. Jombang, Jawa Timur"),
        ("ogankomering", "Kab. Ogan Komering Ilir, Sumatera Selatan"),
        ("sangalla", "Kec. Sangalla', Kab. Tana Toraja, Sulawesi Selatan"),
        ("sangálla’", "Kec. Sangalla', Kab. Tana Toraja, Sulawesi Selatan"),
        ("kota surabaya", "Kota Surabaya, Jawa Timur"),
        ("surabaya", "Kota Surabaya, Jawa Timur"),
        ("Kabupaten", "Kel. Kabupaten, Kec. Klaten Tengah, Kab. Klaten, Jawa Tengah"),
        (
            "nian miomaffo",
            "Desa N i a n, Kec. Miomaffo Tengah, Kab. Timor Tengah Utara, Nusa Tenggara Timur",
        ),
    ],
)
def test_spelling_does_not_matter(text: str, first: str) -> None:
    assert paths(text)[0] == first


@pytest.mark.parametrize("text", ["", "  ", "lo", "a, b, c, d", "pl lo", "'''", "漢字"])
def test_too_little_finds_nothing(text: str) -> None:
    assert not is_enough(text)
    assert find(text) == []


def test_there_are_never_more_than_asked_for() -> None:
    assert len(find("suka")) == LIMIT
    assert len(find("suka", limit=3)) == 3


def test_a_province_is_not_offered() -> None:
    assert not [path for path in paths("jawa timur") if "," not in path]


@given(st.text(max_size=300))
def test_any_text_can_be_looked_for(text: str) -> None:
    assert len(find(text)) <= LIMIT


@given(CODES, st.randoms())
def test_a_region_is_found_by_the_words_of_its_path(code: str, chance: object) -> None:
    expected = region(code)
    assert expected is not None
    words = expected.path.replace(",", "").split()
    chance.shuffle(words)  # type: ignore[attr-defined]
    found = find(" ".join(words), limit=100)
    # Kel. Kabupaten and Desa Kelurahan are called what others only are.
    assert expected in found or expected.name in ("Kel. Kabupaten", "Desa Kelurahan")


@given(CODES)
def test_a_region_lies_in_its_home_district(code: str) -> None:
    district, found = home_district(code), region(code)
    assert district is not None
    assert found is not None
    assert found.path.endswith(district.path)


def test_those_who_ask_first_at_once_share_one_index() -> None:
    regions._built.cache_clear()
    first, second, third = together(*[regions._index] * 3)
    assert first is second is third
