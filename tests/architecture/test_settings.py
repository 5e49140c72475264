"""What protects every page, whatever the page does: sign-in, locks, cookies, policy, transport."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from jombang_umkm.environment import ROOT

PUBLIC = "https://umkm.example.go.id"


def _manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return _python("manage.py", *arguments, **environment)


def _python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    # Browser tests need it in their own process.
    inherited = {key: os.environ[key] for key in os.environ if key != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        check=False,
        # What is to be refused would serve for ever, were it not.
        timeout=60,
    )


def test_failures_lock_name_and_address_together_for_a_while() -> None:
    """A whole prison shares one address: it is never locked alone."""
    assert settings.AXES_LOCKOUT_PARAMETERS == [["username", "ip_address"]]
    assert settings.AXES_FAILURE_LIMIT == 5
    assert timedelta(minutes=15) == settings.AXES_COOLOFF_TIME
    assert settings.AUTHENTICATION_BACKENDS[0] == "axes.backends.AxesStandaloneBackend"
    assert settings.MIDDLEWARE[-1] == "axes.middleware.AxesMiddleware"


def test_the_policy_allows_nothing_unsafe_and_nobody_else() -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert set(directives) >= {"default-src", "form-action", "base-uri", "frame-ancestors"}
    values = {value for values in directives.values() for value in values}
    # Bootstrap's own small pictures: nothing else may stand in an address.
    assert directives["img-src"] == ["'self'", "data:"]
    assert values - {"data:"} == {"'self'", "'none'"}
    assert settings.MIDDLEWARE.index("csp.middleware.CSPMiddleware") < settings.MIDDLEWARE.index(
        "django.contrib.sessions.middleware.SessionMiddleware"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/masuk/", "/admin/", "/there-is-no-such-page/"])
def test_the_policy_stands_on_every_answer(path: str, client: Client) -> None:
    answer = client.get(path)
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client: Client) -> None:
    client.get(reverse("sign_in"))
    client.post(reverse("set_language"), {"language": "en"})
    assert {"csrftoken", settings.LANGUAGE_COOKIE_NAME} <= set(client.cookies)
    for cookie in client.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"


def test_whoever_walks_away_is_signed_out() -> None:
    assert timedelta(seconds=settings.SESSION_COOKIE_AGE) == settings.IDLE_TIME
    assert timedelta(hours=1) >= settings.IDLE_TIME
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE


def test_debug_is_off_unless_asked_for() -> None:
    done = _python("-c", "from jombang_umkm import settings; print(settings.DEBUG)", DEBUG="")
    assert done.stdout == "False\n"


def test_nothing_is_wrong_for_https(tmp_path: Path) -> None:
    # Secrets as a first start makes them.
    done = _manage(
        "check", "--deploy", "--fail-level", "DEBUG", PUBLIC_URL=PUBLIC, JOMBANG_VAR=str(tmp_path)
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "no issues" in done.stdout


def test_https_secures_cookies_and_proxy(tmp_path: Path) -> None:
    names = (
        "SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE LANGUAGE_COOKIE_SECURE SECURE_SSL_REDIRECT "
        "SECURE_HSTS_SECONDS SECURE_PROXY_SSL_HEADER"
    )
    show = (
        "from jombang_umkm import settings as s;"
        f"print([bool(getattr(s, name)) for name in {names.split()}], s.CSRF_TRUSTED_ORIGINS)"
    )
    done = _python("-c", show, PUBLIC_URL=PUBLIC, JOMBANG_VAR=str(tmp_path))
    assert done.stdout == f"{[True] * 6} {[PUBLIC]}\n"


def test_without_https_only_this_machine_is_served(tmp_path: Path) -> None:
    http = {"PUBLIC_URL": "http://umkm.example.go.id", "JOMBANG_VAR": str(tmp_path)}
    done = _python("-m", "jombang_umkm.serve", "run", **http)
    assert done.returncode != 0
    assert len(done.stderr.splitlines()) == 1
    assert "set an https address" in done.stderr


def test_a_command_refuses_plain_http_too() -> None:
    done = _manage("check", PUBLIC_URL="http://umkm.example.go.id")
    assert done.returncode != 0
    assert "set an https address" in done.stderr.splitlines()[-1]
