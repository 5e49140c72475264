import jombang_umkm.history
import pgtrigger.compiler
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('jombang_umkm', '0001_initial'),
    ]

    operations = [
        jombang_umkm.history.RemoveTrigger(
            model_name='facility',
            name='update_update',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='holiday',
            name='update_update',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='office',
            name='update_update',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='room',
            name='update_update',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='signatory',
            name='update_update',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='user',
            name='update_update',
        ),
        jombang_umkm.history.AddTrigger(
            model_name='facility',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_facilityevent" ("address", "capacity", "facility_class", "id", "kind", "name", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place", "short_name") SELECT new_values."address", new_values."capacity", new_values."facility_class", new_values."id", new_values."kind", new_values."name", new_values."office_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."place", new_values."short_name" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='4a9bf747d8b06cd8852fb759ecbb3053bd5ff846', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_dccfd', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='jombang_umkm_facility', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='holiday',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_holidayevent" ("day", "decree", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."day", new_values."decree", new_values."id", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='5c27516ac232b42cafbb8330be0be64ec9ac1eeb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e3d7e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='jombang_umkm_holiday', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='office',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_officeevent" ("address", "email", "government", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place", "short_name", "website") SELECT new_values."address", new_values."email", new_values."government", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."place", new_values."short_name", new_values."website" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='80df7622dfd916a7f132abca0e159cf26141f90f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_7bef8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='jombang_umkm_office', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='room',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_roomevent" ("capacity", "facility_id", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."capacity", new_values."facility_id", new_values."id", new_values."is_active", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='92091dee16368b75a6e1319df48c78a5c0dd25df', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_64fed', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='jombang_umkm_room', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='signatory',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_signatoryevent" ("acting", "facility_id", "id", "name", "nip", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "valid_from", "valid_to") SELECT new_values."acting", new_values."facility_id", new_values."id", new_values."name", new_values."nip", new_values."office_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."title", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='2b4e5574d3433f5f84e4ba0fbd6e50110056b6d5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_861f6', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='jombang_umkm_signatory', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jombang_umkm_userevent" ("date_joined", "email", "facility_id", "full_name", "id", "is_active", "is_superuser", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "username") SELECT new_values."date_joined", new_values."email", new_values."facility_id", new_values."full_name", new_values."id", new_values."is_active", new_values."is_superuser", new_values."office_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role", new_values."username" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."date_joined" IS DISTINCT FROM (new_values."date_joined") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."facility_id" IS DISTINCT FROM (new_values."facility_id") OR old_values."full_name" IS DISTINCT FROM (new_values."full_name") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_active" IS DISTINCT FROM (new_values."is_active") OR old_values."is_superuser" IS DISTINCT FROM (new_values."is_superuser") OR old_values."office_id" IS DISTINCT FROM (new_values."office_id") OR old_values."role" IS DISTINCT FROM (new_values."role") OR old_values."username" IS DISTINCT FROM (new_values."username")) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='b9d5b2f3756526e3e48cfb3189c538fcb843b339', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_456cf', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='jombang_umkm_user', when='AFTER')),
        ),
    ]
