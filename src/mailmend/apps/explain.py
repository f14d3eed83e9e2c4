"""``mailmend explain``: what an error text, a reply, a bounce or a log line means; no network."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from mailmend.apps.options import language_option
from mailmend.case import MAX_TEXT, InputError

if TYPE_CHECKING:
    from mailmend.errors import Reading


@click.command("explain", short_help="What an error text, reply, bounce or log line means.")
@click.argument("text", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON document (mailmend.meaning/1).")
@click.option(
    "--jsonl",
    is_flag=True,
    help="Read JSON objects with a “text”, one a line, from standard input; print one a line.",
)
@click.option(
    "--jobs",
    type=click.IntRange(0, 256),
    default=1,
    help="Processes that share --jsonl; 0 for one a core (default: 1).",
)
@click.option("--no-color", is_flag=True, help="No colours (as with NO_COLOR).")
@language_option
def command(
    *,
    text: str | None,
    as_json: bool,
    jsonl: bool,
    jobs: int,
    no_color: bool,
    language: str | None,
) -> int:
    """Explain TEXT, or standard input where TEXT is - or missing. Nothing is sent anywhere."""
    if jsonl:
        from mailmend.apps.explain_bulk import answer_all

        answer_all(sys.stdin.buffer, sys.stdout.write, jobs)
        return 0
    readings = _explain(_given(text))
    if as_json:
        _print_document(readings)
    else:
        _show(readings, language, color=not no_color)
    return 0


def _given(text: str | None) -> str:
    if text is None and sys.stdin.isatty():
        raise InputError('there is no text to explain; try: mailmend explain "554 5.7.1 …"')
    if text is None or text == "-":
        text = sys.stdin.buffer.read(MAX_TEXT).decode("utf-8", "replace")
    if not text.strip():
        raise InputError("the text to explain is empty")
    return text[:MAX_TEXT]


def _explain(text: str) -> tuple[Reading, ...]:
    from mailmend.errors import explain

    return explain(text)


def _print_document(readings: tuple[Reading, ...]) -> None:
    from mailmend.apps.meaning_document import as_line

    click.echo(as_line(readings))


def _show(readings: tuple[Reading, ...], language: str | None, *, color: bool) -> None:
    from mailmend.apps.owner_language import terminal_language
    from mailmend.apps.render.meaning import reading_blocks
    from mailmend.apps.render.spoken import spoken
    from mailmend.apps.render.terminal import Screen

    blocks = (block for each in readings[:5] for block in reading_blocks(each))
    Screen(color=color).show(spoken(language or terminal_language(), blocks))
