"""Lets the database itself refuse rows outside of the scope in force (docs/adr/0019).

Enabling it locks a table for a moment and rewrites nothing. An application of before this
release sees no rows afterwards: it is stopped while `prepare` migrates.
"""

from django.db import migrations

from jombang_umkm.policies import FACILITY, OFFICE, USER, WHOLE, guard

# Whether all rows are seen. Not immutable in truth, but called so that it is asked once, when a
# statement is planned: where it holds nothing of a policy is left, and filters that PostgreSQL
# would not call leakproof (part of a name, an order by name) use their indexes. So no plan of a
# guarded table may outlive its statement; tests/architecture/test_row_security.py sees to that.
SCOPE_WHOLE = """
CREATE FUNCTION scope_whole() RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN coalesce(current_setting('jombang.whole', true), '') <> '';
END
$$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('jombang_umkm', '0008_access_log'),
        ('admin', '0003_logentry_add_action_flag_choices'),
    ]

    operations = [
        migrations.RunSQL(SCOPE_WHOLE, 'DROP FUNCTION scope_whole()'),
        *guard(
            'jombang_umkm_issueddocument',
            f'{WHOLE} OR facility_id = {FACILITY} OR office_id = {OFFICE}',
        ),
        # Everybody notes what they did, and reads no more than that.
        *guard('jombang_umkm_accesslog', f'{WHOLE} OR user_id = {USER}'),
        # Of what administrators changed it has the name: that of people too.
        *guard('django_admin_log', WHOLE),
    ]
