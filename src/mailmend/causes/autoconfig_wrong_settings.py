"""The settings the provider publishes for automatic set-up are wrong, and the device follows them.

What the person sees: accounts that set themselves up cannot send; settings typed by hand can.

Proof: the device's host, port and security are those that were published, the replay with them
fails, and the message is accepted with values that are not published anywhere.

Ruled out by: published values among which are those that work.

Fix: correct the published data: config-v1.1.xml or Autodiscover (port 465 with SSL or 587 with
STARTTLS, password login, full address) and the SRV records (RFC 6186, RFC 8314).
"""

from urllib.parse import urlsplit

from mailmend.case import Case
from mailmend.causes._servers import same
from mailmend.causes._settings import change_of, evidence, once, trial
from mailmend.causes._told import value
from mailmend.change import ServerAction
from mailmend.facts import Facts, PublishedServer, PublishedSettings, Repair
from mailmend.verdict import Proven, RuledOut, Unknown, Verdict, cause

BUNDLED = frozenset({"provider-database", "ispdb"})
FIELDS = ("outgoing.host", "outgoing.port", "outgoing.security")


@cause(group="settings", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the repair: does it change away from what the provider itself published?"""
    repair = facts.first(Repair)
    sources = facts.of(
        PublishedSettings, lambda one: one.origin not in BUNDLED and bool(one.servers)
    )
    if repair is None or not sources:
        return Unknown((PublishedSettings, Repair))
    working = [one for one in sources if any(_works(server, repair) for server in one.servers)]
    if working:
        return RuledOut((working[0], repair))
    changed = [field for field in FIELDS if change_of(repair, field) is not None]
    for source in sources:
        for server in (one for one in source.servers if one.protocol == "smtp"):
            if changed and _is_on_device(server, facts):
                trials = [tried for field in changed if (tried := trial(facts, field)) is not None]
                shown = [fact for tried in trials for fact in evidence(facts, tried)]
                return Proven(once((source, *shown)), (_fix(source, repair),))
    return Unknown((PublishedSettings,))


def _is_on_device(server: PublishedServer, facts: Facts) -> bool:
    """Every one of the three values is known of the device and equals the published one."""
    host = value(facts, "outgoing.host")
    if not isinstance(host, str) or same(host) != same(server.host):
        return False
    device = (value(facts, "outgoing.port"), value(facts, "outgoing.security"))
    return device == (server.port, server.security)


def _works(server: PublishedServer, repair: Repair) -> bool:
    """The same host and port, both with TLS or both without: a device need not tell the kinds."""
    works = repair.works
    encrypted = (server.security != "none", works.security != "none")
    return (same(server.host), server.port) == (same(works.host or ""), works.port) and (
        encrypted[0] == encrypted[1]
    )


def _fix(source: PublishedSettings, repair: Repair) -> ServerAction:
    host = urlsplit(source.url).hostname or source.url
    detail = f"{repair.works.host}:{repair.works.port} {repair.works.security}"
    return ServerAction("publish-right-settings", host, detail=detail)
