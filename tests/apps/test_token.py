"""``mailmend token`` from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.apps.test_cli import run


def test_a_token_is_made_shown_once_and_taken_back(tmp_path: Path) -> None:
    """The list has everything but the secret."""
    place = ("--database", f"sqlite:///{tmp_path / 'web.db'}")
    made = run("token", "create", "help desk", "--scope", "read", "--days", "3", *place)
    assert made.returncode == 0, made.stderr
    secret = made.stdout.strip()
    assert secret.startswith("mm_")
    listed = run("token", "list", *place).stdout
    assert "help desk" in listed
    assert secret not in listed
    token_id = listed.split()[0]
    assert run("token", "revoke", token_id, *place).returncode == 0
    assert "taken back" in run("token", "list", *place).stdout
    again = run("token", "revoke", token_id, *place)
    assert (again.returncode, "token list" in again.stderr) == (2, True)
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("web.db*"))
    assert secret.encode() not in kept


def test_an_unknown_brand_is_bad_usage(tmp_path: Path) -> None:
    """With one clear line."""
    place = ("--database", f"sqlite:///{tmp_path / 'web.db'}")
    done = run("token", "create", "x", "--tenant", "nobody", *place)
    assert (done.returncode, "no tenant nobody" in done.stderr) == (2, True)
