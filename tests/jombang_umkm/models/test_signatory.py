"""Who signs for a body, under which title, and when."""

from datetime import date

import pytest

from jombang_umkm.models import Signatory
from tests.factories.jombang_umkm import (
    FacilityFactory,
    FacilitySignatoryFactory,
    OfficeFactory,
    SignatoryFactory,
)

pytestmark = pytest.mark.django_db

FROM, UNTIL = date(2023, 1, 2), date(2024, 6, 30)
DAY_BEFORE, DAY_AFTER = date(2023, 1, 1), date(2024, 7, 1)
NIP = "197001011990031001"


@pytest.fixture
def margono() -> Signatory:
    """The head of a facility from FROM until UNTIL."""
    return FacilitySignatoryFactory(title="Kepala Lapas", valid_from=FROM, valid_to=UNTIL)


def successor_of(signatory: Signatory, **fields: object) -> Signatory:
    """Return somebody else under the same title of the same body, not saved yet."""
    body = {"office": signatory.office, "facility": signatory.facility}
    return SignatoryFactory.build(**{**body, "title": signatory.title, **fields})


def keeps(signatory: Signatory) -> None:
    """Assert that neither form nor database objects to it."""
    signatory.validate_constraints()
    signatory.save()


class TestOneAtATime:
    @pytest.mark.parametrize(
        ("valid_from", "valid_to"),
        [
            pytest.param(UNTIL, None, id="from the other's last day on"),
            pytest.param(DAY_BEFORE, FROM, id="until the other's first day"),
            pytest.param(FROM, UNTIL, id="in the same days"),
            pytest.param(date(2023, 5, 1), date(2023, 5, 1), id="for one day in between"),
            pytest.param(DAY_BEFORE, None, id="around it"),
        ],
    )
    def test_both_first_and_last_day_belong_to_whoever_holds_the_title(
        self, valid_from, valid_to, margono, breaks
    ):
        other = successor_of(margono, valid_from=valid_from, valid_to=valid_to)
        breaks(other, "signatory_one_at_a_time_facility")

    @pytest.mark.parametrize(
        ("valid_from", "valid_to"), [(DAY_AFTER, None), (date(2022, 1, 1), DAY_BEFORE)]
    )
    def test_one_may_follow_the_other_without_a_gap(self, valid_from, valid_to, margono):
        keeps(successor_of(margono, valid_from=valid_from, valid_to=valid_to))

    def test_holds_for_an_office_too(self, breaks):
        head = SignatoryFactory(valid_from=FROM)
        breaks(successor_of(head, valid_from=DAY_AFTER), "signatory_one_at_a_time_office")

    def test_nobody_follows_whose_time_has_no_end(self, breaks):
        head = FacilitySignatoryFactory(valid_from=FROM)
        later = successor_of(head, valid_from=date(2099, 1, 1))
        breaks(later, "signatory_one_at_a_time_facility")

    def test_a_title_is_the_same_in_whatever_case_it_is_written(self, margono, breaks):
        other = successor_of(margono, title="KEPALA LAPAS", valid_from=FROM)
        breaks(other, "signatory_one_at_a_time_facility")

    def test_an_acting_head_holds_the_title_like_any_other(self, margono, breaks):
        acting = successor_of(margono, acting=Signatory.Acting.PLT, valid_from=UNTIL)
        breaks(acting, "signatory_one_at_a_time_facility")

    def test_another_title_or_another_body_is_free(self, margono):
        keeps(successor_of(margono, title="Kepala Seksi", valid_from=FROM))
        keeps(successor_of(margono, facility=FacilityFactory(), valid_from=FROM))
        keeps(successor_of(margono, facility=None, office=OfficeFactory(), valid_from=FROM))


class TestBody:
    def test_is_not_both_an_office_and_a_facility(self, margono, breaks):
        both = successor_of(margono, office=OfficeFactory(), valid_from=DAY_AFTER)
        breaks(both, "signatory_of_one_body")

    def test_is_not_missing(self, breaks):
        breaks(SignatoryFactory.build(office=None), "signatory_of_one_body")


class TestNip:
    @pytest.mark.parametrize("nip", ["", NIP])
    def test_has_eighteen_digits_or_is_unknown(self, nip):
        keeps(SignatoryFactory.build(office=OfficeFactory(), nip=nip))

    @pytest.mark.parametrize("nip", [NIP[:-1], "19700101 199003 1", "19700101199003100X", " "])
    def test_is_nothing_else(self, nip, breaks):
        breaks(SignatoryFactory.build(office=OfficeFactory(), nip=nip), "signatory_nip_digits")


class TestDays:
    def test_the_last_is_not_before_the_first(self, margono, breaks):
        margono.valid_to = DAY_BEFORE
        assert len(breaks(margono, "signatory_dates_in_order")) == 1

    @pytest.mark.parametrize(
        ("day", "is_valid"), [(DAY_BEFORE, False), (FROM, True), (UNTIL, True), (DAY_AFTER, False)]
    )
    def test_valid_on_includes_both_ends(self, day, is_valid, margono):
        assert Signatory.objects.valid_on(day).contains(margono) is is_valid

    def test_without_a_last_day_somebody_is_valid_until_further_notice(self):
        head = SignatoryFactory(valid_from=FROM)
        assert Signatory.objects.valid_on(date(2099, 1, 1)).get() == head
