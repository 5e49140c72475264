from jombang_umkm.models.access_log import AccessLog
from jombang_umkm.models.facility import Facility, Room
from jombang_umkm.models.holiday import Holiday
from jombang_umkm.models.issued_document import IssuedDocument, IssuedDocumentQuerySet
from jombang_umkm.models.job import Job, JobProgress, JobQuerySet
from jombang_umkm.models.number_series import NumberSeries
from jombang_umkm.models.office import Office
from jombang_umkm.models.signatory import Signatory
from jombang_umkm.models.user import User

__all__ = [
    "AccessLog",
    "Facility",
    "Holiday",
    "IssuedDocument",
    "IssuedDocumentQuerySet",
    "Job",
    "JobProgress",
    "JobQuerySet",
    "NumberSeries",
    "Office",
    "Room",
    "Signatory",
    "User",
]
