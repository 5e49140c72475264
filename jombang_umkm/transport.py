"""What PUBLIC_URL, the address people type, decides: https everywhere but on this machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Transport:
    """How the application is reached."""

    public_url: str
    is_https: bool
    allowed_hosts: list[str]
    trusted_origins: list[str]


def is_loopback(host: str) -> bool:
    """Return whether that host name or address never leaves this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def read(environ: Mapping[str, str]) -> Transport:
    """Return the transport that PUBLIC_URL asks for; by default this machine's own port.

    Raises ImproperlyConfigured for an address that is no web address, and for
    plain http to anywhere but this machine: the list of people held is not to
    cross a network unencrypted (UU 27/2022, articles 35 and 39).
    """
    public_url = environ.get("PUBLIC_URL") or f"http://127.0.0.1:{environ.get('PORT') or 8000}"
    public_url = public_url.rstrip("/")
    parts = urlsplit(public_url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        raise ImproperlyConfigured(
            f"PUBLIC_URL is {public_url!r}; set it to the address people type, "
            "such as https://umkm.example.go.id"
        )
    is_https = parts.scheme == "https"
    if not is_https and not is_loopback(parts.hostname):
        raise ImproperlyConfigured(
            f"PUBLIC_URL is {public_url!r}: plain http is only for this machine (127.0.0.1); "
            "set an https address"
        )
    # The machine itself may always ask for /sehat/.
    hosts = {parts.hostname, "127.0.0.1", "localhost", "[::1]"}
    return Transport(
        public_url=public_url,
        is_https=is_https,
        allowed_hosts=sorted(hosts),
        trusted_origins=[f"{parts.scheme}://{parts.netloc}"],
    )
