"""Names, however they are spelled."""

import re
import unicodedata
from functools import lru_cache

from participants.spelling import NO_LETTERS, SPELLINGS

# Word boundaries in PostgreSQL's words and in Python's.
_COMPILED = tuple(
    (re.compile(spelling.replace(r"\m", r"\b(?=\w)").replace(r"\M", r"(?<=\w)\b")), instead)
    for spelling, instead in (*SPELLINGS, (NO_LETTERS, ""))
)
_APOSTROPHES = str.maketrans("", "", "'\u2018\u2019\u02bc`")


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """Return the key that the database derives (`participants.spelling.NameKey`).

    Of names in Latin letters: which digits and vowel signs of other scripts are part of a word,
    so that a letter M beside them is no Muhammad, depends on the locale of the database.
    """
    plain = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES)).lower()
    for spelling, instead in _COMPILED:
        plain = spelling.sub(instead, plain)
    return plain
