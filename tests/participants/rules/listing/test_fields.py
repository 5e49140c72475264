"""What headers mean, and which are never read."""

import pytest
from django.utils import translation

from participants.rules.listing.fields import FIELDS, is_forbidden, meaning_of, plain

MEANT = [
    ("NAMA", "full_name"),
    ("Nama Lengkap", "full_name"),
    ("NAMA WBP", "full_name"),
    ("Nama Narapidana / Tahanan", "full_name"),
    ("Nama/Alias", "full_name"),
    ("NamaLengkap", "full_name"),
    ("Bin/Binti", "parent_name"),
    ("NAMA AYAH", "parent_name"),
    ("Nm Alias 1", "aliases"),
    ("nm_alias_3", "aliases"),
    ("Alias2", "aliases"),
    ("Nama Kecil 3", "aliases"),
    ("nm_kecil_1", "aliases"),
    ("No. Registrasi", "registration_no"),
    ("NO REG", "registration_no"),
    ("NOREG", "registration_no"),
    ("NMR_REG_GOL", "registration_no"),
    ("Nomor\nRegister", "registration_no"),
    ("No. Reg. Lapas", "registration_no"),
    ("Golongan", "register_class"),
    ("Gol. Reg", "register_class"),
    ("tgl masuk", "entry_date"),
    ("TGL_MSK_LAPAS", "entry_date"),
    ("Tgl. Msk UPT", "entry_date"),
    ("Tanggal Masuk Lapas/Rutan", "entry_date"),
    ("Tgl Ekspirasi", "expiry_date"),
    ("TANGGAL EXPIRASI", "expiry_date"),
    ("1/2 MP", "half_date"),
    ("Tgl ½ Masa Pidana", "half_date"),
    ("2/3", "two_thirds_date"),
    ("Tgl. 2/3 Masa Pidana", "two_thirds_date"),
    ("BLOK", "block"),
    ("lokasi_blok", "block"),
    ("Sel", "cell"),
    ("No. Kamar", "cell"),
    ("LOKASI_SEL", "cell"),
    ("Jenis Kelamin", "sex"),
    ("L/P", "sex"),
    ("JK", "sex"),
    ("Tgl. Lahir", "birth_date"),
    ("Tempat Lahir", "birth_place"),
    ("Tempat / Tgl Lahir", "born"),
    ("Tempat, Tanggal Lahir", "born"),
    ("TTL", "born"),
    ("N I K", ""),
    ("NIK", "nik"),
    ("No. KTP", "nik"),
    ("Pendidikan Terakhir", "education"),
    ("Alamat Asal", "home_address"),
]
# Neither read nor in the way.
NOTHING = (
    "",
    "No",
    "No.",
    "Nomor",
    "Tanggal",
    "Keterangan",
    "Nama UPT",
    "Nama Lapas",
    "Umur",
    "Nama Istri",
)


@pytest.mark.parametrize(("header", "key"), MEANT)
def test_a_header_means_one_field_however_it_is_spelled(header, key):
    assert meaning_of(header)[0] == key


@pytest.mark.parametrize("header", NOTHING)
def test_other_headers_mean_nothing(header):
    assert meaning_of(header) == ("", False)
    assert not is_forbidden(header)


@pytest.mark.parametrize(
    "header",
    [
        *("Perkara", "JENIS PERKARA", "Pasal", "Tindak Pidana", "tindak_pidana", "Kejahatan"),
        *("Agama", "Nama Ibu", "Nama Ibu Kandung", "NM_IBU", "Putusan", "Vonis", "Lama Pidana"),
        *("Nama Anak", "Kasus", "Offence", "Religion", "Mother's name", "Lama Hukuman"),
    ],
)
def test_what_is_never_stored_means_nothing_and_is_known(header):
    assert is_forbidden(header)
    assert meaning_of(header) == ("", False)


@pytest.mark.parametrize("language", ["en", "id"])
def test_our_own_names_of_the_fields_mean_them(language):
    with translation.override(language):
        assert [meaning_of(str(field.label))[0] for field in FIELDS] == [
            field.key for field in FIELDS
        ]


def test_no_word_means_two_fields_nor_what_is_forbidden():
    words = [plain(word) for field in FIELDS for word in (*field.words, *field.loosely)]
    assert len(set(words)) == len(words)
    assert not [word for word in words if is_forbidden(word)]
