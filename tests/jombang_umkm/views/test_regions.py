"""The address that answers what a region field may mean."""

import pytest
from django.test import Client
from django.urls import reverse

from jombang_umkm.models import User
from jombang_umkm.regions import LIMIT

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client: Client, officer: User) -> Client:
    client.force_login(officer)
    return client


def test_answers_those_that_fit(signed_in: Client) -> None:
    answer = signed_in.get(reverse("regions"), {"q": "losari ploso"})
    assert answer.json() == {
        "regions": [
            {
                "code": "35.17.14.2003",
                "name": "Desa Losari",
                "path": "Desa Losari, Kec. Ploso, Kab. Jombang, Jawa Timur",
            }
        ],
        "more": False,
        "hint": "",
    }


def test_answers_no_more_than_the_limit_and_says_so(signed_in: Client) -> None:
    answer = signed_in.get(reverse("regions"), {"q": "suka"}).json()
    assert len(answer["regions"]) == LIMIT
    assert answer["more"]


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "lo"}, {"q": " l o "}])
def test_says_what_to_type_where_it_is_too_little(signed_in: Client, query: dict[str, str]) -> None:
    answer = signed_in.get(reverse("regions"), query).json()
    assert answer["regions"] == []
    assert answer["hint"]


def test_a_text_that_fits_nothing_is_answered_with_nothing(signed_in: Client) -> None:
    answer = signed_in.get(reverse("regions"), {"q": "qwertz\0%"}).json()
    assert answer == {"regions": [], "more": False, "hint": ""}


def test_only_reads(signed_in: Client) -> None:
    assert signed_in.post(reverse("regions"), {"q": "losari"}).status_code == 405


def test_no_browser_keeps_what_was_looked_for(signed_in: Client) -> None:
    answer = signed_in.get(reverse("regions"), {"q": "losari"})
    assert "no-store" in answer.headers["Cache-Control"]


def test_asks_the_database_nothing_of_its_own(
    signed_in: Client, django_assert_max_num_queries: object
) -> None:
    signed_in.get(reverse("regions"))
    # Session and user, for whom the database works, and that it no longer does.
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        signed_in.get(reverse("regions"), {"q": "losari"})
