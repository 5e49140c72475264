"""What officers type of a person."""

import pytest
from django.core.exceptions import ValidationError

from participants.forms.person import AliasesField
from participants.forms.register import RegisterForm
from participants.rules.person import FACTS


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", []),
        (" , ,", []),
        ("PENDEK", ["PENDEK"]),
        ("PENDEK,Cak  Pri , PENDEK", ["PENDEK", "Cak Pri"]),
    ],
)
def test_aliases_are_parted_by_commas(typed: str, names: list[str]) -> None:
    assert AliasesField(required=False).clean(typed) == names


def test_aliases_are_shown_as_they_are_typed() -> None:
    field = AliasesField(required=False)
    assert field.prepare_value(["PENDEK", "Cak Pri"]) == "PENDEK, Cak Pri"
    assert field.prepare_value("PENDEK,") == "PENDEK,"
    assert not field.has_changed(["PENDEK"], "PENDEK")


@pytest.mark.parametrize("typed", ["x" * 101, ",".join("abcdefghijk")])
def test_aliases_have_an_end(typed: str) -> None:
    with pytest.raises(ValidationError):
        AliasesField(required=False).clean(typed)


def test_every_fact_is_asked_for_when_somebody_is_registered() -> None:
    form = RegisterForm(cancel_url="/")
    assert set(FACTS) <= set(form.fields)
    drawn = [name for group in form.helper.layout.fields for name in _names(group)]
    assert sorted(drawn) == sorted(form.fields)


def _names(group: object) -> list[str]:
    if isinstance(group, str):
        return [group]
    return [name for field in group.fields for name in _names(field)]
