"""Whether the parts of the system are up, for whoever watches over it."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jombang_umkm.jobs import locks

# The shortest time that PostgreSQL's client library lets one wait.
SECONDS = 2


@login_not_required
@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Return the state of application, database and workers; 503 without a database.

    Without a worker pages answer all the same, so that is no reason for 503.
    """
    state = ask()
    told = {"application": "ok"} | {part: "ok" if up else "down" for part, up in state.items()}
    return JsonResponse(told, status=200 if state["database"] else 503)


def ask() -> dict[str, bool]:
    """Return whether a new connection to the database can be used in time, and a worker is there.

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
            return {"database": True, "jobs": locks.is_worker_there(cursor)}
    except DatabaseError:
        return {"database": False, "jobs": False}
    finally:
        fresh.close()
