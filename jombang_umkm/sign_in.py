"""Who is at the keyboard: the backend that loads a user with the place they act for."""

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from jombang_umkm.models import User


class WithPlace(ModelBackend):
    """Django's own backend, fetching facility and office with the user: every page shows them."""

    def get_user(self, user_id: int) -> User | None:
        users = User.objects.select_related("facility__office", "office")
        try:
            user = users.get(pk=user_id)
        except User.DoesNotExist:
            return None
        return user if self.user_can_authenticate(user) else None


def address_of(request: HttpRequest) -> str:
    """Return the address a request comes from, without a port; nothing where there is none.

    Behind the proxy that https asks for, it is the last one the proxy noted: the
    ones before it are whatever the browser claimed. What is no address there, such as
    "unknown", leaves that of the proxy.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.SECURE_PROXY_SSL_HEADER:
        return _address(direct)
    forwarded = request.headers.get("X-Forwarded-For", "")
    return _address(forwarded.rpartition(",")[2]) or _address(direct)


def _address(text: str) -> str:
    """Return the address in "10.0.0.1", "10.0.0.1:4711", "2001:db8::1", "[2001:db8::1]:4711"."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    # The database knows no zones ("fe80::1%eth0").
    is_zoned = isinstance(address, IPv6Address) and address.scope_id
    return str(address).partition("%")[0] if is_zoned else str(address)
