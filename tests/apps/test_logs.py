"""``diagnose --log``: from files on the command line to a verdict."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

from click.testing import CliRunner, Result

from mailmend.apps.diagnose import command
from mailmend.apps.logs import read_logs
from mailmend.case import Case
from mailmend.facts import LoggedSession

LOGS = Path(__file__).parent.parent / "fixtures" / "logs"
ALICE = "alice@customer.test"


def diagnose(*options: str) -> Result:
    """Run the command without a network."""
    argv = [ALICE, "--no-network", "--no-input", "--json", *options]
    return CliRunner().invoke(command, argv, standalone_mode=False)


def test_a_log_alone_proves_a_cause() -> None:
    """And the evidence names the file and its lines."""
    log = str(LOGS / "username_blank.log")
    report = json.loads(diagnose("--log", log).stdout)
    proven = [each for each in report["verdicts"] if each["status"] == "proven"]
    assert [each["cause"] for each in proven] == ["outgoing-username-blank"]
    facts = {each["id"]: each for each in report["facts"]}
    seen = [facts[name] for name in proven[0]["because"] if facts[name]["kind"] == "logged-session"]
    assert [(each["source"], each["vantage"]) for each in seen] == [(log, "server")]
    assert seen[0]["lines"] == [2, 3, 4, 5]


def test_the_logs_of_two_servers_are_read_together(tmp_path: Path) -> None:
    """Dovecot's log and Postfix's, one of them packed, in any order."""
    lines = (LOGS / "password_stale_on_device.log").read_text("utf-8").splitlines(keepends=True)
    one, other = tmp_path / "dovecot.log", tmp_path / "mail.log.gz"
    one.write_text("".join(line for line in lines if "dovecot" in line), "utf-8")
    other.write_bytes(gzip.compress("".join(x for x in lines if "postfix" in x).encode()))
    os.utime(other, (1, 1))
    for order in ((one, other), (other, one)):
        facts, notes = read_logs(Case(ALICE), [str(path) for path in order])
        sent = [
            fact for fact in facts if isinstance(fact, LoggedSession) and fact.protocol == "smtp"
        ]
        assert [(one.tie, one.reason) for one in sent] == [("own", "Password mismatch")]
        assert notes == ()


def test_a_log_without_the_account_says_so() -> None:
    """It may be that of the wrong server."""
    _, notes = read_logs(Case("nobody@elsewhere.test"), [str(LOGS / "username_blank.log")])
    assert "the log shows no connection of nobody@elsewhere.test" in notes[-1]


def test_a_log_that_is_not_there_is_one_clear_line() -> None:
    """The input cannot be used."""
    done = diagnose("--log", "no-such.log")
    assert "no-such.log" in str(done.exception)
    assert type(done.exception).__name__ == "InputError"
