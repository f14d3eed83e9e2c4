"""Whether an Exim offers logins to one client, and the setting that decides it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from mailmend.configs.exim import Exim, Statement
from mailmend.configs.exim_acl import Caller, hosts_hold, may_log_in

_NEVER = frozenset({"no", "false", "0"})
"""What an expanded condition counts as false (spec 11.7); an empty one does as well."""


@dataclass(frozen=True, slots=True)
class LoginOffer:
    """Whether AUTH is offered; ``hidden``: it is, but not to this client.

    ``setting`` decides it, or ``statement`` of the list ``acl``.
    """

    offered: bool
    hidden: bool = False
    setting: str = "auth_advertise_hosts"
    acl: str = ""
    statement: Statement | None = None


def login_offered(exim: Exim, caller: Caller) -> LoginOffer:
    """By the authenticators, who is told of them, and the list for AUTH (spec, chapter 33).

    What holds an expansion is taken for an offer: it mostly asks whether there is encryption.
    """
    logins = exim.logins()
    told = exim.settings.get("auth_advertise_hosts", "*")
    if not logins or told == "":
        return LoginOffer(offered=False)
    conditions = [exim.login_options[one].get("server_advertise_condition") for one in logins]
    if all(one is not None and one.lower() in _NEVER for one in conditions):
        return LoginOffer(offered=False, setting="server_advertise_condition")
    if caller.client and "$" not in told and hosts_hold(exim, told, caller.client) is False:
        return LoginOffer(offered=True, hidden=True)
    refusal = may_log_in(exim, caller)
    if refusal is not None:
        return LoginOffer(
            offered=True,
            hidden=True,
            setting="acl_smtp_auth",
            acl=refusal.acl,
            statement=refusal.statement,
        )
    return LoginOffer(offered=True)
