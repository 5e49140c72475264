"""The web server: where it listens, how it is started, and how it drains before it stops."""

import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured

from jombang_umkm import database, environment, keys, transport
from jombang_umkm.supervisor import processes
from jombang_umkm.supervisor.processes import CannotGoOn

MARK = f"jombang-umkm-web-{database.fingerprint()}"

# A little more than gunicorn itself gives its requests.
DRAIN_SECONDS = 35
# The server of a run that was killed has been draining since; it gets no second half minute.
LEFTOVER_SECONDS = 10


@dataclass(frozen=True)
class Address:
    """Where the server listens, and what people type to reach it."""

    host: str
    port: int
    bind: str
    public_url: str


def read_address(environ: Mapping[str, str]) -> Address:
    """Return the address that BIND, PORT and PUBLIC_URL ask for. Raises CannotGoOn."""
    port = environ.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise CannotGoOn(f"PORT is {port!r}; give a number such as PORT=8001")
    host = (environ.get("BIND") or "127.0.0.1").strip("[]")
    try:
        asked = transport.read(environ)
    except ImproperlyConfigured as error:
        raise CannotGoOn(str(error)) from None
    if not transport.is_loopback(host) and not asked.is_https:
        raise CannotGoOn(
            f"BIND={host} lets other machines in, so PUBLIC_URL must be an https address "
            "such as https://umkm.example.go.id, with a TLS proxy in front"
        )
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    public_url = asked.public_url if environ.get("PUBLIC_URL") else f"http://{bind}"
    return Address(host, int(port), bind, public_url)


def require_keys(environ: Mapping[str, str]) -> None:
    """Raise CannotGoOn unless the keys of sealed values can be used."""
    try:
        keys.read(environ)
    except ImproperlyConfigured as error:
        raise CannotGoOn(str(error)) from None


def require_free(address: Address) -> None:
    """Raise CannotGoOn unless the address is this machine's and nobody listens there."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            address.host, address.port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            # As gunicorn does: connections of a run that just ended do not count.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except PermissionError:
        raise CannotGoOn(
            f"Port {address.port} is for root only; choose another: make run PORT=8000"
        ) from None
    except socket.gaierror:
        raise CannotGoOn(f"BIND={address.host} is no address") from None
    except OSError as error:
        raise CannotGoOn(
            f"Port {address.port} at {address.host} cannot be used ({error.strerror}); "
            f"choose another: make run PORT={address.port + 1}"
        ) from None


def end_leftovers(seconds: float = LEFTOVER_SECONDS) -> None:
    """End what still serves after its supervisor was killed; the kernel told it to drain."""
    processes.end_marked(MARK, (signal.SIGTERM, seconds), (signal.SIGKILL, 10))


def start(address: Address) -> processes.Process:
    """Return gunicorn, answering. Raises CannotGoOn when it ends first, Interrupted on a signal."""
    server = processes.start(
        [
            *(sys.executable, "-m", "gunicorn"),
            *("--config", "python:jombang_umkm.gunicorn_conf"),
            *("--bind", address.bind),
            *("--name", MARK),
            "jombang_umkm.wsgi",
        ],
        on_our_death="TERM",
        stdin=subprocess.DEVNULL,
        cwd=environment.ROOT,
    )
    try:
        while not _answers(address):
            if server.poll() is not None:
                raise CannotGoOn("gunicorn did not start; the reason stands above")
            processes.pause()
    except BaseException:
        stop(server)
        raise
    return server


def stop(server: processes.Process) -> None:
    """Let gunicorn finish the requests it has, then end it; a second Ctrl-C does not wait."""
    if server.poll() is None:
        server.terminate()
    processes.wait_until(
        lambda: server.poll() is not None or processes.is_hurried(), seconds=DRAIN_SECONDS
    )
    if server.poll() is None:
        server.kill()
        server.wait()
    # After a kill of gunicorn itself its workers end within a second.
    end_leftovers(0 if processes.is_hurried() else 2)


def _answers(address: Address) -> bool:
    # All addresses of this machine are also reached by its own.
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address.host, address.host)  # noqa: S104
    try:
        socket.create_connection((host, address.port), timeout=1).close()
    except OSError:
        return False
    return True
