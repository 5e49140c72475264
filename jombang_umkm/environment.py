"""What the machine says: where things lie, and the secrets kept beside the data.

Settings, the embedded database and the supervisor all read it, so it imports
nothing of Django and nothing of ours.
"""

import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("JOMBANG_VAR") or ROOT / "var").resolve()


def secret(name: str) -> str:
    """Return the secret of that name, made at its first use in `var/secrets/` (mode 600)."""
    folder = VAR / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / name
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text()
