"""The seeded demonstration, and the records in it that show a screen in each of its states."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils import timezone

from jombang_umkm.models import User
from jombang_umkm.roof import seed
from participants.models import Custody
from programs.models import Attendance, Course, Program, Session
from programs.querysets import SessionQuerySet
from tests.factories.jombang_umkm import PASSWORD, OfficerFactory, StaffFactory
from tests.factories.programs import stays_on


@dataclass(frozen=True)
class World:
    """What `make seed` plants on that day."""

    today: date

    @classmethod
    def planted(cls) -> "World":
        world = cls(timezone.localdate())
        seed.plant(today=world.today, password=PASSWORD, reset=False)
        return world

    @cached_property
    def users(self) -> dict[str, User]:
        """Who looks, by role; the stranger's office and the colleague are not seeded."""
        by_name = {user.username: user for user in User.objects.all()}
        officer = by_name["petugas"]
        return {
            "officer": officer,
            "staff": by_name["dinas"],
            "administrator": by_name["admin"],
            "colleague": OfficerFactory(facility=officer.facility, full_name="Wulan Sari"),
            "stranger": StaffFactory(full_name="Dewi Lestari"),
        }

    @cached_property
    def sheet(self) -> Session:
        """Today's first session, over since an hour, with all twenty people."""
        return self._sessions.on(self.today).in_order()[0]

    @cached_property
    def early(self) -> Session:
        """Today's last session, which has not begun."""
        return self._sessions.on(self.today).recordable().in_order().last()

    @cached_property
    def half_recorded(self) -> Session:
        half = self._sessions.before(self.today).still_to_record().filter(status="HELD")
        return half.get()

    @cached_property
    def recorded(self) -> Session:
        """The opening of the programme, with everybody's mark."""
        return self._sessions.before(self.today).in_order()[0]

    @cached_property
    def cancelled(self) -> Session:
        return self._sessions.get(status=Session.Status.CANCELLED)

    @cached_property
    def future(self) -> Session:
        return self._sessions.filter(day__gt=self.today).in_order()[0]

    @cached_property
    def locked(self) -> Session:
        """A session of the closed programme."""
        return Session.objects.exclude(program=self.program).in_order()[0]

    @cached_property
    def program(self) -> Program:
        return Program.objects.get(status=Program.Status.RUNNING)

    @cached_property
    def course(self) -> Course:
        return self.program.courses.order_by("name")[0]

    @cached_property
    def people(self) -> list[Custody]:
        """The twenty of today's first session."""
        return stays_on(self.sheet)

    def stay_of(self, name: str) -> Custody:
        """The stay of somebody seeded, as it is now."""
        return Custody.objects.select_related("participant", "facility").get(
            participant__full_name=name
        )

    @cached_property
    def mark(self) -> Attendance:
        """A mark of the opening that may be corrected."""
        return self.recorded.attendances.filter(mark="HADIR").select_related("custody")[0]

    @property
    def tomorrow(self) -> date:
        return self.today + timedelta(days=1)

    @property
    def _sessions(self) -> SessionQuerySet:
        return Session.objects.filter(program=self.program)
