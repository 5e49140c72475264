"""What keeps the processes of one machine: PostgreSQL, gunicorn, and the lock over their data.

Read `jombang_umkm/serve.py` first; it puts these together.
"""
