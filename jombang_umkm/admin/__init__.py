"""The admin of who is who, and what the admin of all apps stands on."""

from jombang_umkm.admin import (
    access_log,
    facility,
    holiday,
    issued_document,
    job,
    office,
    sign_ins,
    signatory,
    user,
)

__all__ = [
    "access_log",
    "facility",
    "holiday",
    "issued_document",
    "job",
    "office",
    "sign_ins",
    "signatory",
    "user",
]
