"""A person, and the name that prison papers give them."""

import pytest

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
