"""Guards who sits where and what was marked; enabling it locks a table for a moment.

An office sees the people who were nominated to its programmes, and the stays they were
nominated from. Programmes, courses and sessions tell nothing of people: they are not guarded.
"""

from django.db import migrations

from jombang_umkm.policies import allow, function, guard

# Asked once a statement, and only where a row is not seen for another reason: planning a join
# of these tables with every statement took longer than all of an officer's policies.
STAYS_OF_OFFICE = """
BEGIN
  IF public.scope_office() IS NOT NULL THEN
    RETURN QUERY
      SELECT seat.custody_id FROM public.programs_enrolment AS seat
      JOIN public.programs_program AS program ON program.id = seat.program_id
      WHERE program.office_id = public.scope_office();
  END IF;
END
"""

PEOPLE_OF_OFFICE = """
BEGIN
  IF public.scope_office() IS NOT NULL THEN
    RETURN QUERY
      SELECT stay.participant_id FROM public.programs_enrolment AS seat
      JOIN public.participants_custody AS stay ON stay.id = seat.custody_id
      JOIN public.programs_program AS program ON program.id = seat.program_id
      WHERE program.office_id = public.scope_office();
  END IF;
END
"""

OURS = '(program.facility_id = scope_facility() OR program.office_id = scope_office())'
OF_PROGRAM = (
    f'program_id IN (SELECT program.id FROM programs_program AS program WHERE {OURS})'
    ' OR scope_whole()'
)
OF_COURSE = (
    'scope_whole() OR EXISTS (SELECT FROM programs_course AS course'
    ' JOIN programs_program AS program ON program.id = course.program_id'
    f' WHERE course.id = {{table}}.course_id AND {OURS})'
)
OF_SESSION = (
    'scope_whole() OR EXISTS (SELECT FROM programs_session AS session'
    ' JOIN programs_program AS program ON program.id = session.program_id'
    f' WHERE session.id = {{table}}.session_id AND {OURS})'
)


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0006_program_of_rows'),
        ('participants', '0006_row_security'),
    ]

    operations = [
        function('scope_stays_of_office() RETURNS SETOF bigint', STAYS_OF_OFFICE),
        function('scope_people_of_office() RETURNS SETOF bigint', PEOPLE_OF_OFFICE),
        *allow(
            'participants_participant',
            'office',
            'id IN (SELECT scope_people_of_office())',
            versions=True,
        ),
        *allow(
            'participants_custody', 'office', 'id IN (SELECT scope_stays_of_office())', versions=True
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
            'EXISTS (SELECT FROM programs_printedsheet AS sheet WHERE sheet.id = {table}.sheet_id)',
        ),
    ]
