"""The user PostgreSQL runs as. It refuses root, so root starts it as somebody else."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from jombang_umkm import environment
from jombang_umkm.supervisor import processes
from jombang_umkm.supervisor.processes import CannotGoOn

# Lets an unprivileged PostgreSQL into a folder closed to it, such as a checkout
# in /root. Without the securebit access(2), by which PostgreSQL looks at its own
# program, would not count the capability.
INTO_CLOSED_FOLDERS = (
    "--inh-caps=-all,+dac_override",
    "--ambient-caps=+dac_override",
    "--securebits=+no_setuid_fixup",
)


@dataclass(frozen=True)
class Account:
    """A user, and the options of setpriv(1) that make a command run as that user."""

    uid: int
    gid: int
    identity: tuple[str, ...] = ()

    def own(self, path: Path) -> None:
        """Give a path to this user, for itself alone."""
        path.chmod(0o700 if path.is_dir() else 0o600)
        if self.identity:
            os.chown(path, self.uid, self.gid)


def choose(data: Path, programs: Path) -> Account:
    """Return who runs the server that keeps `data`, with what it needs to reach both folders.

    That is ourselves, or for root: the owner of the data, else of this
    checkout, else nobody. Raises CannotGoOn when the data are another user's.
    """
    if os.geteuid() == 0:
        return _for_root(data, programs)
    if data.exists() and data.stat().st_uid != os.geteuid():
        raise CannotGoOn(
            f"{data} belongs to {_name(data.stat().st_uid)}: start as that user or as root"
        )
    return Account(os.geteuid(), os.getegid())


def _for_root(data: Path, programs: Path) -> Account:
    if data.exists() and data.stat().st_uid == 0:
        raise CannotGoOn(
            f"{data} belongs to root, whom PostgreSQL refuses: give it to another user with "
            f"chown -R nobody '{data}'"
        )
    uid, gid = _unprivileged_owner(data, environment.ROOT)
    identity = (f"--reuid={uid}", f"--regid={gid}", "--clear-groups")
    for options in (identity, identity + INTO_CLOSED_FOLDERS):
        if _reaches(options, data.parent, programs):
            return Account(uid, gid, options)
    raise CannotGoOn(
        f"PostgreSQL runs as {_name(uid)}, who cannot enter {data.parent} or {programs}: "
        "move the checkout out of that closed folder, or start as its owner"
    )


def _unprivileged_owner(*paths: Path) -> tuple[int, int]:
    for path in paths:
        if path.exists() and path.stat().st_uid != 0:
            return path.stat().st_uid, path.stat().st_gid
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _reaches(identity: tuple[str, ...], folder: Path, programs: Path) -> bool:
    """Return whether a command of that identity enters the folder and runs the programs.

    A shell asks, for setpriv itself still has root's powers when it starts a program.
    """
    question = 'cd "$0" && test -r "$1" && test -x "$1"'
    asked = processes.start(
        ["sh", "-c", question, folder, programs / "postgres"],
        on_our_death="TERM",
        identity=identity,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return asked.wait() == 0


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
