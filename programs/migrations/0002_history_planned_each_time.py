import jombang_umkm.history
import pgtrigger.compiler
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0001_initial'),
    ]

    operations = [
        jombang_umkm.history.RemoveTrigger(
            model_name='attendance',
            name='update_update',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='course',
            name='update_update',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='enrolment',
            name='update_update',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='module',
            name='update_update',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='openingattendee',
            name='update_update',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='program',
            name='update_update',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='session',
            name='update_update',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='sessioncourse',
            name='update_update',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='skill',
            name='update_update',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='speaker',
            name='update_update',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='speakerslot',
            name='update_update',
        ),
        jombang_umkm.history.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_attendanceevent" ("custody_id", "id", "mark", "minutes_late", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_id", "session_id") SELECT new_values."custody_id", new_values."id", new_values."mark", new_values."minutes_late", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."saved_id", new_values."session_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='3db7cfd54f5d36284a710843766fb01fa57f7631', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b5b0d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_attendance', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='course',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_courseevent" ("accepts_detainees", "id", "lesson_hours", "min_attendance", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "quota", "skill_id") SELECT new_values."accepts_detainees", new_values."id", new_values."lesson_hours", new_values."min_attendance", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."program_id", new_values."quota", new_values."skill_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='8c63eb29462dc235f158af63b458e5301fa9479f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_db446', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_course', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='enrolment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_enrolmentevent" ("course_id", "custody_id", "id", "joined_on", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") SELECT new_values."course_id", new_values."custody_id", new_values."id", new_values."joined_on", new_values."left_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."status" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='21db743c34370d3ab4629e995cca63de00a35fb7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_43402', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_enrolment', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='module',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_moduleevent" ("course_id", "id", "lesson_hours", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "title") SELECT new_values."course_id", new_values."id", new_values."lesson_hours", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='088dc2bb275c7c089dd16958eae97c47749268cc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_69a93', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_module', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='openingattendee',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_openingattendeeevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "signatory_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."program_id", new_values."signatory_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='d8dec005b4c1c13192f5a7c2a5570b7fa1a5ce47', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_25eb9', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_program_opening_attended_by', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='program',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_programevent" ("ends_on", "facility_id", "id", "name", "office_id", "opened_by_id", "opened_on", "opening_note", "opening_place", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quota", "starts_on", "status") SELECT new_values."ends_on", new_values."facility_id", new_values."id", new_values."name", new_values."office_id", new_values."opened_by_id", new_values."opened_on", new_values."opening_note", new_values."opening_place", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."quota", new_values."starts_on", new_values."status" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='0305218428fa9ecac5af948b559a720681040344', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_7f86c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_program', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='session',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_sessionevent" ("day", "ends_at", "id", "lesson_hours", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "room_id", "starts_at", "status", "status_reason", "topic") SELECT new_values."day", new_values."ends_at", new_values."id", new_values."lesson_hours", new_values."module_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."program_id", new_values."room_id", new_values."starts_at", new_values."status", new_values."status_reason", new_values."topic" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='a34626b1f3aba9a684373fdbbf8efdcc521fc5aa', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ca529', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_session', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='sessioncourse',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_sessioncourseevent" ("course_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id") SELECT new_values."course_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."session_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='fc47af4064f2b330df222d4a58dd2b623d7ba9c6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_dc632', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_session_courses', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='skill',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_skillevent" ("description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."description", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='049c4fe366194dc95b90a996a3dc031b4530ee1c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1db64', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_skill', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_speakerevent" ("expertise", "full_name", "id", "is_active", "office_id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") SELECT new_values."expertise", new_values."full_name", new_values."id", new_values."is_active", new_values."office_id", new_values."partner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='eddc940be5f551c3e5e60d6d49d1f813352f1036', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_517a8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_speaker', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='speakerslot',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_speakerslotevent" ("day", "ends_at", "id", "is_released", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "speaker_id", "starts_at") SELECT new_values."day", new_values."ends_at", new_values."id", new_values."is_released", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."session_id", new_values."speaker_id", new_values."starts_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='362f9bf4bc0448d8781b8f05416dfd5cd557dffb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e4ea5', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_speakerslot', when='AFTER')),
        ),
    ]
