import django.db.models.deletion
import jombang_umkm.history
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('jombang_umkm', '0002_history_planned_each_time'),
    ]

    operations = [
        migrations.CreateModel(
            name='IssuedDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('DAFTAR_HADIR', 'Attendance list to sign'), ('REKAMAN_KEHADIRAN', 'Recorded attendance'), ('REKAP_BULANAN', 'Attendance of a month')], max_length=20, verbose_name='kind')),
                ('number', models.CharField(help_text='Several sheets in one: from the first to the last.', max_length=40, verbose_name='number')),
                ('title', models.CharField(max_length=250, verbose_name='title')),
                ('dated_on', models.DateField(verbose_name='dated')),
                ('template', models.CharField(max_length=40, verbose_name='template')),
                ('data', models.JSONField(verbose_name='data')),
                ('fingerprint', models.CharField(help_text='SHA-256 of the data before it got numbers.', max_length=64, verbose_name='fingerprint')),
                ('pdf', models.BinaryField(verbose_name='PDF')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('issued_at', models.DateTimeField(verbose_name='issued at')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='voided at')),
                ('void_reason', models.CharField(blank=True, max_length=200, verbose_name='why it was voided')),
            ],
            options={
                'verbose_name': 'printed document',
                'verbose_name_plural': 'printed documents',
                'ordering': ('-issued_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('prefix', models.CharField(max_length=10, verbose_name='prefix')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('last', models.PositiveIntegerField(default=0, verbose_name='last number')),
            ],
            options={
                'verbose_name': 'series of numbers',
                'verbose_name_plural': 'series of numbers',
                'ordering': ('office', 'prefix', 'year'),
            },
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='signatory',
            name='insert_insert',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='signatory',
            name='delete_delete',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='signatory',
            name='update_update',
        ),
        migrations.AddField(
            model_name='signatory',
            name='is_head',
            field=models.BooleanField(default=False, help_text='Signs for the whole office or facility, and so is proposed on documents.', verbose_name='head'),
        ),
        migrations.AddField(
            model_name='signatoryevent',
            name='is_head',
            field=models.BooleanField(default=False, help_text='Signs for the whole office or facility, and so is proposed on documents.', verbose_name='head'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='signatory',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_signatoryevent" ("acting", "facility_id", "id", "is_head", "name", "nip", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "valid_from", "valid_to") SELECT new_values."acting", new_values."facility_id", new_values."id", new_values."is_head", new_values."name", new_values."nip", new_values."office_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."title", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ea53e03bb4c5082c4f24a2af5a155ab2e0c23b97', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ce208', referencing='REFERENCING NEW TABLE AS new_values ', table='jombang_umkm_signatory', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='signatory',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_signatoryevent" ("acting", "facility_id", "id", "is_head", "name", "nip", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "valid_from", "valid_to") SELECT new_values."acting", new_values."facility_id", new_values."id", new_values."is_head", new_values."name", new_values."nip", new_values."office_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."title", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='990346cb8a3be1615814971c003021b0600c36c7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_861f6', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='jombang_umkm_signatory', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='signatory',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_signatoryevent" ("acting", "facility_id", "id", "is_head", "name", "nip", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "valid_from", "valid_to") SELECT old_values."acting", old_values."facility_id", old_values."id", old_values."is_head", old_values."name", old_values."nip", old_values."office_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."title", old_values."valid_from", old_values."valid_to" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a4e0dffb0a60d6244242095b58178fde13d83dac', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_57b1a', referencing='REFERENCING OLD TABLE AS old_values ', table='jombang_umkm_signatory', when='AFTER')),
        ),
        migrations.AddField(
            model_name='issueddocument',
            name='facility',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='jombang_umkm.facility', verbose_name='facility'),
        ),
        migrations.AddField(
            model_name='issueddocument',
            name='issued_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents_issued', to=settings.AUTH_USER_MODEL, verbose_name='issued by'),
        ),
        migrations.AddField(
            model_name='issueddocument',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='jombang_umkm.office', verbose_name='office'),
        ),
        migrations.AddField(
            model_name='issueddocument',
            name='voided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents_voided', to=settings.AUTH_USER_MODEL, verbose_name='voided by'),
        ),
        migrations.AddField(
            model_name='numberseries',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='number_series', to='jombang_umkm.office', verbose_name='office'),
        ),
        migrations.AddConstraint(
            model_name='issueddocument',
            constraint=models.UniqueConstraint(fields=('office', 'number'), name='document_number_unique', violation_error_message='This number is taken.'),
        ),
        migrations.AddConstraint(
            model_name='issueddocument',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at__isnull', True)), fields=('office', 'kind', 'fingerprint'), name='document_printed_once', violation_error_message='This was printed already.'),
        ),
        migrations.AddConstraint(
            model_name='issueddocument',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at__isnull', True), ('voided_by__isnull', True)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='document_void_complete', violation_error_message='Give a reason.'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='issueddocument',
            trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."office_id" IS DISTINCT FROM (NEW."office_id") OR OLD."facility_id" IS DISTINCT FROM (NEW."facility_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."dated_on" IS DISTINCT FROM (NEW."dated_on") OR OLD."template" IS DISTINCT FROM (NEW."template") OR OLD."data" IS DISTINCT FROM (NEW."data") OR OLD."fingerprint" IS DISTINCT FROM (NEW."fingerprint") OR OLD."pdf" IS DISTINCT FROM (NEW."pdf") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."issued_by_id" IS DISTINCT FROM (NEW."issued_by_id") OR OLD."issued_at" IS DISTINCT FROM (NEW."issued_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='efeee46b8d2ac44e6c9c3e4d24ff57b4962c3313', operation='UPDATE', pgid='pgtrigger_frozen_ee633', table='jombang_umkm_issueddocument', when='BEFORE')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='issueddocument',
            trigger=pgtrigger.compiler.Trigger(name='kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='346e8200e62087b47f88495c1f1c8f5b9f7ceaf8', operation='DELETE', pgid='pgtrigger_kept_26bca', table='jombang_umkm_issueddocument', when='BEFORE')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='issueddocument',
            trigger=pgtrigger.compiler.Trigger(name='voided_for_good', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."voided_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b89cbf03a197d2c4c3eeb403d64be2e823c40fe0', operation='UPDATE', pgid='pgtrigger_voided_for_good_f72ca', table='jombang_umkm_issueddocument', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='numberseries',
            constraint=models.UniqueConstraint(fields=('office', 'prefix', 'year'), name='number_series_unique', violation_error_message='This office has that series already.'),
        ),
    ]
