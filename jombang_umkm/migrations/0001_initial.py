import django.contrib.auth.validators
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import jombang_umkm.history
import pgtrigger.compiler
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        # Trusted since PostgreSQL 13: the owner of the database may create it.
        BtreeGistExtension(),
        migrations.CreateModel(
            name='Facility',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('short_name', models.CharField(max_length=60, verbose_name='short name')),
                ('kind', models.CharField(choices=[('LAPAS', 'Prison (Lapas)'), ('RUTAN', 'Remand centre (Rutan)'), ('LPP', "Women's prison (LPP)"), ('LPKA', 'Youth centre (LPKA)')], default='LAPAS', max_length=10, verbose_name='kind')),
                ('facility_class', models.CharField(blank=True, choices=[('I', 'Class I'), ('IIA', 'Class IIA'), ('IIB', 'Class IIB'), ('III', 'Class III')], max_length=3, verbose_name='class')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='address')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('place', models.CharField(help_text='Where letters are dated, such as Jombang.', max_length=60, verbose_name='place')),
                ('capacity', models.PositiveSmallIntegerField(blank=True, help_text='People, as built.', null=True, verbose_name='capacity')),
            ],
            options={
                'verbose_name': 'facility',
                'verbose_name_plural': 'facilities',
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='HolidayEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('day', models.DateField(verbose_name='day')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('kind', models.CharField(choices=[('NATIONAL', 'National holiday'), ('COLLECTIVE_LEAVE', 'Collective leave'), ('LOCAL', 'Local')], default='NATIONAL', max_length=16, verbose_name='kind')),
                ('decree', models.CharField(blank=True, max_length=200, verbose_name='decree')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('short_name', models.CharField(max_length=60, verbose_name='short name')),
                ('government', models.CharField(help_text='First line of the letterhead, such as Pemerintah Kabupaten Jombang.', max_length=200, verbose_name='government')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='address')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('place', models.CharField(help_text='Where letters are dated, such as Jombang.', max_length=60, verbose_name='place')),
            ],
            options={
                'verbose_name': 'office',
                'verbose_name_plural': 'offices',
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='OfficeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('short_name', models.CharField(max_length=60, verbose_name='short name')),
                ('government', models.CharField(help_text='First line of the letterhead, such as Pemerintah Kabupaten Jombang.', max_length=200, verbose_name='government')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='address')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('place', models.CharField(help_text='Where letters are dated, such as Jombang.', max_length=60, verbose_name='place')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Room',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('capacity', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='capacity')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
            ],
            options={
                'verbose_name': 'room',
                'verbose_name_plural': 'rooms',
                'ordering': ('facility', 'name'),
            },
        ),
        migrations.CreateModel(
            name='RoomEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('capacity', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='capacity')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Signatory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='With academic titles.', max_length=150, verbose_name='name')),
                ('nip', models.CharField(blank=True, help_text='18 digits, if known.', max_length=18, validators=[django.core.validators.RegexValidator('^\\d{18}$', 'A NIP has 18 digits.')], verbose_name='NIP')),
                ('title', models.CharField(max_length=150, verbose_name='title')),
                ('acting', models.CharField(blank=True, choices=[('PLT', 'Acting (Plt.)'), ('PLH', 'Daily acting (Plh.)')], max_length=3, verbose_name='acting')),
                ('valid_from', models.DateField(verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='until')),
            ],
            options={
                'verbose_name': 'signatory',
                'verbose_name_plural': 'signatories',
                'ordering': ('title', '-valid_from'),
            },
        ),
        migrations.CreateModel(
            name='SignatoryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(help_text='With academic titles.', max_length=150, verbose_name='name')),
                ('nip', models.CharField(blank=True, help_text='18 digits, if known.', max_length=18, validators=[django.core.validators.RegexValidator('^\\d{18}$', 'A NIP has 18 digits.')], verbose_name='NIP')),
                ('title', models.CharField(max_length=150, verbose_name='title')),
                ('acting', models.CharField(blank=True, choices=[('PLT', 'Acting (Plt.)'), ('PLH', 'Daily acting (Plh.)')], max_length=3, verbose_name='acting')),
                ('valid_from', models.DateField(verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='until')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UserEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(max_length=60, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='user name')),
                ('full_name', models.CharField(max_length=150, verbose_name='full name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('role', models.CharField(choices=[('STAFF', 'Office staff'), ('OFFICER', 'Prison officer'), ('ADMINISTRATOR', 'Administrator')], max_length=13, verbose_name='role')),
                ('is_active', models.BooleanField(default=True, help_text='Take the tick away instead of deleting: what they recorded keeps their name.', verbose_name='active')),
                ('date_joined', models.DateTimeField(auto_now_add=True, verbose_name='since')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(max_length=60, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='user name')),
                ('full_name', models.CharField(max_length=150, verbose_name='full name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('role', models.CharField(choices=[('STAFF', 'Office staff'), ('OFFICER', 'Prison officer'), ('ADMINISTRATOR', 'Administrator')], max_length=13, verbose_name='role')),
                ('is_active', models.BooleanField(default=True, help_text='Take the tick away instead of deleting: what they recorded keeps their name.', verbose_name='active')),
                ('date_joined', models.DateTimeField(auto_now_add=True, verbose_name='since')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('facility', models.ForeignKey(blank=True, help_text='For a prison officer.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='officers', to='jombang_umkm.facility', verbose_name='facility')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'ordering': ('full_name',),
            },
        ),
        migrations.CreateModel(
            name='FacilityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('short_name', models.CharField(max_length=60, verbose_name='short name')),
                ('kind', models.CharField(choices=[('LAPAS', 'Prison (Lapas)'), ('RUTAN', 'Remand centre (Rutan)'), ('LPP', "Women's prison (LPP)"), ('LPKA', 'Youth centre (LPKA)')], default='LAPAS', max_length=10, verbose_name='kind')),
                ('facility_class', models.CharField(blank=True, choices=[('I', 'Class I'), ('IIA', 'Class IIA'), ('IIB', 'Class IIB'), ('III', 'Class III')], max_length=3, verbose_name='class')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='address')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('place', models.CharField(help_text='Where letters are dated, such as Jombang.', max_length=60, verbose_name='place')),
                ('capacity', models.PositiveSmallIntegerField(blank=True, help_text='People, as built.', null=True, verbose_name='capacity')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='jombang_umkm.facility')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Holiday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('kind', models.CharField(choices=[('NATIONAL', 'National holiday'), ('COLLECTIVE_LEAVE', 'Collective leave'), ('LOCAL', 'Local')], default='NATIONAL', max_length=16, verbose_name='kind')),
                ('decree', models.CharField(blank=True, max_length=200, verbose_name='decree')),
            ],
            options={
                'verbose_name': 'holiday',
                'verbose_name_plural': 'holidays',
                'ordering': ('day', 'name'),
                'constraints': [models.UniqueConstraint(models.F('day'), django.db.models.functions.text.Lower('name'), name='holiday_unique', violation_error_message='This holiday is already on that day.')],
            },
        ),
        jombang_umkm.history.AddTrigger(
            model_name='holiday',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_holidayevent" ("day", "decree", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."day", new_values."decree", new_values."id", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='60c85e7e07e63b5f6cc8fcd144d4c36322870fba', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a1ac1', referencing='REFERENCING NEW TABLE AS new_values ', table='jombang_umkm_holiday', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='holiday',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_holidayevent" ("day", "decree", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."day", new_values."decree", new_values."id", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e0baf3593b11f217cabec33fffc5157d3ed23320', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e3d7e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='jombang_umkm_holiday', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='holiday',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_holidayevent" ("day", "decree", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."day", old_values."decree", old_values."id", old_values."kind", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9f6398cf7bd3ae6d74ef44c13f5f8eab8da5a136', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_91aa8', referencing='REFERENCING OLD TABLE AS old_values ', table='jombang_umkm_holiday', when='AFTER')),
        ),
        migrations.AddField(
            model_name='holidayevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='holidayevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='jombang_umkm.holiday'),
        ),
        migrations.AddConstraint(
            model_name='office',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='office_name_unique', violation_error_message='There is already an office of that name.'),
        ),
        migrations.AddField(
            model_name='facilityevent',
            name='office',
            field=models.ForeignKey(db_constraint=False, help_text='The cooperative office that trains here.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='jombang_umkm.office', verbose_name='office'),
        ),
        migrations.AddField(
            model_name='facility',
            name='office',
            field=models.ForeignKey(help_text='The cooperative office that trains here.', on_delete=django.db.models.deletion.PROTECT, related_name='facilities', to='jombang_umkm.office', verbose_name='office'),
        ),
        migrations.AddField(
            model_name='user',
            name='office',
            field=models.ForeignKey(blank=True, help_text='For office staff.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='staff', to='jombang_umkm.office', verbose_name='office'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='office',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_officeevent" ("address", "email", "government", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place", "short_name", "website") SELECT new_values."address", new_values."email", new_values."government", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."place", new_values."short_name", new_values."website" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b952f924e630c1b3dfe2fd1de308896a540bf053', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_04850', referencing='REFERENCING NEW TABLE AS new_values ', table='jombang_umkm_office', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='office',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_officeevent" ("address", "email", "government", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place", "short_name", "website") SELECT new_values."address", new_values."email", new_values."government", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."place", new_values."short_name", new_values."website" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='751cae3c41768f52ea937365b5f3db43db3a1a49', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_7bef8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='jombang_umkm_office', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='office',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_officeevent" ("address", "email", "government", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place", "short_name", "website") SELECT old_values."address", old_values."email", old_values."government", old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."place", old_values."short_name", old_values."website" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='89185bd1b2a08e42072c5e54790893c05eb3b602', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_c82fa', referencing='REFERENCING OLD TABLE AS old_values ', table='jombang_umkm_office', when='AFTER')),
        ),
        migrations.AddField(
            model_name='officeevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='officeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='jombang_umkm.office'),
        ),
        migrations.AddField(
            model_name='room',
            name='facility',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rooms', to='jombang_umkm.facility', verbose_name='facility'),
        ),
        migrations.AddField(
            model_name='roomevent',
            name='facility',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='jombang_umkm.facility', verbose_name='facility'),
        ),
        migrations.AddField(
            model_name='roomevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='roomevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='jombang_umkm.room'),
        ),
        migrations.AddField(
            model_name='signatory',
            name='facility',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signatories', to='jombang_umkm.facility', verbose_name='facility'),
        ),
        migrations.AddField(
            model_name='signatory',
            name='office',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signatories', to='jombang_umkm.office', verbose_name='office'),
        ),
        migrations.AddField(
            model_name='signatoryevent',
            name='facility',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='jombang_umkm.facility', verbose_name='facility'),
        ),
        migrations.AddField(
            model_name='signatoryevent',
            name='office',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='jombang_umkm.office', verbose_name='office'),
        ),
        migrations.AddField(
            model_name='signatoryevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='signatoryevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='jombang_umkm.signatory'),
        ),
        migrations.AddField(
            model_name='userevent',
            name='facility',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='For a prison officer.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='jombang_umkm.facility', verbose_name='facility'),
        ),
        migrations.AddField(
            model_name='userevent',
            name='office',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='For office staff.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='jombang_umkm.office', verbose_name='office'),
        ),
        migrations.AddField(
            model_name='userevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='userevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='holidayevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c4a5b27649003e5ca785c3c920f04f23ed2f3342', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c4363', table='jombang_umkm_holidayevent', when='BEFORE')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='facilityevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='78a96e632984025a0c9929cb0dea2bbfd77c0fd9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e0597', table='jombang_umkm_facilityevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='facility',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='facility_name_unique', violation_error_message='There is already a facility of that name.'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='facility',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_facilityevent" ("address", "capacity", "facility_class", "id", "kind", "name", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place", "short_name") SELECT new_values."address", new_values."capacity", new_values."facility_class", new_values."id", new_values."kind", new_values."name", new_values."office_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."place", new_values."short_name" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6b0dcb55cc8f985382312445409e287182e0da49', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_054e8', referencing='REFERENCING NEW TABLE AS new_values ', table='jombang_umkm_facility', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='facility',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_facilityevent" ("address", "capacity", "facility_class", "id", "kind", "name", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place", "short_name") SELECT new_values."address", new_values."capacity", new_values."facility_class", new_values."id", new_values."kind", new_values."name", new_values."office_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."place", new_values."short_name" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8dc82f59a2dfa3bad1ee339ebbe127ebd41e1f17', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_dccfd', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='jombang_umkm_facility', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='facility',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_facilityevent" ("address", "capacity", "facility_class", "id", "kind", "name", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place", "short_name") SELECT old_values."address", old_values."capacity", old_values."facility_class", old_values."id", old_values."kind", old_values."name", old_values."office_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."place", old_values."short_name" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='69020d7098a22c689dd4fb3219a8002326ac6212', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_cd310', referencing='REFERENCING OLD TABLE AS old_values ', table='jombang_umkm_facility', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('username'), name='user_username_unique', violation_error_message='There is already a user of that name.'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('facility__isnull', False), ('office__isnull', True), ('role', 'OFFICER')), models.Q(('facility__isnull', True), ('office__isnull', False), ('role', 'STAFF')), models.Q(('facility__isnull', True), ('office__isnull', True), ('role', 'ADMINISTRATOR')), _connector='OR'), name='user_acts_for_one_place', violation_error_message='A prison officer belongs to a facility, office staff to an office, an administrator to neither.'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('is_superuser', False), ('role', 'ADMINISTRATOR'), _connector='OR'), name='user_superuser_is_administrator', violation_error_message='Only an administrator can have all permissions.'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_userevent" ("date_joined", "email", "facility_id", "full_name", "id", "is_active", "is_superuser", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "username") SELECT new_values."date_joined", new_values."email", new_values."facility_id", new_values."full_name", new_values."id", new_values."is_active", new_values."is_superuser", new_values."office_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."username" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='21a6c97ac9e2a4e414f254294853eaf51b36d351', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_5c266', referencing='REFERENCING NEW TABLE AS new_values ', table='jombang_umkm_user', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_userevent" ("date_joined", "email", "facility_id", "full_name", "id", "is_active", "is_superuser", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "username") SELECT new_values."date_joined", new_values."email", new_values."facility_id", new_values."full_name", new_values."id", new_values."is_active", new_values."is_superuser", new_values."office_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role", new_values."username" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."date_joined" IS DISTINCT FROM (new_values."date_joined") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."facility_id" IS DISTINCT FROM (new_values."facility_id") OR old_values."full_name" IS DISTINCT FROM (new_values."full_name") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_active" IS DISTINCT FROM (new_values."is_active") OR old_values."is_superuser" IS DISTINCT FROM (new_values."is_superuser") OR old_values."office_id" IS DISTINCT FROM (new_values."office_id") OR old_values."role" IS DISTINCT FROM (new_values."role") OR old_values."username" IS DISTINCT FROM (new_values."username")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='09bf5b1a50557c4365967e6bd68b553d9e6a27aa', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_456cf', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='jombang_umkm_user', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_userevent" ("date_joined", "email", "facility_id", "full_name", "id", "is_active", "is_superuser", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "username") SELECT old_values."date_joined", old_values."email", old_values."facility_id", old_values."full_name", old_values."id", old_values."is_active", old_values."is_superuser", old_values."office_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."role", old_values."username" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='e7150c356b26df451276b4150c1fc3158767342d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_461b6', referencing='REFERENCING OLD TABLE AS old_values ', table='jombang_umkm_user', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='officeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='03db82077fce674d1d2dd671dffc43f10d6d470e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bcec4', table='jombang_umkm_officeevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='room',
            constraint=models.UniqueConstraint(models.F('facility'), django.db.models.functions.text.Lower('name'), name='room_name_unique', violation_error_message='This facility already has a room of that name.'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='room',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_roomevent" ("capacity", "facility_id", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."capacity", new_values."facility_id", new_values."id", new_values."is_active", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e9ee449da8a24968e2b4bbd8fbd1f7051e74c9fa', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e1ce7', referencing='REFERENCING NEW TABLE AS new_values ', table='jombang_umkm_room', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='room',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_roomevent" ("capacity", "facility_id", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."capacity", new_values."facility_id", new_values."id", new_values."is_active", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='96a2b912e85826e61a5ffca6adbbf996768cb47d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_64fed', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='jombang_umkm_room', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='room',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_roomevent" ("capacity", "facility_id", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."capacity", old_values."facility_id", old_values."id", old_values."is_active", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4ce3a32b903d5dff0ab5d7e425ac0b5baaeface2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7b2ff', referencing='REFERENCING OLD TABLE AS old_values ', table='jombang_umkm_room', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='roomevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2ad50995bca866784ebcf278c2d48da6f8b249d9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e43de', table='jombang_umkm_roomevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='signatory',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('facility__isnull', True), ('office__isnull', False)), models.Q(('facility__isnull', False), ('office__isnull', True)), _connector='OR'), name='signatory_of_one_body', violation_error_message='Choose either an office or a facility.'),
        ),
        migrations.AddConstraint(
            model_name='signatory',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='signatory_dates_in_order', violation_error_message='The last day lies before the first.'),
        ),
        migrations.AddConstraint(
            model_name='signatory',
            constraint=models.CheckConstraint(condition=models.Q(('nip', ''), ('nip__regex', '^\\d{18}$'), _connector='OR'), name='signatory_nip_digits', violation_error_message='A NIP has 18 digits.'),
        ),
        migrations.AddConstraint(
            model_name='signatory',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('office__isnull', False), models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR')), expressions=[('office', '='), (django.db.models.functions.text.Lower('title'), '='), (models.Func(models.F('valid_from'), models.F('valid_to'), django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='signatory_one_at_a_time_office', violation_error_message='Somebody else holds this title in that time.'),
        ),
        migrations.AddConstraint(
            model_name='signatory',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('facility__isnull', False), models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR')), expressions=[('facility', '='), (django.db.models.functions.text.Lower('title'), '='), (models.Func(models.F('valid_from'), models.F('valid_to'), django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='signatory_one_at_a_time_facility', violation_error_message='Somebody else holds this title in that time.'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='signatory',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_signatoryevent" ("acting", "facility_id", "id", "name", "nip", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "valid_from", "valid_to") SELECT new_values."acting", new_values."facility_id", new_values."id", new_values."name", new_values."nip", new_values."office_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."title", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a979a66ac72c35a87ff866afaf86befe78940dbd', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ce208', referencing='REFERENCING NEW TABLE AS new_values ', table='jombang_umkm_signatory', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='signatory',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_signatoryevent" ("acting", "facility_id", "id", "name", "nip", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "valid_from", "valid_to") SELECT new_values."acting", new_values."facility_id", new_values."id", new_values."name", new_values."nip", new_values."office_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."title", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6196ceffd229d6233e071dd68466e20c3062056d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_861f6', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='jombang_umkm_signatory', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='signatory',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_signatoryevent" ("acting", "facility_id", "id", "name", "nip", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "valid_from", "valid_to") SELECT old_values."acting", old_values."facility_id", old_values."id", old_values."name", old_values."nip", old_values."office_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."title", old_values."valid_from", old_values."valid_to" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='50dcef5ff5231673d353ec3a62ee3d9cf9c9a730', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_57b1a', referencing='REFERENCING OLD TABLE AS old_values ', table='jombang_umkm_signatory', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='signatoryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='29e91974bef6c6c759382d2346339f161a40fd5d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_eeb5e', table='jombang_umkm_signatoryevent', when='BEFORE')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='userevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1f28ae0401b2b697dcbbdce749a3e4c4452e28ef', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_469f7', table='jombang_umkm_userevent', when='BEFORE')),
        ),
    ]
