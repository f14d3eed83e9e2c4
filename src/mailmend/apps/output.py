"""Where a report goes: the terminal, one JSON document, a page."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from mailmend.apps.fix import remedies_for, remedy_document
from mailmend.apps.options import Request
from mailmend.apps.owner_language import owner_language
from mailmend.apps.pipe import close_stdout
from mailmend.apps.render.blocks import Block
from mailmend.apps.render.compose import compose
from mailmend.report import Report


def deliver(report: Report, request: Request) -> None:
    """Write the report as the request wants it; a reader who goes away changes no exit status."""
    try:
        _deliver(report, request)
        sys.stdout.flush()
    except BrokenPipeError:
        close_stdout()


def _deliver(report: Report, request: Request) -> None:
    from mailmend.report import to_json

    language = owner_language(request)
    remedies = remedies_for(report, language)
    if request.html is not None:
        blocks = compose(report, remedies, verbose=True, language=language)
        _write_page(blocks, report, request.html, language)
    if request.as_json:
        documents = [remedy_document(each) for each in remedies]
        print_json(to_json(report, documents, brief=request.brief, language=language))
    else:
        blocks = compose(report, remedies, verbose=request.verbose, language=language)
        show(blocks, color=not request.no_color)


def print_json(document: dict[str, object]) -> None:
    """One JSON document on standard output; whatever is not ASCII is escaped."""
    sys.stdout.write(json.dumps(document, indent=2) + "\n")


def show(blocks: tuple[Block, ...], *, color: bool) -> None:
    """Draw the blocks on standard output."""
    from mailmend.apps.render.terminal import Screen

    Screen(color=color).show(blocks)


def _write_page(blocks: tuple[Block, ...], report: Report, name: str, language: str) -> None:
    from mailmend.apps.render.html import page
    from mailmend.io.files import write_private

    text = page(blocks, f"Mailmend: {report.case.address}", language)
    if name == "-":
        sys.stdout.write(text)
        return
    write_private(Path(name), text)
