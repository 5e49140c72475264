"""All that is held of one person, for whoever asks for their own data (UU 27/2022)."""

from jombang_umkm.roof.held.copies import as_json, as_pdf
from jombang_umkm.roof.held.records import MODELS, sections_of

__all__ = ["MODELS", "as_json", "as_pdf", "sections_of"]
