"""What is read from a list, and how the columns that hold it are called."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participants.models import Custody, Participant

Kind = Literal[
    "name",
    "parent",
    "aliases",
    "number",
    "class",
    "past",
    "entry",
    "ahead",
    "text",
    "sex",
    "born",
    "nik",
    "education",
]

# Shortened and misspelled words of headers, and what they stand for.
_MEANT = {
    **dict.fromkeys(["tgl", "tg", "tggl", "tanggl"], "tanggal"),
    **dict.fromkeys(["no", "nmr", "nr", "num", "number"], "nomor"),
    **dict.fromkeys(["reg", "regis", "register", "regist", "registration"], "registrasi"),
    **dict.fromkeys(["exp", "eks", "expirasi", "ekpirasi", "eksp", "expired"], "ekspirasi"),
    **dict.fromkeys(["tmp", "tmpt", "tpt", "tmpat"], "tempat"),
    **dict.fromkeys(["gol", "golong"], "golongan"),
    **dict.fromkeys(["nm", "nama2"], "nama"),
    **dict.fromkeys(["lhr"], "lahir"),
    **dict.fromkeys(["msk"], "masuk"),
    **dict.fromkeys(["napi", "napidana"], "narapidana"),
    **dict.fromkeys(["thn", "thnan"], "tahanan"),
}
# Of whom a header says it is, or of which prison; "Nama UPT" is no person's name.
_WHOSE = re.compile(
    r" (?:wbp|warga binaan(?: pemasyarakatan)?|narapidana(?: atau tahanan)?"
    r"|tahanan(?: atau narapidana)?|penghuni)$"
    r"|(?<=^tanggal masuk) .*\b(?:lapas|rutan|upt)$"
    r"|(?<=^nomor registrasi) (?:lapas|rutan|upt|lapas atau rutan)$"
)
# Never stored, so never read (domain.md §5; UU 27/2022).
_FORBIDDEN = re.compile(
    r"\b(perkara|pasal|tindak pidana|kejahatan|kasus|delik|dakwaan|vonis|putusan|hukuman"
    r"|(?:lama|jenis) (?:masa )?pidana|denda|subsider|uang pengganti|agama|kepercayaan|ibu|anak"
    r"|offen[cs]e|crime|verdict|length of (?:the )?sentence|religion|mother|child(?:ren)?"
    r"|pin|otp|password)\b"
)


@dataclass(frozen=True)
class Field:
    """Something that a column may hold.

    `words` are headers that mean it; `loosely` those that mean it where no other column does.
    """

    key: str
    label: str | Promise
    kind: Kind
    words: tuple[str, ...]
    loosely: tuple[str, ...] = ()
    is_required: bool = False
    is_many: bool = False
    longest: int | None = None


def _of(model: type[models.Model], key: str, kind: Kind, *words: str, **more: Any) -> Field:
    """Return a field with the name and the length that it has in the database."""
    column = model._meta.get_field(key)
    assert isinstance(column, models.Field)
    longest = getattr(column, "base_field", column).max_length
    return Field(key, column.verbose_name, kind, words, longest=longest, **more)


FIELDS: tuple[Field, ...] = (
    _of(
        *(Participant, "full_name", "name"),
        *("nama", "nama lengkap", "nama dan alias", "nama atau alias", "nama beserta alias"),
        *("nama bin binti", "nama atau bin atau binti", "nama bin atau binti"),
        *("name", "full name"),
        loosely=("wbp", "warga binaan", "narapidana", "tahanan", "penghuni"),
        is_required=True,
    ),
    _of(
        *(Participant, "parent_name", "parent"),
        *("bin", "binti", "bin binti", "bin atau binti", "nama ayah", "ayah", "nama bapak"),
        *("nama ayah kandung", "ayah kandung", "father", "father s name"),
    ),
    _of(
        *(Participant, "aliases", "aliases"),
        *("alias", "nama alias", "nama kecil", "nama panggilan", "panggilan", "nama lain"),
        *("alias atau panggilan", "nama kecil atau alias", "aliases", "nick name"),
        is_many=True,
    ),
    _of(
        *(Custody, "registration_no", "number"),
        *("nomor registrasi", "nomorreg", "noreg", "nomor registrasi golongan"),
        *("registrasi nomor", "nomor registrasi narapidana", "nomor registrasi tahanan"),
        loosely=("registrasi",),
        is_required=True,
    ),
    _of(
        *(Custody, "register_class", "class"),
        *("golongan", "golongan registrasi", "registrasi golongan", "jenis registrasi"),
        *("kelas registrasi", "registrasi class", "golongan tahanan"),
    ),
    _of(
        *(Custody, "entry_date", "entry"),
        *("tanggal masuk", "masuk", "masuk tanggal", "tanggal diterima", "tanggal terima"),
        *("tanggal penerimaan", "entry date", "date of entry"),
    ),
    _of(
        *(Custody, "expiry_date", "ahead"),
        *("tanggal ekspirasi", "ekspirasi", "tanggal akhir pidana", "ekspirasi akhir"),
        *("tanggal ekspirasi akhir", "expiry", "expiry date", "tanggal bebas ekspirasi"),
        loosely=("tanggal bebas", "bebas"),
    ),
    _of(
        *(Custody, "half_date", "ahead"),
        *("1 2", "1 2 mp", "1 2 masa pidana", "tanggal 1 2", "tanggal 1 2 mp"),
        *("tanggal 1 2 masa pidana", "setengah masa pidana", "tanggal setengah masa pidana"),
        *("half of the sentence",),
    ),
    _of(
        *(Custody, "two_thirds_date", "ahead"),
        *("2 3", "2 3 mp", "2 3 masa pidana", "tanggal 2 3", "tanggal 2 3 mp"),
        *("tanggal 2 3 masa pidana", "dua pertiga masa pidana", "duapertiga masa pidana"),
        *("tanggal dua pertiga masa pidana", "two thirds of the sentence"),
    ),
    _of(
        *(Custody, "block", "text"),
        *("blok", "block", "lokasi blok", "nama blok", "blok hunian", "wisma", "lokasi wisma"),
    ),
    _of(
        *(Custody, "cell", "text"),
        *("sel", "kamar", "lokasi sel", "lokasi kamar", "nomor kamar", "nomor sel"),
        *("kamar hunian", "sel atau kamar", "kamar atau sel", "cell", "room"),
    ),
    _of(
        *(Participant, "sex", "sex"),
        *("jenis kelamin", "kelamin", "jk", "j k", "l atau p", "lp", "sex", "gender"),
    ),
    _of(
        *(Participant, "birth_date", "past"),
        *("tanggal lahir", "lahir tanggal", "birth date", "date of birth", "dob"),
        loosely=("lahir",),
    ),
    _of(*(Participant, "birth_place", "text"), "tempat lahir", "kota lahir", "birth place"),
    Field(
        "born",
        _("birth place and date"),
        "born",
        (
            *("ttl", "tempat tanggal lahir", "tempat dan tanggal lahir", "tempat lahir tanggal"),
            *("tempat atau tanggal lahir", "tempat lahir dan tanggal lahir"),
            *("tempat lahir atau tanggal lahir", "birth place and date"),
        ),
    ),
    Field(
        "nik",
        _("NIK"),
        "nik",
        (
            *("nik", "nomor nik", "nik ktp", "nik atau ktp", "nomor ktp", "ktp"),
            *("nomor induk kependudukan", "nomor ktp atau nik", "nik atau nomor ktp"),
        ),
    ),
    _of(
        *(Participant, "education", "education"),
        *("pendidikan", "pendidikan terakhir", "pend", "tingkat pendidikan", "education"),
    ),
    _of(
        *(Participant, "home_address", "text"),
        *("alamat", "alamat rumah", "alamat asal", "alamat lengkap", "alamat tinggal"),
        *("alamat tempat tinggal", "alamat sesuai ktp", "address", "home address"),
    ),
)
BY_KEY = {field.key: field for field in FIELDS}


@lru_cache(maxsize=4096)
def plain(header: str) -> str:
    """Return the words of a header without its spelling: `TGL. MASUK` is "tanggal masuk"."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    text = unicodedata.normalize("NFKD", text).replace("\u2044", "/").casefold()
    text = re.sub(r"(?<=[a-z])[\s.]*/\s*(?=[a-z])", " atau ", text)
    text = re.sub(r"(?<=[a-z])(?=[0-9])", " ", text)
    return " ".join(_MEANT.get(word, word) for word in re.findall(r"[a-z0-9]+", text))


@lru_cache(maxsize=4096)
def is_forbidden(header: str) -> bool:
    """Return whether a column holds what is never stored, and so is never read."""
    return _FORBIDDEN.search(plain(header)) is not None


@lru_cache(maxsize=4096)
def meaning_of(header: str) -> tuple[str, bool]:
    """Return the key of the field that a header means, and whether only loosely; "" for none."""
    words = plain(header)
    if is_forbidden(header):
        return "", False
    # "Alias 2" and "Nama Kecil 3" are each one of several.
    counted = re.sub(r" [1-9]$", "", words)
    for each in (words, _WHOSE.sub("", words)):
        if each in _words():
            return _words()[each]
    return ("aliases", False) if _words().get(counted, ("",))[0] == "aliases" else ("", False)


@cache
def _words() -> dict[str, tuple[str, bool]]:
    """Return every header known, in plain words, and what it means."""
    loose = {plain(word): (field.key, True) for field in FIELDS for word in field.loosely}
    return loose | {plain(word): (field.key, False) for field in FIELDS for word in field.words}
