"""Bring the database and the static files to what this code needs; `serve run` calls it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from jombang_umkm import database, demo, environment, scope, sealing

# Finds names that are written nearly so; a migration creates it.
SEARCHING = "pg_trgm"
STATIC_STAMP = environment.VAR / "static.stamp"


class Command(BaseCommand):
    """Does nothing where nothing is to do, so a second start is quick."""

    help = __doc__
    # The tests check the system; a start need not.
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        self._migrate()
        with scope.whole("the keys of all sealed values are tried"):
            self._require_keys()
        # What nobody read in them may name people.
        call_command("clearsessions")
        if database.is_embedded():
            self._seed()
        if not settings.DEBUG:
            self._collect_static()

    def _migrate(self) -> None:
        """Migrate as the owner of the tables, and let the application's role use them."""
        alias = "owner" if "owner" in connections else "default"
        owner = connections[alias]
        if alias == "owner":
            self._grant()
        with owner.cursor() as cursor:
            if why_not := database.why_not_extension(cursor, SEARCHING):
                raise CommandError(why_not)
        executor = MigrationExecutor(owner)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Migrating the database")
            with _owner_in_place_of_the_application(alias):
                call_command("migrate", database=alias, interactive=False, verbosity=0)
            if alias == "owner":
                self._grant()

    def _grant(self) -> None:
        """Let the application's role work with the tables there are."""
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT current_user")
            (app,) = cursor.fetchone()
        with connections["owner"].cursor() as cursor:
            database.grant_to_app(cursor, app)

    def _require_keys(self) -> None:
        """Stop where the keys in force are not those of the data.

        A dump restored without its secrets would else take new values under new keys.
        The oldest and the newest value of each column stand for all: they show a key that
        is missing, also one that was taken away before `reseal` had been run.
        """
        for column in sealing.sealed_columns():
            rows = column.filled()
            for row in filter(None, (rows.first(), rows.last())):
                _require_keys_of(column, getattr(row, column.name), column.key_of(row))

    def _seed(self) -> None:
        """Fill an empty embedded database, else say who can sign in."""
        users = get_user_model().objects
        if not users.exists():
            self.stdout.write("Filling the empty database with demonstration data")
            call_command("seed", if_empty=True)
            return
        known = list(users.filter(username__in=demo.SIGN_INS, is_active=True).order_by("pk"))
        if known:
            # Hashing is slow on purpose; they are given their password together.
            is_generated = known[0].check_password(demo.password())
            password = (
                demo.password() if is_generated else "changed (make seed PASSWORD=... resets)"
            )
            names = ", ".join(user.get_username() for user in known)
            self.stdout.write(f"Sign-ins: {names}; password: {password}")

    def _collect_static(self) -> None:
        """Collect anew when a source file changed; compressing takes longer than starting."""
        stamp = _static_sources()
        if STATIC_STAMP.exists() and STATIC_STAMP.read_text() == stamp:
            return
        self.stdout.write("Collecting static files")
        STATIC_STAMP.unlink(missing_ok=True)
        shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)
        call_command("collectstatic", interactive=False, verbosity=0)
        STATIC_STAMP.write_text(stamp)


@contextmanager
def _owner_in_place_of_the_application(alias: str) -> Iterator[None]:
    """Have everything done over the owner's connection meanwhile.

    Migrations of others (django-tasks-db's 0016) write rows over the default connection,
    which would wait for the owner's open transaction without end.
    """
    application = connections["default"]
    connections["default"] = connections[alias]
    try:
        yield
    finally:
        connections["default"] = application


def _require_keys_of(column: sealing.SealedColumn, token: str, key: str | None) -> None:
    secrets = environment.VAR / "secrets"
    try:
        plain = sealing.open_sealed(token)
    except sealing.SealBroken:
        raise CommandError(
            f"DATA_KEYS, or {secrets / 'data_key'}, does not open what is stored in {column}: "
            "put back the key that sealed it"
        ) from None
    if key is not None and key != sealing.search_key(plain):
        raise CommandError(
            f"DATA_SEARCH_KEY, or {secrets / 'data_search_key'}, is not the key by which "
            f"{column} is searched: put it back, or run manage.py reseal"
        )


def _static_sources() -> str:
    """Return a fingerprint of all static files: path, size and time of change."""
    found = sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            found.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return found.hexdigest()
