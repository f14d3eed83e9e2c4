"""Texts are collected from Python, from templates and from the causes' pages."""

from __future__ import annotations

from pathlib import Path

from tools.messages import collected

PYTHON = '''"""A unit."""
from mailmend.text import phrase, plural

SAID = phrase(
    "Type {value} "
    "here.",
    value=1,
)
MORE = plural("{number} owl", "{number} owls", 2)
NAME = "not for people"
'''


def test_texts_are_found_where_they_stand(tmp_path: Path) -> None:
    """Literal arguments, joined over lines; other strings and other files are left alone."""
    (tmp_path / "unit.py").write_text(PYTHON)
    (tmp_path / "other.py").write_text('def phrase(x): ...\n\n\nphrase("no text of ours")\n')
    (tmp_path / "causes").mkdir()
    (tmp_path / "causes" / "port_wrong.py").write_text('"""The port is wrong.\n\nMore.\n"""\n')
    (tmp_path / "causes" / "_help.py").write_text('"""Shared."""\n')
    folder = tmp_path / "apps" / "web" / "templates"
    folder.mkdir(parents=True)
    (folder / "page.html.j2").write_text("<p>{{ _('Hello {name}', name=name) }} as is</p>")

    found = [place.message for place in collected(tmp_path)]

    assert found == [
        "Type {value} here.",
        ("{number} owl", "{number} owls"),
        "The port is wrong.",
        "Hello {name}",
    ]
