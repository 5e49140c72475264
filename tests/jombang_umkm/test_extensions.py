"""Whether the owner's role can have what the search by name needs."""

import pytest
from django.db import connection

from jombang_umkm.database import why_not_extension

pytestmark = pytest.mark.django_db


def why_not(name: str) -> str:
    with connection.cursor() as cursor:
        return why_not_extension(cursor, name)


def test_one_that_is_there_is_not_asked_about():
    assert why_not("pg_trgm") == ""


def test_one_that_the_owner_may_create_by_itself_is_no_hindrance():
    assert why_not("citext") == ""


def test_one_that_is_not_installed_names_the_package():
    assert "postgresql-contrib" in why_not("no_such_extension")


def test_one_that_only_an_administrator_creates_names_the_statement():
    assert "CREATE EXTENSION file_fdw in " in why_not("file_fdw")


def test_an_owner_without_the_right_to_create_is_told_so():
    with connection.cursor() as cursor:
        cursor.execute(
            f'REVOKE CREATE ON DATABASE "{connection.settings_dict["NAME"]}" FROM CURRENT_USER'
        )
    assert "CREATE EXTENSION citext in " in why_not("citext")
