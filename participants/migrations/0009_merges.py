"""Two records of one person become one, and a stay entered twice is folded into one.

The table of stays is written anew for its days, and locked meanwhile: about a second for
10,000 stays. Nothing can get lost: the days follow from other columns. Backwards, whoever was
merged would come back without stays: undo mergings before.
"""

import django.db.models.deletion
import participants.spelling
import pgtrigger.compiler
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import migrations, models

import jombang_umkm.history
import participants.models.custody
import participants.models.days
import participants.models.merge
from jombang_umkm.policies import function


# Into whose record somebody was merged, locked against being merged until the transaction ends.
GOES_ON_AS = """
BEGIN
  RETURN (
    SELECT merged_into_id FROM public.participants_participant WHERE id = person FOR SHARE
  );
END
"""

HAS_STAYS = """
BEGIN
  RETURN EXISTS (SELECT FROM public.participants_custody WHERE participant_id = person);
END
"""


class Migration(migrations.Migration):

    dependencies = [
        ('jombang_umkm', '0008_access_log'),
        ('participants', '0008_aftercare_consent'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('merged_at', models.DateTimeField(verbose_name='merged at')),
                ('answers', models.JSONField(blank=True, default=list, verbose_name='what was chosen')),
                ('steps', models.JSONField(blank=True, default=list, encoder=participants.models.merge.ExactEncoder, verbose_name='what was moved')),
                ('after', models.JSONField(blank=True, default=dict, verbose_name='what came of it')),
            ],
            options={
                'verbose_name': 'merging of two records',
                'verbose_name_plural': 'mergings of records',
                'ordering': ('-merged_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='MergeUndo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('undone_at', models.DateTimeField(verbose_name='undone at')),
                ('reason', models.CharField(max_length=200, verbose_name='why it was undone')),
            ],
            options={
                'verbose_name': 'undoing of a merging',
                'verbose_name_plural': 'undoings of mergings',
                'ordering': ('-undone_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='TwoPeople',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said_at', models.DateTimeField(verbose_name='said at')),
            ],
            options={
                'verbose_name': 'two people who look alike',
                'verbose_name_plural': 'people who look alike',
                'ordering': ('-said_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='TwoPeopleVersion',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('said_at', models.DateTimeField(verbose_name='said at')),
            ],
            options={
                'abstract': False,
            },
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='custody',
            name='insert_insert',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='custody',
            name='update_update',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='custody',
            name='delete_delete',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='participant',
            name='insert_insert',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='participant',
            name='update_update',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='participant',
            name='delete_delete',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='participantphoto',
            name='insert_insert',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='participantphoto',
            name='update_update',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='participantphoto',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='custody',
            name='custody_registration_unique',
        ),
        migrations.RemoveConstraint(
            model_name='participant',
            name='participant_nik_unique',
        ),
        migrations.RemoveConstraint(
            model_name='participantphoto',
            name='photo_one_a_person',
        ),
        migrations.AddField(
            model_name='custody',
            name='merged_into',
            field=models.ForeignKey(blank=True, editable=False, help_text='The stay that goes on, where one was entered twice.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='participants.custody', verbose_name='folded into'),
        ),
        migrations.AddField(
            model_name='custodyversion',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, help_text='The stay that goes on, where one was entered twice.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.custody', verbose_name='folded into'),
        ),
        migrations.AddField(
            model_name='participant',
            name='merged_into',
            field=models.ForeignKey(blank=True, editable=False, help_text='The record that goes on, where two turned out to be one person.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='participants.participant', verbose_name='merged into'),
        ),
        migrations.AddField(
            model_name='participantphoto',
            name='is_aside',
            field=models.BooleanField(default=False, editable=False, help_text='Two records were merged, and the photo of the other was chosen.', verbose_name='set aside'),
        ),
        migrations.AddField(
            model_name='participantphotoversion',
            name='is_aside',
            field=models.BooleanField(default=False, editable=False, help_text='Two records were merged, and the photo of the other was chosen.', verbose_name='set aside'),
        ),
        migrations.AddField(
            model_name='participantversion',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, help_text='The record that goes on, where two turned out to be one person.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.participant', verbose_name='merged into'),
        ),
        function(
            'person_goes_on_as(person bigint) RETURNS bigint', GOES_ON_AS, is_stable=False
        ),
        function('person_has_stays(person bigint) RETURNS boolean', HAS_STAYS),
        migrations.RemoveConstraint(
            model_name='custody',
            name='custody_one_place_at_a_time',
        ),
        # What a generated column is made of cannot be changed.
        migrations.RemoveField(
            model_name='custody',
            name='days_here',
        ),
        migrations.AddField(
            model_name='custody',
            name='days_here',
            field=models.GeneratedField(db_persist=True, expression=participants.models.custody.DaysOfStay(), output_field=participants.models.days.DaysField(), verbose_name='days here'),
        ),
        migrations.AddConstraint(
            model_name='custody',
            constraint=ExclusionConstraint(expressions=[(models.ExpressionWrapper(models.F('participant') + 0, models.BigIntegerField()), '='), (participants.models.custody.DaysOfStay(), '&&')], name='custody_one_place_at_a_time', violation_error_message='This person is already held somewhere in that time.'),
        ),
        migrations.AddIndex(
            model_name='participant',
            index=models.Index(fields=['birth_date', 'name_key'], name='participant_born'),
        ),
        migrations.AddIndex(
            model_name='participant',
            index=models.Index(models.F('name_key'), participants.spelling.NameKey('parent_name'), name='participant_of_father'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='custody',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "participants_custodyversion" ("away", "block", "caseworker", "cell", "counted_from", "entry_date", "expiry_date", "facility_id", "half_date", "id", "kind", "left_on", "merged_into_id", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "probation_office", "probation_officer", "register_class", "registration_no", "source", "status", "two_thirds_date") SELECT new_values."away", new_values."block", new_values."caseworker", new_values."cell", new_values."counted_from", new_values."entry_date", new_values."expiry_date", new_values."facility_id", new_values."half_date", new_values."id", new_values."kind", new_values."left_on", new_values."merged_into_id", new_values."participant_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."probation_office", new_values."probation_officer", new_values."register_class", new_values."registration_no", new_values."source", new_values."status", new_values."two_thirds_date" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0143291f4142e6d9326d8c35b67a224776624cbc', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_66141', referencing='REFERENCING NEW TABLE AS new_values ', table='participants_custody', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='custody',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "participants_custodyversion" ("away", "block", "caseworker", "cell", "counted_from", "entry_date", "expiry_date", "facility_id", "half_date", "id", "kind", "left_on", "merged_into_id", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "probation_office", "probation_officer", "register_class", "registration_no", "source", "status", "two_thirds_date") SELECT new_values."away", new_values."block", new_values."caseworker", new_values."cell", new_values."counted_from", new_values."entry_date", new_values."expiry_date", new_values."facility_id", new_values."half_date", new_values."id", new_values."kind", new_values."left_on", new_values."merged_into_id", new_values."participant_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."probation_office", new_values."probation_officer", new_values."register_class", new_values."registration_no", new_values."source", new_values."status", new_values."two_thirds_date" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."away" IS DISTINCT FROM (new_values."away") OR old_values."block" IS DISTINCT FROM (new_values."block") OR old_values."caseworker" IS DISTINCT FROM (new_values."caseworker") OR old_values."cell" IS DISTINCT FROM (new_values."cell") OR old_values."counted_from" IS DISTINCT FROM (new_values."counted_from") OR old_values."entry_date" IS DISTINCT FROM (new_values."entry_date") OR old_values."expiry_date" IS DISTINCT FROM (new_values."expiry_date") OR old_values."facility_id" IS DISTINCT FROM (new_values."facility_id") OR old_values."half_date" IS DISTINCT FROM (new_values."half_date") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."left_on" IS DISTINCT FROM (new_values."left_on") OR old_values."merged_into_id" IS DISTINCT FROM (new_values."merged_into_id") OR old_values."participant_id" IS DISTINCT FROM (new_values."participant_id") OR old_values."probation_office" IS DISTINCT FROM (new_values."probation_office") OR old_values."probation_officer" IS DISTINCT FROM (new_values."probation_officer") OR old_values."register_class" IS DISTINCT FROM (new_values."register_class") OR old_values."registration_no" IS DISTINCT FROM (new_values."registration_no") OR old_values."source" IS DISTINCT FROM (new_values."source") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."two_thirds_date" IS DISTINCT FROM (new_values."two_thirds_date")) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='e21c1e7f7faf3db208908c767468b0aa0faa9184', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_78abf', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='participants_custody', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='custody',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "participants_custodyversion" ("away", "block", "caseworker", "cell", "counted_from", "entry_date", "expiry_date", "facility_id", "half_date", "id", "kind", "left_on", "merged_into_id", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "probation_office", "probation_officer", "register_class", "registration_no", "source", "status", "two_thirds_date") SELECT old_values."away", old_values."block", old_values."caseworker", old_values."cell", old_values."counted_from", old_values."entry_date", old_values."expiry_date", old_values."facility_id", old_values."half_date", old_values."id", old_values."kind", old_values."left_on", old_values."merged_into_id", old_values."participant_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."probation_office", old_values."probation_officer", old_values."register_class", old_values."registration_no", old_values."source", old_values."status", old_values."two_thirds_date" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4b732458dd90bead9089307b541de683ca67cb44', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_4303c', referencing='REFERENCING OLD TABLE AS old_values ', table='participants_custody', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='participant',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "participants_participantversion" ("aliases", "birth_date", "birth_place", "business_experience", "disability", "disability_needs", "education", "full_name", "home_address", "home_region", "id", "merged_into_id", "nik_status", "parent_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sex", "skills") SELECT new_values."aliases", new_values."birth_date", new_values."birth_place", new_values."business_experience", new_values."disability", new_values."disability_needs", new_values."education", new_values."full_name", new_values."home_address", new_values."home_region", new_values."id", new_values."merged_into_id", new_values."nik_status", new_values."parent_name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sex", new_values."skills" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='81220156d96dc7461f50b77106e10446876e7035', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_068a6', referencing='REFERENCING NEW TABLE AS new_values ', table='participants_participant', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='participant',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "participants_participantversion" ("aliases", "birth_date", "birth_place", "business_experience", "disability", "disability_needs", "education", "full_name", "home_address", "home_region", "id", "merged_into_id", "nik_status", "parent_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sex", "skills") SELECT new_values."aliases", new_values."birth_date", new_values."birth_place", new_values."business_experience", new_values."disability", new_values."disability_needs", new_values."education", new_values."full_name", new_values."home_address", new_values."home_region", new_values."id", new_values."merged_into_id", new_values."nik_status", new_values."parent_name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sex", new_values."skills" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."aliases" IS DISTINCT FROM (new_values."aliases") OR old_values."birth_date" IS DISTINCT FROM (new_values."birth_date") OR old_values."birth_place" IS DISTINCT FROM (new_values."birth_place") OR old_values."business_experience" IS DISTINCT FROM (new_values."business_experience") OR old_values."disability" IS DISTINCT FROM (new_values."disability") OR old_values."disability_needs" IS DISTINCT FROM (new_values."disability_needs") OR old_values."education" IS DISTINCT FROM (new_values."education") OR old_values."full_name" IS DISTINCT FROM (new_values."full_name") OR old_values."home_address" IS DISTINCT FROM (new_values."home_address") OR old_values."home_region" IS DISTINCT FROM (new_values."home_region") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."merged_into_id" IS DISTINCT FROM (new_values."merged_into_id") OR old_values."nik_status" IS DISTINCT FROM (new_values."nik_status") OR old_values."parent_name" IS DISTINCT FROM (new_values."parent_name") OR old_values."sex" IS DISTINCT FROM (new_values."sex") OR old_values."skills" IS DISTINCT FROM (new_values."skills")) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='1a349367b9775049b8a334d7171b0004350bdfd0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c9656', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='participants_participant', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='participant',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "participants_participantversion" ("aliases", "birth_date", "birth_place", "business_experience", "disability", "disability_needs", "education", "full_name", "home_address", "home_region", "id", "merged_into_id", "nik_status", "parent_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sex", "skills") SELECT old_values."aliases", old_values."birth_date", old_values."birth_place", old_values."business_experience", old_values."disability", old_values."disability_needs", old_values."education", old_values."full_name", old_values."home_address", old_values."home_region", old_values."id", old_values."merged_into_id", old_values."nik_status", old_values."parent_name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sex", old_values."skills" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='edbc332c59653961d4a6da570b568a005d5cd132', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_9322e', referencing='REFERENCING OLD TABLE AS old_values ', table='participants_participant', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='participantphoto',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "participants_participantphotoversion" ("added_at", "added_by_id", "consent_on", "height", "id", "is_aside", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removal_reason", "removed_at", "removed_by_id", "width") SELECT new_values."added_at", new_values."added_by_id", new_values."consent_on", new_values."height", new_values."id", new_values."is_aside", new_values."participant_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."removal_reason", new_values."removed_at", new_values."removed_by_id", new_values."width" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d693d25bbdca49e4483a3897f9b1b7114a637855', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8e1d1', referencing='REFERENCING NEW TABLE AS new_values ', table='participants_participantphoto', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='participantphoto',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "participants_participantphotoversion" ("added_at", "added_by_id", "consent_on", "height", "id", "is_aside", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removal_reason", "removed_at", "removed_by_id", "width") SELECT new_values."added_at", new_values."added_by_id", new_values."consent_on", new_values."height", new_values."id", new_values."is_aside", new_values."participant_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."removal_reason", new_values."removed_at", new_values."removed_by_id", new_values."width" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."added_at" IS DISTINCT FROM (new_values."added_at") OR old_values."added_by_id" IS DISTINCT FROM (new_values."added_by_id") OR old_values."consent_on" IS DISTINCT FROM (new_values."consent_on") OR old_values."height" IS DISTINCT FROM (new_values."height") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_aside" IS DISTINCT FROM (new_values."is_aside") OR old_values."participant_id" IS DISTINCT FROM (new_values."participant_id") OR old_values."removal_reason" IS DISTINCT FROM (new_values."removal_reason") OR old_values."removed_at" IS DISTINCT FROM (new_values."removed_at") OR old_values."removed_by_id" IS DISTINCT FROM (new_values."removed_by_id") OR old_values."width" IS DISTINCT FROM (new_values."width")) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='c43ff0d1f4ce8652d572cebfa9cb2e5329dae06c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_834ca', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='participants_participantphoto', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='participantphoto',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "participants_participantphotoversion" ("added_at", "added_by_id", "consent_on", "height", "id", "is_aside", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removal_reason", "removed_at", "removed_by_id", "width") SELECT old_values."added_at", old_values."added_by_id", old_values."consent_on", old_values."height", old_values."id", old_values."is_aside", old_values."participant_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."removal_reason", old_values."removed_at", old_values."removed_by_id", old_values."width" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2915d69f7f442fd6de4f4dfbb5152dc71687c739', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b072b', referencing='REFERENCING OLD TABLE AS old_values ', table='participants_participantphoto', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='custody',
            constraint=models.UniqueConstraint(condition=models.Q(('merged_into__isnull', True)), fields=('facility', 'registration_key'), name='custody_registration_unique', violation_error_message='This registration number is already in use here.'),
        ),
        migrations.AddConstraint(
            model_name='custody',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('pk')), _negated=True), _connector='OR'), name='custody_not_folded_into_itself', violation_error_message='No stay is folded into itself.'),
        ),
        migrations.AddConstraint(
            model_name='participant',
            constraint=models.UniqueConstraint(condition=models.Q(('merged_into__isnull', True)), fields=('nik_key',), name='participant_nik_unique', violation_error_message='Another person has this NIK.'),
        ),
        migrations.AddConstraint(
            model_name='participant',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('pk')), _negated=True), _connector='OR'), name='participant_not_merged_into_itself', violation_error_message='Nobody is merged into their own record.'),
        ),
        migrations.AddConstraint(
            model_name='participantphoto',
            constraint=models.UniqueConstraint(condition=models.Q(('is_aside', False), ('removed_at__isnull', True)), fields=('participant',), name='photo_one_a_person', violation_error_message='This person has a photo already.'),
        ),
        migrations.AddField(
            model_name='merge',
            name='absorbed',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges_into_others', to='participants.participant', verbose_name='record that was merged'),
        ),
        migrations.AddField(
            model_name='merge',
            name='kept',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='participants.participant', verbose_name='record that goes on'),
        ),
        migrations.AddField(
            model_name='merge',
            name='merged_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to=settings.AUTH_USER_MODEL, verbose_name='merged by'),
        ),
        migrations.AddField(
            model_name='mergeundo',
            name='merge',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='undo', to='participants.merge', verbose_name='merging'),
        ),
        migrations.AddField(
            model_name='mergeundo',
            name='undone_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges_undone', to=settings.AUTH_USER_MODEL, verbose_name='undone by'),
        ),
        migrations.AddField(
            model_name='twopeople',
            name='one',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participants.participant', verbose_name='one'),
        ),
        migrations.AddField(
            model_name='twopeople',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participants.participant', verbose_name='the other'),
        ),
        migrations.AddField(
            model_name='twopeople',
            name='said_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='told_apart', to=settings.AUTH_USER_MODEL, verbose_name='said by'),
        ),
        migrations.AddField(
            model_name='twopeopleversion',
            name='one',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.participant', verbose_name='one'),
        ),
        migrations.AddField(
            model_name='twopeopleversion',
            name='other',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.participant', verbose_name='the other'),
        ),
        migrations.AddField(
            model_name='twopeopleversion',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='twopeopleversion',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='participants.twopeople'),
        ),
        migrations.AddField(
            model_name='twopeopleversion',
            name='said_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='said by'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(('kept', models.F('absorbed')), _negated=True), name='merge_of_two', violation_error_message='Nobody is merged into their own record.'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='merge',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='604647aaeb15800eaadd1ae327c54bb3fe029d35', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4449b', table='participants_merge', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='mergeundo',
            constraint=models.CheckConstraint(condition=models.Q(('reason__regex', '\\S')), name='merge_undone_with_reason', violation_error_message='Say why it is undone.'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='mergeundo',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='06650b8664cad9285dc2141c61529586aa5087e6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c5709', table='participants_mergeundo', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='twopeople',
            constraint=models.UniqueConstraint(fields=('one', 'other'), name='two_people_once', violation_error_message='This was said already.'),
        ),
        migrations.AddConstraint(
            model_name='twopeople',
            constraint=models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='two_people_in_order', violation_error_message='Nobody is told apart from themselves.'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='twopeople',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "participants_twopeopleversion" ("id", "one_id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_at", "said_by_id") SELECT new_values."id", new_values."one_id", new_values."other_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."said_at", new_values."said_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3735da9a7a894c4359037dd862013caaf8bab858', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2b3e2', referencing='REFERENCING NEW TABLE AS new_values ', table='participants_twopeople', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='twopeople',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "participants_twopeopleversion" ("id", "one_id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_at", "said_by_id") SELECT new_values."id", new_values."one_id", new_values."other_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."said_at", new_values."said_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='2c2f028a9db6e8b0225304e0ccc4b0e7695bcbf0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a955f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='participants_twopeople', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='twopeople',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "participants_twopeopleversion" ("id", "one_id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_at", "said_by_id") SELECT old_values."id", old_values."one_id", old_values."other_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."said_at", old_values."said_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='8a06692ea28babb98f8cad09a91d28f410062ba5', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_945b5', referencing='REFERENCING OLD TABLE AS old_values ', table='participants_twopeople', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='twopeopleversion',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8fa64584ba884cde3b5dc9e4594098874236ec21', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6c18c', table='participants_twopeopleversion', when='BEFORE')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='aftercareconsent',
            trigger=pgtrigger.compiler.Trigger(name='of_nobody_merged', sql=pgtrigger.compiler.UpsertTriggerSql(func='\nIF person_goes_on_as(NEW.participant_id) IS NOT NULL THEN\n    RAISE EXCEPTION USING\n        ERRCODE = \'integrity_constraint_violation\',\n        CONSTRAINT = \'aftercare_consent_of_nobody_merged\',\n        MESSAGE = \'violates "aftercare_consent_of_nobody_merged": the record was merged into another\';\nEND IF;\nRETURN NEW;\n', hash='6067933284d595dbc94015ad0e29af4432732d73', operation='INSERT OR UPDATE OF "participant_id"', pgid='pgtrigger_of_nobody_merged_db755', table='participants_aftercareconsent', when='BEFORE')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='custody',
            trigger=pgtrigger.compiler.Trigger(name='of_nobody_merged', sql=pgtrigger.compiler.UpsertTriggerSql(func='\nIF person_goes_on_as(NEW.participant_id) IS NOT NULL THEN\n    RAISE EXCEPTION USING\n        ERRCODE = \'integrity_constraint_violation\',\n        CONSTRAINT = \'custody_of_nobody_merged\',\n        MESSAGE = \'violates "custody_of_nobody_merged": the record was merged into another\';\nEND IF;\nRETURN NEW;\n', hash='f4979837664c73aec80b2856ee8320470871199f', operation='INSERT OR UPDATE OF "participant_id"', pgid='pgtrigger_of_nobody_merged_7e7e1', table='participants_custody', when='BEFORE')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='familycontact',
            trigger=pgtrigger.compiler.Trigger(name='of_nobody_merged', sql=pgtrigger.compiler.UpsertTriggerSql(func='\nIF person_goes_on_as(NEW.participant_id) IS NOT NULL THEN\n    RAISE EXCEPTION USING\n        ERRCODE = \'integrity_constraint_violation\',\n        CONSTRAINT = \'family_contact_of_nobody_merged\',\n        MESSAGE = \'violates "family_contact_of_nobody_merged": the record was merged into another\';\nEND IF;\nRETURN NEW;\n', hash='de62ad6fc53e05d8ef6933db3a0c19794351e61d', operation='INSERT OR UPDATE OF "participant_id"', pgid='pgtrigger_of_nobody_merged_6e992', table='participants_familycontact', when='BEFORE')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='participant',
            trigger=pgtrigger.compiler.Trigger(name='merged_without_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.merged_into_id IS NOT NULL)', func='\nIF person_has_stays(NEW.id) OR person_goes_on_as(NEW.merged_into_id) IS NOT NULL THEN\n    RAISE EXCEPTION USING\n        ERRCODE = \'integrity_constraint_violation\',\n        CONSTRAINT = \'participant_merged_without_stays\',\n        MESSAGE = \'violates "participant_merged_without_stays": the record was merged into another\';\nEND IF;\nRETURN NEW;\n', hash='2d12057ae4d80f397966d38b2f54dd9f058a7fbf', operation='UPDATE OF "merged_into_id"', pgid='pgtrigger_merged_without_stays_0f8a8', table='participants_participant', when='BEFORE')),
        ),
    ]
