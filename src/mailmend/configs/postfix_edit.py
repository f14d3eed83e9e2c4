"""The smallest edits of main.cf and master.cf: every other byte stays (postconf(5), master(5))."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mailmend.configs.postfix import MAX_LINES, Service


@dataclass(frozen=True, slots=True)
class Span:
    """A value in a text, from its first byte to behind its last, continuation lines included."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The value as it stands there."""
        return text[self.start : self.end]

    def replaced(self, text: str, value: str) -> str:
        """The text with another value."""
        return text[: self.start] + value + text[self.end :]


def main_value(text: str, name: str) -> Span | None:
    """Where the value of a setting of main.cf stands; the last one, which wins."""
    found = None
    for start, end in _logical(text):
        match = re.match(rf"{re.escape(name)}\s*=[ \t]*", text[start:end])
        if match:
            found = _trimmed(text, start + match.end(), end)
    return found


def set_main(text: str, name: str, value: str) -> str:
    """main.cf with that setting, in its place or as a new last line."""
    span = main_value(text, name)
    if span is not None:
        gap = "" if text[span.start - 1] in " \t" or value[:1] in {"", " ", "\t", "\n"} else " "
        return span.replaced(text, gap + value)
    end = "" if not text or text.endswith("\n") else "\n"
    return f"{text}{end}{name} = {value}\n"


def override_value(text: str, service: Service, name: str) -> Span | None:
    """Where the value of a ``-o`` setting of a service of master.cf stands."""
    start, end = service_span(text, service)
    plain = re.compile(rf"(?<=\s)-o\s*{re.escape(name)}=(\S*)")
    braced = re.compile(rf"(?<=\s)-o\s*\{{\s*{re.escape(name)}\s*=\s*([^{{}}]*?)\s*\}}")
    found = None
    for match in (*plain.finditer(text, start, end), *braced.finditer(text, start, end)):
        if not _in_comment(text, match.start()):
            found = Span(match.start(1), match.end(1))
    return found


def set_override(text: str, service: Service, name: str, value: str) -> str:
    """master.cf with that ``-o`` setting of the service, in its place or as its last line.

    A value with blanks goes into braces (Postfix 3.0); one in its place keeps its form, with
    commas for blanks where it stands without braces.
    """
    span = override_value(text, service, name)
    if span is not None:
        braced = "{" in text[text.rfind("-o", 0, span.start) : span.start]
        return span.replaced(text, value if braced else one_word(value))
    _, end = service_span(text, service)
    head = "" if text[end - 1 : end] == "\n" else "\n"
    return f"{text[:end]}{head}  -o {name}={one_word(value)}\n{text[end:]}"


def service_span(text: str, service: Service) -> tuple[int, int]:
    """The lines of a service, from its own to its last continuation line."""
    start = sum(len(line) for line in lines_of(text)[: service.line - 1])
    for begin, end in _logical(text):
        if begin == start:
            return begin, end
    return start, start


def uncommented(text: str, line: int) -> str:
    """master.cf with the service that is a comment on that line, and its ``-o`` lines, as lines."""
    lines = lines_of(text)
    number = line - 1
    lines[number] = re.sub(r"^#[ \t]*", "", lines[number])
    while (number := number + 1) < len(lines):
        option = re.match(r"#([ \t]*)(-o\s.*)", lines[number], re.DOTALL)
        if option is None:
            break
        lines[number] = (option[1] or "  ") + option[2]
    return "".join(lines)


def insert_before(value: str, rule: str, new: str) -> str:
    """A list of restrictions with a rule put before another; at its head where that is not found.

    ``rule`` is a restriction with its argument, split by one blank; the list keeps its own
    separators.
    """
    name, _, argument = rule.partition(" ")
    wanted = re.escape(name) + (rf"[\s,]+{re.escape(argument)}" if argument else "")
    match = re.search(rf"(?<![\w:]){wanted}(?![\w:])", value)
    at = match.start() if match else 0
    gap = re.search(r"\s*,\s*|\s+", value.strip())
    mark = "," if gap is not None and gap[0] == "," else ", "
    if not value.strip():
        return new
    return f"{value[:at]}{new}{mark}{value[at:]}"


def lines_of(text: str) -> list[str]:
    """The lines with their ends; only a line feed ends one."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def one_word(value: str) -> str:
    """A value as it stands in master.cf without braces: commas for blanks."""
    if "{" in value:
        return value
    return re.sub(r"\s*,\s*|\s+", ",", value.strip())


def _logical(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of each logical line, comments inside it and after it left out."""
    begin = end = -1
    place = 0
    for line in lines_of(text)[:MAX_LINES]:
        blank = not line.strip() or line.lstrip().startswith("#")
        if not blank and line[0] in " \t":
            end = place + len(line)
        elif not blank:
            if begin >= 0:
                yield begin, end
            begin, end = place, place + len(line)
        place += len(line)
    if begin >= 0:
        yield begin, end


def _trimmed(text: str, start: int, end: int) -> Span:
    return Span(start, start + len(text[start:end].rstrip()))


def _in_comment(text: str, place: int) -> bool:
    line = text[text.rfind("\n", 0, place) + 1 : place]
    return line.lstrip().startswith("#")
