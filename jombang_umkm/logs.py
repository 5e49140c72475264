"""What is written to the log: lines that name nobody by their NIK."""

import logging
import re

MASK = "[digits masked]"

# What people and addresses put between groups of digits.
_BETWEEN = r"(?:%20|[ \t\u00a0.+\-\u2010-\u2014]){0,3}"
# Sixteen or more: where a NIK begins in a longer row of groups, nobody can tell.
_NIK = re.compile(rf"\d(?:{_BETWEEN}\d){{15,}}")


class MaskingFormatter(logging.Formatter):
    """Masks every run of sixteen digits in a finished line, its traceback included.

    A filter would see the message before the traceback is added. lokal-id's own
    masks only a NIK that could exist, keeps its serial, and misses dots: a NIK
    mistyped by one digit still names somebody.
    """

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


def masked(text: str) -> str:
    """Return the text with every run of sixteen digits or more replaced."""
    return _NIK.sub(MASK, text)
