"""Opening a stay, and recording what happens to it along the table of states."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from jombang_umkm.errors import ActionRefused
from jombang_umkm.history import versions_of
from jombang_umkm.models import User
from participants.actions import custody as actions
from participants.actions.custody import Destination, Papers
from participants.models import Custody, CustodyEvent, Transfer
from participants.rules.consequences import AgreementNeeded
from participants.rules.custody import CUSTODY, next_states
from tests.factories.jombang_umkm import (
    AdministratorFactory,
    FacilityFactory,
    OfficerFactory,
    StaffFactory,
)
from tests.factories.participants import (
    CustodyFactory,
    DetaineeCustodyFactory,
    ParticipantFactory,
    happen,
    stay_before,
    stay_in,
)
from tests.factories.programs import make_class, record, stays_on
from tests.tables import every_move

pytestmark = pytest.mark.django_db

Status, Kind = Custody.Status, Custody.Kind

ENTRY, LEFT, LATER = date(2026, 1, 5), date(2026, 3, 2), date(2026, 5, 4)
A_DAY = timedelta(days=1)
ELSEWHERE = Destination(elsewhere="Lapas Kelas I Kota Jauh")
TABLES = (Custody, CustodyEvent, Transfer)

ALLOWED = [move for move in every_move(Status.values) if CUSTODY.allows(*move)]
# What a state makes of somebody; in any other they are what they were.
KIND_OF = {
    **dict.fromkeys((Status.DETAINEE, Status.RELEASED_BY_LAW, Status.RELEASED_BY_COURT), "TAHANAN"),
    **dict.fromkeys((Status.CONVICT, Status.ASSIMILATION, Status.FULL_RELEASE), "NARAPIDANA"),
}


def values(stay: Custody) -> dict[str, Any]:
    row = Custody.objects.values().get(pk=stay.pk)
    del row["days_here"]  # the database computes it; test_days.py compares
    return row


def tell(stay: Custody, to: str, **said: Any) -> CustodyEvent:
    """Record that the stay takes that state, on paper and by an administrator unless said."""
    papers = {"document_no": "W15.1/2026", "reason": "Sesuai putusan"}
    papers |= {name: said.pop(name) for name in list(said) if name in vars(Papers())}
    what = {
        "on": LATER,
        "by": said.pop("by", None) or AdministratorFactory(),
        "at": timezone.now(),
        "destination": ELSEWHERE if to == Status.TRANSFERRED_OUT else None,
    }
    return actions.record(custody=stay, to=to, papers=Papers(**papers), **{**what, **said})


class TestRecord:
    @pytest.mark.parametrize(("before", "after"), ALLOWED)
    def test_leads_along_the_table_and_a_repeat_changes_nothing(self, before, after, unchanged):
        stay = stay_before(before, after, since=LEFT, entry_date=ENTRY)
        officer = OfficerFactory(facility=stay.facility)
        was, back = values(stay), after in Custody.HELD
        expected = {
            **was,
            "status": after,
            "kind": KIND_OF.get(after, was["kind"]),
            "left_on": None if back else was["left_on"] or LATER,
            "away": ((LEFT, LATER),) if back and was["left_on"] else (),
        }
        event = tell(stay, after, by=officer)
        assert values(stay) == expected
        assert (event.was, event.became, event.happened_on) == (before, after, LATER)
        assert (event.document_no, event.reason) == ("W15.1/2026", "Sesuai putusan")
        assert (event.recorded_by, event.reverses) == (officer, None)
        assert versions_of(Custody).filter(pgh_obj=stay.pk).last().status == after
        with unchanged(*TABLES):
            assert tell(stay, after, reason="Dua kali") == event

    @pytest.mark.parametrize("before", Status)
    def test_leads_nowhere_else(self, before, refused):
        stay = stay_in(before, since=LEFT, entry_date=ENTRY)
        for after in set(Status) - {before} - CUSTODY.moves[before]:
            with refused("illegal_move", *TABLES):
                tell(stay, after)

    @pytest.mark.parametrize("former", Custody.HELD)
    def test_brings_back_whoever_escaped_to_what_they_were_only(self, former, refused):
        stay = stay_before(Status.ESCAPED, former, since=LEFT, entry_date=ENTRY)
        for other in set(Custody.HELD) - {former}:
            with refused("not_former_state", *TABLES):
                tell(stay, other)
        assert tell(stay, former).custody.status == former

    def test_looks_at_the_stay_as_it_is_now_not_as_it_was_read(self, refused):
        stay = CustodyFactory(entry_date=ENTRY)
        tell(stay, Status.DIED)
        assert stay.status == Status.CONVICT
        with refused("illegal_move", *TABLES):
            tell(stay, Status.PAROLE)

    @pytest.mark.parametrize(
        "differing",
        [{"on": LATER + A_DAY}, {"document_no": "W15.2/2026"}],
        ids=["another day", "another document"],
    )
    def test_tells_who_was_first_where_the_papers_differ(self, differing, refused):
        stay = CustodyFactory(entry_date=ENTRY)
        tell(stay, Status.FULL_RELEASE, by=AdministratorFactory(full_name="Endah Lestari"))
        with pytest.raises(ActionRefused, match="Endah Lestari"):
            tell(stay, Status.FULL_RELEASE, **differing)
        with refused("already_recorded", *TABLES):
            tell(stay, Status.FULL_RELEASE, **differing)

    def test_another_destination_or_number_is_no_repeat(self, refused, unchanged):
        gone = happen(CustodyFactory(entry_date=ENTRY), Status.TRANSFERRED_OUT, on=LATER)
        papers = {"document_no": gone.happenings.last().document_no}
        with refused("already_recorded", *TABLES):
            tell(gone, Status.TRANSFERRED_OUT, destination=Destination(FacilityFactory()), **papers)
        convict = DetaineeCustodyFactory(entry_date=ENTRY)
        tell(convict, Status.CONVICT, registration_no="B.I 41/2026", register_class="B.I")
        with refused("already_recorded", *TABLES):
            tell(convict, Status.CONVICT, registration_no="B.I 14/2026", register_class="B.I")
        with refused("already_recorded", *TABLES):
            tell(convict, Status.CONVICT, register_class="B.IIa")
        with unchanged(*TABLES):
            tell(convict, Status.CONVICT)

    def test_asks_for_marks_that_would_stand_after_it(self, refused, unchanged):
        session = make_class(1)
        (stay,) = stays_on(session)
        record(session, {stay: "HADIR"})
        with refused("agreement_needed", *TABLES):
            tell(stay, Status.FULL_RELEASE, on=session.day)
        with pytest.raises(AgreementNeeded) as needed:
            tell(stay, Status.FULL_RELEASE, on=session.day, agreed="something else")
        assert [len(concern.details) for concern in needed.value.concerns] == [1]
        agreed = needed.value.token
        assert tell(stay, Status.FULL_RELEASE, on=session.day, agreed=agreed).pk


class TestDaysOfEvents:
    def test_may_be_the_day_of_entry_and_not_before(self, refused):
        stay = CustodyFactory(entry_date=ENTRY)
        with refused("before_entry", *TABLES):
            tell(stay, Status.FULL_RELEASE, on=ENTRY - A_DAY)
        assert tell(stay, Status.FULL_RELEASE, on=ENTRY).custody.left_on == ENTRY

    def test_may_be_today_and_not_tomorrow(self, refused):
        stay, today = CustodyFactory(entry_date=ENTRY), timezone.localdate()
        with refused("future_day", *TABLES):
            tell(stay, Status.FULL_RELEASE, on=today + A_DAY)
        assert tell(stay, Status.FULL_RELEASE, on=today).custody.left_on == today

    def test_do_not_run_backwards(self, refused):
        stay = stay_in(Status.PAROLE, since=LEFT, entry_date=ENTRY)
        with refused("out_of_order", *TABLES):
            tell(stay, Status.CONVICT, on=LEFT - A_DAY)
        assert tell(stay, Status.CONVICT, on=LEFT).custody.away == ()

    def test_are_free_again_before_an_event_that_was_reversed(self):
        stay = CustodyFactory(entry_date=ENTRY)
        wrong = tell(stay, Status.PAROLE, on=LATER)
        actions.reverse(event=wrong, by=AdministratorFactory(), at=timezone.now(), reason="Keliru")
        assert tell(stay, Status.PAROLE, on=LEFT).custody.left_on == LEFT

    def test_are_counted_from_the_corrected_entry(self, refused):
        """The event that opened the stay keeps the day that was typed first."""
        stay = CustodyFactory(entry_date=LEFT)
        Custody.objects.filter(pk=stay.pk).update(entry_date=ENTRY)
        assert tell(stay, Status.FULL_RELEASE, on=ENTRY + A_DAY).custody.left_on == ENTRY + A_DAY


class TestPapers:
    @pytest.mark.parametrize("before", [state for state in Status if CUSTODY.moves[state]])
    def test_every_event_rests_on_a_document(self, before, refused):
        stay = stay_before(before, Status.DETAINEE, since=LEFT, entry_date=ENTRY)
        for after in next_states(list(stay.happenings.order_by("pk"))):
            with refused("document_needed", *TABLES):
                tell(stay, after, document_no=" ")

    @pytest.mark.parametrize(
        "before",
        [
            Status.ASSIMILATION,
            Status.PAROLE,
            Status.CONDITIONAL_LEAVE,
            Status.PRE_RELEASE_LEAVE,
        ],
    )
    def test_what_is_revoked_has_a_reason(self, before, refused):
        stay = stay_in(before, since=LEFT, entry_date=ENTRY)
        with refused("reason_needed", *TABLES):
            tell(stay, Status.CONVICT, reason=" ")

    def test_a_verdict_brings_a_number_of_class_b(self, refused):
        stay = DetaineeCustodyFactory(entry_date=ENTRY, registration_no="A.III 7/2026")
        with refused("number_not_now", *TABLES):
            tell(stay, Status.CONVICT, registration_no="A.IV 9/2026", register_class="A.IV")
        with refused("number_needed", *TABLES):
            tell(stay, Status.CONVICT, registration_no="./.")
        event = tell(stay, Status.CONVICT, registration_no=" B.I 41/2026 ", register_class="B.I")
        assert (event.old_registration_no, event.old_register_class) == ("A.III 7/2026", "A.III")
        now = Custody.objects.get(pk=stay.pk)
        assert (now.registration_no, now.register_class) == ("B.I 41/2026", "B.I")

    def test_a_verdict_may_leave_the_number_for_later(self):
        stay = DetaineeCustodyFactory(entry_date=ENTRY, registration_no="A.III 7/2026")
        assert tell(stay, Status.CONVICT).custody.registration_no == "A.III 7/2026"

    @pytest.mark.parametrize(
        "number", [{"registration_no": "B.I 9/2026"}, {"register_class": "A.I"}]
    )
    def test_nothing_else_brings_a_number(self, number, refused):
        stay = CustodyFactory(entry_date=ENTRY)
        with refused("number_not_now", *TABLES):
            tell(stay, Status.ASSIMILATION, **number)

    def test_a_number_in_use_here_is_refused(self, refused):
        other = CustodyFactory(registration_no="B.I 41/2026")
        stay = DetaineeCustodyFactory(facility=other.facility, entry_date=ENTRY)
        with refused("number_taken", *TABLES):
            tell(stay, Status.CONVICT, registration_no="bi 041/2026", register_class="B.I")


class TestTransfer:
    @pytest.fixture
    def stay(self) -> Custody:
        return CustodyFactory(entry_date=ENTRY)

    def test_to_a_facility_of_this_system_awaits_its_answer(self, stay):
        there = FacilityFactory()
        event = tell(stay, Status.TRANSFERRED_OUT, destination=Destination(facility=there))
        sent = Transfer.objects.get()
        assert (sent.event, sent.facility, sent.status) == (event, there, "SENT")

    def test_to_another_is_kept_by_its_name(self, stay, unchanged):
        to = Destination(elsewhere=" Lapas Kelas I Kota Jauh ")
        event = tell(stay, Status.TRANSFERRED_OUT, destination=to)
        sent = Transfer.objects.get()
        assert (sent.to, sent.status) == ("Lapas Kelas I Kota Jauh", "OUTSIDE")
        with unchanged(*TABLES):
            assert tell(stay, Status.TRANSFERRED_OUT, destination=to) == event

    @pytest.mark.parametrize("destination", [None, Destination(), Destination(elsewhere=" ")])
    def test_leads_somewhere(self, stay, destination, refused):
        with refused("destination_needed", *TABLES):
            tell(stay, Status.TRANSFERRED_OUT, destination=destination)

    def test_leads_to_one_place(self, stay, refused):
        with refused("destination_needed", *TABLES):
            both = Destination(FacilityFactory(), "Lapas Kelas I Kota Jauh")
            tell(stay, Status.TRANSFERRED_OUT, destination=both)

    def test_leads_away(self, stay, refused):
        with refused("same_facility", *TABLES):
            tell(stay, Status.TRANSFERRED_OUT, destination=Destination(facility=stay.facility))

    @pytest.mark.parametrize("after", sorted(CUSTODY.moves["CONVICT"] - {"TRANSFERRED_OUT"}))
    def test_is_all_that_has_a_destination(self, stay, after, refused):
        with refused("no_destination", *TABLES):
            tell(stay, after, destination=ELSEWHERE)


class TestComingBack:
    @pytest.mark.parametrize(
        ("out", "back"),
        [
            (Status.PAROLE, Status.CONVICT),
            (Status.CONDITIONAL_LEAVE, Status.CONVICT),
            (Status.PRE_RELEASE_LEAVE, Status.CONVICT),
            (Status.ESCAPED, Status.ASSIMILATION),
        ],
    )
    def test_the_days_between_are_not_in_custody(self, out, back):
        """The database and the record agree for every day around."""
        stay = stay_before(out, back, since=LEFT, entry_date=ENTRY)
        tell(stay, back, on=LATER)
        stay = Custody.objects.get(pk=stay.pk)
        day = ENTRY - A_DAY
        while day <= LATER + A_DAY:
            expected = ENTRY <= day < LEFT or day >= LATER
            assert stay.is_here(day) is expected, day
            assert Custody.objects.in_custody(on=day).contains(stay) is expected, day
            day += A_DAY

    def test_twice_on_end_is_one_piece_of_days_away(self):
        stay = stay_in(Status.CONVICT, since=ENTRY, entry_date=ENTRY)
        for out, back in ((ENTRY + A_DAY, LEFT), (LEFT, LATER)):
            happen(stay, Status.ESCAPED, on=out)
            returned = tell(stay, Status.CONVICT, on=back).custody
        assert returned.away == ((ENTRY + A_DAY, LATER),)
        assert Custody.objects.get(pk=stay.pk).away == returned.away

    def test_is_refused_to_whoever_is_held_elsewhere_by_now(self, refused):
        stay = stay_in(Status.PAROLE, since=LEFT, entry_date=ENTRY)
        CustodyFactory(participant=stay.participant, entry_date=LATER)
        with refused("held_elsewhere", *TABLES):
            tell(stay, Status.CONVICT, on=LATER)


class TestAdmit:
    def stay(self, **fields: object) -> Custody:
        """Return a stay that was not saved yet."""
        fields = {"participant": ParticipantFactory(), "facility": FacilityFactory()} | fields
        return CustodyFactory.build(**fields)

    def admit(self, stay: Custody, by: User | None = None, **papers: str) -> Custody:
        by = by or AdministratorFactory()
        return actions.admit(custody=stay, by=by, at=timezone.now(), **papers)

    @pytest.mark.parametrize(
        ("status", "kind"),
        [
            (Status.DETAINEE, Kind.DETAINEE),
            (Status.CONVICT, Kind.CONVICT),
            (Status.ASSIMILATION, Kind.CONVICT),
        ],
    )
    def test_opens_a_stay_of_somebody_held_with_an_event(self, status, kind):
        stay = self.stay(status=status)
        officer = OfficerFactory(facility=stay.facility)
        assert self.admit(stay, officer, document_no=" W15/3 ") == stay
        assert Custody.objects.get().kind == kind
        assert versions_of(Custody).get().pgh_label == "insert"
        opening = CustodyEvent.objects.get()
        assert (opening.was, opening.became, opening.happened_on) == ("", status, stay.entry_date)
        assert (opening.document_no, opening.recorded_by) == ("W15/3", officer)

    @pytest.mark.parametrize("status", [state for state in Status if state not in Custody.HELD])
    def test_refuses_a_state_of_somebody_gone(self, status, refused):
        with refused("not_held", *TABLES):
            self.admit(self.stay(status=status))

    def test_refuses_a_stay_that_is_over_already(self, refused):
        with refused("not_held", *TABLES):
            self.admit(self.stay(left_on=LEFT))

    def test_refuses_a_day_that_has_not_come(self, refused):
        with refused("future_day", *TABLES):
            self.admit(self.stay(entry_date=timezone.localdate() + A_DAY))

    def test_refuses_a_number_in_use(self, refused):
        there = CustodyFactory(registration_no="B.I 12/2026")
        with refused("number_taken", *TABLES):
            self.admit(self.stay(facility=there.facility, registration_no="BI.012/2026"))

    def test_refuses_somebody_held_elsewhere(self, refused):
        there = CustodyFactory(entry_date=ENTRY)
        with refused("held_elsewhere", *TABLES):
            self.admit(self.stay(participant=there.participant, entry_date=LATER))


class TestWhoMay:
    """Officers of the facility and administrators keep stays; nobody else does."""

    @pytest.fixture
    def stay(self) -> Custody:
        return DetaineeCustodyFactory(entry_date=ENTRY)

    def may(self, stay: Custody, user: User) -> None:
        at = timezone.now()
        new = CustodyFactory.build(participant=ParticipantFactory(), facility=stay.facility)
        actions.admit(custody=new, by=user, at=at)
        event = tell(stay, Status.CONVICT, by=user)
        actions.reverse(event=event, by=user, at=at, reason="Keliru")

    def test_officers_of_the_facility(self, stay):
        self.may(stay, OfficerFactory(facility=stay.facility))

    def test_administrators(self, stay):
        self.may(stay, AdministratorFactory())

    @pytest.mark.parametrize(
        "outsider",
        [
            pytest.param(lambda _stay: OfficerFactory(), id="an officer elsewhere"),
            pytest.param(lambda _stay: StaffFactory(), id="staff of another office"),
            pytest.param(
                lambda stay: StaffFactory(office=stay.facility.office),
                id="not even the office that trains there",
            ),
        ],
    )
    def test_nobody_else(self, outsider, stay, refused):
        user, at = outsider(stay), timezone.now()
        event = happen(stay, Status.CONVICT, on=LATER).happenings.last()
        with refused("not_allowed", *TABLES):
            tell(stay, Status.PAROLE, by=user)
        with refused("not_allowed", *TABLES):
            actions.reverse(event=event, by=user, at=at, reason="Keliru")
        with refused("not_allowed", *TABLES):
            new = CustodyFactory.build(participant=ParticipantFactory(), facility=stay.facility)
            actions.admit(custody=new, by=user, at=at)
