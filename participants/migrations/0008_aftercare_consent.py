"""People agree to be looked after by an office once they are free.

The index over stays keeps others from writing them while it is made: below a second for
300,000. Backwards, all that was agreed to is lost.
"""

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import jombang_umkm.history


class Migration(migrations.Migration):

    dependencies = [
        ('jombang_umkm', '0008_access_log'),
        ('participants', '0007_find_people'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AftercareConsent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_on', models.DateField(help_text='The day the person signed.', verbose_name='agreed on')),
                ('document_no', models.CharField(blank=True, help_text='Of the signed paper, or where it is kept.', max_length=80, verbose_name='document number')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded at')),
                ('withdrawn_on', models.DateField(blank=True, help_text='The day the person took it back.', null=True, verbose_name='withdrawn on')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawal recorded at')),
            ],
            options={
                'verbose_name': 'consent to aftercare',
                'verbose_name_plural': 'consents to aftercare',
                'ordering': ('participant', '-given_on', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='AftercareConsentVersion',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('given_on', models.DateField(help_text='The day the person signed.', verbose_name='agreed on')),
                ('document_no', models.CharField(blank=True, help_text='Of the signed paper, or where it is kept.', max_length=80, verbose_name='document number')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded at')),
                ('withdrawn_on', models.DateField(blank=True, help_text='The day the person took it back.', null=True, verbose_name='withdrawn on')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawal recorded at')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='custody',
            index=models.Index(condition=models.Q(('status__in', ['PAROLE', 'CONDITIONAL_LEAVE', 'PRE_RELEASE_LEAVE', 'FULL_RELEASE', 'RELEASED_BY_LAW', 'RELEASED_BY_COURT', 'GUIDANCE_ENDED'])), fields=['participant'], include=('id', 'entry_date'), name='custody_free'),
        ),
        migrations.AddField(
            model_name='aftercareconsent',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aftercare_consents', to='jombang_umkm.office', verbose_name='office'),
        ),
        migrations.AddField(
            model_name='aftercareconsent',
            name='participant',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aftercare_consents', to='participants.participant', verbose_name='participant'),
        ),
        migrations.AddField(
            model_name='aftercareconsent',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aftercare_recorded', to=settings.AUTH_USER_MODEL, verbose_name='recorded by'),
        ),
        migrations.AddField(
            model_name='aftercareconsent',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='aftercare_withdrawn', to=settings.AUTH_USER_MODEL, verbose_name='withdrawal recorded by'),
        ),
        migrations.AddField(
            model_name='aftercareconsentversion',
            name='office',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='jombang_umkm.office', verbose_name='office'),
        ),
        migrations.AddField(
            model_name='aftercareconsentversion',
            name='participant',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.participant', verbose_name='participant'),
        ),
        migrations.AddField(
            model_name='aftercareconsentversion',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='aftercareconsentversion',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='participants.aftercareconsent'),
        ),
        migrations.AddField(
            model_name='aftercareconsentversion',
            name='recorded_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by'),
        ),
        migrations.AddField(
            model_name='aftercareconsentversion',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='withdrawal recorded by'),
        ),
        migrations.AddConstraint(
            model_name='aftercareconsent',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_on__isnull', True)), fields=('office', 'participant'), name='aftercare_one_in_force', violation_error_message="This person agreed to this office's aftercare already."),
        ),
        migrations.AddConstraint(
            model_name='aftercareconsent',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_on__isnull', True), ('withdrawn_on__gte', models.F('given_on')), _connector='OR'), name='aftercare_days_in_order', violation_error_message='Consent is given before it is withdrawn.'),
        ),
        migrations.AddConstraint(
            model_name='aftercareconsent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True), ('withdrawn_on__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), ('withdrawn_on__isnull', False)), _connector='OR'), name='aftercare_withdrawal_complete', violation_error_message='A withdrawal says who recorded it, and when.'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='aftercareconsent',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "participants_aftercareconsentversion" ("document_no", "given_on", "id", "office_id", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "withdrawn_at", "withdrawn_by_id", "withdrawn_on") SELECT new_values."document_no", new_values."given_on", new_values."id", new_values."office_id", new_values."participant_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."withdrawn_at", new_values."withdrawn_by_id", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='163dd74b0b61fdfb1c7e76ec2d0e3bde220c4930', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_5a374', referencing='REFERENCING NEW TABLE AS new_values ', table='participants_aftercareconsent', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='aftercareconsent',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "participants_aftercareconsentversion" ("document_no", "given_on", "id", "office_id", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "withdrawn_at", "withdrawn_by_id", "withdrawn_on") SELECT new_values."document_no", new_values."given_on", new_values."id", new_values."office_id", new_values."participant_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."withdrawn_at", new_values."withdrawn_by_id", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='ca7e93a4c55015089db0120c2c3026bd4fecae37', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b11e1', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='participants_aftercareconsent', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='aftercareconsent',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "participants_aftercareconsentversion" ("document_no", "given_on", "id", "office_id", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "withdrawn_at", "withdrawn_by_id", "withdrawn_on") SELECT old_values."document_no", old_values."given_on", old_values."id", old_values."office_id", old_values."participant_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_at", old_values."recorded_by_id", old_values."withdrawn_at", old_values."withdrawn_by_id", old_values."withdrawn_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='73ff7ea69c05a2e605bc01d5a908c72b8d013bc1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7f23a', referencing='REFERENCING OLD TABLE AS old_values ', table='participants_aftercareconsent', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='aftercareconsentversion',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='74f04dfd1cb12f72df40945b6e65adb2fb15f1db', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d1c97', table='participants_aftercareconsentversion', when='BEFORE')),
        ),
    ]
