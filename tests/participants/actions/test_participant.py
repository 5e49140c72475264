"""Taking people in with their stay, and correcting what is known of them."""

from datetime import date, timedelta

import pytest

from jombang_umkm.errors import ActionRefused
from jombang_umkm.history import versions_of
from jombang_umkm.models import User
from participants.actions import participant as actions
from participants.actions.custody import reverse
from participants.actions.identity import set_nik
from participants.actions.transfer import decline
from participants.models import Custody, CustodyEvent, Participant
from participants.rules.consequences import AgreementNeeded
from participants.rules.facts import fingerprint
from participants.rules.identity import Identity
from participants.rules.person import FACTS
from tests.clock import NOW, TODAY
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, StaffFactory
from tests.factories.participants import (
    CustodyFactory,
    ParticipantFactory,
    ReleasedCustodyFactory,
    TransferredCustodyFactory,
    happen,
    send,
)
from tests.threads import together

pytestmark = pytest.mark.django_db

ENTRY, LEFT = TODAY - timedelta(days=300), TODAY - timedelta(days=40)
A_DAY = timedelta(days=1)
BORN = date(1990, 12, 25)
NIK, OTHER_NIK = "3517092512900001", "3517092512900002"
UNKNOWN, FILLED = Identity("BELUM_DIKETAHUI"), Identity("TERISI", NIK)
TABLES = (Participant, Custody, CustodyEvent)


@pytest.fixture
def officer(db: None) -> User:
    return OfficerFactory()


def person(**fields: object) -> Participant:
    """Return somebody who is not saved yet."""
    known = {"full_name": "SUPRI", "parent_name": "MADI", "birth_date": BORN}
    return ParticipantFactory.build(**{**known, **fields})


def stay(user: User, **fields: object) -> Custody:
    """Return a stay in the user's facility that is not saved yet."""
    known = {"registration_no": "B.I 12/2026", "entry_date": TODAY - timedelta(days=3)}
    return CustodyFactory.build(
        **{"facility": user.facility, "participant": None, **known, **fields}
    )


def register(user: User, who: Participant | None = None, **more: object) -> Custody:
    """Register somebody, agreed to whatever was doubtful if `agree` is true."""
    agree = more.pop("agree", False)
    what = {
        "participant": who or person(),
        "custody": more.pop("custody", None) or stay(user),
        "identity": more.pop("identity", UNKNOWN),
        "by": user,
        "at": NOW,
        **more,
    }
    try:
        return actions.register(**what)
    except AgreementNeeded as needed:
        if not agree:
            raise
        return actions.register(**what, agreed=needed.token)


def elsewhere(
    nik: str = NIK, *, factory: type = ReleasedCustodyFactory, **fields: object
) -> Custody:
    """Return the stay, in another facility, of somebody with that NIK."""
    who = ParticipantFactory(**{"full_name": "SUPRI", "birth_date": BORN, **fields})
    dates = {"left_on": LEFT} if factory is not CustodyFactory else {}
    found = factory(participant=who, entry_date=ENTRY, **dates)
    by = OfficerFactory(facility=found.facility)
    set_nik(participant=who, identity=Identity("TERISI", nik), by=by)
    return found


class TestRegister:
    def test_saves_the_person_with_the_stay_and_its_opening(self, officer):
        registered = register(officer, identity=FILLED)
        who = Participant.objects.get()
        assert registered.participant == who
        assert (who.full_name, who.nik_status, who.has_nik) == ("SUPRI", "TERISI", True)
        assert Custody.objects.get().facility == officer.facility
        opening = CustodyEvent.objects.get()
        assert (opening.became, opening.recorded_by, opening.recorded_at) == (
            "CONVICT",
            officer,
            NOW,
        )
        assert NIK not in who.nik_sealed

    @pytest.mark.parametrize("identity", [UNKNOWN, FILLED], ids=["without NIK", "with NIK"])
    def test_a_repeat_changes_nothing(self, officer, unchanged, identity):
        first = register(officer, identity=identity)
        with unchanged(*TABLES):
            again = register(
                officer, identity=identity, custody=stay(officer, registration_no="bi 012/2026")
            )
        assert again == first

    def test_a_repeat_under_another_name_is_known_by_the_nik(self, officer, unchanged):
        first = register(officer, identity=FILLED)
        with unchanged(*TABLES):
            assert register(officer, person(full_name="SUPRIYADI"), identity=FILLED) == first

    @pytest.mark.django_db(transaction=True)
    def test_a_double_click_registers_once(self, officer):
        first, second = together(lambda: register(officer), lambda: register(officer))
        assert first == second
        assert [model.objects.count() for model in TABLES] == [1, 1, 1]

    @pytest.mark.django_db(transaction=True)
    def test_two_officers_of_one_facility_see_each_other(self, officer):
        colleague = OfficerFactory(facility=officer.facility)
        other = stay(officer, registration_no="B.I 13/2026")
        results = together(lambda: register(officer), lambda: register(colleague, custody=other))
        (refusal,) = [each for each in results if isinstance(each, AgreementNeeded)]
        (doubt,) = refusal.concerns
        assert list(doubt.people) == [Participant.objects.get()]

    @pytest.mark.django_db(transaction=True)
    def test_one_nik_in_two_facilities_at_the_same_moment_is_one_person(self, officer):
        other = OfficerFactory()
        results = together(
            lambda: register(officer, identity=FILLED),
            lambda: register(other, person(full_name="Orang Lain"), identity=FILLED),
        )
        assert Participant.objects.count() == Custody.objects.count() == 1
        (refusal,) = [each for each in results if not isinstance(each, Custody)]
        assert refusal.code in ("nik_taken", "nik_held")


class TestDoubtfulDuplicates:
    def test_are_shown_before_anything_is_saved(self, officer, refused):
        known = CustodyFactory(
            participant__full_name="Moh. Supri",
            participant__birth_date=None,
            facility=officer.facility,
        ).participant
        with refused("agreement_needed", *TABLES):
            register(officer, person(full_name="MUHAMMAD SUPRI"))
        with pytest.raises(AgreementNeeded) as needed:
            register(officer, person(full_name="MUHAMMAD SUPRI"))
        (doubt,) = needed.value.concerns
        assert doubt.people == (known,)
        assert doubt.details == (known.formal_name,)

    def test_a_slip_in_the_name_of_a_fathers_child_is_one(self, officer):
        known = CustodyFactory(
            participant__full_name="Kasiyanto",
            participant__parent_name="Ponimin",
            participant__birth_date=None,
            facility=officer.facility,
        ).participant
        with pytest.raises(AgreementNeeded) as needed:
            register(officer, person(full_name="Kasianto", parent_name="Ponimin"))
        (doubt,) = needed.value.concerns
        assert doubt.people == (known,)
        assert "hampir sama" in str(doubt)
        register(officer, person(full_name="Kasianto", parent_name="Ponimun"))

    def test_are_registered_once_agreed_that_it_is_somebody_else(self, officer):
        CustodyFactory(participant__full_name="SUPRI", facility=officer.facility)
        register(officer, agree=True)
        assert Participant.objects.filter(full_name="SUPRI").count() == 2

    def test_what_was_agreed_to_holds_for_that_alone(self, officer, refused):
        CustodyFactory(participant__full_name="SUPRI", facility=officer.facility)
        with pytest.raises(AgreementNeeded) as needed:
            register(officer)
        CustodyFactory(
            participant__full_name="SUPRI", participant__parent_name="", facility=officer.facility
        )
        with refused("agreement_needed", *TABLES):
            register(officer, agreed=needed.value.token)

    def test_nobody_of_another_birth_date_or_facility_is_one(self, officer):
        CustodyFactory(
            participant__full_name="SUPRI",
            participant__birth_date=BORN + A_DAY,
            facility=officer.facility,
        )
        CustodyFactory(participant__full_name="SUPRI", participant__birth_date=BORN)
        register(officer)

    def test_doubts_about_the_nik_are_shown_too(self, officer, refused):
        identity = Identity("TERISI", "3517092412900001")
        with refused("agreement_needed", *TABLES):
            register(officer, identity=identity)
        register(officer, identity=identity, agree=True)


class TestKnownByNik:
    """Somebody of another facility, whose officers did not tell us of them."""

    @pytest.mark.parametrize(
        "typed",
        [{"birth_date": None}, {"full_name": "Supriyadi"}],
        ids=["of the same name", "of one that begins so"],
    )
    def test_the_stay_opens_on_their_record(self, officer, typed):
        known = elsewhere(aliases=["PENDEK"], birth_place="")
        registered = register(
            officer,
            person(**{"birth_place": "Jombang", "aliases": ["Lain"], **typed}),
            identity=FILLED,
        )
        assert Participant.objects.get() == registered.participant == known.participant
        who = Participant.objects.get()
        # What was not known is filled in; what is known stays.
        assert (who.birth_place, who.aliases, who.full_name) == ("Jombang", ["PENDEK"], "SUPRI")
        known.refresh_from_db()
        assert (known.status, known.left_on) == ("FULL_RELEASE", LEFT)

    def test_a_repeat_changes_nothing(self, officer, unchanged):
        elsewhere()
        first = register(officer, identity=FILLED)
        with unchanged(*TABLES):
            assert register(officer, identity=FILLED) == first

    @pytest.mark.parametrize("name", ["Supri Hadi", "Suprih", "Pendek"])
    def test_whoever_is_called_nearly_so_is_the_same(self, name, officer):
        known = elsewhere(full_name="SUPRIH", aliases=["PENDEK"], birth_date=None)
        registered = register(officer, person(full_name=name), identity=FILLED)
        assert registered.participant == known.participant

    def test_the_dead_are_not_taken_in(self, officer, refused):
        happen(elsewhere(factory=CustodyFactory), "DIED", on=LEFT)
        with refused("died", *TABLES):
            register(officer, identity=FILLED)

    def test_who_is_held_there_is_not_taken_in(self, officer, refused):
        there = elsewhere(factory=CustodyFactory)
        with refused("nik_held", *TABLES):
            register(officer, identity=FILLED)
        assert _tells_nothing(there, officer)

    @pytest.mark.parametrize("born", [None, BORN])
    def test_another_name_is_another_person_whatever_the_birth_date(self, born, officer, refused):
        there = elsewhere(full_name="Orang Lain", birth_date=born)
        with refused("nik_taken", *TABLES):
            register(officer, identity=FILLED)
        assert _tells_nothing(there, officer)

    def test_a_day_of_a_stay_there_is_refused(self, officer, refused):
        elsewhere()
        early = stay(officer, entry_date=LEFT - A_DAY)
        with refused("held_elsewhere", *TABLES):
            register(officer, custody=early, identity=FILLED)


def _tells_nothing(there: Custody, user: User) -> bool:
    """Return whether the refusal is silent about the person and their stay there."""
    who, at = there.participant, there.facility
    told = (who.full_name, who.parent_name, there.registration_no, at.name, at.short_name)
    with pytest.raises(ActionRefused) as refusal:
        register(user, person(full_name="Supri Dua"), identity=FILLED)
    return not any(secret in str(refusal.value) for secret in told)


class TestRefusals:
    def test_of_the_nik(self, officer, refused):
        with refused("nik_wrong", *TABLES):
            register(officer, identity=Identity("TERISI", "123"))
        with refused("nik_status", *TABLES):
            register(officer, identity=Identity("BELUM_ADA", NIK))

    def test_a_number_in_use(self, officer, refused):
        register(officer)
        again = stay(officer, registration_no="BI.12/2026")
        with refused("number_taken", *TABLES):
            register(officer, person(full_name="Orang Lain"), custody=again)

    @pytest.mark.parametrize("number", ["", "–/.", "№"])
    def test_no_number(self, officer, refused, number):
        with refused("number_needed", *TABLES):
            register(officer, custody=stay(officer, registration_no=number))

    @pytest.mark.parametrize(
        "status", [each for each in Custody.Status if each not in Custody.HELD]
    )
    def test_somebody_who_is_not_held(self, officer, refused, status):
        with refused("not_held", *TABLES):
            register(officer, custody=stay(officer, status=status))

    def test_a_day_that_lies_ahead(self, officer, refused):
        with refused("future_day", *TABLES):
            register(officer, custody=stay(officer, entry_date=TODAY + A_DAY))

    @pytest.mark.parametrize(
        ("code", "dates"),
        [
            ("expiry_before_entry", {"expiry_date": ENTRY - A_DAY}),
            ("counted_after_entry", {"counted_from": ENTRY + A_DAY}),
            ("parts_out_of_order", {"half_date": LEFT, "two_thirds_date": LEFT - A_DAY}),
        ],
    )
    def test_days_of_the_sentence_that_cannot_be(self, officer, refused, code, dates):
        with refused(code, *TABLES):
            register(officer, custody=stay(officer, entry_date=ENTRY, **dates))
        known = ReleasedCustodyFactory(facility=officer.facility).participant
        again = stay(officer, participant=known, entry_date=ENTRY, **dates)
        with refused(code, *TABLES):
            actions.readmit(custody=again, by=officer, at=NOW)

    @pytest.mark.parametrize("factory", [OfficerFactory, StaffFactory])
    def test_only_officers_of_that_facility(self, officer, refused, factory):
        with refused("not_allowed", *TABLES):
            register(factory(), custody=stay(officer))

    def test_administrators_may(self, officer):
        assert register(AdministratorFactory(), custody=stay(officer)).facility == officer.facility


class TestReadmit:
    @pytest.fixture
    def old(self, officer: User) -> Custody:
        return ReleasedCustodyFactory(facility=officer.facility, entry_date=ENTRY, left_on=LEFT)

    def readmit(self, officer: User, old: Custody, **fields: object) -> Custody:
        new = stay(officer, participant=old.participant, **fields)
        return actions.readmit(custody=new, by=officer, at=NOW)

    def test_opens_another_stay_and_leaves_the_old_one(self, officer, old):
        before = Custody.objects.values().get()
        new = self.readmit(officer, old)
        assert Custody.objects.values().get(pk=old.pk) == before
        assert new.participant == old.participant
        assert Participant.objects.count() == 1

    def test_a_repeat_changes_nothing(self, officer, old, unchanged):
        new = self.readmit(officer, old)
        with unchanged(*TABLES):
            assert self.readmit(officer, old) == new

    def test_of_somebody_who_went_on_and_comes_back(self, officer):
        old = TransferredCustodyFactory(facility=officer.facility, entry_date=ENTRY, left_on=LEFT)
        assert self.readmit(officer, old).status == "CONVICT"

    def test_is_refused_of_somebody_never_held_here(self, officer, refused):
        theirs = ReleasedCustodyFactory(entry_date=ENTRY, left_on=LEFT)
        with refused("not_allowed", *TABLES):
            self.readmit(officer, theirs)

    def test_is_refused_elsewhere(self, officer, old, refused):
        new = stay(officer, participant=old.participant)
        with refused("not_allowed", *TABLES):
            actions.readmit(custody=new, by=OfficerFactory(), at=NOW)

    def test_is_refused_while_they_are_held(self, officer, refused):
        held = CustodyFactory(facility=officer.facility, entry_date=ENTRY)
        with refused("held_elsewhere", *TABLES):
            self.readmit(officer, held)

    @pytest.mark.parametrize(("end", "code"), [("DIED", "died"), ("ESCAPED", "escaped")])
    def test_is_refused_where_the_last_stay_leaves_no_room(self, end, code, officer, refused):
        held = CustodyFactory(facility=officer.facility, entry_date=ENTRY)
        happen(held, end, on=LEFT)
        with refused(code, *TABLES):
            self.readmit(officer, held)

    @pytest.mark.parametrize("is_declined", [False, True])
    def test_is_refused_of_whom_a_transfer_leads_on(self, is_declined, officer, refused):
        held, there = CustodyFactory(facility=officer.facility), OfficerFactory()
        sent = send(held, there.facility, on=TODAY)
        if is_declined:
            decline(transfer=sent, reason="Tidak datang", by=there, at=NOW)
        with refused("on_the_way", *TABLES):
            self.readmit(officer, held)
        reverse(event=sent.event, by=officer, at=NOW, reason="Kembali")
        with refused("held_elsewhere", *TABLES):
            self.readmit(officer, held)
        happen(held, "FULL_RELEASE", on=TODAY)
        assert self.readmit(officer, held, entry_date=TODAY).participant == held.participant

    def test_whoever_escaped_elsewhere_is_taken_in_here(self, officer, old):
        there = CustodyFactory(participant=old.participant, entry_date=LEFT)
        happen(there, "ESCAPED", on=TODAY - 9 * A_DAY)
        assert self.readmit(officer, old).status == "CONVICT"

    def test_is_refused_as_registering_is(self, officer, old, refused):
        with refused("not_held", *TABLES):
            self.readmit(officer, old, status="PAROLE")
        with refused("future_day", *TABLES):
            self.readmit(officer, old, entry_date=TODAY + A_DAY)
        with refused("number_needed", *TABLES):
            self.readmit(officer, old, registration_no="-")
        CustodyFactory(facility=officer.facility, registration_no="B.I 12/2026")
        with refused("number_taken", *TABLES):
            self.readmit(officer, old)


class TestChange:
    @pytest.fixture
    def who(self, officer: User) -> Participant:
        return CustodyFactory(facility=officer.facility).participant

    def change(self, who: Participant, by: User, base: str = "", **facts: object) -> Participant:
        known = {name: getattr(who, name) for name in FACTS}
        return actions.change(
            participant=who,
            facts={**known, **facts},
            base=base or fingerprint(who, FACTS),
            by=by,
        )

    def test_writes_what_differs(self, officer, who):
        changed = self.change(who, officer, aliases=["Pendek"], birth_place="Jombang")
        who.refresh_from_db()
        assert changed == who
        assert (who.aliases, who.birth_place) == (["Pendek"], "Jombang")
        assert versions_of(Participant).last().birth_place == "Jombang"

    def test_a_repeat_changes_nothing(self, officer, who, unchanged):
        base = fingerprint(who, FACTS)
        self.change(who, officer, birth_place="Jombang")
        with unchanged(Participant):
            self.change(who, officer, base=base, birth_place="Jombang")

    def test_nobody_overwrites_what_a_colleague_wrote_meanwhile(self, officer, who, refused):
        base = fingerprint(who, FACTS)
        self.change(who, OfficerFactory(facility=officer.facility), birth_place="Kediri")
        with refused("changed_meanwhile", Participant):
            self.change(who, officer, base=base, birth_place="Jombang")

    def test_two_who_change_different_facts_both_do(self, officer, who):
        base = fingerprint(who, FACTS)
        colleague = OfficerFactory(facility=officer.facility)
        self.change(Participant.objects.get(pk=who.pk), colleague, birth_place="Kediri")
        changed = self.change(who, officer, base=base, home_address="Dusun Mojo")
        assert (changed.birth_place, changed.home_address) == ("Kediri", "Dusun Mojo")

    @pytest.mark.parametrize("factory", [OfficerFactory, StaffFactory])
    def test_only_where_the_record_is_kept(self, who, refused, factory):
        with refused("not_allowed", Participant):
            self.change(who, factory(), birth_place="Jombang")
