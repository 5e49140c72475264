"""The six skills that were taught on 10 March 2023, each with all that a course of it needs.

Associations, speakers and curricula are invented.
"""

from dataclasses import dataclass, field
from datetime import time


@dataclass(frozen=True)
class Hours:
    """A part of the day, in local time."""

    starts_at: time
    ends_at: time


# All within working hours, and clear of Friday prayer (11.30 to 13.00).
EARLY = Hours(time(7, 30), time(9, 0))
MORNING = Hours(time(9, 15), time(11, 30))
AFTERNOON = Hours(time(13, 0), time(15, 15))


@dataclass(frozen=True)
class Trade:
    """A skill with its place in the day, its room, who teaches it, and what is taught."""

    skill: str
    description: str
    hours: Hours
    room: str
    association: str
    speaker: str
    modules: tuple[str, ...] = field(repr=False)


KNITTING = Trade(
    "Merajut",
    "Tas, dompet, dan perlengkapan rumah dari benang rajut.",
    MORNING,
    "Ruang Keterampilan 1",
    "Asosiasi Perajut Jombang",
    "Wiwik Handayani",
    (
        "Mengenal benang dan jarum",
        "Tusuk rantai dan tusuk tunggal",
        "Tusuk ganda dan pola bulat",
        "Membaca pola",
        "Alas dan badan tas",
        "Tali, resleting, dan pelapis",
        "Penyelesaian dan pemeriksaan mutu",
        "Menghitung harga jual",
    ),
)

COOKING = Trade(
    "Tata Boga",
    "Kue basah, roti, dan camilan yang dapat dijual.",
    AFTERNOON,
    "Dapur Pelatihan",
    "Asosiasi Kuliner Jombang",
    "Endang Lestari",
    (
        "Kebersihan dapur dan keamanan pangan",
        "Menimbang dan menakar bahan",
        "Kue basah kukus",
        "Adonan roti manis",
        "Kue kering dan camilan",
        "Menghias kue",
        "Kemasan dan label",
        "Menghitung harga pokok",
    ),
)

WELDING = Trade(
    "Pengelasan",
    "Las busur listrik untuk pagar, teralis, dan rangka.",
    MORNING,
    "Bengkel Las",
    "Asosiasi Pengelasan Jombang",
    "Sugeng Riyadi",
    (
        "Keselamatan kerja las",
        "Mengenal mesin las dan elektroda",
        "Menyalakan busur dan rigi-rigi las",
        "Sambungan tumpul",
        "Sambungan sudut",
        "Memotong dan meratakan",
        "Rangka teralis",
        "Penyelesaian dan pengecatan",
    ),
)

MECHANICS = Trade(
    "Mekanik Mesin",
    "Perawatan dan perbaikan sepeda motor.",
    AFTERNOON,
    "Bengkel Mesin",
    "Asosiasi Bengkel Mesin Jombang",
    "Tri Cahyono",
    (
        "Keselamatan dan peralatan bengkel",
        "Cara kerja mesin empat langkah",
        "Servis berkala sepeda motor",
        "Sistem bahan bakar",
        "Sistem pengapian dan kelistrikan",
        "Rem, rantai, dan ban",
        "Membongkar dan merakit mesin",
        "Menaksir biaya perbaikan",
    ),
)

BUILDING = Trade(
    "Konstruksi Bangunan",
    "Pekerjaan batu, plesteran, lantai, dan cat.",
    MORNING,
    "Halaman Kerja",
    "Asosiasi Pelaksana Bangunan Jombang",
    "Hadi Sumitro",
    (
        "Keselamatan kerja bangunan",
        "Membaca gambar sederhana",
        "Campuran mortar dan beton",
        "Pasangan bata",
        "Plesteran dan acian",
        "Pemasangan keramik",
        "Pengecatan dinding",
        "Menghitung kebutuhan bahan",
    ),
)

LAUNDRY = Trade(
    "Usaha Laundry",
    "Mencuci, menyetrika, dan melayani pelanggan.",
    AFTERNOON,
    "Ruang Binatu",
    "Asosiasi Binatu Jombang",
    "Dwi Astutik",
    (
        "Mengenal bahan kain dan simbol cucian",
        "Deterjen dan takarannya",
        "Mencuci dengan mesin",
        "Menghilangkan noda",
        "Menyetrika dan melipat",
        "Pengemasan dan penandaan",
        "Melayani pelanggan",
        "Menghitung tarif per kilogram",
    ),
)

TRADES = (KNITTING, COOKING, WELDING, MECHANICS, BUILDING, LAUNDRY)

# Common lessons: everybody of all courses, in the hall.
HALL = "Aula"
TRAINER = "Lilik Suryani"
BANK = "Bank Syariah Indonesia KC Jombang"
BANKER = "Anton Wibowo"
