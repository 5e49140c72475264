"""Phone numbers as they are typed, stored and read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jombang_umkm.phones import PhoneNumberError, shown, to_e164


@pytest.mark.parametrize(
    ("typed", "stored", "read"),
    [
        ("0812-3456-7890", "+6281234567890", "0812-3456-7890"),
        ("081234567890", "+6281234567890", "0812-3456-7890"),
        (" 0812 3456 7890 ", "+6281234567890", "0812-3456-7890"),
        ("6281234567890", "+6281234567890", "0812-3456-7890"),
        ("+62 812-3456-7890", "+6281234567890", "0812-3456-7890"),
        ("+62 (0) 812.3456.7890", "+6281234567890", "0812-3456-7890"),
        ("006281234567890", "+6281234567890", "0812-3456-7890"),
        ("0812345678", "+62812345678", "0812-3456-78"),
        ("(0321) 861234", "+62321861234", "(0321) 861234"),
        ("0321861234", "+62321861234", "(0321) 861234"),
        ("031/5551234", "+62315551234", "(031) 5551234"),
        ("021 555 1234", "+62215551234", "(021) 5551234"),
        ("+60 12-345 6789", "+60123456789", "+60123456789"),
        ("0060123456789", "+60123456789", "+60123456789"),
        ("+1 202 555 0143", "+12025550143", "+12025550143"),
    ],
)
def test_a_number_is_stored_in_one_form(typed: str, stored: str, read: str) -> None:
    assert to_e164(typed) == stored
    assert shown(stored) == read
    assert to_e164(read) == stored


@pytest.mark.parametrize(
    "typed",
    [
        *("", "-", "abc", "+", "++6281234567890", "0812", "08123456789012345", "861234"),
        *("0812-3456-789O", "0812 3456 7890 / 0813 3456 7890", "+0123456789", "+99 abc", "110"),
        *("+1234567890123456", "٠٨١٢٣٤٥٦٧٨٩٠"),
    ],
)
def test_what_is_no_number_is_said_with_what_was_typed(typed: str) -> None:
    with pytest.raises(PhoneNumberError) as error:
        to_e164(typed)
    assert f"“{typed}”" in str(error.value)


@given(st.text("+0123456789 -()./x", max_size=20))
def test_whatever_is_taken_reads_back_as_the_same_number(typed: str) -> None:
    try:
        stored = to_e164(typed)
    except PhoneNumberError:
        return
    assert stored[0] == "+"
    assert stored[1:].isdecimal()
    assert len(stored) <= 16
    assert to_e164(shown(stored)) == stored


@pytest.mark.parametrize("text", ["", "abc", "+62 812-3456", "0812"])
def test_what_is_not_stored_so_is_shown_as_it_is(text: str) -> None:
    assert shown(text) == text
