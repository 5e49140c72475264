import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
import jombang_umkm.history
import pgtrigger.compiler
import programs.models.session
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('jombang_umkm', '0001_initial'),
        ('participants', '0001_initial'),
        ('partners', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('quota', models.PositiveSmallIntegerField(help_text='Seats.', verbose_name='quota')),
                ('lesson_hours', models.PositiveSmallIntegerField(default=0, help_text='JP in all; one JP is 45 minutes.', verbose_name='lesson hours')),
                ('min_attendance', models.PositiveSmallIntegerField(default=80, help_text='Percent.', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='minimum attendance')),
                ('accepts_detainees', models.BooleanField(default=False, help_text='By law a detainee is no warga binaan; not every course takes them.', verbose_name='accepts detainees')),
            ],
            options={
                'verbose_name': 'course',
                'verbose_name_plural': 'courses',
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='SkillEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('description', models.TextField(blank=True, verbose_name='description')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Speaker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', models.CharField(max_length=150, verbose_name='full name')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='phone')),
                ('expertise', models.CharField(blank=True, max_length=200, verbose_name='expertise')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
            ],
            options={
                'verbose_name': 'speaker',
                'verbose_name_plural': 'speakers',
                'ordering': ('full_name',),
            },
        ),
        migrations.CreateModel(
            name='SpeakerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('full_name', models.CharField(max_length=150, verbose_name='full name')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='phone')),
                ('expertise', models.CharField(blank=True, max_length=200, verbose_name='expertise')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SpeakerSlot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('starts_at', models.TimeField(verbose_name='starts at')),
                ('ends_at', models.TimeField(verbose_name='ends at')),
                ('is_released', models.BooleanField(default=False, editable=False, verbose_name='released')),
            ],
            options={
                'verbose_name': "speaker's slot",
                'verbose_name_plural': "speakers' slots",
                'ordering': ('day', 'starts_at'),
            },
        ),
        migrations.CreateModel(
            name='SpeakerSlotEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('day', models.DateField(verbose_name='day')),
                ('starts_at', models.TimeField(verbose_name='starts at')),
                ('ends_at', models.TimeField(verbose_name='ends at')),
                ('is_released', models.BooleanField(default=False, editable=False, verbose_name='released')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('NOMINATED', 'Nominated'), ('WAITLISTED', 'On the waiting list'), ('OFFERED', 'Seat offered'), ('CONFIRMED', 'Confirmed'), ('ATTENDING', 'Attending'), ('PASSED', 'Passed'), ('NOT_PASSED', 'Not passed'), ('REJECTED', 'Rejected'), ('WITHDRAWN', 'Withdrawn'), ('REMOVED', 'Removed'), ('CUT_BY_RELEASE', 'Cut short by release'), ('CUT_BY_TRANSFER', 'Cut short by transfer'), ('DIED', 'Died')], default='NOMINATED', max_length=15, verbose_name='status')),
                ('joined_on', models.DateField(blank=True, null=True, verbose_name='joined on')),
                ('left_on', models.DateField(blank=True, help_text='First day without the seat.', null=True, verbose_name='left on')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='programs.course', verbose_name='course')),
                ('custody', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='participants.custody', verbose_name='stay')),
            ],
            options={
                'verbose_name': 'seat',
                'verbose_name_plural': 'seats',
                'ordering': ('course', 'custody'),
            },
        ),
        migrations.CreateModel(
            name='EnrolmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('status', models.CharField(choices=[('NOMINATED', 'Nominated'), ('WAITLISTED', 'On the waiting list'), ('OFFERED', 'Seat offered'), ('CONFIRMED', 'Confirmed'), ('ATTENDING', 'Attending'), ('PASSED', 'Passed'), ('NOT_PASSED', 'Not passed'), ('REJECTED', 'Rejected'), ('WITHDRAWN', 'Withdrawn'), ('REMOVED', 'Removed'), ('CUT_BY_RELEASE', 'Cut short by release'), ('CUT_BY_TRANSFER', 'Cut short by transfer'), ('DIED', 'Died')], default='NOMINATED', max_length=15, verbose_name='status')),
                ('joined_on', models.DateField(blank=True, null=True, verbose_name='joined on')),
                ('left_on', models.DateField(blank=True, help_text='First day without the seat.', null=True, verbose_name='left on')),
                ('course', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.course', verbose_name='course')),
                ('custody', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.custody', verbose_name='stay')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programs.enrolment')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Module',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('lesson_hours', models.PositiveSmallIntegerField(default=0, help_text='JP; one JP is 45 minutes.', verbose_name='lesson hours')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='modules', to='programs.course', verbose_name='course')),
            ],
            options={
                'verbose_name': 'module',
                'verbose_name_plural': 'modules',
                'ordering': ('course', 'position'),
            },
        ),
        migrations.CreateModel(
            name='ModuleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('lesson_hours', models.PositiveSmallIntegerField(default=0, help_text='JP; one JP is 45 minutes.', verbose_name='lesson hours')),
                ('course', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.course', verbose_name='course')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programs.module')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Program',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('status', models.CharField(choices=[('DRAFT', 'Draft'), ('PROPOSED', 'Proposed'), ('APPROVED', 'Approved'), ('RUNNING', 'Running'), ('SUSPENDED', 'Suspended'), ('FINISHED', 'Finished'), ('REPORTED', 'Reported'), ('CLOSED', 'Closed'), ('CANCELLED', 'Cancelled')], default='DRAFT', max_length=9, verbose_name='status')),
                ('starts_on', models.DateField(verbose_name='starts on')),
                ('ends_on', models.DateField(verbose_name='ends on')),
                ('quota', models.PositiveSmallIntegerField(help_text='People.', verbose_name='quota')),
                ('opened_on', models.DateField(blank=True, null=True, verbose_name='opened on')),
                ('opening_place', models.CharField(blank=True, max_length=150, verbose_name='place of the opening')),
                ('opening_note', models.CharField(blank=True, help_text='Others at the opening, such as prison staff and resource persons.', max_length=300, verbose_name='also present')),
                ('facility', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programs', to='jombang_umkm.facility', verbose_name='facility')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programs', to='jombang_umkm.office', verbose_name='office')),
                ('opened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='programs_opened', to='jombang_umkm.signatory', verbose_name='opened by')),
                ('opening_attended_by', models.ManyToManyField(blank=True, related_name='openings_attended', to='jombang_umkm.signatory', verbose_name='opening attended by')),
            ],
            options={
                'verbose_name': 'programme',
                'verbose_name_plural': 'programmes',
                'ordering': ('-starts_on', 'name'),
            },
        ),
        migrations.CreateModel(
            name='OpeningAttendeeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('signatory', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='jombang_umkm.signatory')),
                ('program', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.program')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='course',
            name='program',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='programs.program', verbose_name='programme'),
        ),
        migrations.CreateModel(
            name='ProgramEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('status', models.CharField(choices=[('DRAFT', 'Draft'), ('PROPOSED', 'Proposed'), ('APPROVED', 'Approved'), ('RUNNING', 'Running'), ('SUSPENDED', 'Suspended'), ('FINISHED', 'Finished'), ('REPORTED', 'Reported'), ('CLOSED', 'Closed'), ('CANCELLED', 'Cancelled')], default='DRAFT', max_length=9, verbose_name='status')),
                ('starts_on', models.DateField(verbose_name='starts on')),
                ('ends_on', models.DateField(verbose_name='ends on')),
                ('quota', models.PositiveSmallIntegerField(help_text='People.', verbose_name='quota')),
                ('opened_on', models.DateField(blank=True, null=True, verbose_name='opened on')),
                ('opening_place', models.CharField(blank=True, max_length=150, verbose_name='place of the opening')),
                ('opening_note', models.CharField(blank=True, help_text='Others at the opening, such as prison staff and resource persons.', max_length=300, verbose_name='also present')),
                ('facility', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='jombang_umkm.facility', verbose_name='facility')),
                ('office', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='jombang_umkm.office', verbose_name='office')),
                ('opened_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='jombang_umkm.signatory', verbose_name='opened by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programs.program')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=200, verbose_name='topic')),
                ('day', models.DateField(verbose_name='day')),
                ('starts_at', models.TimeField(verbose_name='starts at')),
                ('ends_at', models.TimeField(verbose_name='ends at')),
                ('lesson_hours', models.PositiveSmallIntegerField(help_text='JP; one JP is 45 minutes.', verbose_name='lesson hours')),
                ('status', models.CharField(choices=[('PLANNED', 'Planned'), ('HELD', 'Held'), ('POSTPONED', 'Postponed'), ('CANCELLED', 'Cancelled')], default='PLANNED', max_length=9, verbose_name='status')),
                ('status_reason', models.CharField(blank=True, help_text='Why it is cancelled or postponed.', max_length=200, verbose_name='reason')),
                ('courses', models.ManyToManyField(help_text='The opening and common lessons belong to several.', related_name='sessions', to='programs.course', verbose_name='courses')),
                ('module', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sessions', to='programs.module', verbose_name='module')),
                ('program', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='programs.program', verbose_name='programme')),
                ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='jombang_umkm.room', verbose_name='room')),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'ordering': ('day', 'starts_at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(blank=True, choices=[('HADIR', 'Present'), ('TERLAMBAT', 'Late'), ('IZIN', 'Excused'), ('SAKIT', 'Ill'), ('ALPA', 'Absent without reason'), ('TIDAK_DIKELUARKAN', 'Not brought out')], max_length=17, verbose_name='mark')),
                ('minutes_late', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='minutes late')),
                ('note', models.CharField(blank=True, max_length=120, verbose_name='note')),
                ('custody', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='participants.custody', verbose_name='stay')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='programs.session', verbose_name='session')),
            ],
            options={
                'verbose_name': 'attendance',
                'verbose_name_plural': 'attendances',
                'ordering': ('session', 'custody'),
            },
        ),
        migrations.CreateModel(
            name='SessionCourseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('course', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.course')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('session', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.session')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SessionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('topic', models.CharField(max_length=200, verbose_name='topic')),
                ('day', models.DateField(verbose_name='day')),
                ('starts_at', models.TimeField(verbose_name='starts at')),
                ('ends_at', models.TimeField(verbose_name='ends at')),
                ('lesson_hours', models.PositiveSmallIntegerField(help_text='JP; one JP is 45 minutes.', verbose_name='lesson hours')),
                ('status', models.CharField(choices=[('PLANNED', 'Planned'), ('HELD', 'Held'), ('POSTPONED', 'Postponed'), ('CANCELLED', 'Cancelled')], default='PLANNED', max_length=9, verbose_name='status')),
                ('status_reason', models.CharField(blank=True, help_text='Why it is cancelled or postponed.', max_length=200, verbose_name='reason')),
                ('module', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.module', verbose_name='module')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programs.session')),
                ('program', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.program', verbose_name='programme')),
                ('room', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='jombang_umkm.room', verbose_name='room')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SheetSave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('saved_at', models.DateTimeField(verbose_name='saved at')),
                ('reason', models.CharField(blank=True, help_text='Why what was recorded on an earlier day was corrected.', max_length=200, verbose_name='reason')),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheet_saves', to=settings.AUTH_USER_MODEL, verbose_name='saved by')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='saves', to='programs.session', verbose_name='session')),
                ('undoes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='programs.sheetsave', verbose_name='undoes')),
            ],
            options={
                'verbose_name': 'saving of a sheet',
                'verbose_name_plural': 'savings of sheets',
                'ordering': ('-saved_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='AttendanceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('mark', models.CharField(blank=True, choices=[('HADIR', 'Present'), ('TERLAMBAT', 'Late'), ('IZIN', 'Excused'), ('SAKIT', 'Ill'), ('ALPA', 'Absent without reason'), ('TIDAK_DIKELUARKAN', 'Not brought out')], max_length=17, verbose_name='mark')),
                ('minutes_late', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='minutes late')),
                ('note', models.CharField(blank=True, max_length=120, verbose_name='note')),
                ('custody', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='participants.custody', verbose_name='stay')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programs.attendance')),
                ('session', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.session', verbose_name='session')),
                ('saved', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.sheetsave', verbose_name='saved with')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='attendance',
            name='saved',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='programs.sheetsave', verbose_name='saved with'),
        ),
        migrations.CreateModel(
            name='Skill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('description', models.TextField(blank=True, verbose_name='description')),
            ],
            options={
                'verbose_name': 'skill',
                'verbose_name_plural': 'skills',
                'ordering': ('name',),
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='skill_name_unique', violation_error_message='There is already a skill of that name.')],
            },
        ),
        migrations.CreateModel(
            name='CourseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('quota', models.PositiveSmallIntegerField(help_text='Seats.', verbose_name='quota')),
                ('lesson_hours', models.PositiveSmallIntegerField(default=0, help_text='JP in all; one JP is 45 minutes.', verbose_name='lesson hours')),
                ('min_attendance', models.PositiveSmallIntegerField(default=80, help_text='Percent.', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='minimum attendance')),
                ('accepts_detainees', models.BooleanField(default=False, help_text='By law a detainee is no warga binaan; not every course takes them.', verbose_name='accepts detainees')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programs.course')),
                ('program', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.program', verbose_name='programme')),
                ('skill', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.skill', verbose_name='skill')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='course',
            name='skill',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='programs.skill', verbose_name='skill'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='skill',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_skillevent" ("description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."description", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='917238effb98fbf2d6a79d33f9ba6567933cd73a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a19cb', referencing='REFERENCING NEW TABLE AS new_values ', table='programs_skill', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='skill',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_skillevent" ("description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."description", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a670c652f57667742e6d220d0137a12eefcc1202', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1db64', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_skill', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='skill',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_skillevent" ("description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."description", old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='caf3c74e36b2ee2ca100d06ec134f2f570ab263f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b91ab', referencing='REFERENCING OLD TABLE AS old_values ', table='programs_skill', when='AFTER')),
        ),
        migrations.AddField(
            model_name='skillevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='skillevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programs.skill'),
        ),
        migrations.AddField(
            model_name='speaker',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='speakers', to='jombang_umkm.office', verbose_name='office'),
        ),
        migrations.AddField(
            model_name='speaker',
            name='partner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='speakers', to='partners.partner', verbose_name='partner'),
        ),
        migrations.AddField(
            model_name='speakerevent',
            name='office',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='jombang_umkm.office', verbose_name='office'),
        ),
        migrations.AddField(
            model_name='speakerevent',
            name='partner',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partner', verbose_name='partner'),
        ),
        migrations.AddField(
            model_name='speakerevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='speakerevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programs.speaker'),
        ),
        migrations.AddField(
            model_name='speakerslot',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='speaker_slots', to='programs.session', verbose_name='session'),
        ),
        migrations.AddField(
            model_name='speakerslot',
            name='speaker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='programs.speaker', verbose_name='speaker'),
        ),
        migrations.AddField(
            model_name='speakerslotevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='speakerslotevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programs.speakerslot'),
        ),
        migrations.AddField(
            model_name='speakerslotevent',
            name='session',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.session', verbose_name='session'),
        ),
        migrations.AddField(
            model_name='speakerslotevent',
            name='speaker',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.speaker', verbose_name='speaker'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(('left_on__isnull', True), models.Q(('joined_on__isnull', False), ('left_on__gte', models.F('joined_on'))), _connector='OR'), name='enrolment_dates_in_order', violation_error_message='The last day lies before the first.'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['CONFIRMED', 'ATTENDING', 'PASSED', 'NOT_PASSED']), ('joined_on__isnull', False)), models.Q(('status__in', ['NOMINATED', 'WAITLISTED', 'OFFERED']), ('joined_on__isnull', True)), models.Q(('status__in', ['REJECTED', 'WITHDRAWN', 'REMOVED', 'CUT_BY_RELEASE', 'CUT_BY_TRANSFER', 'DIED']), models.Q(('joined_on__isnull', True), ('left_on__isnull', False), _connector='OR')), _connector='OR'), name='enrolment_seat_held', violation_error_message='A confirmed seat has a first day, a nomination none; one that was ended has a first day without it.'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('joined_on__isnull', False), models.Q(('left_on__isnull', True), ('left_on__gte', models.F('joined_on')), _connector='OR')), expressions=[('custody', '='), ('course', '='), (models.Func(models.F('joined_on'), models.F('left_on'), django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=False), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='enrolment_one_seat_a_course', violation_error_message='This person already has a seat in this course then.'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='enrolment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_enrolmentevent" ("course_id", "custody_id", "id", "joined_on", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") SELECT new_values."course_id", new_values."custody_id", new_values."id", new_values."joined_on", new_values."left_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."status" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ef3238066f048d792e34ba04103a1985c5139401', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_03542', referencing='REFERENCING NEW TABLE AS new_values ', table='programs_enrolment', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='enrolment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_enrolmentevent" ("course_id", "custody_id", "id", "joined_on", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") SELECT new_values."course_id", new_values."custody_id", new_values."id", new_values."joined_on", new_values."left_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."status" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='bcbbab477fdd2d7f848173fc544ed076790bacbb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_43402', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_enrolment', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='enrolment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_enrolmentevent" ("course_id", "custody_id", "id", "joined_on", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") SELECT old_values."course_id", old_values."custody_id", old_values."id", old_values."joined_on", old_values."left_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."status" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a0fef9c0a289623187b4a602bbb87e4b04f154a3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b4844', referencing='REFERENCING OLD TABLE AS old_values ', table='programs_enrolment', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='enrolmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b656cdf956106a3274c18f98e1144c5c81a99ae1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a3b59', table='programs_enrolmentevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='module',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('course', 'position'), name='module_position_unique', violation_error_message='Another module of this course has that position.'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='module',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_moduleevent" ("course_id", "id", "lesson_hours", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "title") SELECT new_values."course_id", new_values."id", new_values."lesson_hours", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5835bbb719a155b4d0442f837fa50660d29668c6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_21104', referencing='REFERENCING NEW TABLE AS new_values ', table='programs_module', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='module',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_moduleevent" ("course_id", "id", "lesson_hours", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "title") SELECT new_values."course_id", new_values."id", new_values."lesson_hours", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f6a12ffd8aee2de34f38d8d3beaf7e5bb3b18785', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_69a93', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_module', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='module',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_moduleevent" ("course_id", "id", "lesson_hours", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "title") SELECT old_values."course_id", old_values."id", old_values."lesson_hours", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1a408b259601980dfcee0b6ef1bca1a28f34c60b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_239db', referencing='REFERENCING OLD TABLE AS old_values ', table='programs_module', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='moduleevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1b0c8d5391177d575fbedf1c04bf730a6468064b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a5821', table='programs_moduleevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='program',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='program_dates_in_order', violation_error_message='The last day lies before the first.'),
        ),
        migrations.AddConstraint(
            model_name='program',
            constraint=models.CheckConstraint(condition=models.Q(('quota__gt', 0)), name='program_quota_positive', violation_error_message='A programme is for at least one person.'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='program',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_programevent" ("ends_on", "facility_id", "id", "name", "office_id", "opened_by_id", "opened_on", "opening_note", "opening_place", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quota", "starts_on", "status") SELECT new_values."ends_on", new_values."facility_id", new_values."id", new_values."name", new_values."office_id", new_values."opened_by_id", new_values."opened_on", new_values."opening_note", new_values."opening_place", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."quota", new_values."starts_on", new_values."status" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='11c7d094fe1e137394f3ac096ff3310bd31842dc', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_5a554', referencing='REFERENCING NEW TABLE AS new_values ', table='programs_program', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='program',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_programevent" ("ends_on", "facility_id", "id", "name", "office_id", "opened_by_id", "opened_on", "opening_note", "opening_place", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quota", "starts_on", "status") SELECT new_values."ends_on", new_values."facility_id", new_values."id", new_values."name", new_values."office_id", new_values."opened_by_id", new_values."opened_on", new_values."opening_note", new_values."opening_place", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."quota", new_values."starts_on", new_values."status" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='73c24c1a3923d00e6a0567d0ee1abd3176964a7a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_7f86c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_program', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='program',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_programevent" ("ends_on", "facility_id", "id", "name", "office_id", "opened_by_id", "opened_on", "opening_note", "opening_place", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quota", "starts_on", "status") SELECT old_values."ends_on", old_values."facility_id", old_values."id", old_values."name", old_values."office_id", old_values."opened_by_id", old_values."opened_on", old_values."opening_note", old_values."opening_place", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."quota", old_values."starts_on", old_values."status" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='8f14f8a58ad28ec518fd8410fa39bf923500f43e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7c1d4', referencing='REFERENCING OLD TABLE AS old_values ', table='programs_program', when='AFTER')),
        ),
        migrations.CreateModel(
            name='OpeningAttendee',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('programs.program_opening_attended_by',),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='programevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1b959981adc0355b7d255711197f23ff38ced4ca', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e6397', table='programs_programevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='SessionCourse',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('programs.session_courses',),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(fields=['program', 'day', 'starts_at'], name='session_program_day'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='session_times_in_order', violation_error_message='The session ends before it starts.'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['CANCELLED', 'POSTPONED']), _negated=True), models.Q(('status_reason', ''), _negated=True), _connector='OR'), name='session_reason_given', violation_error_message='Give a reason.'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('room__isnull', False), ('status__in', ['PLANNED', 'HELD']), ('ends_at__gt', models.F('starts_at'))), deferrable=django.db.models.constraints.Deferrable['DEFERRED'], expressions=[('room', '='), (programs.models.session.During(), '&&')], name='session_room_free', violation_error_message='This room is taken at that time.'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='session',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_sessionevent" ("day", "ends_at", "id", "lesson_hours", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "room_id", "starts_at", "status", "status_reason", "topic") SELECT new_values."day", new_values."ends_at", new_values."id", new_values."lesson_hours", new_values."module_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."program_id", new_values."room_id", new_values."starts_at", new_values."status", new_values."status_reason", new_values."topic" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4459369c2078686522040ee87d01b70ba8f8d686', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_89475', referencing='REFERENCING NEW TABLE AS new_values ', table='programs_session', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='session',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_sessionevent" ("day", "ends_at", "id", "lesson_hours", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "room_id", "starts_at", "status", "status_reason", "topic") SELECT new_values."day", new_values."ends_at", new_values."id", new_values."lesson_hours", new_values."module_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."program_id", new_values."room_id", new_values."starts_at", new_values."status", new_values."status_reason", new_values."topic" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='83503c4f0c3867a44c76093ede1cfd0427b0779b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ca529', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_session', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='session',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_sessionevent" ("day", "ends_at", "id", "lesson_hours", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "room_id", "starts_at", "status", "status_reason", "topic") SELECT old_values."day", old_values."ends_at", old_values."id", old_values."lesson_hours", old_values."module_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."program_id", old_values."room_id", old_values."starts_at", old_values."status", old_values."status_reason", old_values."topic" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='deb6dc65c2cf25fbeff6ce1876c14eb9f75e6350', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_241c8', referencing='REFERENCING OLD TABLE AS old_values ', table='programs_session', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='sessionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8f388fc4f4db633044cb7224df06b9ca13b2ea7f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_60ee1', table='programs_sessionevent', when='BEFORE')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='sheetsave',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5a0e63e2dc429d043e3e62da082076e86e98fcb3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7944f', table='programs_sheetsave', when='BEFORE')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='attendanceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ed532ae2cca2616b12d22840ad1e4f792ca0e26f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_00ba9', table='programs_attendanceevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('session', 'custody'), name='attendance_unique', violation_error_message='This person already has a mark at this session.'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(('mark__in', ['', 'HADIR', 'TERLAMBAT', 'IZIN', 'SAKIT', 'ALPA', 'TIDAK_DIKELUARKAN'])), name='attendance_mark_known', violation_error_message='There is no such mark.'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(('minutes_late__isnull', True), models.Q(('mark', 'TERLAMBAT'), ('minutes_late__gt', 0)), _connector='OR'), name='attendance_minutes_of_late', violation_error_message='Only somebody late has minutes.'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('mark', ''), _negated=True), ('note', ''), _connector='OR'), name='attendance_cleared_has_no_note', violation_error_message='A cleared mark has no note.'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_attendanceevent" ("custody_id", "id", "mark", "minutes_late", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_id", "session_id") SELECT new_values."custody_id", new_values."id", new_values."mark", new_values."minutes_late", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."saved_id", new_values."session_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='de4b04dbac075c15a147b28732c3412314214b35', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_bf320', referencing='REFERENCING NEW TABLE AS new_values ', table='programs_attendance', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_attendanceevent" ("custody_id", "id", "mark", "minutes_late", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_id", "session_id") SELECT new_values."custody_id", new_values."id", new_values."mark", new_values."minutes_late", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."saved_id", new_values."session_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f85093deafb76039b80da595f31baf071dbca0b7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b5b0d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_attendance', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_attendanceevent" ("custody_id", "id", "mark", "minutes_late", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_id", "session_id") SELECT old_values."custody_id", old_values."id", old_values."mark", old_values."minutes_late", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."saved_id", old_values."session_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5c0a2c8dfeb7b07359bdd1e1015415455f74c0c5', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_f177d', referencing='REFERENCING OLD TABLE AS old_values ', table='programs_attendance', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='courseevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d20798c2cf5f1a2c226d3a4b68175bee388443be', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a5e31', table='programs_courseevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.UniqueConstraint(models.F('program'), django.db.models.functions.text.Lower('name'), name='course_name_unique', violation_error_message='This programme already has a course of that name.'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('quota__gt', 0)), name='course_quota_positive', violation_error_message='A course has at least one seat.'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('min_attendance__lte', 100)), name='course_min_attendance_percent', violation_error_message='A percentage is at most 100.'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='course',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_courseevent" ("accepts_detainees", "id", "lesson_hours", "min_attendance", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "quota", "skill_id") SELECT new_values."accepts_detainees", new_values."id", new_values."lesson_hours", new_values."min_attendance", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."program_id", new_values."quota", new_values."skill_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='63252b17f71b9a96e8a3e292a942f3f80d5b768b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_31f9a', referencing='REFERENCING NEW TABLE AS new_values ', table='programs_course', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='course',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_courseevent" ("accepts_detainees", "id", "lesson_hours", "min_attendance", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "quota", "skill_id") SELECT new_values."accepts_detainees", new_values."id", new_values."lesson_hours", new_values."min_attendance", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."program_id", new_values."quota", new_values."skill_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='46258f033540eed38e1b6d1f22db5855efc95ff2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_db446', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_course', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='course',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_courseevent" ("accepts_detainees", "id", "lesson_hours", "min_attendance", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "quota", "skill_id") SELECT old_values."accepts_detainees", old_values."id", old_values."lesson_hours", old_values."min_attendance", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."program_id", old_values."quota", old_values."skill_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='40f14ff6fdfedde31c8f0d70dd350fb2428ff4fe', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_cef46', referencing='REFERENCING OLD TABLE AS old_values ', table='programs_course', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='skillevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='accc92dd0fb7713dba85472e1167145d67f7222d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3423d', table='programs_skillevent', when='BEFORE')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_speakerevent" ("expertise", "full_name", "id", "is_active", "office_id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") SELECT new_values."expertise", new_values."full_name", new_values."id", new_values."is_active", new_values."office_id", new_values."partner_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2fb2d41ba083d315f2c3629ede40ac0fcd52f23a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_68dc0', referencing='REFERENCING NEW TABLE AS new_values ', table='programs_speaker', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_speakerevent" ("expertise", "full_name", "id", "is_active", "office_id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") SELECT new_values."expertise", new_values."full_name", new_values."id", new_values."is_active", new_values."office_id", new_values."partner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8ae11eb474628b7ff33be683becd669dc110934c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_517a8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_speaker', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_speakerevent" ("expertise", "full_name", "id", "is_active", "office_id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") SELECT old_values."expertise", old_values."full_name", old_values."id", old_values."is_active", old_values."office_id", old_values."partner_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='97057c48a92e9a2f0bcce6c6a566f97d997b449c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_13d4a', referencing='REFERENCING OLD TABLE AS old_values ', table='programs_speaker', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='speakerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fdaf6b9a5068468bb1c0a990501f512bd4918dd8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3b5f8', table='programs_speakerevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='speakerslot',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='speaker_slot_times_in_order', violation_error_message='The slot ends before it starts.'),
        ),
        migrations.AddConstraint(
            model_name='speakerslot',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('is_released', False), ('ends_at__gt', models.F('starts_at'))), deferrable=django.db.models.constraints.Deferrable['DEFERRED'], expressions=[('speaker', '='), (programs.models.session.During(), '&&')], name='speaker_slot_speaker_free', violation_error_message='This speaker is elsewhere at that time.'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='speakerslot',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_speakerslotevent" ("day", "ends_at", "id", "is_released", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "speaker_id", "starts_at") SELECT new_values."day", new_values."ends_at", new_values."id", new_values."is_released", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."session_id", new_values."speaker_id", new_values."starts_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0a23ac87367cb6b021bcae67cd0bc574d17a23d7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2cd12', referencing='REFERENCING NEW TABLE AS new_values ', table='programs_speakerslot', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='speakerslot',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_speakerslotevent" ("day", "ends_at", "id", "is_released", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "speaker_id", "starts_at") SELECT new_values."day", new_values."ends_at", new_values."id", new_values."is_released", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."session_id", new_values."speaker_id", new_values."starts_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f264d9115f751f41e2c10f8b5ddc3b93724306bb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e4ea5', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_speakerslot', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='speakerslot',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_speakerslotevent" ("day", "ends_at", "id", "is_released", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "speaker_id", "starts_at") SELECT old_values."day", old_values."ends_at", old_values."id", old_values."is_released", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."session_id", old_values."speaker_id", old_values."starts_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9d101ab0d14503b2b7c29330d87eeff5297506fe', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_f8e68', referencing='REFERENCING OLD TABLE AS old_values ', table='programs_speakerslot', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='speakerslotevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c39110d14a325633689e8c99448867517bf120be', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_50e8a', table='programs_speakerslotevent', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='openingattendeeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programs.openingattendee'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='openingattendee',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_openingattendeeevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "signatory_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."program_id", new_values."signatory_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c2761c2585a231690cbec75f7947a4b058835650', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_74dcd', referencing='REFERENCING NEW TABLE AS new_values ', table='programs_program_opening_attended_by', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='openingattendee',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_openingattendeeevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "signatory_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."program_id", new_values."signatory_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='91554c9350e973683b9b852434406be3b05afdba', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_25eb9', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_program_opening_attended_by', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='openingattendee',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_openingattendeeevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "signatory_id") SELECT old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."program_id", old_values."signatory_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d33225d749b6a5b75d32865be1fe40a51acff32f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b12fb', referencing='REFERENCING OLD TABLE AS old_values ', table='programs_program_opening_attended_by', when='AFTER')),
        ),
        migrations.AddField(
            model_name='sessioncourseevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programs.sessioncourse'),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='sessioncourse',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_sessioncourseevent" ("course_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id") SELECT new_values."course_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."session_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f82528297a656132bd0d36ab2e5839f621c86bda', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_72a06', referencing='REFERENCING NEW TABLE AS new_values ', table='programs_session_courses', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='sessioncourse',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_sessioncourseevent" ("course_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id") SELECT new_values."course_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."session_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='dc515dcaa8f30ea3e13f6c10cd1164caab32912a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_dc632', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='programs_session_courses', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='sessioncourse',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "programs_sessioncourseevent" ("course_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id") SELECT old_values."course_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."session_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d6d820456931bce03e6145c573017005385f9fa7', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_95167', referencing='REFERENCING OLD TABLE AS old_values ', table='programs_session_courses', when='AFTER')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='openingattendeeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='846cdad8e6bd0b8037ddb57619331335ad5151ca', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_95f53', table='programs_openingattendeeevent', when='BEFORE')),
        ),
        jombang_umkm.history.AddTrigger(
            model_name='sessioncourseevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0841ac5c62be25f39d1a8cacfcfb5679d2c1a47c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c07e0', table='programs_sessioncourseevent', when='BEFORE')),
        ),
    ]
