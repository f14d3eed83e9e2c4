"""Collect the texts that are translated, and bring the catalogues up to date (``make messages``).

Texts are the arguments of ``phrase`` and ``plural`` in Python and of ``_`` in templates, and the
first lines of the causes' pages. What is new gets an empty
translation, what is gone leaves the catalogues.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from mailmend.languages import LANGUAGES

SOURCE = Path(__file__).parent.parent / "src" / "mailmend"
CATALOGUES = SOURCE / "data" / "languages"
IMPORT = "from mailmend.text import"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"phrase": None, "plural": (1, 2)}
TEMPLATE_KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None}

Message = str | tuple[str, ...]


class Place(NamedTuple):
    """A text and the file it stands in."""

    message: Message
    file: str


def collected(source: Path = SOURCE) -> Iterator[Place]:
    """Every text under ``source`` in the order of the files; the same one may come again."""
    users = (path for path in source.rglob("*.py") if IMPORT in path.read_text("utf-8"))
    for path in sorted(users):
        for message in _from_file("python", path, KEYWORDS):
            yield Place(message, path.relative_to(source).as_posix())
    for path in sorted((source / "causes").glob("[a-z]*.py")):
        yield Place(_title(path), path.relative_to(source).as_posix())
    for path in sorted((source / "apps" / "web").rglob("*.html*")):
        for message in _from_file("jinja2", path, TEMPLATE_KEYWORDS):
            yield Place(message, path.relative_to(source).as_posix())


def _from_file(
    method: str, path: Path, keywords: dict[str, tuple[int, ...] | None]
) -> Iterator[Message]:
    for _, message, _, _ in extract_from_file(method, str(path), keywords):
        if message:
            yield tuple(message) if isinstance(message, list | tuple) else message


def _title(path: Path) -> str:
    page = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return page.split("\n", 1)[0].strip()


def template() -> Catalog:
    """All texts, without translations."""
    made = Catalog(fuzzy=False)
    for place in collected():
        made.add(place.message)
    return made


def read(language: str) -> Catalog:
    """The catalogue of a language as it stands, empty if there is none yet."""
    path = CATALOGUES / f"{language}.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(language: str, texts: Catalog) -> tuple[int, int]:
    """Write the catalogue of a language anew; how many texts it has, how many not translated."""
    old = read(language)
    made = Catalog(locale=language, fuzzy=False, header_comment=f"# Texts for owners: {language}")
    for message in texts:
        if message.id:
            known = old.get(message.id)
            made.add(message.id, known.string if known else "")
    with (CATALOGUES / f"{language}.po").open("wb") as file:
        write_po(file, made, width=0, omit_header=True)
    _head(language, made)
    return len(made), sum(1 for message in made if message.id and not _translated(message.string))


def _translated(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return bool(string) and (isinstance(string, str) or all(string or ()))


def _head(language: str, made: Catalog) -> None:
    """A short header that says the same whenever it is written."""
    path = CATALOGUES / f"{language}.po"
    head = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: {made.plural_forms}\\n"\n\n'
    )
    path.write_text(head + path.read_text("utf-8").strip() + "\n", "utf-8")


def main() -> None:
    """Update every catalogue and say what is missing."""
    texts = template()
    for language in LANGUAGES[1:]:
        known, missing = update(language, texts)
        print(f"{language}: {known} texts, {missing} not translated")


if __name__ == "__main__":
    main()
