"""The HTTP API under ``/api/v1``; a file in ``routes`` with a ``router`` is part of it."""
