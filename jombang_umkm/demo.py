"""The sign-ins of the demonstration: `seed` makes them, `prepare` names them at each start."""

from jombang_umkm import environment

SIGN_INS = ("dinas", "petugas", "admin")


def password() -> str:
    """Return the password generated for them, kept in `var/secrets/` (mode 600) and typeable."""
    return environment.secret("demo_password")[:12]
