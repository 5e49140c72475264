"""Whether the parts of the system are up, for whoever watches over it."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

# The shortest time that PostgreSQL's client library lets one wait.
SECONDS = 2


@login_not_required
@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Return the state of application and database; 503 when the database does not answer."""
    is_up = database_answers()
    return JsonResponse(
        {"application": "ok", "database": "ok" if is_up else "down"}, status=200 if is_up else 503
    )


def database_answers() -> bool:
    """Return whether a new connection to the database can be opened and used in time.

    A new one, because the time to wait for an answer can be limited only while
    connecting, and the open ones say nothing about whether the next will succeed.
    """
    fresh = connection.copy()
    fresh.settings_dict["OPTIONS"] |= {
        "connect_timeout": SECONDS,
        "options": f"-c statement_timeout={SECONDS}s",
    }
    try:
        with fresh.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    finally:
        fresh.close()
    return True
