"""A person, and the name that prison papers give them."""

import re

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.models import Participant
from participants.spelling import NameKey
from tests.factories.participants import ParticipantFactory


@pytest.mark.parametrize(
    ("sex", "parent_name", "formal_name"),
    [
        ("L", "KASMAN", "SUPRI bin KASMAN"),
        ("P", "KASMAN", "SUPRI binti KASMAN"),
        ("L", "", "SUPRI"),
        ("P", "", "SUPRI"),
    ],
)
def test_the_formal_name_has_bin_or_binti_where_the_father_is_known(sex, parent_name, formal_name):
    person = ParticipantFactory.build(full_name="SUPRI", sex=sex, parent_name=parent_name)
    assert person.formal_name == formal_name


@pytest.mark.parametrize("name", ["", "   ", "\t"])
def test_a_person_has_a_name(name, breaks):
    breaks(ParticipantFactory.build(full_name=name), "participant_name_not_blank")


@pytest.mark.django_db
def test_one_word_is_a_name_and_two_people_may_share_it():
    assert ParticipantFactory(full_name="Slamet").pk != ParticipantFactory(full_name="Slamet").pk


@pytest.mark.parametrize("status", Participant.NikStatus)
def test_a_nik_is_there_where_its_status_says_so_and_nowhere_else(status, breaks):
    sealed = {"nik_sealed": "gAAAA", "nik_key": "0" * 64}
    with_nik = ParticipantFactory.build(nik_status=status, **sealed)
    without = ParticipantFactory.build(nik_status=status)
    right, wrong = (with_nik, without) if without.has_nik else (without, with_nik)
    breaks(wrong, "participant_nik_with_status")
    right.validate_constraints()
    right.save()


@pytest.mark.parametrize("half", [{"nik_sealed": "gAAAA"}, {"nik_key": "0" * 64}])
def test_a_nik_has_both_its_columns(half, breaks):
    breaks(ParticipantFactory.build(nik_status="TERISI", **half), "participant_nik_with_status")


def test_a_nik_belongs_to_one_person(breaks):
    known = {"nik_status": "TERISI", "nik_sealed": "gAAAA", "nik_key": "0" * 64}
    ParticipantFactory(**known)
    breaks(ParticipantFactory.build(**known), "participant_nik_unique")


@pytest.mark.parametrize("code", ["3517", "35.1", "35.17.9", "35.17.09.100", "35-17"])
def test_a_home_region_is_a_code(code, breaks):
    breaks(ParticipantFactory.build(home_region=code), "participant_region_code")


# The key of a name. The database is only asked, so that all examples can share a transaction.
only_asks = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

names = st.lists(
    st.sampled_from(["Rofii", "Supri", "Slamet", "Wagiman", "Zaini", "Hariyanto", "Efendi"]),
    min_size=1,
    max_size=3,
).map(" ".join)
MUHAMMADS = ["Moh.", "Moch", "Muh", "Much.", "M.", "Mohamad", "Mochammad", "MUHAMMAD", "moehamad"]
AHMADS = ["Achmad", "Ahmad", "Akhmad", "ACHMAD", "ahmad"]


def keys(*spellings: str) -> list[str]:
    """Return the keys of these names, as the database makes them."""
    sql = NameKey.template % {"expressions": "unnest(%s::text[])"}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", [list(spellings)])
        return [key for (key,) in cursor.fetchall()]


@st.composite
def typed(draw, name: str) -> str:
    """Return one way of typing a name: other capitals, and marks and blanks between letters."""
    marks = st.text(alphabet=" '’.-`", max_size=2)
    return "".join(
        draw(st.sampled_from([letter.upper(), letter.lower()]))
        + (draw(marks) if letter != " " else " ")
        for letter in name
    )


@pytest.mark.django_db
class TestNameKey:
    @only_asks
    @given(data=st.data(), name=names)
    def test_capitals_marks_and_blanks_do_not_count(self, data, name, db):
        ways = data.draw(st.lists(typed(name), min_size=1, max_size=8))
        assert len(set(keys(name, *ways))) == 1

    @only_asks
    @given(name=names, ways=st.lists(st.sampled_from(MUHAMMADS), min_size=2))
    def test_every_muhammad_is_one(self, name, ways, db):
        assert len(set(keys(*(f"{way} {name}" for way in ways)))) == 1

    @only_asks
    @given(name=names, ways=st.lists(st.sampled_from(AHMADS), min_size=2))
    def test_every_ahmad_is_one_and_no_muhammad(self, name, ways, db):
        assert len(set(keys(*(f"{way} {name}" for way in ways)))) == 1
        assert keys(f"Ahmad {name}") != keys(f"Muhammad {name}")

    @only_asks
    @given(different=st.lists(names, min_size=2, unique=True))
    def test_other_names_have_other_keys(self, different, db):
        plain = {name.replace(" ", "") for name in different}
        assert len(set(keys(*different))) == len(plain)

    @only_asks
    @given(typed=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"))))
    def test_whatever_is_typed_the_key_is_letters_and_digits(self, typed, db):
        assert all(re.fullmatch(r"[a-z0-9]*", key) for key in keys(*typed))
