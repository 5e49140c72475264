from jombang_umkm.models.facility import Facility, Room
from jombang_umkm.models.holiday import Holiday
from jombang_umkm.models.office import Office
from jombang_umkm.models.signatory import Signatory
from jombang_umkm.models.user import User

__all__ = ["Facility", "Holiday", "Office", "Room", "Signatory", "User"]
