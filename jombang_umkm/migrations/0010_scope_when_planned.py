"""Lets policies ask for whom the connection works while a statement is planned.

Touches no table.
"""

from django.db import migrations

# Called immutable, which none of them is, as scope_whole(): the answer stands in the plan as a
# number, whose statistics are known, and what is for others is not planned at all.
SCOPE = """
CREATE FUNCTION scope_{0}() RETURNS bigint LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN nullif(current_setting('jombang.{0}', true), '')::bigint;
END
$$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('jombang_umkm', '0009_row_security'),
    ]

    operations = [
        migrations.RunSQL(SCOPE.format(name), f'DROP FUNCTION scope_{name}()')
        for name in ('facility', 'office', 'user')
    ]
