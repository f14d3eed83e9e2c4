"""Steps with the network."""

from __future__ import annotations

from mailmend.change import NetworkAction
from mailmend.remedies.network_steps import network_steps
from tests.remedies.build import HOST, situation, text


def test_network_steps_name_host_and_port() -> None:
    """Whoever runs the network learns which port to open to where."""
    action = NetworkAction("unblock-port", HOST, 587)

    assert f"let port 587 out to {HOST}" in text(network_steps, situation(action))
