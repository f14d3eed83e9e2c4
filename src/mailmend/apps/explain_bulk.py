"""``mailmend explain --jsonl``: many texts, one JSON object a line in, one document a line out."""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from typing import BinaryIO, NamedTuple

from mailmend.apps.meaning_document import as_line
from mailmend.case import InputError
from mailmend.errors import explain

MAX_LINE = 1024 * 1024
"""Bytes of a line."""

CHUNK = 500
"""Lines that a process is handed at once."""

AHEAD = 3
"""Chunks for each process that are read before their answers are written."""


class Answers(NamedTuple):
    """Documents, one a line, and why they end early, if they do."""

    lines: str
    fault: str | None = None


def answer_all(stream: BinaryIO, write: Callable[[str], object], jobs: int) -> None:
    """Write one document for each line of `stream`, in order; by `jobs` processes, 0 for all cores.

    Raises `InputError` with the number of the line that cannot be used, after what precedes it.
    """
    jobs = jobs or os.cpu_count() or 1
    numbered = enumerate(iter(lambda: stream.readline(MAX_LINE + 1), b""), start=1)
    chunks = iter(lambda: list(islice(numbered, 1 if jobs == 1 else CHUNK)), [])
    for answers in map(_answers, chunks) if jobs == 1 else _shared_out(chunks, jobs):
        write(answers.lines)
        if answers.fault:
            raise InputError(answers.fault)


def _shared_out(chunks: Iterator[list[tuple[int, bytes]]], jobs: int) -> Iterator[Answers]:
    """The answers in the order of the chunks, with a bounded number of chunks under way."""
    from concurrent.futures import Future, ProcessPoolExecutor

    under_way: deque[Future[Answers]] = deque()
    with ProcessPoolExecutor(jobs) as pool:
        for chunk in chunks:
            under_way.append(pool.submit(_answers, chunk))
            if len(under_way) > jobs * AHEAD:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def _answers(chunk: list[tuple[int, bytes]]) -> Answers:
    lines: list[str] = []
    for number, line in chunk:
        if line.isspace():
            continue
        try:
            lines.append(_answer(line) + "\n")
        except InputError as fault:
            return Answers("".join(lines), f"line {number} of the input {fault}")
    return Answers("".join(lines))


def _answer(line: bytes) -> str:
    if len(line) > MAX_LINE:
        raise InputError(f"is longer than {MAX_LINE} bytes")
    try:
        row = json.loads(line)
    except ValueError:
        raise InputError("is not JSON") from None
    if not isinstance(row, dict):
        raise InputError("is not a JSON object")
    text, stage, mta = row.get("text"), row.get("stage"), row.get("mta")
    if not isinstance(text, str):
        raise InputError('has no "text"')
    stage = stage if isinstance(stage, str) else None
    return as_line(explain(text, stage, mta if isinstance(mta, str) else None))
