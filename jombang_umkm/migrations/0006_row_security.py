"""Lets the database itself refuse rows outside of the scope in force (docs/adr/0019).

Enabling it locks a table for a moment and rewrites nothing. An application of before this
release sees no rows afterwards: it is stopped while `prepare` migrates.
"""

from django.db import migrations

from jombang_umkm.policies import guard

# One expression each, so that the planner puts it in the place of the call.
SCOPE = """
CREATE FUNCTION scope_whole() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT current_setting('jombang.whole', true) <> '' $$;
CREATE FUNCTION scope_facility() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('jombang.facility', true), '')::bigint $$;
CREATE FUNCTION scope_office() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('jombang.office', true), '')::bigint $$;
CREATE FUNCTION scope_user() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('jombang.user', true), '')::bigint $$;
"""
NO_SCOPE = """
DROP FUNCTION scope_whole();
DROP FUNCTION scope_facility();
DROP FUNCTION scope_office();
DROP FUNCTION scope_user();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('jombang_umkm', '0005_people_stays_families'),
    ]

    operations = [
        migrations.RunSQL(SCOPE, NO_SCOPE),
        *guard(
            'jombang_umkm_issueddocument',
            'facility_id = scope_facility() OR office_id = scope_office() OR scope_whole()',
        ),
        # Everybody notes what they did, and reads no more than that.
        *guard('jombang_umkm_accesslog', 'user_id = scope_user() OR scope_whole()'),
    ]
