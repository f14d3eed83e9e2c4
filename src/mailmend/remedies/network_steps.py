"""What to do about the network between the device and the server."""

from __future__ import annotations

from mailmend.change import NetworkAction, NetworkVerb
from mailmend.remedy import Draft, Situation, remedy


@remedy(audience="owner")
def network_steps(situation: Situation) -> Draft | None:
    """One passage a network action."""
    actions = [change for change in situation.changes if isinstance(change, NetworkAction)]
    steps = [step for action in actions for step in _steps(action)]
    if not steps:
        return None
    return Draft("With the network", tuple(steps))


def _steps(action: NetworkAction) -> tuple[str, ...]:
    host = action.host or "the mail server"
    port = f"port {action.port}" if action.port else "the mail ports (587 and 465)"
    filled = tuple(
        step.replace("[[host]]", host).replace("[[port]]", port) for step in ACTIONS[action.action]
    )
    detail = (f"Details: {action.detail}",) if action.detail else ()
    return (*filled, *detail)


ACTIONS: dict[NetworkVerb, tuple[str, ...]] = {
    "use-other-network": (
        (
            "Turn Wi-Fi off and send over mobile data, or use another Wi-Fi. If it works there, "
            "this network is what stands in the way."
        ),
    ),
    "unblock-port": (
        "Ask whoever runs this network to let [[port]] out to [[host]].",
        "Until then send over mobile data or another network.",
    ),
    "avoid-port": (
        (
            "Do not use [[port]] for sending: networks block it against spam. Use port 587 with "
            "STARTTLS or port 465 with SSL/TLS, with user name and password."
        ),
    ),
    "turn-off-vpn": (
        (
            "Turn the VPN or the filtering DNS app off and send again. If that helps, exclude mail "
            "from it."
        ),
    ),
    "turn-off-mail-inspection": (
        (
            "Something between you and [[host]] reads and rewrites mail traffic. Turn off the mail "
            "scanning of the virus scanner, or send over another network."
        ),
        (
            "Network administrator: stop the SMTP inspection for [[port]] (Cisco ASA: no inspect "
            "esmtp; PIX: no fixup protocol smtp 25). Port 465 cannot be rewritten that way."
        ),
    ),
    "repair-ipv6": (
        (
            "IPv6 to [[host]] does not work while IPv4 does. Administrator: make the service and "
            "the firewall answer on the IPv6 address, or take the AAAA record out until it does."
        ),
        "Until then a network without IPv6 will work.",
    ),
    "repair-hairpin": (
        (
            "Inside this network the public address of [[host]] does not lead back in. Turn on "
            "NAT loopback (hairpin NAT) on the router, or let the local DNS answer with the LAN "
            "address under the same name."
        ),
        "Until then the device sends over mobile data.",
    ),
    "allow-mail-on-device": (
        (
            "On the iPhone open Settings > Mobile Data (Cellular) and turn Mail on; turn Airplane "
            "Mode off; sign in to the Wi-Fi's welcome page if it has one."
        ),
        "Remove content filters or Screen Time limits that stop Mail.",
    ),
}
