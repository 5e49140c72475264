"""When the tests take place, so that none of them depends on the hour it is run at.

A run that begins before midnight and ends after it would else know two todays: those of
whatever is set up once, and those of whatever comes later.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

# A Tuesday, after the factories' session of that day, which ends at 11.15. The clock goes on
# from here in each process that runs tests.
NOW = datetime(2026, 11, 24, 11, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
TODAY = NOW.date()
