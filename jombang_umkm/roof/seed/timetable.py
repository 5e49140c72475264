"""When what is taught: pure functions of a day and the days off."""

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import cycle, islice

from jombang_umkm.roof.seed.trades import (
    BANKER,
    BUILDING,
    COOKING,
    EARLY,
    HALL,
    KNITTING,
    LAUNDRY,
    MECHANICS,
    TRADES,
    TRAINER,
    WELDING,
    Hours,
    Trade,
)

ONE_JP = timedelta(minutes=45)
SATURDAY = 5

# One course in the morning, one in the afternoon: whoever takes two can be in both.
ROTATION = ((KNITTING, COOKING), (WELDING, MECHANICS), (BUILDING, LAUNDRY))

# Lesson days behind the current programme when it is seeded: four rounds.
DAYS_BEHIND = 12


@dataclass(frozen=True)
class Lesson:
    """One session as planned; `called_off` says why it will not take place."""

    trades: tuple[Trade, ...]
    topic: str
    room: str
    day: date
    hours: Hours
    talks: tuple[tuple[str, Hours], ...]
    called_off: str = ""

    @property
    def lesson_hours(self) -> int:
        """JP, of 45 minutes each."""
        starts, ends = self.hours.starts_at, self.hours.ends_at
        return (datetime.combine(self.day, ends) - datetime.combine(self.day, starts)) // ONE_JP


@dataclass
class Timetable:
    """The lessons so far; each course goes through its modules in order."""

    lessons: list[Lesson] = field(default_factory=list)
    _taught: Counter[str] = field(default_factory=Counter)

    def open(self, day: date) -> None:
        """Add the opening: everybody, the office's trainer first and the bank after."""
        whole, split = Hours(time(8, 0), time(10, 15)), time(9, 30)
        talks = (
            (TRAINER, Hours(whole.starts_at, split)),
            (BANKER, Hours(split, whole.ends_at)),
        )
        topic = "Pembukaan, kelembagaan, dan rekening usaha"
        self.lessons.append(Lesson(TRADES, topic, HALL, day, whole, talks))

    def gather(self, day: date) -> None:
        """Add the common lesson that everybody attends before the courses part."""
        topic = "Kelembagaan dan usaha mikro"
        self.lessons.append(Lesson(TRADES, topic, HALL, day, EARLY, ((TRAINER, EARLY),)))

    def teach(self, day: date, *trades: Trade, called_off: str = "") -> None:
        """Add the next module of each course that has one left.

        A lesson called off does not use its module up: the next one takes it again.
        """
        for trade in trades:
            if self.has_finished(trade):
                continue
            topic = trade.modules[self._taught[trade.skill]]
            talks = ((trade.speaker, trade.hours),)
            self.lessons.append(
                Lesson((trade,), topic, trade.room, day, trade.hours, talks, called_off)
            )
            if not called_off:
                self._taught[trade.skill] += 1

    def has_finished(self, trade: Trade) -> bool:
        """Return whether all its modules have a lesson."""
        return self._taught[trade.skill] == len(trade.modules)


def of_2023() -> list[Lesson]:
    """Return the opening of Friday 10 March 2023, and three days of all courses after it.

    Only the opening day is history; hours and the days after are invented.
    """
    timetable = Timetable()
    timetable.open(date(2023, 3, 10))
    for day in (date(2023, 3, 13), date(2023, 3, 14), date(2023, 3, 15)):
        timetable.teach(day, *TRADES)
    return timetable.lessons


def around(today: date, days_off: Container[date]) -> list[Lesson]:
    """Return the current programme: its opening, four rounds behind, today, and what is left.

    Today has lessons whatever day it is: the common one first, one called off.
    """
    opening, *behind = reversed(list(islice(_working_days(today, -1, days_off), DAYS_BEHIND + 1)))
    timetable, rotation = Timetable(), cycle(ROTATION)
    timetable.open(opening)
    for day in behind:
        timetable.teach(day, *next(rotation))
    timetable.gather(today)
    timetable.teach(today, *next(rotation))
    welding, mechanics = next(rotation)
    timetable.teach(today, welding, called_off="Aliran listrik bengkel las padam")
    timetable.teach(today, mechanics)
    for day in _working_days(today, +1, days_off):
        if all(timetable.has_finished(trade) for trade in TRADES):
            break
        timetable.teach(day, *next(rotation))
    return timetable.lessons


def _working_days(start: date, step: int, days_off: Container[date]) -> Iterator[date]:
    """Yield the office's working days after (or before) a day: Monday to Friday, no holiday."""
    day = start
    while True:
        day += timedelta(days=step)
        if day.weekday() < SATURDAY and day not in days_off:
            yield day
