"""A browser on one connection, without a cache; and the gunicorn it talks to."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from time import perf_counter
from urllib.parse import urlencode

from jombang_umkm import environment
from jombang_umkm.supervisor import processes

# Cookie and form name the same secret, so a post needs no page before it.
CSRF = "BenchmarkBenchmarkBenchmark12345"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Answer:
    """A response as it came, read to its end."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    milliseconds: float


class Browser:
    """Sends one request after the other."""

    def __init__(self, port: int, session: str = "") -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._headers = {"Cookie": f"csrftoken={CSRF}; sessionid={session}"}

    def get(self, path: str, *, encodings: str = "identity") -> Answer:
        return self._send("GET", path, None, {"Accept-Encoding": encodings})

    def post(self, path: str, fields: Mapping[str, object]) -> Answer:
        """Post a form; what it redirects to is not followed."""
        body = urlencode({"csrfmiddlewaretoken": CSRF, **fields})
        return self._send("POST", path, body, FORM)

    def _send(self, method: str, path: str, body: str | None, extra: Mapping[str, str]) -> Answer:
        headers = {**self._headers, **extra}
        self._reconnect_if_closed()
        started = perf_counter()
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        read = response.read()
        milliseconds = 1000 * (perf_counter() - started)
        return Answer(response.status, response.headers, read, milliseconds)

    def _reconnect_if_closed(self) -> None:
        """The server closes a connection that was quiet for two seconds."""
        sock = self._connection.sock
        if sock is None:
            return
        sock.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            sock.recv(1)
            self._connection.close()
            return
        sock.settimeout(120)


@contextlib.contextmanager
def gunicorn() -> Iterator[int]:
    """Give the port of a gunicorn set up as `make run` does, with the benchmark's wsgi module."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        *(sys.executable, "-m", "gunicorn"),
        *("--config", "python:jombang_umkm.gunicorn_conf"),
        *("--bind", f"127.0.0.1:{port}"),
        "tests.benchmarks.wsgi",
    ]
    server = processes.start(
        command,
        on_our_death="TERM",
        stdin=subprocess.DEVNULL,
        cwd=environment.ROOT,
        env=os.environ | {"PORT": str(port)},
    )
    try:
        _wait(server, port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait(server: processes.Process, port: int) -> None:
    for _n in range(600):
        if server.poll() is not None:
            raise RuntimeError("gunicorn did not start; the reason stands above")
        with contextlib.suppress(OSError):
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        time.sleep(0.05)
    raise RuntimeError("gunicorn did not answer within 30 s")
