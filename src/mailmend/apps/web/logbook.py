"""The server's log: one JSON object a line on standard error, without addresses or secrets."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        entry = {"at": at, "level": record.levelname.lower(), "from": record.name}
        fields = getattr(record, "fields", {})
        return json.dumps({**entry, "said": record.getMessage()[:1000], **fields})


def configure() -> None:
    """Send every record of warning or above there, of Mailmend itself from info on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("mailmend").setLevel(logging.INFO)
