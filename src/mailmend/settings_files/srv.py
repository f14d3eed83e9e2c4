"""SRV records that lead mail programs to the servers (RFC 6186, RFC 8314 section 5.1).

SRV names no user name and no authentication: programs try the address, then its local part.
"""

from __future__ import annotations

import ipaddress

from mailmend.settings_files.account import Account, NotUsable, Server

TTL_S = 3600
_SERVICES = {
    ("smtp", "starttls"): "submission",
    ("smtp", "tls"): "submissions",
    ("imap", "starttls"): "imap",
    ("imap", "tls"): "imaps",
    ("pop3", "starttls"): "pop3",
    ("pop3", "tls"): "pop3s",
}


def srv(account: Account) -> str:
    """Lines for the zone file of the domain, ready to paste. Raises ``NotUsable``."""
    servers = [account.outgoing, *([account.incoming] if account.incoming else [])]
    return "".join(_line(account, server) for server in servers)


def _line(account: Account, server: Server) -> str:
    try:
        ipaddress.ip_address(server.host)
    except ValueError:
        pass
    else:
        raise NotUsable("an SRV record must name a host, and the server is known by its address")
    names = (account.address.lower(), account.address.rpartition("@")[0].lower())
    if server.username.lower() not in names:
        raise NotUsable(
            "SRV records cannot say the user name, and it is neither the address nor its first part"
        )
    service = _SERVICES[server.protocol, server.security]
    return f"_{service}._tcp.{account.domain}. {TTL_S} IN SRV 0 1 {server.port} {server.host}.\n"
