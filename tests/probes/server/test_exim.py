"""Exim on a server: its files, its rehearsal, and where Debian lets an admin edit them."""

from __future__ import annotations

from mailmend.facts import Facts, RestrictionTrace
from mailmend.probes.server.exim import observe_exim
from mailmend.probes.server.exim_source import GENERATED, SPLIT, SWITCH
from mailmend.probes.server.host import ELSEWHERE, View
from mailmend.world import CommandResult
from tests.configs.test_exim_rehearsal import ACCEPTED, REFUSED, REPLIES
from tests.probes.server.shell import Scripted, host, run

PATH = "/etc/exim4/exim4.conf"
CONF = """daemon_smtp_ports = 587
acl_smtp_rcpt = acl_check_rcpt
domainlist local_domains = eximcustomer.test
begin acl
acl_check_rcpt:
  deny message = relay not permitted
       !domains = +local_domains
  accept authenticated = *
begin authenticators
plain:
  driver = plaintext
"""
REST = "deny message = relay not permitted"
VIEW = View("203.0.113.10", "h.test", "erin@eximcustomer.test", "erin", "bob@elsewhere.test")
BH = "timeout 12 exim -bh 203.0.113.10 -oMaa plain -oMai erin"


def trace(
    conf: str = CONF,
    more: dict[str, str | CommandResult] | None = None,
    files: dict[str, str] | None = None,
    view: View = VIEW,
    path: str = PATH,
) -> tuple[RestrictionTrace, Scripted]:
    """What the rules of port 587 come to."""
    outputs: dict[str, str | CommandResult] = {
        "exim -bP config": conf,
        "exim -bP configure_file": f"{path}\n",
        "ss -ltnH": "LISTEN 0 1 0.0.0.0:587 0.0.0.0:*\n",
    }
    shell = Scripted({**outputs, **(more or {})}, files or {path: conf})
    (found,) = Facts(run(observe_exim(host(shell), view))).of(RestrictionTrace)
    return found, shell


def test_the_statement_is_found_in_the_file_without_a_rehearsal() -> None:
    """As where a program might be run."""
    found, shell = trace(CONF + "# ${run{x}}\n")
    assert (found.decision, found.rule_kind, found.place) == ("reject", "other", f"{PATH}:6")
    assert shell.given == []


def test_the_rehearsal_names_the_line_and_hears_the_right_envelope() -> None:
    """Fed by standard input."""
    answered = CommandResult(0, REPLIES.format("550 relay not permitted"), REFUSED)
    found, shell = trace(more={BH: answered})
    assert (found.decision, found.place) == ("reject", "/etc/exim4/relay.acl:2")
    assert found.source == "exim -bh"
    ((_, spoken),) = shell.given
    assert spoken == (
        "EHLO h.test\r\nMAIL FROM:<erin@eximcustomer.test>\r\n"
        "RCPT TO:<bob@elsewhere.test>\r\nQUIT\r\n"
    )


def test_the_rehearsal_decides_what_could_not_be_told() -> None:
    """A condition that is expanded."""
    unclear = CONF.replace("!domains = +local_domains", "condition = ${if eq{a}{$h}{1}{0}}")
    assert trace(unclear)[0].decision == "undecided"
    answered = CommandResult(0, REPLIES.format("250 Accepted"), ACCEPTED)
    assert trace(unclear, {BH: answered})[0].decision == "permit"


def test_a_rehearsal_does_not_overrule_what_can_be_told() -> None:
    """It has no TLS, and its recipient may be a stand-in."""
    answered = CommandResult(0, REPLIES.format("250 Accepted"), ACCEPTED)
    assert trace(more={BH: answered})[0].decision == "reject"
    secure = CONF.replace("accept authenticated", "deny !encrypted = *\n  accept authenticated")
    assert trace(secure, {BH: answered})[1].given == []


def test_a_stand_in_recipient_that_cannot_be_routed_refuses_nobody() -> None:
    """It stands for one that can."""
    unclear = CONF.replace("!domains = +local_domains", "condition = ${if eq{a}{$h}{1}{0}}")
    routed = REFUSED.replace("check !domains = +local_domains", "check verify = recipient #")
    answered = CommandResult(0, REPLIES.format("550 Unrouteable"), routed)
    view = View("203.0.113.10", "h.test", "erin@eximcustomer.test", "erin", ELSEWHERE)
    assert trace(unclear, {BH: answered}, view=view)[0].decision == "undecided"


PIECE = f"{SPLIT[0]}/acl/30_exim4-config_check_rcpt"
SOURCE = f"""# what a recipient meets
acl_check_rcpt:

  # keep it short
  {REST}
       !domains = +local_domains
  accept authenticated = *

begin authenticators
"""


def test_debian_keeps_the_pieces_elsewhere() -> None:
    """The generated file is not the one to edit: a split configuration, or one template."""
    split = {GENERATED: CONF, SWITCH: "dc_use_split_config='true'\n", PIECE: SOURCE}
    listed = {f"grep -rnF -- {REST} {SPLIT[0]}": f"{PIECE}:5:  {REST}\n"}
    found, _ = trace(more={**listed}, files=split, path=GENERATED)
    assert found.place == f"{PIECE}:5"
    whole = {GENERATED: CONF, SWITCH: "dc_use_split_config='false'\n", SPLIT[1]: SOURCE}
    listed = {f"grep -rnF -- {REST} {SPLIT[1]}": f"5:  {REST}\n"}
    found, _ = trace(more={**listed}, files=whole, path=GENERATED)
    assert found.place == f"{SPLIT[1]}:5"


def test_a_piece_is_told_by_the_lines_that_follow() -> None:
    """A bare verb stands in many; where two are alike the generated file is named."""
    other = SOURCE.replace("!domains = +local_domains", "hosts = 192.0.2.1")
    files = {GENERATED: CONF, SWITCH: "dc_use_split_config='true'\n", PIECE: SOURCE, "/o": other}
    grep = f"grep -rnF -- {REST} {SPLIT[0]}"
    found, _ = trace(more={grep: f"/o:5:  {REST}\n{PIECE}:5:  {REST}\n"}, files=files,
                     path=GENERATED)  # fmt: skip
    assert found.place == f"{PIECE}:5"
    alike = {**files, "/o": SOURCE}
    found, _ = trace(more={grep: f"/o:5:  {REST}\n{PIECE}:5:  {REST}\n"}, files=alike,
                     path=GENERATED)  # fmt: skip
    assert found.place == f"{GENERATED}:6"


def test_the_rehearsals_line_is_led_back_to_its_piece() -> None:
    """Exim names the generated file."""
    refused = REFUSED.replace("/etc/exim4/relay.acl 2", f"{GENERATED} 6")
    answered = CommandResult(0, REPLIES.format("550 relay not permitted"), refused)
    files = {GENERATED: CONF, SWITCH: "dc_use_split_config='true'\n", PIECE: SOURCE}
    grep = f"grep -rnF -- {REST} {SPLIT[0]}"
    found, _ = trace(more={BH: answered, grep: f"{PIECE}:5:  {REST}\n"}, files=files,
                     path=GENERATED)  # fmt: skip
    assert (found.source, found.place) == ("exim -bh", f"{PIECE}:5")
