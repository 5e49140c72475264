"""The settings of production, with the plain admin beside the application."""

import os
from pathlib import Path

from jombang_umkm.settings import *  # noqa: F403

ROOT_URLCONF = "tests.benchmarks.urls"
STATIC_ROOT = Path(os.environ["BENCH_FOLDER"]) / "static"
