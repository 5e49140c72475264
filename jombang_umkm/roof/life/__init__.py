"""A person's life here, joined from all apps: what each source knows of it."""

from jombang_umkm.roof.life.line import Life, life_of, parts_for_office
from jombang_umkm.roof.life.sources import SOURCES

__all__ = ["SOURCES", "Life", "life_of", "parts_for_office"]
