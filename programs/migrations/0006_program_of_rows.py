"""Writes beside each seat and each mark the programme it belongs to, for row security.

One UPDATE a table, while the application stands still: a million marks take under a minute.
The history of updates is off meanwhile, for nothing of what it keeps changes.
"""

import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models

import jombang_umkm.history

FILL = """
UPDATE programs_attendance SET program_id = session.program_id
  FROM programs_session AS session WHERE session.id = session_id;
UPDATE programs_enrolment SET program_id = course.program_id
  FROM programs_course AS course WHERE course.id = course_id;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0005_people_stays_families'),
    ]

    operations = [
        jombang_umkm.history.RemoveTrigger(
            model_name='attendance',
            name='update_update',
        ),
        jombang_umkm.history.RemoveTrigger(
            model_name='enrolment',
            name='update_update',
        ),
        migrations.AddField(
            model_name='attendance',
            name='program',
            field=models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.program', verbose_name='programme'),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='program',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.program', verbose_name='programme'),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='attendance',
            name='program',
            field=models.ForeignKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.program', verbose_name='programme'),
        ),
        migrations.AlterField(
            model_name='enrolment',
            name='program',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.program', verbose_name='programme'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='program_filled_in', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."program_id" IS NULL)', func='NEW.program_id = (SELECT program_id FROM programs_session WHERE id = NEW.session_id); RETURN NEW;', hash='f29f46590a1a953bc7fe4bd8c592bb0999545580', operation='INSERT OR UPDATE', pgid='pgtrigger_program_filled_in_89f19', table='programs_attendance', when='BEFORE')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_attendanceversion" ("custody_id", "id", "mark", "minutes_late", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_id", "session_id") SELECT new_values."custody_id", new_values."id", new_values."mark", new_values."minutes_late", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."saved_id", new_values."session_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."custody_id" IS DISTINCT FROM (new_values."custody_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."mark" IS DISTINCT FROM (new_values."mark") OR old_values."minutes_late" IS DISTINCT FROM (new_values."minutes_late") OR old_values."note" IS DISTINCT FROM (new_values."note") OR old_values."saved_id" IS DISTINCT FROM (new_values."saved_id") OR old_values."session_id" IS DISTINCT FROM (new_values."session_id")) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='6466847ef542f1c60add7c6b7606cbeebea80cce', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b5b0d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_attendance', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='enrolment',
            trigger=pgtrigger.compiler.Trigger(name='program_filled_in', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."program_id" IS NULL)', func='NEW.program_id = (SELECT program_id FROM programs_course WHERE id = NEW.course_id); RETURN NEW;', hash='9e00345b6cb0859e5d3c5a2cc49df6c46e63e9b9', operation='INSERT OR UPDATE', pgid='pgtrigger_program_filled_in_e1218', table='programs_enrolment', when='BEFORE')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='enrolment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_enrolmentversion" ("course_id", "custody_id", "cut_by_id", "cut_from", "id", "joined_on", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") SELECT new_values."course_id", new_values."custody_id", new_values."cut_by_id", new_values."cut_from", new_values."id", new_values."joined_on", new_values."left_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."status" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."course_id" IS DISTINCT FROM (new_values."course_id") OR old_values."custody_id" IS DISTINCT FROM (new_values."custody_id") OR old_values."cut_by_id" IS DISTINCT FROM (new_values."cut_by_id") OR old_values."cut_from" IS DISTINCT FROM (new_values."cut_from") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."joined_on" IS DISTINCT FROM (new_values."joined_on") OR old_values."left_on" IS DISTINCT FROM (new_values."left_on") OR old_values."status" IS DISTINCT FROM (new_values."status")) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='8b1be842bbfade0eb8b72d27cd5bb73d48d50100', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_43402', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_enrolment', when='AFTER')),
        ),
    ]
