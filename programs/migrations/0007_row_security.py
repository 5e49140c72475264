"""Guards who sits where and what was marked; enabling it locks a table for a moment.

An office sees the people who were nominated to its programmes, and the stays they were
nominated from; and whoever agreed to its aftercare. Programmes, courses and sessions tell nothing of people: they are not guarded.
"""

from django.db import migrations

from jombang_umkm.policies import FACILITY, OFFICE, WHOLE, allow, function, guard, keys

STAYS_OF_OFFICE = """
      SELECT seat.custody_id FROM public.programs_enrolment AS seat
      JOIN public.programs_program AS program ON program.id = seat.program_id
      WHERE program.office_id = here
      UNION ALL SELECT public.scope_stays_agreed()"""

PEOPLE_OF_OFFICE = """
      SELECT stay.participant_id FROM public.programs_enrolment AS seat
      JOIN public.participants_custody AS stay ON stay.id = seat.custody_id
      JOIN public.programs_program AS program ON program.id = seat.program_id
      WHERE program.office_id = here
      UNION ALL SELECT public.scope_people_agreed()"""

OUR_PROGRAMS = f"""
BEGIN
  RETURN ARRAY(
    SELECT id FROM public.programs_program
    WHERE facility_id = {FACILITY} OR office_id = {OFFICE}
  );
END
"""

# Few, and what an array promises the planner is near to what it finds.
OURS = '= ANY ((SELECT scope_programs())::bigint[])'
OF_PROGRAM = f'{WHOLE} OR program_id {OURS}'
OF_COURSE = (
    f'{WHOLE} OR (SELECT course.program_id FROM programs_course AS course'
    f' WHERE course.id = {{table}}.course_id) {OURS}'
)
OF_SESSION = (
    f'{WHOLE} OR (SELECT session.program_id FROM programs_session AS session'
    f' WHERE session.id = {{table}}.session_id) {OURS}'
)


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0006_program_of_rows'),
        ('participants', '0010_row_security'),
    ]

    operations = [
        function('scope_programs() RETURNS bigint[]', OUR_PROGRAMS),
        keys('scope_stays_of_office', STAYS_OF_OFFICE, of=OFFICE),
        keys('scope_people_of_office', PEOPLE_OF_OFFICE, of=OFFICE),
        *allow(
            'participants_participant',
            'office',
            'coalesce(merged_into_id, id) IN (SELECT scope_people_of_office())',
            versions=True,
        ),
        # Also one that was folded into another: printed lists name it.
        *allow(
            'participants_custody',
            'office',
            'coalesce(merged_into_id, id) IN (SELECT scope_stays_of_office())',
            versions=True,
        ),
        *guard('programs_enrolment', OF_PROGRAM),
        *guard('programs_enrolmentversion', OF_COURSE),
        *guard('programs_attendance', OF_PROGRAM),
        *guard('programs_attendanceversion', OF_SESSION),
        *guard('programs_sheetsave', OF_SESSION),
        *guard('programs_printedsheet', OF_SESSION),
        *guard('programs_sheetscan', OF_SESSION, versions=True),
        # The list's own condition is asked with it.
        *guard(
            'programs_printedrow',
            '(SELECT true FROM programs_printedsheet AS sheet WHERE sheet.id = {table}.sheet_id)',
        ),
    ]
