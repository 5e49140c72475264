"""Reading the number of a printed list, as it is typed or as a scanner types it."""

import re

# A scanner set to another keyboard writes other signs for the dashes.
_NUMBER = re.compile(r"^(?:DH)?\W*(?:(20\d\d)\W*)?(\d{1,6})$")


def sheet_number(text: str, *, year: int) -> str | None:
    """Return the number in full, "DH-2026-000142"; None where there is none in the text.

    Taken are also `dh 2026 142`, `142` of `year`, and an address that ends with
    the number.
    """
    found = _NUMBER.match(text.strip().rstrip("/").rpartition("/")[2].strip().upper())
    # Scanned with slashes for dashes: then the last part alone is not the number.
    found = _NUMBER.match(text.strip().upper()) or found
    if found is None:
        return None
    return f"DH-{found[1] or year}-{int(found[2]):06d}"
