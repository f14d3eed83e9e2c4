"""Settings for every mailbox of a domain, from one mailbox whose login was seen to work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from mailmend.settings_files.account import Account, NotUsable, Server, checked_address, stripped
from mailmend.settings_files.autoconfig import placeholder

ADDRESS, LOCAL_PART = "%EMAILADDRESS%", "%EMAILLOCALPART%"


@dataclass(frozen=True, slots=True)
class Pattern:
    """The servers of a domain; their user names are one of the two placeholders."""

    domain: str
    outgoing: Server
    incoming: Server
    organization: str = ""

    def account(self, local_part: str) -> Account:
        """The account of one mailbox. Raises ``NotUsable`` for a local part that hides something.

        Nothing tells whether there is such a mailbox.
        """
        address = checked_address(f"{local_part}@{self.domain}")
        return Account(address, _named(self.outgoing, address), _named(self.incoming, address))

    def document(self) -> dict[str, Any]:
        """As it is stored."""
        return asdict(self)


def pattern_of(account: Account, organization: str = "") -> Pattern:
    """What the account says of its whole domain.

    Raises ``NotUsable`` where a user name is not made from the address, for then it fits one
    mailbox only, or where no incoming server was seen to work.
    """
    return Pattern(
        account.domain,
        _general(account.outgoing, account),
        _general(account.receiving, account),
        stripped(organization),
    )


def pattern_from_document(document: Mapping[str, Any]) -> Pattern:
    """The stored pattern. Raises ``NotUsable`` where it is not complete."""
    try:
        return Pattern(
            document["domain"],
            Server(**document["outgoing"]),
            Server(**document["incoming"]),
            document["organization"],
        )
    except (KeyError, TypeError):
        raise NotUsable("the stored settings are not complete") from None


def _general(server: Server, account: Account) -> Server:
    name = placeholder(server.username, account)
    if name not in (ADDRESS, LOCAL_PART):
        raise NotUsable("the user name is not made from the address, so it fits one mailbox only")
    return replace(server, username=name)


def _named(server: Server, address: str) -> Server:
    local_part = address.rpartition("@")[0]
    return replace(server, username=address if server.username == ADDRESS else local_part)
