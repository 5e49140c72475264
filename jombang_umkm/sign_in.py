"""Who is at the keyboard: the backend that loads a user with the place they act for."""

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
    """Return the address a request comes from.

    Behind the proxy that https asks for, it is the last one the proxy noted: the
    ones before it are whatever the browser claimed.
    """
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "")
        last = forwarded.rpartition(",")[2].strip()
        if last:
            return last
    return str(request.META.get("REMOTE_ADDR", ""))
