"""Days of sentences that lie ahead."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jombang_umkm.models import User
from participants.models import Custody
from participants.rules.custody import half_of, two_thirds_of
from tests.clock import TODAY
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, StaffFactory
from tests.factories.participants import (
    CustodyFactory,
    DetaineeCustodyFactory,
    ReleasedCustodyFactory,
    make_stays,
)
from tests.pages import Opens, Statements

pytestmark = pytest.mark.django_db

ADDRESS = "/warga-binaan/akan-datang/"


def after(days: int) -> date:
    return TODAY + timedelta(days=days)


def found(opens: Opens, user: User, **query: object) -> list[tuple[str, int, bool]]:
    rows = opens(user, ADDRESS, **query).context["found"]
    return [(row.kind, row.days, row.is_estimate) for row in rows]


def test_each_day_of_the_sentence_by_the_day_given_or_estimated(opens, officer):
    CustodyFactory(
        facility=officer.facility,
        entry_date=after(-100),
        expiry_date=after(110),
        half_date=after(20),
    )
    CustodyFactory(facility=officer.facility, entry_date=after(-100), expiry_date=after(29))
    assert found(opens, officer) == [("setengah", 20, False), ("ekspirasi", 29, False)]
    assert found(opens, officer, hari=60) == [
        ("setengah", 20, False),
        ("ekspirasi", 29, False),
        ("dua-pertiga", 40, True),
    ]
    assert found(opens, officer, hari=60, apa="dua-pertiga") == [("dua-pertiga", 40, True)]
    assert "estimate" in opens(officer, ADDRESS, hari=60).text


@pytest.mark.parametrize(("days", "count"), [(-1, 0), (0, 1), (30, 1), (31, 0)])
def test_counts_today_and_the_last_day(opens, officer, days, count):
    CustodyFactory(facility=officer.facility, entry_date=after(-900), expiry_date=after(days))
    assert len(found(opens, officer, apa="ekspirasi", hari="x")) == count


def test_lists_only_who_is_held_here(opens, officer):
    fields = {"expiry_date": after(5), "entry_date": after(-50)}
    ReleasedCustodyFactory(facility=officer.facility, **fields)
    CustodyFactory(**fields)
    assert found(opens, officer) == []
    assert "Nothing lies ahead" in opens(officer, ADDRESS).text
    DetaineeCustodyFactory(facility=officer.facility, **fields)
    assert found(opens, officer, hari=90) == [("ekspirasi", 5, False)]


@pytest.mark.parametrize("factory", [AdministratorFactory, StaffFactory])
def test_is_for_officers(factory, opens):
    assert opens(factory(), ADDRESS).status_code == 404


def test_takes_the_same_few_statements_for_few_and_many(officer, statements: Statements):
    few = statements(officer, ADDRESS)
    make_stays(100, facility=officer.facility, entry_date=after(-100))
    Custody.objects.update(expiry_date=after(9))
    assert statements(officer, ADDRESS) == few <= 3


def test_the_list_of_people_leads_there(opens):
    assert f'href="{ADDRESS}"' in opens(OfficerFactory(), "/warga-binaan/").text


DAYS = st.dates(date(2000, 1, 1), date(2040, 1, 1))
SOME = st.none() | DAYS


@settings(max_examples=60)
@given(
    days=st.lists(DAYS, min_size=3, max_size=3).map(sorted),
    arrested=st.booleans(),
    ends=st.booleans(),
    given_days=st.tuples(SOME, SOME),
    kind=st.sampled_from(Custody.Kind.values),
)
def test_the_database_counts_as_the_rules_do(days, arrested, ends, given_days, kind) -> None:
    first, entry, last = days
    stay = CustodyFactory.build(
        entry_date=entry,
        counted_from=first if arrested else None,
        expiry_date=last if ends else None,
        half_date=given_days[0],
        two_thirds_date=given_days[1],
        kind=kind,
    )
    saved = Custody.objects.filter(pk=_one_stay())
    saved.update(
        status="DETAINEE" if kind == "TAHANAN" else "CONVICT",
        **{
            name: getattr(stay, name)
            for name in (
                *("entry_date", "counted_from", "expiry_date"),
                *("half_date", "two_thirds_date", "kind"),
            )
        },
    )
    row = saved.with_parts().get()
    half, two_thirds = half_of(row), two_thirds_of(row)
    assert row.half_on == (half and half.day)
    assert row.two_thirds_on == (two_thirds and two_thirds.day)


def _one_stay() -> int:
    """Return the stay that the examples change, made with the first of them."""
    stay = Custody.objects.first()
    return stay.pk if stay else CustodyFactory().pk
