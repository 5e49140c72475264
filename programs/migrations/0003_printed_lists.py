import django.db.models.deletion
import jombang_umkm.history
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('jombang_umkm', '0003_printed_documents'),
        ('participants', '0002_history_planned_each_time'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('programs', '0002_history_planned_each_time'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='sheetsave',
            name='moved_from',
            field=models.OneToOneField(blank=True, help_text='The saving that cleared these marks from the session they did not belong to.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='moved_to', to='programs.sheetsave', verbose_name='moved from'),
        ),
        migrations.AddField(
            model_name='sheetsave',
            name='signed_by',
            field=models.CharField(blank=True, help_text='Who signed the printed list.', max_length=200, verbose_name='paper signed by'),
        ),
        migrations.CreateModel(
            name='PrintedSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(db_index=True, max_length=20, verbose_name='number')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='printed_sheets', to='jombang_umkm.issueddocument', verbose_name='printed document')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='printed_sheets', to='programs.session', verbose_name='session')),
            ],
            options={
                'verbose_name': 'printed list',
                'verbose_name_plural': 'printed lists',
                'ordering': ('-pk',),
            },
        ),
        migrations.CreateModel(
            name='PrintedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('custody', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='printed_rows', to='participants.custody', verbose_name='stay')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='programs.printedsheet', verbose_name='printed list')),
            ],
            options={
                'verbose_name': 'row of a printed list',
                'verbose_name_plural': 'rows of printed lists',
                'ordering': ('sheet', 'position'),
            },
        ),
        migrations.AddField(
            model_name='sheetsave',
            name='paper',
            field=models.ForeignKey(blank=True, help_text='The printed list it was typed from.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='saves', to='programs.printedsheet', verbose_name='typed from'),
        ),
        migrations.CreateModel(
            name='SheetScan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('image', models.BinaryField(help_text='JPEG.', verbose_name='picture')),
                ('width', models.PositiveSmallIntegerField(help_text='Pixels.', verbose_name='width')),
                ('height', models.PositiveSmallIntegerField(help_text='Pixels.', verbose_name='height')),
                ('page', models.PositiveSmallIntegerField(default=1, verbose_name='page')),
                ('upload_sha256', models.CharField(help_text='Of the file that was uploaded.', max_length=64, verbose_name='SHA-256')),
                ('uploaded_at', models.DateTimeField(verbose_name='attached at')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='taken off at')),
                ('removal_reason', models.CharField(blank=True, max_length=200, verbose_name='why it was taken off')),
                ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='scans_removed', to=settings.AUTH_USER_MODEL, verbose_name='taken off by')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='programs.session', verbose_name='session')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scans_uploaded', to=settings.AUTH_USER_MODEL, verbose_name='attached by')),
            ],
            options={
                'verbose_name': 'scan of a signed list',
                'verbose_name_plural': 'scans of signed lists',
                'ordering': ('session', 'uploaded_at', 'page', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='SheetScanEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('width', models.PositiveSmallIntegerField(help_text='Pixels.', verbose_name='width')),
                ('height', models.PositiveSmallIntegerField(help_text='Pixels.', verbose_name='height')),
                ('page', models.PositiveSmallIntegerField(default=1, verbose_name='page')),
                ('upload_sha256', models.CharField(help_text='Of the file that was uploaded.', max_length=64, verbose_name='SHA-256')),
                ('uploaded_at', models.DateTimeField(verbose_name='attached at')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='taken off at')),
                ('removal_reason', models.CharField(blank=True, max_length=200, verbose_name='why it was taken off')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programs.sheetscan')),
                ('removed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken off by')),
                ('session', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.session', verbose_name='session')),
                ('uploaded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='attached by')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='printedsheet',
            constraint=models.UniqueConstraint(fields=('document', 'session'), name='printed_sheet_once_a_document', violation_error_message='This session has a list in that document already.'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='printedsheet',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='83f6732e768d04532a28f4f1583d3fd8c4bffa9f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4e0e2', table='programs_printedsheet', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='printedrow',
            constraint=models.UniqueConstraint(fields=('sheet', 'position'), name='printed_row_position', violation_error_message='This row of the list is taken.'),
        ),
        migrations.AddConstraint(
            model_name='printedrow',
            constraint=models.UniqueConstraint(fields=('sheet', 'custody'), name='printed_row_person', violation_error_message='This person stands on the list already.'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='printedrow',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='75884318dea6bfea74bf6b618ba137e5bc4b1cf0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ffc6c', table='programs_printedrow', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='sheetscan',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('session', 'upload_sha256', 'page'), name='scan_attached_once', violation_error_message='This file is attached already.'),
        ),
        migrations.AddConstraint(
            model_name='sheetscan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('removal_reason', ''), ('removed_at__isnull', True), ('removed_by__isnull', True)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False), models.Q(('removal_reason', ''), _negated=True)), _connector='OR'), name='scan_removal_complete', violation_error_message='Give a reason.'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='sheetscan',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_sheetscanevent" ("height", "id", "page", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removal_reason", "removed_at", "removed_by_id", "session_id", "upload_sha256", "uploaded_at", "uploaded_by_id", "width") SELECT new_values."height", new_values."id", new_values."page", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."removal_reason", new_values."removed_at", new_values."removed_by_id", new_values."session_id", new_values."upload_sha256", new_values."uploaded_at", new_values."uploaded_by_id", new_values."width" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0db788ba782be4991b636dacf260af18a128e222', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a37ec', referencing='REFERENCING NEW TABLE AS new_values ', table='programs_sheetscan', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='sheetscan',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_sheetscanevent" ("height", "id", "page", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removal_reason", "removed_at", "removed_by_id", "session_id", "upload_sha256", "uploaded_at", "uploaded_by_id", "width") SELECT new_values."height", new_values."id", new_values."page", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."removal_reason", new_values."removed_at", new_values."removed_by_id", new_values."session_id", new_values."upload_sha256", new_values."uploaded_at", new_values."uploaded_by_id", new_values."width" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."height" IS DISTINCT FROM (new_values."height") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."page" IS DISTINCT FROM (new_values."page") OR old_values."removal_reason" IS DISTINCT FROM (new_values."removal_reason") OR old_values."removed_at" IS DISTINCT FROM (new_values."removed_at") OR old_values."removed_by_id" IS DISTINCT FROM (new_values."removed_by_id") OR old_values."session_id" IS DISTINCT FROM (new_values."session_id") OR old_values."upload_sha256" IS DISTINCT FROM (new_values."upload_sha256") OR old_values."uploaded_at" IS DISTINCT FROM (new_values."uploaded_at") OR old_values."uploaded_by_id" IS DISTINCT FROM (new_values."uploaded_by_id") OR old_values."width" IS DISTINCT FROM (new_values."width")) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='437f7a83ba41787746bbb771f296f34b7582f59f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_74b6c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_sheetscan', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='sheetscan',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_sheetscanevent" ("height", "id", "page", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removal_reason", "removed_at", "removed_by_id", "session_id", "upload_sha256", "uploaded_at", "uploaded_by_id", "width") SELECT old_values."height", old_values."id", old_values."page", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."removal_reason", old_values."removed_at", old_values."removed_by_id", old_values."session_id", old_values."upload_sha256", old_values."uploaded_at", old_values."uploaded_by_id", old_values."width" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d3c1889e77d05cf7557f7eb2793db0698cb22c2d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b1a87', referencing='REFERENCING OLD TABLE AS old_values ', table='programs_sheetscan', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='sheetscanevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='37324a5ef6db3fc70004742fc74489b4b0f7d3aa', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e9b08', table='programs_sheetscanevent', when='BEFORE')),
        ),
    ]
