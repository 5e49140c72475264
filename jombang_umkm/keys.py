"""The keys of sealed values, from DATA_KEYS and DATA_SEARCH_KEY, else from `var/secrets/`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ImproperlyConfigured

from jombang_umkm import environment

SHORTEST = 32


@dataclass(frozen=True)
class Keys:
    """Secrets of any text: `data` seals with its first and opens with all, `search` finds."""

    data: tuple[str, ...] = field(repr=False)
    search: str = field(repr=False)


def read(environ: Mapping[str, str]) -> Keys:
    """Return the keys in force; where nothing is set, those made and kept in `var/secrets/`.

    Raises ImproperlyConfigured for an empty or short secret: whoever guesses one
    reads every NIK of a stolen dump. The message holds nothing of the secret.
    """
    data = environ.get("DATA_KEYS")
    search = environ.get("DATA_SEARCH_KEY")
    data_name = "DATA_KEYS" if data else str(environment.VAR / "secrets" / "data_key")
    search_name = (
        "DATA_SEARCH_KEY" if search else str(environment.VAR / "secrets" / "data_search_key")
    )
    secrets = (data or environment.secret("data_key")).split(",")
    return Keys(
        data=tuple(_secret(secret, data_name) for secret in secrets),
        search=_secret(search or environment.secret("data_search_key"), search_name),
    )


def _secret(text: str, name: str) -> str:
    secret = text.strip()
    if not secret:
        raise ImproperlyConfigured(
            f"{name} has an empty part; set secrets of at least {SHORTEST} characters, "
            "separated by single commas"
        )
    if len(secret) < SHORTEST:
        raise ImproperlyConfigured(
            f"{name} has a secret of {len(secret)} characters; set at least {SHORTEST}, "
            "such as what `openssl rand -base64 36` prints"
        )
    return secret
