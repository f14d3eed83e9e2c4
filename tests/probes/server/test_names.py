"""Names as the server looks them up, and as it should."""

from __future__ import annotations

from mailmend.facts import Fact, NameOverride, ServerResolver, Upstream
from mailmend.probes.server.host import ELSEWHERE, View
from mailmend.probes.server.names import CHROOT, CONF, HOSTS, observe_names
from mailmend.world import CommandResult
from tests.probes.server.shell import Names, Scripted, host, run

NAMES = Names(
    {
        ("customer.test", "MX"): ("10 mail.hosting.test.",),
        ("customer.test", "NS"): ("ns.hosting.test.",),
        ("mail.hosting.test", "A"): ("198.51.100.10",),
        ("ns.hosting.test", "A"): ("198.51.100.53",),
        ("relay.example", "A"): ("192.0.2.1",),
    }
)
VIEW = View(domain="customer.test", recipient=ELSEWHERE)
ASK = "getent -s hosts:dns ahosts"
GONE = CommandResult(2)
FILES = {CONF: "nameserver 198.51.100.54\n", HOSTS: "127.0.0.1 localhost\n"}


def seen(
    outputs: dict[str, str | CommandResult], files: dict[str, str] | None = None, *known: Fact
) -> list[Fact]:
    """What is seen of the server's names."""
    return run(observe_names(host(Scripted(outputs, files or FILES), NAMES), VIEW, known))


def test_one_answer_is_enough() -> None:
    """The first name may be unknown there for another reason."""
    outputs: dict[str, str | CommandResult] = {
        f"{ASK} mail.hosting.test": GONE,
        f"{ASK} ns.hosting.test": "198.51.100.53 STREAM\n",
    }
    (found,) = seen(outputs)
    assert isinstance(found, ServerResolver)
    assert (found.answers, found.servers) == (True, ("198.51.100.54",))


def test_a_resolver_is_dead_where_no_name_resolves_that_does_elsewhere() -> None:
    """Past the hosts file, which may hold the server's own name."""
    outputs: dict[str, str | CommandResult] = {
        f"{ASK} mail.hosting.test": GONE,
        f"{ASK} ns.hosting.test": GONE,
    }
    (found,) = seen(outputs)
    assert isinstance(found, ServerResolver)
    assert (found.answers, found.asked) == (False, ("mail.hosting.test", "ns.hosting.test"))


def test_without_a_tool_or_a_known_name_nothing_is_said() -> None:
    """A stand-in recipient is no name to ask for."""
    assert seen({}) == []
    there = host(Scripted({}, FILES), Names())
    assert run(observe_names(there, VIEW, ())) == []
    assert not any("invalid" in command for command in there.commands)


def test_a_copy_in_the_changed_root_that_differs_is_told() -> None:
    """The same servers in it are none."""
    outputs: dict[str, str | CommandResult] = {f"{ASK} mail.hosting.test": "198.51.100.10 STREAM\n"}
    _, copy = seen(outputs, {**FILES, CHROOT: "nameserver 192.0.2.53\n"})
    assert isinstance(copy, ServerResolver)
    assert (copy.answers, copy.servers, copy.file) == (None, ("192.0.2.53",), CHROOT)
    assert len(seen(outputs, {**FILES, CHROOT: FILES[CONF]})) == 1


def test_the_hosts_file_may_lead_the_way_out_astray() -> None:
    """With its line; the right address, or none, is no override."""
    way = Upstream(host="relay.example")
    astray = {**FILES, HOSTS: "127.0.0.1 localhost\n192.0.2.99 relay.example\n"}
    (found,) = [one for one in seen({}, astray, way) if isinstance(one, NameOverride)]
    assert (found.place, found.here, found.outside) == (
        f"{HOSTS}:2",
        ("192.0.2.99",),
        ("192.0.2.1",),
    )
    right = {**FILES, HOSTS: "192.0.2.1 relay.example\n"}
    assert seen({}, right, way) == []
    assert seen({}, FILES, way) == []
