"""How well log lines are read: labels of a file of lines, and how many the dialects understand.

    python -m bench.loglines FILE.jsonl

Each row has ``line``, ``mta``, ``label`` and ``also_ok`` (the format of tests/fixtures/errors).
A label is right where it is the row's or one of ``also_ok``. ``dialect`` counts the lines in which
a session event was found, of the servers that have a dialect.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from mailmend.dialects import read_event
from mailmend.errors.loglines import read_line

DIALECTS = frozenset({"postfix", "exim", "dovecot", "opensmtpd", "sendmail", "haraka", "cyrus"})


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a file, one JSON object a line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def labelled(row: dict[str, Any]) -> bool:
    """Whether the classifier gives the row's label, or another that is as good."""
    found = read_line(str(row["line"]), str(row["mta"]))
    label = found.meaning.replace("-", "_") if found else "normal"
    return label in {row["label"], *row.get("also_ok", ())}


def measure(path: Path) -> dict[str, object]:
    """Accuracy of labels and reach of the dialects, by server, and lines read a second."""
    every, right, known, events = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    found = rows(path)
    newest = datetime.now(UTC)
    for row in found:
        server = str(row["mta"])
        every[server] += 1
        right[server] += labelled(row)
        if server in DIALECTS:
            known[server] += 1
            events[server] += read_event(str(row["line"]), newest) is not None
    start = perf_counter()
    for row in found:
        read_event(str(row["line"]), newest)
    return {
        "lines": len(found),
        "label_accuracy": round(right.total() / max(1, len(found)), 4),
        "by_server": {name: f"{right[name]}/{count}" for name, count in every.most_common()},
        "dialect": {name: f"{events[name]}/{count}" for name, count in known.most_common()},
        "dialect_lines_per_s": round(len(found) / max(1e-9, perf_counter() - start)),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(Path(sys.argv[1])), indent=2) + "\n")
