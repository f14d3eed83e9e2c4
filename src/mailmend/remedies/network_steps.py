"""What to do about the network between the device and the server."""

from __future__ import annotations

from mailmend.change import NetworkAction, NetworkVerb
from mailmend.remedies._device import details
from mailmend.remedy import Draft, Situation, remedy
from mailmend.text import Text, phrase


@remedy(audience="owner")
def network_steps(situation: Situation) -> Draft | None:
    """One passage a network action."""
    actions = [change for change in situation.changes if isinstance(change, NetworkAction)]
    steps = [step for action in actions for step in _steps(action)]
    if not steps:
        return None
    return Draft(phrase("With the network"), tuple(steps))


def _steps(action: NetworkAction) -> tuple[str, ...]:
    host = action.host or phrase("the mail server")
    known = phrase("port {number}", number=action.port)
    port = known if action.port else phrase("the mail ports (587 and 465)")
    filled = tuple(step.fill(host=host, port=port) for step in ACTIONS[action.action])
    return (*filled, *details(action.detail))


ACTIONS: dict[NetworkVerb, tuple[Text, ...]] = {
    "use-other-network": (
        phrase(
            "Turn Wi-Fi off and send over mobile data, or use another Wi-Fi. If it works there, "
            "this network is what stands in the way."
        ),
    ),
    "unblock-port": (
        phrase("Ask whoever runs this network to let {port} out to {host}."),
        phrase("Until then send over mobile data or another network."),
    ),
    "avoid-port": (
        phrase(
            "Do not use {port} for sending: networks block it against spam. Use port 587 with "
            "STARTTLS or port 465 with SSL/TLS, with user name and password."
        ),
    ),
    "turn-off-vpn": (
        phrase(
            "Turn the VPN or the filtering DNS app off and send again. If that helps, exclude mail "
            "from it."
        ),
    ),
    "turn-off-mail-inspection": (
        phrase(
            "Something between you and {host} reads and rewrites mail traffic. Turn off the mail "
            "scanning of the virus scanner, or send over another network."
        ),
        phrase(
            "Network administrator: stop the SMTP inspection for {port} (Cisco ASA: no inspect "
            "esmtp; PIX: no fixup protocol smtp 25). Port 465 cannot be rewritten that way."
        ),
    ),
    "repair-ipv6": (
        phrase(
            "IPv6 to {host} does not work while IPv4 does. Administrator: make the service and the "
            "firewall answer on the IPv6 address, or take the AAAA record out until it does."
        ),
        phrase("Until then a network without IPv6 will work."),
    ),
    "repair-hairpin": (
        phrase(
            "Inside this network the public address of {host} does not lead back in. Turn on NAT "
            "loopback (hairpin NAT) on the router, or let the local DNS answer with the LAN "
            "address under the same name."
        ),
        phrase("Until then the device sends over mobile data."),
    ),
    "allow-mail-on-device": (
        phrase(
            "On the iPhone open Settings > Mobile Data (Cellular) and turn Mail on; turn Airplane "
            "Mode off; sign in to the Wi-Fi's welcome page if it has one."
        ),
        phrase("Remove content filters or Screen Time limits that stop Mail."),
    ),
}
