import django.db.models.deletion
import django.db.models.functions.text
import jombang_umkm.history
import pgtrigger.compiler
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('jombang_umkm', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('BANK', 'Bank'), ('ASSOCIATION', 'Business association'), ('BUSINESS', 'Business'), ('GOVERNMENT', 'Government'), ('OTHER', 'Other')], max_length=11, verbose_name='kind')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('short_name', models.CharField(blank=True, max_length=60, verbose_name='short name')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='address')),
                ('contact_person', models.CharField(blank=True, max_length=150, verbose_name='contact person')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partners', to='jombang_umkm.office', verbose_name='office')),
            ],
            options={
                'verbose_name': 'partner',
                'verbose_name_plural': 'partners',
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='PartnerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('BANK', 'Bank'), ('ASSOCIATION', 'Business association'), ('BUSINESS', 'Business'), ('GOVERNMENT', 'Government'), ('OTHER', 'Other')], max_length=11, verbose_name='kind')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('short_name', models.CharField(blank=True, max_length=60, verbose_name='short name')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='address')),
                ('contact_person', models.CharField(blank=True, max_length=150, verbose_name='contact person')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('office', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='jombang_umkm.office', verbose_name='office')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partners.partner')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.UniqueConstraint(models.F('office'), django.db.models.functions.text.Lower('name'), name='partner_name_unique', violation_error_message='This office already has a partner of that name.'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_partnerevent" ("address", "contact_person", "email", "id", "is_active", "kind", "name", "note", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "short_name") SELECT new_values."address", new_values."contact_person", new_values."email", new_values."id", new_values."is_active", new_values."kind", new_values."name", new_values."note", new_values."office_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."short_name" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c561af48083b4f96ff7e410a06e0894725bc1afe', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_71860', referencing='REFERENCING NEW TABLE AS new_values ', table='partners_partner', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_partnerevent" ("address", "contact_person", "email", "id", "is_active", "kind", "name", "note", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "short_name") SELECT new_values."address", new_values."contact_person", new_values."email", new_values."id", new_values."is_active", new_values."kind", new_values."name", new_values."note", new_values."office_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."short_name" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='93a6fa0a4a54abe700134b6b7b233726b7b80ec3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_17ece', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partners_partner', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_partnerevent" ("address", "contact_person", "email", "id", "is_active", "kind", "name", "note", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "short_name") SELECT old_values."address", old_values."contact_person", old_values."email", old_values."id", old_values."is_active", old_values."kind", old_values."name", old_values."note", old_values."office_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."short_name" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4b542d26e45d4a8efdce0b33e0e4c4f09eaae4d1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_e7dd8', referencing='REFERENCING OLD TABLE AS old_values ', table='partners_partner', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='partnerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a13e8879ffafbd590ff94ddd2a82e6a6ef165dbd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_20581', table='partners_partnerevent', when='BEFORE')),
        ),
    ]
