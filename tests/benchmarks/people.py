"""The list of people with the whole country's in the database: pages, searches, plans."""

from typing import Any
from urllib.parse import urlencode

from django.db import connection, connections
from django.urls import reverse

from jombang_umkm.models import Facility, Office, User
from participants.models import Custody, Participant
from tests.benchmarks import crowd, data
from tests.benchmarks.browser import Browser, gunicorn
from tests.benchmarks.data import signed_in
from tests.benchmarks.measure import Times, pages
from tests.benchmarks.policies import measure_policies, opens
from tests.benchmarks.report import Budget, say, say_figures, say_headings
from tests.factories.jombang_umkm import OfficeFactory, OfficerFactory

PEOPLE, FACILITIES = 300_000, 532
FIRST, SEARCH = Budget(40, 10), Budget(60, 10)
OFTEN = Times(5, 40)

# What is looked for: a common beginning, a whole name, an alias or father, a slip, a number.
SEARCHES = ("moh", "sup", "moh sholikin", "santoso", "sholikun", "12/2026")
FILTERS: dict[str, dict[str, Any]] = {
    "all, also gone": {"siapa": "semua"},
    "without family contact": {"tanpa_keluarga": "on"},
    "without NIK, by expiry": {"tanpa_nik": "on", "urut": "ekspirasi"},
    "expiry within 3 months": {"ekspirasi": 3},
    "by number": {"urut": "nomor"},
}


def measure_people() -> None:
    """Print what the list takes, for an officer and for an administrator, beside a plain admin."""
    administrator = data.make_administrator()
    facilities = _facilities()
    say(f"writing {PEOPLE:,} people in {len(facilities)} facilities")
    crowd.write(PEOPLE, facilities, by=administrator)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    officer = OfficerFactory(facility=facilities[1])
    _say_sizes(officer)
    measure_lists_of(officer, administrator)
    lists = {name: opens(address) for name, address in _lists().items()}
    measure_policies("An officer", officer, lists)
    measure_policies("An administrator", administrator, lists)


def _lists() -> dict[str, str]:
    """Return the addresses of the lists, by what they show."""
    people = reverse("people")
    asked: dict[str, dict[str, Any]] = {f"search “{text}”": {"cari": text} for text in SEARCHES}
    asked |= {"search of nobody": {"cari": "zzyyxx qwv"}} | FILTERS
    return {"first page": people} | {
        name: f"{people}?{urlencode(each)}" for name, each in asked.items()
    }


def measure_lists_of(officer: User, administrator: User) -> None:
    """Print the figures of the list as these two see it, and those of a plain admin."""
    connections.close_all()
    with gunicorn() as port:
        for title, user in (("An officer", officer), ("An administrator", administrator)):
            say_headings(title)
            _measure(Browser(port, signed_in(user)))
        say_headings("A plain admin")
        _measure_plain(Browser(port, signed_in(administrator)))


def _facilities() -> list[Facility]:
    office: Office = OfficeFactory()
    return Facility.objects.bulk_create(
        Facility(office=office, name=f"Lapas {n}", short_name=f"Lapas {n}", place="Jombang")
        for n in range(FACILITIES)
    )


def _say_sizes(officer: User) -> None:
    own = Custody.objects.visible_to(officer)
    say(
        f"{Participant.objects.count():,} people, {Custody.objects.count():,} stays;"
        f" the officer's prison: {own.filter(status__in=Custody.HELD).count()} held,"
        f" {own.count()} stays"
    )


def _measure(browser: Browser) -> None:
    second = f"{reverse('people')}?setelah={_fiftieth()}"
    for name, address in {**_lists(), "a page in the middle": second}.items():
        say_figures(name, pages(OFTEN, browser, address), _budget(name))


def _budget(name: str) -> Budget:
    if "page" in name:
        return FIRST
    return SEARCH if name.startswith("search") else Budget(statements=10)


def _fiftieth() -> int:
    """Return a stay in the middle of the alphabet."""
    return Custody.objects.filter(participant__full_name__istartswith="m").values_list(
        "pk", flat=True
    )[0]


def _measure_plain(browser: Browser) -> None:
    address = reverse("plain:participants_participant_changelist")
    say_figures("first page", pages(Times(2, 8), browser, address))
    for text in SEARCHES[:4]:
        found = pages(Times(2, 8), browser, f"{address}?{urlencode({'q': text})}")
        say_figures(f"search “{text}”", found)
