"""``mailmend user`` and ``mailmend tenant``: who may sign in, and to which brand."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailmend.apps.cli import run

PASSWORD = "correct horse battery"


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A database that is not there yet."""
    return f"sqlite:///{tmp_path / 'desk.db'}"


@pytest.fixture
def password(tmp_path: Path) -> str:
    """A file with a good password, private."""
    return _file(tmp_path, PASSWORD)


def _file(folder: Path, text: str) -> str:
    path = folder / "password"
    path.write_text(f"{text}\n")
    path.chmod(0o600)
    return str(path)


def _said(capsys: pytest.CaptureFixture[str]) -> str:
    out = capsys.readouterr()
    return out.out + out.err


def test_people_are_added_listed_and_shut_out(
    database: str, password: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first brand comes by itself; a name is taken once; the password is in no output."""
    add = ["user", "add", "Ada", "--role", "admin", "--password-file", password]
    assert run([*add, "--database", database]) == 0
    assert run([*add, "--database", database]) == 2
    assert "there is a user ada already" in _said(capsys)
    assert run(["user", "add", "eve", "--no-password", "--database", database]) == 0
    assert run(["user", "disable", "EVE", "--database", database]) == 0
    _said(capsys)
    assert run(["user", "list", "--database", database]) == 0
    listed = _said(capsys)
    assert listed.splitlines()[0] == "ada\tadmin\tmain\tpassword"
    assert listed.splitlines()[1].startswith("eve\tengineer\tmain\tdisabled since ")
    assert PASSWORD not in listed
    assert run(["user", "enable", "eve", "--database", database]) == 0
    assert run(["user", "list", "--tenant", "other", "--database", database]) == 0
    _said(capsys)


def test_a_password_is_set_by_file_and_checked(
    database: str, password: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A weak one, none, and one of nobody are refused in one line."""
    run(["user", "add", "ada", "--no-password", "--database", database])
    set_ = ["user", "password", "ada", "--database", database, "--password-file"]
    assert run([*set_, password]) == 0
    assert run([*set_, _file(tmp_path, "short")]) == 2
    assert "12 to 256 characters" in _said(capsys)
    assert run([*set_[:2], "bob", *set_[3:], _file(tmp_path, PASSWORD)]) == 2
    assert "there is no user bob" in _said(capsys)
    assert run([*set_[:2], "a b", *set_[3:], password]) == 2
    assert run(["user", "password", "ada", "--database", database]) == 2
    assert "no terminal" in _said(capsys)


def test_a_password_on_the_command_line_is_refused(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Others could read it there."""
    assert run(["user", "add", "ada", "--password", PASSWORD, "--database", database]) == 2
    assert "never taken from the command line" in _said(capsys)


def test_brands_have_domains_of_their_own(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Assigned by the operator, in their ASCII form, to one brand at a time."""
    tail = ["--database", database]
    assert run(["user", "add", "ada", "--tenant", "brand", "--no-password", *tail]) == 2
    assert "mailmend tenant add brand" in _said(capsys)
    assert run(["tenant", "add", "brand", "--name", "Brand  Hosting", *tail]) == 0
    assert run(["tenant", "add", "brand", *tail]) == 2
    assert run(["user", "add", "ada", "--tenant", "brand", "--no-password", *tail]) == 0
    assert run(["tenant", "assign", "brand", "Bücher.test", "customer.test", *tail]) == 0
    assert run(["tenant", "release", "customer.test", *tail]) == 0
    _said(capsys)
    assert run(["tenant", "list", *tail]) == 0
    assert _said(capsys) == "brand\tBrand Hosting\txn--bcher-kva.test\n"
    for wrong in (
        ["tenant", "assign", "none", "customer.test"],
        ["tenant", "assign", "brand", "nonsense"],
        ["tenant", "assign", "brand", "192.0.2.1"],
        ["tenant", "release", "customer.test"],
        ["tenant", "add", "No Good"],
        ["tenant", "add", "brand2", "--name", "\x1b[31m"],
    ):
        assert run([*wrong, *tail]) == 2
        assert len(_said(capsys).strip().splitlines()) == 1
