"""Lets every policy so far ask for whom the connection works while a statement is planned.

Those of facilities are not asked for offices, nor the other way round. Locks each table for a
moment and rewrites nothing.
"""

from django.db import migrations

ASK_WHEN_PLANNED = r"""
DO $$
DECLARE
  before constant text :=
    $r$\(NULLIF\(current_setting\('jombang\.(\w+)'::text, true\), ''::text\)\)::bigint$r$;
  each record;
BEGIN
  FOR each IN
    SELECT viewname, regexp_replace(definition, before, 'scope_\1()', 'g') AS query
    FROM pg_views WHERE schemaname = 'public' AND definition ~ before
  LOOP
    EXECUTE format('CREATE OR REPLACE VIEW %I AS %s', each.viewname, each.query);
  END LOOP;

  FOR each IN
    SELECT
      policyname, tablename,
      CASE
        WHEN qual ~ 'IS NOT NULL' THEN condition
        WHEN policyname ~ '^office' THEN 'scope_office() IS NOT NULL AND (' || condition || ')'
        WHEN policyname ~ '^elsewhere' THEN 'scope_facility() IS NOT NULL AND (' || condition || ')'
        ELSE condition
      END AS condition
    FROM pg_policies,
      LATERAL (SELECT regexp_replace(qual, before, 'scope_\1()', 'g') AS condition) AS asked
    WHERE schemaname = 'public'
      AND (qual ~ before OR policyname ~ '^(office|elsewhere)' AND qual !~ 'IS NOT NULL')
  LOOP
    EXECUTE format('ALTER POLICY %I ON %I USING (%s)', each.policyname, each.tablename, each.condition);
  END LOOP;
END
$$
"""

# What is asked first, "is it an office", stays: it takes nothing away.
ASK_WITH_EACH_ROW = r"""
DO $$
DECLARE
  after constant text := '\mscope_(facility|office|user)\(\)';
  instead constant text := $r$nullif(current_setting('jombang.\1', true), '')::bigint$r$;
  each record;
BEGIN
  FOR each IN
    SELECT viewname, regexp_replace(definition, after, instead, 'g') AS query
    FROM pg_views WHERE schemaname = 'public' AND definition ~ after
  LOOP
    EXECUTE format('CREATE OR REPLACE VIEW %I AS %s', each.viewname, each.query);
  END LOOP;

  FOR each IN
    SELECT policyname, tablename, regexp_replace(qual, after, instead, 'g') AS condition
    FROM pg_policies WHERE schemaname = 'public' AND qual ~ after
  LOOP
    EXECUTE format('ALTER POLICY %I ON %I USING (%s)', each.policyname, each.tablename, each.condition);
  END LOOP;
END
$$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0007_row_security'),
        ('participants', '0011_searches_of_one_place'),
        ('jombang_umkm', '0010_scope_when_planned'),
    ]

    operations = [
        migrations.RunSQL(ASK_WHEN_PLANNED, ASK_WITH_EACH_ROW),
    ]
