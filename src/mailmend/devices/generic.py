"""A plain mail program that does exactly what its settings say."""

from __future__ import annotations

from mailmend.case import Outgoing
from mailmend.devices.client import Alert, Client, Mode, literal_mode, logs_in
from mailmend.facts import Obstacle


class Generic:
    """The plain client: no fallbacks, no guesses; it shows the server's words.

    It gives an address literal in EHLO (RFC 5321 section 4.1.3), as most programs on a network with
    private addresses do, so that rules about host names do not hit it.
    """

    id = "generic"
    ehlo_name = "[192.0.2.1]"

    def mode(self, outgoing: Outgoing) -> Mode:
        """Exactly the mode that is set."""
        return literal_mode(outgoing)

    def mechanisms(self, outgoing: Outgoing) -> tuple[str, ...]:
        """None with a blank user name or with authentication off."""
        return logs_in(outgoing)

    def goes_on_without_auth(self) -> bool:
        """A login that is set but not possible is an error."""
        return False

    def variants(self) -> tuple[Client, ...]:
        """Only this one."""
        return (self,)

    def tries_next_server(self, obstacle: Obstacle) -> bool:
        """Never."""
        return False

    def alerts(self, obstacle: Obstacle, outgoing: Outgoing, recipient: str) -> tuple[Alert, ...]:
        """The server's reply, or the bare kind of failure."""
        host = f"{outgoing.host}:{outgoing.port}"
        if obstacle.reply is not None:
            return (Alert("server-reply", f"The server {host} responded: {obstacle.reply}"),)
        return (Alert(f"{obstacle.stage}-{obstacle.why}", f"{host}: {obstacle.why}"),)
