"""How fast the main job is, measured through gunicorn: `make bench`, see docs/performance.md."""
