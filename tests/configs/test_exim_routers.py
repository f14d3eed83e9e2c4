"""The smart host of an Exim, as Debian and others write it."""

from __future__ import annotations

import pytest

from mailmend.configs.exim_routers import has_way_out, smart_host

DEBIAN = """begin acl
check:
  accept
begin routers
hub_user:
  driver = redirect
smarthost:
  debug_print = "R: smarthost for $local_part@$domain"
  driver = manualroute
  domains = ! +local_domains
  transport = remote_smtp_smarthost
  route_list = * smtp.relay.example::587 byname
  no_more
begin transports
remote_smtp_smarthost:
  driver = smtp
"""


def test_the_router_for_every_domain_is_the_smart_host() -> None:
    """With its port."""
    hop = smart_host(DEBIAN)
    assert hop is not None
    assert (hop.host, hop.port) == ("smtp.relay.example", 587)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("manualroute", "dnslookup"),
        ("! +local_domains", "partner.example"),
        ("route_list = * ", "route_list = partner.example "),
        ("  no_more\n", "  senders = *@one.example\n"),
        ("begin routers", "begin rewrite"),
    ],
)
def test_a_router_for_some_mail_is_none(old: str, new: str) -> None:
    """Nor is one that looks recipients up itself."""
    assert smart_host(DEBIAN.replace(old, new)) is None


def test_a_configuration_without_a_router_outward_has_no_way_out() -> None:
    """One that shows no routers at all, or a driver that is a variable, counts as having one."""
    local = "begin routers\nmailboxes:\n  driver = accept\n  domains = +local_domains\n"
    assert not has_way_out(local)
    assert has_way_out(local + "dns:\n  driver = dnslookup\n")
    assert has_way_out(DEBIAN)
    assert has_way_out(local + "odd:\n  driver = $x\n")
    assert has_way_out("begin acl\n")
