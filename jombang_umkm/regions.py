"""Regions of Indonesia by their Kemendagri code, and how they are found by typing.

A thin layer over lokal's copy of Kepmendagri 300.2.2-2138/2025, which it reads at the
first use. Its own search takes about 100 ms and one name; people type several, "losari
ploso", at every letter: so the words lie in an index of ours.
"""

import re
import threading
import unicodedata
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from heapq import nsmallest

from lokal import wilayah

LIMIT = 20
FEWEST_LETTERS = 3
# No region with all it lies in is longer.
LONGEST = 120

# Among names that fit alike, those of the home of this office come first, then its province.
HOME, HOME_PROVINCE = "35.17", "35"
# Provinces of Papua, where a kecamatan is called a distrik.
PAPUA = 91

PROVINCE, DISTRICT, SUBDISTRICT, VILLAGE = 1, 2, 3, 4

SHORT = (
    ("Kabupaten ", "Kab. "),
    ("Administrasi ", "Adm. "),
    ("Daerah Khusus Ibukota ", "DKI "),
    ("Daerah Istimewa ", "DI "),
)
# Words that say what a region is, not which.
KINDS = frozenset(
    [
        "ds",
        "desa",
        "kel",
        "kelurahan",
        "kec",
        "kecamatan",
        "distrik",
        "kab",
        "kabupaten",
        "adm",
        "administrasi",
        "prov",
        "provinsi",
        "propinsi",
    ]
)
# One letter tells too little: half the country has a word that begins so.
WORD = re.compile(r"[a-z0-9]{2,}")
# A word written as "N i a n".
SPACED = re.compile(r"\b([a-z]) (?=[a-z]\b)")
APOSTROPHES = str.maketrans("", "", "'’‘`ʼ")


@dataclass(frozen=True)
class Region:
    """A region: "35.17.14.2003", "Desa Losari", "Desa Losari, Kec. Ploso, Kab. Jombang, …"."""

    code: str
    name: str
    path: str


@lru_cache(maxsize=4096)
def region(code: str) -> Region | None:
    """Return the region of that code, of any level; None where there is none."""
    code = wilayah.normalize_wilayah_code(code)
    names = [_name(each) for each in _lineage(code)]
    return Region(code, names[0], ", ".join(names)) if all(names) else None


def name_of(code: str) -> str:
    """Return the region in words, with what it lies in; a code that nobody knows as it is."""
    found = region(code)
    return found.path if found else code


def home_district(code: str) -> Region | None:
    """Return the kabupaten or kota that a region is or lies in; None for a province, or none."""
    parts = wilayah.normalize_wilayah_code(code).split(".")
    return region(".".join(parts[:DISTRICT])) if len(parts) >= DISTRICT and region(code) else None


def is_enough(text: str) -> bool:
    """Return whether there is a word long enough to look for."""
    return max(map(len, _words(text)), default=0) >= FEWEST_LETTERS


def find(text: str, limit: int = LIMIT) -> list[Region]:
    """Return the villages, kecamatan, kabupaten and kota that are meant, best first.

    Every typed word begins a word of their name or of what they lie in, in any order, and
    at least one of them begins a word of their own name. Words of one or two letters find
    nothing by themselves.
    """
    if not is_enough(text):
        return []
    index, words = _index(), _words(text[:LONGEST])
    tries = (index.search(each, limit) for each in (words, *_joined(words)))
    found = map(region, next(filter(None, tries), []))
    return [each for each in found if each is not None]


def _lineage(code: str) -> list[str]:
    """Return the codes of a region and of those it lies in, nearest first."""
    parts = code.split(".")
    return [".".join(parts[:length]) for length in range(len(parts), 0, -1)]


def _above(code: str) -> str:
    return code.rpartition(".")[0]


def _level(code: str) -> int:
    return code.count(".") + 1


def _name(code: str) -> str:
    """Return what a region is called, with what it is; nothing for an unknown code."""
    name: str = wilayah.wilayah_name(code) or ""
    return name and _with_kind(code, name)


def _short(name: str) -> str:
    for long, short in SHORT:
        name = name.replace(long, short)
    return name


def _with_kind(code: str, name: str) -> str:
    name = _short(name)
    if _level(code) == SUBDISTRICT:
        return f"Distrik {name}" if int(code[:2]) >= PAPUA else f"Kec. {name}"
    if _level(code) == VILLAGE:
        kind = "Kel." if code.split(".")[3].startswith("1") else "Desa"
        return name if name.startswith("Desa ") else f"{kind} {name}"
    return name


def _words(text: str) -> list[str]:
    """Return the words that tell regions apart: without case, accents, apostrophes and kinds.

    Where nothing else is left, a kind is a name (Kel. Kabupaten).
    """
    plain = unicodedata.normalize("NFKD", text.translate(APOSTROPHES)).lower()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = list(dict.fromkeys(WORD.findall(SPACED.sub(r"\1", letters))))
    return [word for word in words if word not in KINDS] or words


def _joined(words: list[str]) -> Iterator[list[str]]:
    """Yield the words with two or three neighbours in one, as Sambongdukuh is written."""
    for count in (2, 3):
        for at in range(len(words) - count + 1):
            yield [*words[:at], "".join(words[at : at + count]), *words[at + count :]]


class _Index:
    """The words of all names in order, each with the numbers of the regions that have it.

    Regions are numbered in the order in which they are offered where they fit alike.
    """

    def __init__(self) -> None:
        # All names in one go; lokal's public functions would build a tree of objects first.
        names: dict[str, str] = dict(wilayah._region_names())
        self.codes = sorted(names, key=lambda code: (*_rank(code), names[code], code))
        numbers = {code: number for number, code in enumerate(self.codes)}
        self.parents = array("i", (numbers.get(_above(code), -1) for code in self.codes))
        # How many words make up a name.
        self.lengths = bytearray()
        having: dict[str, array[int]] = {}
        for number, code in enumerate(self.codes):
            words = _words(_short(names[code]))
            # Nobody types the "kota" of Kota Surabaya to have named it in full.
            self.lengths.append(len(words) - (_level(code) == DISTRICT and "kota" in words))
            for word in _spellings(words):
                having.setdefault(word, array("i")).append(number)
        self.words = sorted(having)
        # The numbers of words[i] are numbers[starts[i] : starts[i + 1]].
        self.starts, self.numbers = array("i", [0]), array("i")
        for word in self.words:
            self.numbers += having[word]
            self.starts.append(len(self.numbers))

    def search(self, words: list[str], limit: int) -> list[str]:
        """Return the codes of the regions that have all these words, best first."""
        # The rarest first: what it rules out need not be asked about the others.
        sets = sorted((set(self._numbers(word, word + "~")) for word in words), key=len)
        near = set().union(*sets) if sets[0] else set()
        found = [number for number in near if self._has(number, sets)]
        full = Counter(number for word in words for number in self._numbers(word, word + "!"))
        best = nsmallest(
            limit, found, key=lambda number: (full[number] < self.lengths[number], number)
        )
        return [self.codes[number] for number in best]

    def _numbers(self, word: str, before: str) -> "array[int]":
        """Return the regions with a word from that one to, but not with, the other."""
        first, last = (bisect_left(self.words, each) for each in (word, before))
        return self.numbers[self.starts[first] : self.starts[last]]

    def _has(self, number: int, sets: list[set[int]]) -> bool:
        """Return whether a region, no province, is or lies in one of each set."""
        line = [number]
        while (above := self.parents[line[-1]]) >= 0:
            line.append(above)
        return len(line) > 1 and not any(numbers.isdisjoint(line) for numbers in sets)


def _rank(code: str) -> tuple[bool, bool, int]:
    """Return what puts a region before others; the larger ones come first."""
    line = _lineage(code)
    return (HOME not in line, HOME_PROVINCE not in line, _level(code))


def _spellings(words: list[str]) -> list[str]:
    """Return the words of a name, and all in one: "Ploso Geneng" is typed Plosogeneng too."""
    return [*words, "".join(words)] if len(words) > 1 else words


_building = threading.Lock()


def _index() -> _Index:
    """Return the index, built by whoever asks first while others wait."""
    with _building:
        return _built()


@cache
def _built() -> _Index:
    return _Index()
