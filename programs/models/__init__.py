from programs.models.attendance import Attendance, SheetSave
from programs.models.course import Course, Module
from programs.models.enrolment import Enrolment
from programs.models.printed_sheet import PrintedRow, PrintedSheet, SheetScan
from programs.models.program import Program
from programs.models.session import Session, SpeakerSlot
from programs.models.skill import Skill
from programs.models.speaker import Speaker

__all__ = [
    "Attendance",
    "Course",
    "Enrolment",
    "Module",
    "PrintedRow",
    "PrintedSheet",
    "Program",
    "Session",
    "SheetSave",
    "SheetScan",
    "Skill",
    "Speaker",
    "SpeakerSlot",
]
