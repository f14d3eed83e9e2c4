"""Blocks as one self-contained page: no scripts, nothing loaded, every text escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from mailmend.apps.render.blocks import (
    Block,
    Bullets,
    Heading,
    Para,
    Rows,
    Said,
    Section,
    State,
    Steps,
    Transcript,
    Way,
)
from mailmend.case import printable
from mailmend.languages import tag

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
MARKS: dict[State, str] = {
    "ok": "✓",
    "skipped": "–",
    "broken": "✗",
    "unreached": "·",
    "unknown": "?",
}
MIN_BLANKS = 3
STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --faint: #626a73;
  --good: #1a7f37; --bad: #b3261e; --warn: #8a5a00; --line: #d8dee4; --box: #f5f7f9; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --paper: #14171a; --faint: #9aa3ac;
  --good: #4ac26b; --bad: #ff7b72; --warn: #e3b341; --line: #343b42; --box: #1d2227; } }
body { font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
h3 { font-size: 1rem; margin-bottom: .25rem; }
p { margin: .5rem 0; } li { margin: .35rem 0; }
.good { color: var(--good); font-weight: 600; } .bad { color: var(--bad); font-weight: 600; }
.warn { color: var(--warn); font-weight: 600; } .strong { font-weight: 600; }
.faint { color: var(--faint); font-size: .9rem; }
blockquote { margin: .25rem 0; padding: .25rem .75rem; border-left: 3px solid var(--line);
  color: var(--faint); }
pre { background: var(--box); border: 1px solid var(--line); border-radius: 6px; padding: .6rem;
  overflow-x: auto; font-size: .85rem; white-space: pre-wrap; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; }
dt { color: var(--faint); } dd { margin: 0; }
.way { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem .2rem; }
.way li { border: 1px solid var(--line); border-radius: 999px; padding: .1rem .7rem; margin: 0; }
.way .ok { color: var(--good); } .way .skipped { color: var(--warn); }
.way .broken { color: var(--bad); border-color: var(--bad); font-weight: 700; }
.way .unreached, .way .unknown { color: var(--faint); }
"""


def page(blocks: Iterable[Block], title: str, language: str = "en") -> str:
    """The whole page as text (UTF-8); ``language`` is that of whatever is in no section."""
    body: list[str] = []
    for number, block in enumerate(blocks):
        level = 1 if number == 0 else 2
        body.append(_block(block, level))
    return (
        "<!doctype html>\n"
        f'<html lang="{tag(language)}"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">\n'
        f"<title>{_text(title)}</title><style>{STYLE}</style></head>\n<body><main>\n"
        + "\n".join(body)
        + "\n</main></body></html>\n"
    )


def _text(text: str) -> str:
    """Escaped for HTML, with control and direction characters made visible."""
    return escape(printable(text), quote=True)


def _block(block: Block, level: int) -> str:
    match block:
        case Heading():
            return f"<h{level}>{_text(block.text)}</h{level}>"
        case Para():
            return f'<p class="{block.tone}">{_text(block.text)}</p>'
        case Said():
            return _said(block)
        case Bullets():
            return f"<ul>{''.join(_bullet(*item) for item in block.items)}</ul>"
        case Steps():
            items = "".join(f"<li>{_step(step)}</li>" for step in block.items)
            return f"<h3>{_text(block.title)}</h3><ol>{items}</ol>"
        case Rows():
            rows = "".join(
                f"<dt>{_text(name.strip())}</dt><dd>{_text(value)}</dd>"
                for name, value in block.rows
            )
            return f"<dl>{rows}</dl>"
        case Way():
            return _way(block)
        case Section():
            inner = "\n".join(_block(each, 2) for each in block.blocks)
            return f'<section lang="{tag(block.language)}">{inner}</section>'
        case Transcript():
            lines = "\n".join(_text(line) for line in block.lines)
            return f"<details><summary>{_text(block.title)}</summary><pre>{lines}</pre></details>"


def _bullet(text: str, said: Said | None) -> str:
    return f"<li>{_text(text)}{_said(said) if said else ''}</li>"


def _said(said: Said) -> str:
    return f"<blockquote>{_text(said.who)} said: “{_text(said.text)}”</blockquote>"


def _step(step: str) -> str:
    """A step: words, and lines to copy in boxes; a later line of words stands outside them."""
    first, *rest = step.split("\n")
    parts, copied = [_text(first)], list[str]()
    for line in rest:
        if _is_words(line):
            parts += [*_box(copied), f"<p>{_text(line)}</p>"]
            copied = []
        else:
            copied.append(line)
    return "".join([*parts, *_box(copied)])


def _is_words(line: str) -> bool:
    """Whether a line is a sentence and not a line of a file or of a zone.

    Lines of files are indented, assign something, or are records (RFC 1035, class IN).
    """
    sentence = line.endswith((".", ":")) and line.count(" ") >= MIN_BLANKS
    return sentence and not line.startswith(" ") and "=" not in line and " IN " not in line


def _box(lines: list[str]) -> list[str]:
    text = "\n".join(_text(line) for line in lines)
    return [f"<pre>{text}</pre>"] if lines else []


def _way(way: Way) -> str:
    stops = "".join(
        f'<li class="{stop.state}">{_text(stop.name)} {MARKS[stop.state]}</li>'
        for stop in way.stops
    )
    return f'<ol class="way">{stops}</ol>'
