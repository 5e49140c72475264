"""The settings, read from the environment; docs/operate.md lists every variable.

Nothing needs to be set to try the system: without DATABASE_URL it uses the
embedded PostgreSQL, and keys that are not set are made and kept in `var/secrets/`.
"""

import os
from datetime import timedelta
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from jombang_umkm import database, environment, keys, transport

DEBUG = os.environ.get("DEBUG") == "1"
SECRET_KEY = os.environ.get("SECRET_KEY") or environment.secret("secret_key")

# Sealed values (`jombang_umkm.sealing`): the first key seals, all of them open.
_keys = keys.read(os.environ)
DATA_KEYS = _keys.data
DATA_SEARCH_KEY = _keys.search

# Applications ---------------------------------------------------------------

INSTALLED_APPS = [
    "jombang_umkm",
    "participants",
    "partners",
    "programs",
    "jombang_umkm.roof",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "crispy_forms",
    "crispy_bootstrap5",
    "pgtrigger",
    "pghistory",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "jombang_umkm.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "jombang_umkm.middleware.SignedInMiddleware",
    "jombang_umkm.middleware.OpenedMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "jombang_umkm.middleware.GoneMeanwhileMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "jombang_umkm.middleware.HistoryMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "jombang_umkm.urls"
WSGI_APPLICATION = "jombang_umkm.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [environment.ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "jombang_umkm.navigation.page_frame",
            ],
        },
    },
]

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# Database -------------------------------------------------------------------


def _connection(url: str) -> dict[str, Any]:
    return dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))


_urls = database.urls()
DATABASES = {"default": _connection(_urls.app)}
# The application's role owns nothing: tables are made over this connection.
if _urls.owner != _urls.app:
    DATABASES["owner"] = _connection(_urls.owner)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PGHISTORY_APPEND_ONLY = True

# A sheet of 1,000 people posts four fields a person.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Work outside the request; `manage.py work` does it.
TASKS = {"default": {"BACKEND": "jombang_umkm.jobs.backend.JobsBackend"}}

# Signing in -----------------------------------------------------------------

AUTH_USER_MODEL = "jombang_umkm.User"
# The name is unique in whatever case it is typed, by a constraint that the check does not see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "jombang_umkm.sign_in.WithPlace",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"

# Officers share one PC: who walks away is signed out.
IDLE_TIME = timedelta(minutes=int(os.environ.get("IDLE_MINUTES", "30")))
SESSION_COOKIE_AGE = int(IDLE_TIME.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# They name people, so they end with the session; a cookie would wait for whoever is next.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# A whole prison sits behind one address, so neither name nor address is locked alone.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "jombang_umkm.views.sign_in.locked"
AXES_USERNAME_CALLABLE = "jombang_umkm.views.sign_in.username_of"
AXES_CLIENT_IP_CALLABLE = "jombang_umkm.sign_in.address_of"
AXES_SENSITIVE_PARAMETERS: list[str] = []
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_VERBOSE = False

# Transport ------------------------------------------------------------------

_transport = transport.read(os.environ)
PUBLIC_URL = _transport.public_url
ALLOWED_HOSTS = _transport.allowed_hosts
CSRF_TRUSTED_ORIGINS = _transport.trusted_origins
SECURE_SSL_REDIRECT = _transport.is_https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _transport.is_https else None
SECURE_HSTS_SECONDS = 31_536_000 if _transport.is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _transport.is_https
SECURE_HSTS_PRELOAD = _transport.is_https
# The state of the server is asked from inside, over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^sehat/$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _transport.is_https
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "jombang_umkm.views.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # Bootstrap's own sheet draws arrows and ticks so; while ours are on the way, browsers ask
        # for them. A picture runs nothing and reaches no other host.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# Language and time ----------------------------------------------------------

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "bahasa"
LANGUAGE_COOKIE_AGE = 31_536_000
LOCALE_PATHS = [environment.ROOT / "jombang_umkm" / "locale"]
FORMAT_MODULE_PATH = "jombang_umkm.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

# Static files ---------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = environment.VAR / "static"
STATICFILES_DIRS = [environment.ROOT / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "jombang_umkm.bootstrap.BootstrapFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if DEBUG:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    INSTALLED_APPS += ["debug_toolbar"]
    MIDDLEWARE.insert(2, "debug_toolbar.middleware.DebugToolbarMiddleware")
    INTERNAL_IPS = ["127.0.0.1"]

# Log ------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "jombang_umkm.logs.MaskingFormatter",
            "fmt": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        # Both servers bring handlers of their own, which mask nothing.
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "gunicorn.error": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "axes": {"level": "WARNING"},
    },
}
