"""Which fault stages which cause: the table of docs/coverage.md, made from the fault files.

python -m lab coverage > docs/coverage.md
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from lab import fault
from lab.fault import Status
from lab.unstaged import WHY_NOT

CAUSES = Path(__file__).parent.parent / "src" / "mailmend" / "causes"
_ORDER: tuple[Status, ...] = ("proven", "likely", "possible", "unknown")
_HEAD = """# What the lab stages

Made by `python -m lab coverage`; do not edit. {staged} of {all} causes are staged by {faults}
faults on real servers. The status is the most that may be claimed from the person's network with
the mailbox password; what the wire cannot show is left to the device, the server's log or its
administrator.

| cause | most that may be claimed | faults |
|---|---|---|
"""
_REST = """
## Not staged

| cause | why not on one machine |
|---|---|
"""


@dataclass(frozen=True, slots=True)
class Staged:
    """A fault that stages a cause, and the status it expects for it."""

    fault: str
    status: Status


def causes() -> tuple[str, ...]:
    """Every cause of the catalogue by its id."""
    return tuple(sorted(file.stem.replace("_", "-") for file in CAUSES.glob("[a-z]*.py")))


def staged() -> dict[str, tuple[Staged, ...]]:
    """The faults that stage each cause; a cause that only stands in for another is not staged."""
    found: defaultdict[str, list[Staged]] = defaultdict(list)
    for name in fault.names():
        for each in fault.load(name).expect:
            found[each.cause].append(Staged(name, each.status))
    return {cause: tuple(faults) for cause, faults in found.items()}


def document() -> str:
    """The whole table as Markdown."""
    by_cause, every = staged(), causes()
    lines = [_HEAD.format(staged=len(by_cause), all=len(every), faults=len(fault.names()))]
    lines += [_row(cause, by_cause[cause]) for cause in every if cause in by_cause]
    lines.append(_REST)
    lines += [f"| `{cause}` | {WHY_NOT[cause]} |\n" for cause in every if cause not in by_cause]
    return "".join(lines)


def _row(cause: str, faults: tuple[Staged, ...]) -> str:
    best = min((each.status for each in faults), key=_ORDER.index)
    names = ", ".join(f"`{each.fault}`" for each in faults)
    return f"| `{cause}` | {best} | {names} |\n"
