"""What the machine says: where things lie, and the secrets kept beside the data.

Settings, the embedded database and the supervisor all read it, so it imports
nothing of Django and nothing of ours.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("JOMBANG_VAR") or ROOT / "var").resolve()


def secret(name: str) -> str:
    """Return the secret of that name, made at its first use in `var/secrets/` (mode 600)."""
    folder = VAR / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / name
    if not path.exists():
        # Written apart and linked into place, so that nobody ever reads half of it.
        with NamedTemporaryFile("w", dir=folder) as draft, suppress(FileExistsError):
            draft.write(secrets.token_urlsafe(48))
            draft.flush()
            os.fsync(draft.fileno())
            os.link(draft.name, path)
    return path.read_text()
