"""How gunicorn serves the application; address and name come from the command line."""

import os

# Two cores answer a prison and an office; more workers would only hold more connections.
workers = max(2, min(4, os.cpu_count() or 2))
worker_class = "gthread"
threads = 4

# Loaded once and shared, so a worker that was killed is back at once.
preload_app = True

timeout = 60
graceful_timeout = 30

# A worker's sign of life must not wait for a slow disk.
MEMORY = "/dev/shm"  # noqa: S108 - gunicorn makes a private file in it
if os.access(MEMORY, os.W_OK):
    worker_tmp_dir = MEMORY

# Nobody steers gunicorn but the supervisor, by signals.
control_socket_disable = True

# The access log of the application is a table; here only what went wrong is written.
loglevel = "warning"
