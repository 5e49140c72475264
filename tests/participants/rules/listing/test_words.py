"""Sex and schooling in the words of lists."""

import pytest
from django.utils import translation

from participants.models import Participant
from participants.rules.listing.cells import CellError
from participants.rules.listing.words import read_education, read_sex

School = Participant.Education


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        *(
            (text, "L")
            for text in ("L", "l", "Laki-laki", "LAKI - LAKI", "Lk.", "Pria", "M", "male")
        ),
        *((text, "P") for text in ("P", "p", "Perempuan", "PR", "Wanita", "F", "Female")),
        *((text, "") for text in ("", "-", "tidak diketahui")),
        *((f"{sex.label}", sex.value) for sex in Participant.Sex),
    ],
)
def test_the_sex_is_read(text, sex):
    assert read_sex(text) == sex


@pytest.mark.parametrize("text", ["X", "L/P", "0", "waria?"])
def test_what_is_no_sex_is_refused(text):
    with pytest.raises(CellError):
        read_sex(text)


@pytest.mark.parametrize(
    ("text", "school"),
    [
        ("SD", School.PRIMARY),
        ("Tamat SD/Sederajat", School.PRIMARY),
        ("SDN", None),
        ("S.D.", School.PRIMARY),
        ("Sekolah Dasar", School.PRIMARY),
        ("SMP", School.LOWER_SECONDARY),
        ("SLTP/SEDERAJAT", School.LOWER_SECONDARY),
        ("MTs", School.LOWER_SECONDARY),
        ("SMA/SMK", School.UPPER_SECONDARY),
        ("SLTA/SEDERAJAT", School.UPPER_SECONDARY),
        ("Kejar Paket C", School.UPPER_SECONDARY),
        ("STM", School.UPPER_SECONDARY),
        ("DIPLOMA I/II", School.DIPLOMA),
        ("AKADEMI/DIPLOMA III/S. MUDA", School.DIPLOMA),
        ("D-3", School.DIPLOMA),
        ("D.III", School.DIPLOMA),
        ("DIPLOMA IV/STRATA I", School.BACHELOR),
        ("S-1", School.BACHELOR),
        ("STRATA II", School.BACHELOR),
        ("Sarjana", School.BACHELOR),
        ("TIDAK/BELUM SEKOLAH", School.NONE),
        ("Tidak sekolah", School.NONE),
        ("Buta huruf", School.NONE),
        ("BELUM TAMAT SD/SEDERAJAT", School.NONE),
        ("Tidak tamat SD", School.NONE),
        ("tdk tamat SMP", School.PRIMARY),
        ("Putus sekolah SMA", School.LOWER_SECONDARY),
        ("-", ""),
        ("", ""),
        ("Lain-lain", ""),
    ],
)
def test_the_highest_school_finished_is_read(text, school):
    if school is None:
        with pytest.raises(CellError):
            read_education(text)
    else:
        assert read_education(text) == school


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("school", list(School))
def test_our_own_words_are_read(school, language):
    with translation.override(language):
        assert read_education(str(school.label)) == school
    assert read_education(school.value) == school
