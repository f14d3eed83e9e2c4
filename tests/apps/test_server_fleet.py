"""``mailmend server fix-all``: the list, and how the end of all is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mailmend.apps.cli import run
from mailmend.apps.server_fleet import parse_list
from mailmend.case import InputError
from tests.apps.test_server import stand_in

LIST = """# our servers
ssh://root@a.example a@example.org
ssh://b.example:2222 b@example.org /etc/password  # the second

ssh://root@a.example a@example.org
"""


def test_each_server_is_taken_once() -> None:
    """Comments and blank lines are none."""
    found = parse_list(LIST)
    assert [one.target for one in found] == ["ssh://root@a.example", "ssh://b.example:2222"]
    assert [one.password_file for one in found] == [None, "/etc/password"]


@pytest.mark.parametrize(
    "line", ["ssh://root@a.example", "a.example a@example.org", "ssh://a.example nobody", "a b c d"]
)
def test_a_line_that_cannot_be_used_stops_before_anything(line: str) -> None:
    """The list is read whole first."""
    with pytest.raises(InputError):
        parse_list(line)


def test_nobody_is_asked_for_many_servers(capsys: pytest.CaptureFixture[str]) -> None:
    """--yes says that it is meant."""
    assert run(["server", "fix-all", "-"]) == 2
    assert "--yes" in capsys.readouterr().err
    assert run(["server", "fix-all", "-", "--yes", "--confirm-within", "1"]) == 2
    assert "--confirm-within" in capsys.readouterr().err


def test_servers_that_cannot_be_reached_have_a_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And hold nobody up."""
    stand_in(tmp_path, "echo 'Connection refused' >&2; exit 255", monkeypatch)
    listed = tmp_path / "servers"
    listed.write_text("".join(f"ssh://h{n}.example a@example.org\n" for n in range(5)))
    assert run(["server", "fix-all", str(listed), "--yes", "--json"]) == 1
    rows = json.loads(capsys.readouterr().out)["servers"]
    assert [row["result"] for row in rows] == ["unreachable"] * 5
    assert "Connection refused" in rows[0]["why"]
