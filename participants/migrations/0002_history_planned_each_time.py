import jombang_umkm.history
import pgtrigger.compiler
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('participants', '0001_initial'),
    ]

    operations = [
        jombang_umkm.history.RemoveTrigger(
            model_name='custody',
            name='update_update',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='participant',
            name='update_update',
        ),
        jombang_umkm.history.AddTrigger(
            model_name='custody',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "participants_custodyevent" ("block", "cell", "entry_date", "expiry_date", "facility_id", "id", "left_on", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_class", "registration_no", "status") SELECT new_values."block", new_values."cell", new_values."entry_date", new_values."expiry_date", new_values."facility_id", new_values."id", new_values."left_on", new_values."participant_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."register_class", new_values."registration_no", new_values."status" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."block" IS DISTINCT FROM (new_values."block") OR old_values."cell" IS DISTINCT FROM (new_values."cell") OR old_values."entry_date" IS DISTINCT FROM (new_values."entry_date") OR old_values."expiry_date" IS DISTINCT FROM (new_values."expiry_date") OR old_values."facility_id" IS DISTINCT FROM (new_values."facility_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."left_on" IS DISTINCT FROM (new_values."left_on") OR old_values."participant_id" IS DISTINCT FROM (new_values."participant_id") OR old_values."register_class" IS DISTINCT FROM (new_values."register_class") OR old_values."registration_no" IS DISTINCT FROM (new_values."registration_no") OR old_values."status" IS DISTINCT FROM (new_values."status")) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='b4b8467c44a95dd52b3801c3efd0c300ce2ecd54', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_78abf', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='participants_custody', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='participant',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "participants_participantevent" ("aliases", "birth_date", "education", "full_name", "id", "parent_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sex") SELECT new_values."aliases", new_values."birth_date", new_values."education", new_values."full_name", new_values."id", new_values."parent_name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sex" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='c2c66c8bf052f5487f952fa21d99c84c1162a2f5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c9656', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='participants_participant', when='AFTER')),
        ),
    ]
