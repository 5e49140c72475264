"""The secrets kept beside the data."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from jombang_umkm import environment

NAMES = 200

# Each process asks for the same secrets in the same order, and prints what it was given.
ASKS = f"""
import sys
from jombang_umkm.environment import secret
print("ready", flush=True)
sys.stdin.readline()
print(*[secret(f"key{{number}}") or "EMPTY" for number in range({NAMES})])
"""


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(environment, "VAR", tmp_path / "var")
    return tmp_path / "var"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_secret_is_made_at_its_first_use_and_then_stays(var):
    first = environment.secret("secret_key")
    assert len(first) >= 50
    assert environment.secret("secret_key") == first
    assert (var / "secrets" / "secret_key").read_text() == first


def test_no_two_secrets_are_alike(var):
    assert environment.secret("one") != environment.secret("other")


def test_only_its_owner_can_read_it_whatever_the_umask(var):
    before = os.umask(0)
    try:
        environment.secret("secret_key")
    finally:
        os.umask(before)
    assert mode(var / "secrets" / "secret_key") == 0o600
    assert mode(var / "secrets") == 0o700


def test_two_processes_that_ask_at_once_are_given_the_same(var):
    asking = [_ask(var) for _number in range(2)]
    for process in asking:
        assert process.stdout.readline() == "ready\n"
    for process in asking:
        process.stdin.write("go\n")
        process.stdin.flush()
    first, second = (process.communicate(timeout=30)[0].split() for process in asking)
    assert "EMPTY" not in first + second
    assert first == second
    assert len(set(first)) == NAMES


def _ask(var: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", ASKS],
        env={**os.environ, "JOMBANG_VAR": str(var)},
        cwd=environment.ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
