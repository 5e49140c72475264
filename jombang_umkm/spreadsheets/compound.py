"""Compound files, in which Excel kept its files before 2007, and hides those with a password.

Only as much of [MS-CFB] as tells what a file is, and of [MS-XLS] as tells from when it
counts its days, for the reader does not say so.
"""

import struct
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Self

BEGINNING = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTRY = 128
# Sectors below are there; the numbers from here on say that a chain ends, or nothing.
NO_SECTOR = 0xFFFFFFFA
# What is read of a stream: in a workbook, more than all that stands before its styles.
HEAD = 16_384
# A stream smaller than this lies in the stream of the root, in sectors of its own size.
SMALL, SMALL_SECTOR = 4_096, 64
ROOT = 5

DATE1904, FILEPASS, END = 0x0022, 0x002F, 0x000A


class Broken(ValueError):  # noqa: N818 - an answer, not a fault
    """A file begins like a compound file and does not go on like one."""


@dataclass(frozen=True)
class Globals:
    """What the beginning of a workbook says of all its sheets."""

    is_encrypted: bool = False
    since_1904: bool = False

    @classmethod
    def of(cls, workbook: bytes) -> Self:
        """Return what is said before the styles; `workbook` is the head of its stream."""
        records: dict[int, bytes] = {}
        at = 0
        while at + 4 <= len(workbook) and END not in records:
            record, length = struct.unpack_from("<HH", workbook, at)
            records.setdefault(record, workbook[at + 4 : at + 4 + length])
            at += 4 + length
        return cls(FILEPASS in records, records.get(DATE1904, b"").startswith(b"\1"))


class Compound:
    """A compound file: the names in it, and how each stream begins.

    Raises Broken where it is made, and where a stream is asked for.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            (shift,) = struct.unpack_from("<H", content, 30)
            if shift not in (9, 12):
                raise Broken
            self._size = 1 << shift
            self._root = (NO_SECTOR, 0)
            # What says that it has more sectors than its length allows, goes in a circle.
            self._sectors = len(content) // self._size
            self._next = self._numbers(islice(self._table(), self._sectors))
            self._places = dict(self._entries())
            (small,) = struct.unpack_from("<I", content, 60)
            self._next_small = self._numbers(self._chain(small))
        except (struct.error, IndexError, UnicodeDecodeError) as error:
            raise Broken from error

    @property
    def names(self) -> Collection[str]:
        """The names of all streams, and of what they lie in."""
        return self._places.keys()

    def head(self, name: str) -> bytes:
        """Return how that stream begins: 16 KB of it, or all."""
        start, size = self._places[name]
        try:
            if size >= SMALL:
                return self._read(start, min(size, HEAD))
            root, length = self._root
            within = self._read(root, length)
            chain = islice(_chain(self._next_small, start), SMALL // SMALL_SECTOR)
            small = (within[n * SMALL_SECTOR :][:SMALL_SECTOR] for n in chain)
            return b"".join(small)[:size]
        except IndexError as error:
            raise Broken from error

    def _entries(self) -> Iterator[tuple[str, tuple[int, int]]]:
        (first,) = struct.unpack_from("<I", self._content, 48)
        directory = b"".join(map(self._sector, self._chain(first)))
        for at in range(0, len(directory) - ENTRY + 1, ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            place = struct.unpack_from("<II", directory, at + 116)
            if kind == ROOT:
                self._root = place
            elif kind:
                name = directory[at : at + min(max(length - 2, 0), 64)]
                yield name.decode("utf-16-le"), place

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._content[at : at + self._size]

    def _read(self, start: int, length: int) -> bytes:
        chain = islice(self._chain(start), -(-length // self._size))
        return b"".join(map(self._sector, chain))[:length]

    def _chain(self, first: int) -> Iterator[int]:
        return islice(_chain(self._next, first), self._sectors)

    def _numbers(self, sectors: Iterable[int]) -> list[int]:
        """Return the numbers that stand in those sectors."""
        numbers = f"<{self._size // 4}I"
        return [n for sector in sectors for n in struct.unpack(numbers, self._sector(sector))]

    def _table(self) -> Iterator[int]:
        """Yield the sectors that say which follows which: 109 are named in the header."""
        yield from _there(struct.unpack_from("<109I", self._content, 76))
        (further,) = struct.unpack_from("<I", self._content, 68)
        for _step in range(self._sectors):
            if further >= NO_SECTOR:
                return
            *sectors, further = self._numbers([further])
            yield from _there(sectors)


def _there(sectors: Iterable[int]) -> Iterator[int]:
    return (sector for sector in sectors if sector < NO_SECTOR)


def _chain(following: Sequence[int], first: int) -> Iterator[int]:
    """Yield the sectors from the first on; for ever, where they go in a circle."""
    number = first
    while number < NO_SECTOR:
        yield number
        number = following[number]
