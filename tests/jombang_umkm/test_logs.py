"""No NIK gets into the log, whatever wrote the line."""

import io
import logging
import logging.config

import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from hypothesis import given
from hypothesis import strategies as st

from jombang_umkm.logs import MASK, MaskingFormatter, masked
from jombang_umkm.urls import handler500 as handler500
from jombang_umkm.urls import urlpatterns as site_urls

NIK = "3517092512900001"
TYPED = [
    NIK,
    "3517 0925 1290 0001",
    "351709.251290.0001",
    "35.17.09-251290-0001",
    "35-17-09 - 251290 - 0001",
    "351709\u2013251290\u20130001",
    "3517\u00a00925\u00a01290\u00a00001",
    "3 5 1 7 0 9 2 5 1 2 9 0 0 0 0 1",
    "3517+0925+1290+0001",
    "3517%200925%201290%200001",
]


@login_not_required
def _fault(request: HttpRequest, typed: str) -> HttpResponse:
    raise RuntimeError(f"cannot save {typed}")


# The addresses of the site, and one that fails over what it is given.
urlpatterns = [path("salah/<str:typed>/", _fault), *site_urls]


@pytest.fixture
def lines():
    """Return what the handler of the settings writes for a logger of its own and for requests."""
    stream = io.StringIO()
    handler = {**settings.LOGGING["handlers"]["stderr"], "stream": stream}
    names = ("masked", "django.request")
    loggers = [logging.getLogger(name) for name in names]
    before = [(logger.handlers[:], logger.propagate, logger.level) for logger in loggers]
    logging.config.dictConfig(
        {
            **settings.LOGGING,
            "handlers": {"stderr": handler},
            "loggers": {name: {"handlers": ["stderr"], "propagate": False} for name in names},
            "root": {},
            "incremental": False,
        }
    )
    yield stream
    for logger, (handlers, propagate, level) in zip(loggers, before, strict=True):
        logger.handlers[:], logger.propagate = handlers, propagate
        logger.setLevel(level)


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("line", ["{}", "NIK={}.", "({})", "/?q={}&x=1", "a{}b", "row 7: {}"])
def test_it_is_masked_however_it_is_typed(line, typed):
    shown = masked(line.format(typed))
    assert shown == line.format(MASK)


@pytest.mark.parametrize("typed", [NIK + "2", NIK + "23456", "0" * 16, "7 " + TYPED[1]])
def test_so_is_what_looks_like_one(typed):
    assert masked(f"x {typed} y") == f"x {MASK} y"


@given(st.integers(0, 10**16 - 1), st.text(), st.text())
def test_no_sixteen_digits_in_a_row_are_left_in_any_line(number, before, after):
    nik = f"{number:016d}"
    assert nik not in masked(f"{before}{nik}{after}")


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-23 14:05:06,123 INFO django.request: Not Found: /warga-binaan/300000/",
        '"GET /?page=12 HTTP/1.1" 200 5123',
        "192.168.0.1 10.0.0.1",
        "B.I 12/2026, 500.3/12/415.31/2026",
        "+62 812-3456-7890",
        "351709251290000",
        "",
    ],
)
def test_other_digits_stay(line):
    assert masked(line) == line


def test_a_long_line_of_digits_takes_no_longer_than_its_length():
    assert MASK in masked("1 2 3.4-5 " * 50_000)
    assert masked("123456789012345x " * 50_000).startswith("123456789012345x")


def test_message_arguments_and_traceback_are_masked(lines):
    log = logging.getLogger("masked")
    try:
        try:
            raise ValueError(f"{NIK} is taken")
        except ValueError as error:
            raise RuntimeError("3517 0925 1290 0001") from error
    except RuntimeError:
        log.exception("Saving %s failed", NIK, stack_info=True)
    written = lines.getvalue()
    assert "Traceback" in written
    assert "RuntimeError" in written
    assert written.count(MASK) >= 3
    assert NIK not in written
    assert "1290 0001" not in written


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_fault_of_ours_shows_it_neither_in_the_log_nor_on_the_page(lines):
    client = Client(raise_request_exception=False)
    page = client.get(f"/salah/{NIK}/", {"q": NIK})
    assert page.status_code == 500
    assert NIK not in page.content.decode()
    written = lines.getvalue()
    assert f"RuntimeError: cannot save {MASK}" in written
    assert f"/salah/{MASK}/" in written
    assert NIK not in written


def test_every_handler_of_ours_and_of_django_masks():
    named = map(logging.getLogger, ("", *settings.LOGGING["loggers"]))
    ours = [handler for logger in named for handler in logger.handlers]
    # What pytest adds to the root writes no log.
    ours = [handler for handler in ours if not type(handler).__module__.startswith("_pytest")]
    assert len(ours) >= 3
    assert all(isinstance(handler.formatter, MaskingFormatter) for handler in ours)
