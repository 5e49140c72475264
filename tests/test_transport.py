"""PUBLIC_URL decides between https and this machine alone."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from jombang_umkm import transport


def test_without_public_url_it_is_this_machine() -> None:
    read = transport.read({})

    assert read.public_url == "http://127.0.0.1:8000"
    assert not read.is_https
    assert read.allowed_hosts == ["127.0.0.1", "[::1]", "localhost"]
    assert read.trusted_origins == ["http://127.0.0.1:8000"]


def test_port_is_followed() -> None:
    assert transport.read({"PORT": "8080"}).public_url == "http://127.0.0.1:8080"


def test_https_is_taken_with_its_port() -> None:
    read = transport.read({"PUBLIC_URL": "https://umkm.example.go.id:8443/"})

    assert read.public_url == "https://umkm.example.go.id:8443"
    assert read.is_https
    assert "umkm.example.go.id" in read.allowed_hosts
    assert read.trusted_origins == ["https://umkm.example.go.id:8443"]


def test_the_machine_itself_may_always_ask() -> None:
    assert "127.0.0.1" in transport.read({"PUBLIC_URL": "https://umkm.example.go.id"}).allowed_hosts


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8000", "http://localhost", "http://[::1]:8000", "http://127.8.9.10:9000"],
)
def test_plain_http_stays_on_this_machine(url: str) -> None:
    assert not transport.read({"PUBLIC_URL": url}).is_https


@pytest.mark.parametrize(
    "url",
    [
        "http://umkm.example.go.id",
        "http://192.168.1.10:8000",
        "http://0.0.0.0:8000",
        "http://localhost.example.com",
        "http://127.0.0.1@example.com",
    ],
)
def test_plain_http_to_elsewhere_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="set an https address"):
        transport.read({"PUBLIC_URL": url})


@pytest.mark.parametrize(
    "url",
    ["umkm.example.go.id", "ftp://example.go.id", "https://", "https://example.go.id/umkm"],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="PUBLIC_URL"):
        transport.read({"PUBLIC_URL": url})
