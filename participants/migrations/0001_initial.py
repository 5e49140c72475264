import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import jombang_umkm.history
import participants.querysets
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
            name='ParticipantEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('full_name', models.CharField(help_text='One field: many people have one word.', max_length=150, verbose_name='full name')),
                ('parent_name', models.CharField(blank=True, help_text="The father's name, as in SUPRI bin KASMAN.", max_length=150, verbose_name='bin/binti')),
                ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), blank=True, default=list, help_text='Separated by commas.', size=None, verbose_name='aliases')),
                ('sex', models.CharField(choices=[('L', 'Male'), ('P', 'Female')], max_length=1, verbose_name='sex')),
                ('birth_date', models.DateField(blank=True, null=True, verbose_name='birth date')),
                ('education', models.CharField(blank=True, choices=[('NONE', 'No schooling'), ('SD', 'Primary school (SD)'), ('SMP', 'Lower secondary school (SMP)'), ('SMA', 'Upper secondary school (SMA/SMK)'), ('DIPLOMA', 'Diploma (D1–D3)'), ('S1', 'Bachelor (D4/S1) or higher')], max_length=10, verbose_name='education')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Custody',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('registration_no', models.CharField(help_text='As written on the register.', max_length=40, verbose_name='registration number')),
                ('registration_key', models.GeneratedField(db_persist=True, expression=participants.querysets.RegistrationKey('registration_no'), output_field=models.CharField(max_length=40), verbose_name='registration key')),
                ('register_class', models.CharField(blank=True, choices=[('A.I', 'A.I, held by the police'), ('A.II', 'A.II, held by the prosecutor'), ('A.III', 'A.III, held by the district court'), ('A.IV', 'A.IV, held by the high court'), ('A.V', 'A.V, held by the Supreme Court'), ('B.I', 'B.I, more than one year'), ('B.IIa', 'B.IIa, three to twelve months'), ('B.IIb', 'B.IIb, up to three months'), ('B.III', 'B.III, in lieu of a fine')], max_length=5, verbose_name='register class')),
                ('block', models.CharField(blank=True, max_length=20, verbose_name='block')),
                ('cell', models.CharField(blank=True, max_length=20, verbose_name='cell')),
                ('entry_date', models.DateField(verbose_name='entry date')),
                ('expiry_date', models.DateField(blank=True, null=True, verbose_name='expiry date')),
                ('status', models.CharField(choices=[('DETAINEE', 'Detainee'), ('CONVICT', 'Convict'), ('ASSIMILATION', 'Assimilation'), ('PAROLE', 'Parole (PB)'), ('CONDITIONAL_LEAVE', 'Conditional leave (CB)'), ('PRE_RELEASE_LEAVE', 'Pre-release leave (CMB)'), ('FULL_RELEASE', 'Released, sentence served'), ('RELEASED_BY_LAW', 'Released by law'), ('RELEASED_BY_COURT', 'Released by the court'), ('GUIDANCE_ENDED', 'Guidance ended'), ('TRANSFERRED_OUT', 'Transferred out'), ('ESCAPED', 'Escaped'), ('DIED', 'Died')], default='CONVICT', max_length=17, verbose_name='status')),
                ('left_on', models.DateField(blank=True, help_text='First day they are no longer here.', null=True, verbose_name='left on')),
                ('facility', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='custodies', to='jombang_umkm.facility', verbose_name='facility')),
            ],
            options={
                'verbose_name': 'stay',
                'verbose_name_plural': 'stays',
                'ordering': ('participant__full_name', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', models.CharField(help_text='One field: many people have one word.', max_length=150, verbose_name='full name')),
                ('parent_name', models.CharField(blank=True, help_text="The father's name, as in SUPRI bin KASMAN.", max_length=150, verbose_name='bin/binti')),
                ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), blank=True, default=list, help_text='Separated by commas.', size=None, verbose_name='aliases')),
                ('sex', models.CharField(choices=[('L', 'Male'), ('P', 'Female')], max_length=1, verbose_name='sex')),
                ('birth_date', models.DateField(blank=True, null=True, verbose_name='birth date')),
                ('education', models.CharField(blank=True, choices=[('NONE', 'No schooling'), ('SD', 'Primary school (SD)'), ('SMP', 'Lower secondary school (SMP)'), ('SMA', 'Upper secondary school (SMA/SMK)'), ('DIPLOMA', 'Diploma (D1–D3)'), ('S1', 'Bachelor (D4/S1) or higher')], max_length=10, verbose_name='education')),
            ],
            options={
                'verbose_name': 'participant',
                'verbose_name_plural': 'participants',
                'ordering': ('full_name', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('full_name__regex', '\\S')), name='participant_name_not_blank', violation_error_message='Type the name.')],
            },
        ),
        migrations.CreateModel(
            name='CustodyEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('registration_no', models.CharField(help_text='As written on the register.', max_length=40, verbose_name='registration number')),
                ('register_class', models.CharField(blank=True, choices=[('A.I', 'A.I, held by the police'), ('A.II', 'A.II, held by the prosecutor'), ('A.III', 'A.III, held by the district court'), ('A.IV', 'A.IV, held by the high court'), ('A.V', 'A.V, held by the Supreme Court'), ('B.I', 'B.I, more than one year'), ('B.IIa', 'B.IIa, three to twelve months'), ('B.IIb', 'B.IIb, up to three months'), ('B.III', 'B.III, in lieu of a fine')], max_length=5, verbose_name='register class')),
                ('block', models.CharField(blank=True, max_length=20, verbose_name='block')),
                ('cell', models.CharField(blank=True, max_length=20, verbose_name='cell')),
                ('entry_date', models.DateField(verbose_name='entry date')),
                ('expiry_date', models.DateField(blank=True, null=True, verbose_name='expiry date')),
                ('status', models.CharField(choices=[('DETAINEE', 'Detainee'), ('CONVICT', 'Convict'), ('ASSIMILATION', 'Assimilation'), ('PAROLE', 'Parole (PB)'), ('CONDITIONAL_LEAVE', 'Conditional leave (CB)'), ('PRE_RELEASE_LEAVE', 'Pre-release leave (CMB)'), ('FULL_RELEASE', 'Released, sentence served'), ('RELEASED_BY_LAW', 'Released by law'), ('RELEASED_BY_COURT', 'Released by the court'), ('GUIDANCE_ENDED', 'Guidance ended'), ('TRANSFERRED_OUT', 'Transferred out'), ('ESCAPED', 'Escaped'), ('DIED', 'Died')], default='CONVICT', max_length=17, verbose_name='status')),
                ('left_on', models.DateField(blank=True, help_text='First day they are no longer here.', null=True, verbose_name='left on')),
                ('facility', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='jombang_umkm.facility', verbose_name='facility')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='participants.custody')),
                ('participant', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.participant', verbose_name='participant')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='custody',
            name='participant',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='custodies', to='participants.participant', verbose_name='participant'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='participant',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "participants_participantevent" ("aliases", "birth_date", "education", "full_name", "id", "parent_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sex") SELECT new_values."aliases", new_values."birth_date", new_values."education", new_values."full_name", new_values."id", new_values."parent_name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sex" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='17c3ef8bc009c0994159106e1b7e85e1bd36a0a9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_068a6', referencing='REFERENCING NEW TABLE AS new_values ', table='participants_participant', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='participant',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "participants_participantevent" ("aliases", "birth_date", "education", "full_name", "id", "parent_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sex") SELECT new_values."aliases", new_values."birth_date", new_values."education", new_values."full_name", new_values."id", new_values."parent_name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sex" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b6867e26d8749dbf31084dccffb75a29e52a4071', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c9656', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='participants_participant', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='participant',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "participants_participantevent" ("aliases", "birth_date", "education", "full_name", "id", "parent_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sex") SELECT old_values."aliases", old_values."birth_date", old_values."education", old_values."full_name", old_values."id", old_values."parent_name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sex" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3eb9ea4a4bb7d0f0b17092199c318d3c6b9a3436', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_9322e', referencing='REFERENCING OLD TABLE AS old_values ', table='participants_participant', when='AFTER')),
        ),
        migrations.AddField(
            model_name='participantevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='participantevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='participants.participant'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='custodyevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2b57647ed4b9c1966cc56d6c540a4f01e4049af0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a803e', table='participants_custodyevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='custody',
            constraint=models.UniqueConstraint(fields=('facility', 'registration_key'), name='custody_registration_unique', violation_error_message='This registration number is already in use here.'),
        ),
        migrations.AddConstraint(
            model_name='custody',
            constraint=models.CheckConstraint(condition=models.Q(('registration_no__regex', '[A-Za-z0-9]')), name='custody_registration_not_blank', violation_error_message='Type the registration number.'),
        ),
        migrations.AddConstraint(
            model_name='custody',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('left_on__isnull', True), ('left_on__gte', models.F('entry_date')), _connector='OR'), models.Q(('expiry_date__isnull', True), ('expiry_date__gte', models.F('entry_date')), _connector='OR')), name='custody_dates_in_order', violation_error_message='A date lies before the day of entry.'),
        ),
        migrations.AddConstraint(
            model_name='custody',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('left_on__isnull', True), ('status__in', ['DETAINEE', 'CONVICT', 'ASSIMILATION'])), models.Q(models.Q(('status__in', ['DETAINEE', 'CONVICT', 'ASSIMILATION']), _negated=True), ('left_on__isnull', False)), _connector='OR'), name='custody_held_until_left', violation_error_message='Somebody held has not left; somebody gone has.'),
        ),
        migrations.AddConstraint(
            model_name='custody',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('left_on__isnull', True), ('left_on__gte', models.F('entry_date')), _connector='OR'), expressions=[('participant', '='), (models.Func(models.F('entry_date'), models.F('left_on'), django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=False), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='custody_one_place_at_a_time', violation_error_message='This person is already held somewhere in that time.'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='custody',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "participants_custodyevent" ("block", "cell", "entry_date", "expiry_date", "facility_id", "id", "left_on", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_class", "registration_no", "status") SELECT new_values."block", new_values."cell", new_values."entry_date", new_values."expiry_date", new_values."facility_id", new_values."id", new_values."left_on", new_values."participant_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."register_class", new_values."registration_no", new_values."status" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0de4c4d314f4e44d15445b574d7b5a826e53fd9b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_66141', referencing='REFERENCING NEW TABLE AS new_values ', table='participants_custody', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='custody',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "participants_custodyevent" ("block", "cell", "entry_date", "expiry_date", "facility_id", "id", "left_on", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_class", "registration_no", "status") SELECT new_values."block", new_values."cell", new_values."entry_date", new_values."expiry_date", new_values."facility_id", new_values."id", new_values."left_on", new_values."participant_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."register_class", new_values."registration_no", new_values."status" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."block" IS DISTINCT FROM (new_values."block") OR old_values."cell" IS DISTINCT FROM (new_values."cell") OR old_values."entry_date" IS DISTINCT FROM (new_values."entry_date") OR old_values."expiry_date" IS DISTINCT FROM (new_values."expiry_date") OR old_values."facility_id" IS DISTINCT FROM (new_values."facility_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."left_on" IS DISTINCT FROM (new_values."left_on") OR old_values."participant_id" IS DISTINCT FROM (new_values."participant_id") OR old_values."register_class" IS DISTINCT FROM (new_values."register_class") OR old_values."registration_no" IS DISTINCT FROM (new_values."registration_no") OR old_values."status" IS DISTINCT FROM (new_values."status")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b2d1d21b2876dd5669889ba8b66eb885f2cb5932', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_78abf', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='participants_custody', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='custody',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "participants_custodyevent" ("block", "cell", "entry_date", "expiry_date", "facility_id", "id", "left_on", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_class", "registration_no", "status") SELECT old_values."block", old_values."cell", old_values."entry_date", old_values."expiry_date", old_values."facility_id", old_values."id", old_values."left_on", old_values."participant_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."register_class", old_values."registration_no", old_values."status" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='395273b007dbe69a4ceb226819b0fe4df8c304f6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_4303c', referencing='REFERENCING OLD TABLE AS old_values ', table='participants_custody', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='participantevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='73cf540e323835e66b77a1868b276a807091bf14', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_18f6f', table='participants_participantevent', when='BEFORE')),
        ),
    ]
