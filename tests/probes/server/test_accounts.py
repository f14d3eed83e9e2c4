"""One account as Dovecot knows it; the answers are those of Dovecot 2.3."""

from __future__ import annotations

from mailmend.facts import Fact, Helper, MailServer, NotObserved, ServerAccount, ServerFile
from mailmend.probes.server.accounts import _LINE, observe_account
from mailmend.probes.server.host import View
from mailmend.secret import Secret
from mailmend.world import CommandResult
from tests.configs.test_doveadm import BARE, DOWN, MISSING, THERE
from tests.probes.server.shell import Scripted, host, run

ALICE = "alice@customer.test"
VIEW = View(client="203.0.113.9", login=ALICE, address=ALICE, domain="customer.test")
LOOKUP = "doveadm auth lookup"
SENDING = f"{LOOKUP} -x service=smtp -x rip=203.0.113.9 {ALICE}"
READING = f"{LOOKUP} -x service=imap -x rip=203.0.113.9 {ALICE}"
TRIAL = f"doveadm auth test -x service=smtp -x rip=203.0.113.9 {ALICE}"
USERS = ServerFile(role="accounts", path="/etc/dovecot/users")
NO = CommandResult(67, "", MISSING)
GOOD: dict[str, str | CommandResult] = {
    f"doveadm user {ALICE}": "",
    f"{LOOKUP} {ALICE}": BARE,
    SENDING: BARE,
}


def seen(
    more: dict[str, str | CommandResult], view: View = VIEW, secret: Secret | None = None
) -> list[Fact]:
    """What is seen with these answers instead."""
    return run(observe_account(host(Scripted({**GOOD, **more})), view, secret, [USERS]))


def account(more: dict[str, str | CommandResult], view: View = VIEW) -> ServerAccount:
    """The one account."""
    (found,) = seen(more, view)
    assert isinstance(found, ServerAccount)
    return found


def test_an_account_in_order() -> None:
    """It is there, and nothing bars it."""
    found = account({})
    assert (found.address, found.known, found.bar, found.password) == (ALICE, True, "", None)
    assert not found.full


def test_an_account_that_nobody_knows() -> None:
    """Under none of the names that the login may have."""
    gone: dict[str, str | CommandResult] = {
        f"doveadm user {ALICE}": CommandResult(67),
        f"{LOOKUP} {ALICE}": NO,
        SENDING: NO,
        READING: NO,
        "doveadm user alice": CommandResult(67),
        f"{LOOKUP} alice": CommandResult(67, "", MISSING),
    }
    assert account(gone).known is False
    bare = {**gone, "doveadm user alice": "", f"{LOOKUP} alice": BARE.replace(ALICE, "alice")}
    assert (account(bare).known, account(bare).address) == (True, "alice")


def test_an_address_that_leads_on_needs_no_account() -> None:
    """An alias of another mailbox, by Postfix's table or by Exim's routing."""
    gone: dict[str, str | CommandResult] = {
        f"doveadm user {ALICE}": CommandResult(67),
        f"{LOOKUP} {ALICE}": NO,
        SENDING: NO,
        READING: NO,
        "doveadm user alice": CommandResult(67),
        f"{LOOKUP} alice": NO,
    }
    table = "hash:/etc/postfix/virtual"
    by_table: dict[str, str | CommandResult] = {
        "postconf -xh virtual_alias_maps": f"{table}\n",
        f"postmap -q {ALICE} {table}": "carol@customer.test\n",
    }
    routed = f"carol@customer.test\n    <-- {ALICE}\n  router = mailboxes\n"
    by_routing: dict[str, str | CommandResult] = {
        "exim -bP config": "begin routers\n",
        f"exim -bt {ALICE}": routed,
    }
    for software, more in (("postfix", by_table), ("exim", by_routing)):
        shell = Scripted({**gone, **more})
        known = [USERS, MailServer(software=software)]
        assert run(observe_account(host(shell), VIEW, None, known)) == []
        without = run(observe_account(host(Scripted(gone)), VIEW, None, known))
        assert [one.known for one in without if isinstance(one, ServerAccount)] == [False]


def test_a_bar_on_every_login() -> None:
    """``nologin``; with a host it refers to another server and bars nothing."""
    found = account({SENDING: THERE})
    assert (found.bar, found.reason) == ("disabled", "Account_suspended")
    assert account({SENDING: f"{THERE}  host      : 192.0.2.1\n"}).bar == ""


def test_a_bar_on_sending_alone() -> None:
    """A deny list for the service smtp."""
    assert account({SENDING: NO, READING: BARE}).bar == "service"


def test_a_list_of_networks_bars_and_its_line_is_told() -> None:
    """Every lookup fails then, so the password file must name it."""
    lines = f"env WHO={ALICE} awk"
    gone = {f"doveadm user {ALICE}": CommandResult(67), f"{LOOKUP} {ALICE}": NO}
    gone |= {"doveadm user alice": CommandResult(67), f"{LOOKUP} alice": NO}
    shell = Scripted({**gone, SENDING: NO, READING: NO})

    class Marked(Scripted):
        """The account's line holds allow_nets."""

        async def run(self, argv, timeout_s=15.0, given=""):  # type: ignore[no-untyped-def]
            """The line and the field."""
            if " ".join(argv).startswith(lines):
                return CommandResult(0, "7\tline\n7\tallow_nets\n")
            return await shell.run(argv, timeout_s, given)

    (found,) = run(observe_account(host(Marked({})), VIEW, None, [USERS]))
    assert isinstance(found, ServerAccount)
    assert (found.known, found.bar, found.place) == (True, "network", "/etc/dovecot/users:7")


def test_a_login_service_that_is_down_knows_nothing_of_the_account() -> None:
    """Not seen is not gone; without Dovecot there is nothing to see."""
    down = CommandResult(75, "", DOWN)
    answers: dict[str, str | CommandResult] = {
        f"doveadm user {ALICE}": down,
        f"{LOOKUP} {ALICE}": down,
        SENDING: down,
        READING: down,
        "doveadm user alice": down,
        f"{LOOKUP} alice": down,
    }
    (found,) = seen(answers)
    assert isinstance(found, NotObserved)
    assert seen({f"doveadm user {ALICE}": CommandResult(127)}) == []
    assert seen({}, View(client="203.0.113.9")) == []


def test_the_quota() -> None:
    """In bytes; full where the limit is reached."""
    row = "Quota name=User quota Type=STORAGE Value=10 Limit=10 %=100\n"
    found = account({f"doveadm -f flow quota get -u {ALICE}": row})
    assert (found.used, found.limit, found.full) == (10240, 10240, True)


def test_a_password_is_tried_on_its_owners_word_only_and_by_standard_input() -> None:
    """It is in no argument, and in no command that is told."""
    secret = Secret("geheim-1")
    shell = Scripted({**GOOD, TRIAL: CommandResult(77, f"passdb: {ALICE} auth failed\n")})
    there = host(shell)
    (found,) = run(observe_account(there, VIEW, secret, [USERS]))
    assert isinstance(found, ServerAccount)
    assert found.password is False
    assert shell.given == [(TRIAL, secret)]
    assert not any("geheim" in command for command in there.commands)


def test_a_barred_account_is_not_tried() -> None:
    """Its answer would say nothing about the password."""
    shell = Scripted({**GOOD, SENDING: THERE})
    run(observe_account(host(shell), VIEW, Secret("x"), [USERS]))
    assert shell.given == []


def test_of_a_lookup_only_named_fields_leave_the_server() -> None:
    """A proxied account's lookup holds a password."""
    there = host(Scripted(GOOD))
    run(observe_account(there, VIEW, None, [USERS]))
    lookups = [one for one in there.commands if "auth lookup" in one]
    assert lookups
    assert all("grep -aE" in one and "pass " not in one for one in lookups)


def test_an_account_on_a_list_of_those_who_may_not_log_in() -> None:
    """With the line of that list; without one a listed account is just not found."""
    conf = "passdb {\n  driver = passwd-file\n  args = /etc/dovecot/deny\n  deny = yes\n}\n"
    lost: dict[str, str | CommandResult] = {
        f"doveadm user {ALICE}": CommandResult(67),
        f"{LOOKUP} {ALICE}": NO,
        SENDING: NO,
        READING: NO,
        "doveadm user alice": CommandResult(67),
        f"{LOOKUP} alice": NO,
        f"env WHO={ALICE} awk {_LINE} /etc/dovecot/users": "7\tline\n",
        "doveconf -n": conf,
    }
    named = r"grep -nE -m1 -- ^alice@customer\.test(:|$) /etc/dovecot/deny"
    denied = account({**lost, named: f"3:{ALICE}\n"})
    assert (denied.bar, denied.setting, denied.place) == ("disabled", "deny", "/etc/dovecot/deny:3")
    unfound = account(lost)
    assert (unfound.bar, unfound.setting) == ("lookup", "passdb")
    assert unfound.place == "/etc/dovecot/users:7"


def test_an_account_is_not_asked_for_where_logins_cannot_be() -> None:
    """doveadm would wait for an answer that does not come."""
    silent = Helper(role="login", endpoint="private/auth", answers=True, trouble="no passdb")
    (found,) = run(observe_account(host(Scripted(GOOD)), VIEW, None, [silent]))
    assert isinstance(found, NotObserved)
