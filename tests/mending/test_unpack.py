"""What is brought to the server: whole or not at all, and nothing of it is taken for a command."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from mailmend.case import InputError
from mailmend.mending.plan import Edit, Plan
from mailmend.mending.unpack import Who, audit_members, is_id, unpack_text
from tests.mending.transaction import ID, WHO, Small

HOSTILE = b"END\n$(touch /tmp/never)\n`id`\n\x00\xff'\"\\\nEND\n"


def unpack(text: str) -> None:
    """Run the text as the server would."""
    subprocess.run(["sh", "-s"], input=text.encode(), capture_output=True, check=False)


def test_every_byte_arrives(tmp_path: Path) -> None:
    """Whatever a file holds, it is data."""
    small = Small.at(tmp_path)
    plan = replace(small.plan(), edits=(Edit(str(small.etc("a.cf")), b"x", HOSTILE),))
    unpack(unpack_text(ID, plan, WHO, "true", str(small.base)))
    folder = small.base / "fixes" / ID
    assert (folder / "edits/1/new").read_bytes() == HOSTILE
    assert (folder / "edits/1/path").read_text() == str(small.etc("a.cf"))


def test_a_text_that_is_cut_off_leaves_no_repair(tmp_path: Path) -> None:
    """At whatever line."""
    small = Small.at(tmp_path)
    lines = unpack_text(ID, small.plan(), WHO, "true\n" * 200, str(small.base)).splitlines(
        keepends=True
    )
    for cut in range(1, len(lines) - 2, 17):
        unpack("".join(lines[:cut]))
        assert not (small.base / "fixes" / ID).exists()
        subprocess.run(["rm", "-rf", str(small.base)], check=True)


@pytest.mark.parametrize(
    "path", ["etc/x", "/etc/../x/../y", "/etc/a\nb", "/etc/a\x1b[2J", "/etc/", ""]
)
def test_a_path_that_cannot_be_handled_is_refused(path: str) -> None:
    """Relative, upwards, with a line end or an escape in it."""
    with pytest.raises(InputError, match="cannot be handled"):
        unpack_text(ID, Plan("x", (Edit(path, b"", b"x"),)), WHO, "true", "/state")


def test_files_that_are_too_large_are_refused() -> None:
    """Two MiB in all."""
    with pytest.raises(InputError, match="larger"):
        unpack_text(ID, Plan("x", (Edit("/x", b"", b"x" * 2_100_000),)), WHO, "true", "/state")


def test_the_trail_stays_json_whatever_the_names_are() -> None:
    """Quotes, line ends and braces in a name are data."""
    who = Who('a"}\n{', "root", "1")
    row = json.loads(f"{{{audit_members(Plan('x'), who)}}}")
    assert row["by"] == 'a"}\n{'
    assert "\n" not in audit_members(Plan("x"), who)


@pytest.mark.parametrize("text", ["", "../x", f"{ID}/", f"{ID}\n", "20260102T030405-xyzxyz"])
def test_only_a_name_of_ours_is_a_name(text: str) -> None:
    """It stands in a path of the server."""
    assert is_id(ID)
    assert not is_id(text)
