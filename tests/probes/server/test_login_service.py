"""What keeps a mail server from asking Dovecot, though it may be running."""

from __future__ import annotations

import pytest

from mailmend.configs.postfix import Place
from mailmend.probes.server.login_service import FOLDER, Trouble, login_trouble
from mailmend.world import CommandResult
from tests.probes.server.shell import Scripted, host, run

QUEUE = "/var/spool/postfix"
SOCKET = f"{QUEUE}/private/auth"
MASTER = "/etc/dovecot/conf.d/10-master.conf"
LISTED = f"grep -rnsE ^[[:space:]]*unix_listener[[:space:]] {FOLDER}"
TRIED = f"postfix w {SOCKET}"
FILE_LOGINS = "passdb {\n  driver = passwd-file\n  args = /etc/dovecot/users\n}\n"
SQL_LOGINS = "passdb {\n  driver = sql\n  args = /etc/dovecot/sql.conf\n}\n"
GOOD: dict[str, str | CommandResult] = {
    "doveconf -n": FILE_LOGINS,
    "ss -lxH": f"u_str LISTEN 0 1 {SOCKET} 1 * 0\n",
    "ss -ltnH": "LISTEN 0 1 127.0.0.1:5432 0.0.0.0:*\n",
    LISTED: f"{MASTER}:2:  unix_listener {SOCKET} {{\n{MASTER}:9:  unix_listener auth-client {{\n",
}


def trouble(more: dict[str, str | CommandResult], files: tuple[str, ...] = ()) -> Trouble | None:
    """What is found with these answers instead."""
    shell = Scripted({**GOOD, **more}, dict.fromkeys(files, "x"))
    return run(login_trouble(host(shell), "postfix", "private/auth", QUEUE))


@pytest.mark.parametrize("status", [0, 9, 127])
def test_a_socket_that_may_be_used_or_cannot_be_tried_is_no_trouble(status: int) -> None:
    """Only root can try it as another user."""
    assert trouble({TRIED: CommandResult(status)}) is None
    assert trouble({TRIED: CommandResult(1, "", "setpriv: no such user")}) is None


def test_a_socket_that_keeps_the_mail_server_out_is_named_with_its_line() -> None:
    """The line of Dovecot's files that makes it."""
    found = trouble({TRIED: CommandResult(1)}, (SOCKET,))
    assert found == (
        f"postfix may not use the socket {SOCKET} (root:root, mode 644)",
        Place(MASTER, 2),
    )


def test_a_fault_in_dovecots_files_goes_first() -> None:
    """With the file and line that doveconf names."""
    said = "doveconf: Fatal: Error in configuration file /etc/dovecot/x.conf line 3: Unknown: y"
    found = trouble({"doveconf -n": CommandResult(89, "", said), TRIED: CommandResult(1)})
    assert found == ("Unknown: y", Place("/etc/dovecot/x.conf", 3))


def test_no_passdb_is_trouble_and_no_dovecot_is_none() -> None:
    """Its login service ends at once."""
    named = f"grep -rnsE --include=*.conf -- ^[[:space:]]*auth_mechanisms {FOLDER}"
    found = trouble({"doveconf -n": "protocols = imap\n", named: f"{FOLDER}/10-auth.conf:2:x\n"})
    assert found is not None
    assert found[1] == Place(f"{FOLDER}/10-auth.conf", 2)
    assert trouble({"doveconf -n": CommandResult(127)}) is None


@pytest.mark.parametrize(
    ("lines", "silent"),
    [
        ("1:driver = mysql\n2:host=127.0.0.1\n", "127.0.0.1:3306"),
        ("1:driver = mysql\n2:host=127.0.0.1\n2:port=3307\n", "127.0.0.1:3307"),
        ("1:driver = pgsql\n2:host=localhost\n", ""),
        ("1:driver = pgsql\n2:host=127.0.0.1\n", ""),
        ("1:driver = mysql\n2:host=db.example.org\n", ""),
        ("1:driver = mysql\n2:host=127.0.0.1\n2:host=db.example.org\n", ""),
        ("1:driver = sqlite\n", ""),
        ("", ""),
    ],
)
def test_a_database_here_on_which_nobody_listens_is_trouble(lines: str, silent: str) -> None:
    """One elsewhere, one that answers, and one in a file are not judged."""
    asked = "grep -noE -- ^[[:space:]]*(driver|hosts|uris)[[:space:]]*=.*|"
    asked += "\\<(host|port)=[^[:space:]]+ /etc/dovecot/sql.conf"
    found = trouble({"doveconf -n": SQL_LOGINS, asked: lines})
    assert (found[0] if found else "") == (
        f"nothing answers at {silent}, where Dovecot looks accounts up" if silent else ""
    )
    both = trouble({"doveconf -n": SQL_LOGINS + FILE_LOGINS, asked: lines})
    assert both is None
