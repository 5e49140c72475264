"""The second wall: every table that holds people's data refuses rows outside of the scope."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection, models

from jombang_umkm import database
from jombang_umkm.models import AccessLog
from tests.architecture.source import lines
from tests.architecture.test_models import MODELS, _history_of, _is_link

# What holds nothing of people held, of their families, or of who looked at them.
OPEN = {
    "jombang_umkm.User": "whoever signs in; asked before anybody is signed in",
    "jombang_umkm.Office": "a place",
    "jombang_umkm.Facility": "a place",
    "jombang_umkm.Room": "a place",
    "jombang_umkm.Signatory": "an official, in office",
    "jombang_umkm.Holiday": "a day",
    "jombang_umkm.NumberSeries": "the last number given",
    "jombang_umkm.Job": "what is to be done: numbers, and of an error no message",
    "jombang_umkm.JobProgress": "how far that has come",
    "participants.RememberedColumns": "how a prison's lists call their columns",
    "partners.Partner": "an organisation",
    "programs.Skill": "a subject",
    "programs.Speaker": "somebody who teaches, known to both sides",
    "programs.SpeakerSlot": "when somebody teaches",
    "programs.Program": "what is planned",
    "programs.Course": "what is planned",
    "programs.Module": "what is planned",
    "programs.Session": "what is planned",
}
NOUNS = {label: model for label, model in MODELS.items() if not _is_link(model)}
GUARDED = {label: model for label, model in NOUNS.items() if label not in OPEN}


def _tables(model: type[models.Model]) -> list[str]:
    """Return the model's table, and that of its versions."""
    return [each._meta.db_table for each in (model, *_history_of(model))]


def _of_catalogue(query: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}


def test_what_is_open_is_still_a_model() -> None:
    assert set(OPEN) <= set(NOUNS)


@pytest.mark.django_db
def test_every_table_with_peoples_data_is_guarded_and_no_other() -> None:
    found = _of_catalogue("SELECT relname FROM pg_class WHERE relrowsecurity")
    wanted = {table for model in GUARDED.values() for table in _tables(model)}
    # Of what administrators changed, its name.
    wanted.add(LogEntry._meta.db_table)
    assert found == wanted, lines(found ^ wanted)


@pytest.mark.django_db
def test_policies_hold_for_every_role_and_every_statement() -> None:
    """So that a role of another name is held by them too, and what is not seen is not written.

    Versions are written by triggers, with the row they are of; what is seen for another reason
    than the first is read and locked, never written.
    """
    lax = _of_catalogue(
        "SELECT tablename || '.' || policyname FROM pg_policies"
        " WHERE roles <> '{public}' OR qual IS NULL"
        " OR cmd <> CASE WHEN policyname = 'scope' THEN 'ALL'"
        "  WHEN policyname LIKE '%locks' THEN 'UPDATE' ELSE 'SELECT' END"
        " OR with_check IS DISTINCT FROM CASE WHEN policyname LIKE '%locks' THEN 'false'"
        "  WHEN policyname = 'scope' AND tablename LIKE '%version' THEN 'true' END"
    )
    assert not lax, lines(lax)


@pytest.mark.django_db
def test_nothing_is_written_through_the_views_that_policies_look_into() -> None:
    """They read with the rights of the owner, who is exempt."""
    views = _of_catalogue("SELECT viewname FROM pg_views WHERE schemaname = 'public'")
    written = _of_catalogue(
        "SELECT table_name FROM information_schema.views"
        " WHERE table_schema = 'public' AND is_updatable = 'YES'"
    )
    assert views
    assert not written & views, lines(written)


@pytest.mark.django_db
def test_no_plan_of_a_guarded_table_outlives_its_statement() -> None:
    """For whom it is asked when a statement is planned, and PL/pgSQL keeps plans.

    So what works with the rights of whoever calls it must not name guarded tables, or only in
    an EXECUTE, or to write a version, of which nothing is asked. What reads as the owner is
    exempt; but no function may ask scope_whole() and the like, itself or through a view: it
    would be answered once for all.
    """
    tables = "|".join(table for model in GUARDED.values() for table in _tables(model))
    kept = _of_catalogue(
        "SELECT proname FROM pg_proc JOIN pg_namespace AS space ON space.oid = pronamespace"
        " WHERE space.nspname = 'public' AND NOT prosecdef"
        " AND regexp_replace(prosrc,"
        r"  'EXECUTE \$history\$.*?\$history\$|INSERT INTO \"\w+version\"', '', 'g')"
        rf" ~ '\m({tables})\M'"
    )
    planned = r"\mscope_(whole|facility|office|user)\M"
    views = _of_catalogue(f"SELECT viewname FROM pg_views WHERE definition ~ '{planned}'")
    assert views
    asked = "|".join([planned, *(rf"\m{name}\M" for name in views)])
    asking = _of_catalogue(f"SELECT proname FROM pg_proc WHERE prosrc ~ '{asked}'")
    assert not kept | asking, lines(kept | asking)


@pytest.mark.django_db
def test_what_policies_ask_after_a_subquery_is_not_asked_of_an_unknown() -> None:
    """One that finds nothing is null, and null AND a dear question asks that question."""
    asking = _of_catalogue(
        "SELECT tablename || '.' || policyname FROM pg_policies WHERE qual ~ 'LIMIT 1\\) AND'"
    )
    assert not asking, lines(asking)


@pytest.mark.django_db
def test_policies_ask_when_a_statement_is_planned() -> None:
    """A setting read with each row takes the planner's numbers away, and more time."""
    asking = _of_catalogue(
        "SELECT tablename || '.' || policyname FROM pg_policies"
        " WHERE qual ~ 'current_setting' OR with_check ~ 'current_setting'"
        " UNION SELECT viewname FROM pg_views"
        " WHERE schemaname = 'public' AND definition ~ 'current_setting'"
    )
    assert not asking, lines(asking)


@pytest.mark.django_db
def test_what_reads_as_the_owner_gives_out_keys_and_nothing_else() -> None:
    loose = _of_catalogue(
        "SELECT proname FROM pg_proc WHERE prosecdef"
        " AND prorettype NOT IN ("
        "'bigint'::regtype, 'bigint[]'::regtype, 'boolean'::regtype)"
    )
    assert not loose, lines(loose)


@pytest.mark.django_db
def test_what_reads_as_the_owner_names_no_type_that_others_could_put_before_it() -> None:
    """Types are looked for among those made for a session first, but for a language's own words."""
    words = "bigint|boolean|integer|smallint"
    cast = rf"::\s*(?!({words})\M)\w"
    loose = _of_catalogue(
        f"SELECT proname FROM pg_proc WHERE prosecdef AND (prosrc ~ '{cast}'"
        r" OR prosrc ~* '\mcast\s*\(')"
    )
    assert not loose, lines(loose)


@pytest.mark.django_db
def test_the_application_changes_nothing_that_tells_what_was() -> None:
    """Who looked at whom, and every version: a role may pass by triggers, not by its rights."""
    versions = {
        history._meta.db_table for model in MODELS.values() for history in _history_of(model)
    }
    once = [AccessLog._meta.db_table, *versions]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM unnest(%s) AS table_name, unnest(%s) AS privilege"
            " WHERE has_table_privilege(%s, table_name, privilege)",
            [once, ["UPDATE", "DELETE", "TRUNCATE"], database.APP],
        )
        assert not cursor.fetchall()
        cursor.execute(
            "SELECT has_database_privilege(%s, current_database(), 'TEMP')", [database.APP]
        )
        assert cursor.fetchone() == (False,)
