"""Routes on the server that lead nowhere."""

from __future__ import annotations

from mailmend.configs.routes import dead_route

ROUTES = """[{"dst": "default", "gateway": "198.51.100.1", "dev": "eth0"},
{"type": "blackhole", "dst": "203.0.113.0/24"}, {"dst": "203.0.113.64/26", "dev": "eth1"},
{"type": "unreachable", "dst": "192.0.2.7"}]"""


def test_the_narrowest_route_decides() -> None:
    """A way that leads nowhere is no ban where a narrower one leads on; nor is no route at all."""
    assert dead_route(ROUTES, "203.0.113.9") == "blackhole 203.0.113.0/24"
    assert dead_route(ROUTES, "203.0.113.70") == ""
    assert dead_route(ROUTES, "192.0.2.7") == "unreachable 192.0.2.7/32"
    assert dead_route(ROUTES, "198.51.100.9") == ""
    assert dead_route(ROUTES, "2001:db8::1") == ""
    assert dead_route("not JSON", "192.0.2.7") == ""
