"""Whether an address is one of the server's own (reject_unlisted_sender, postconf(5)). Pure."""

from __future__ import annotations

from mailmend.configs.postfix import words
from mailmend.configs.postfix_asking import FAILS, NEXT, OPEN, Asking, End
from mailmend.configs.postfix_domains import domain_of, own_domain_parameter

_MAPS = {
    "mydestination": ("local_recipient_maps", "virtual_alias_maps"),
    "virtual_alias_domains": ("virtual_alias_maps",),
    "virtual_mailbox_domains": ("virtual_mailbox_maps", "virtual_alias_maps"),
    "relay_domains": ("relay_recipient_maps", "virtual_alias_maps"),
}
_UNKNOWN = "550 5.1.1 User unknown in {}"


def listed(asking: Asking, address: str) -> End:
    """Refuse an address of an own domain that none of the domain's tables knows.

    Where the first table of the domain's kind is not set, every address is taken for known.
    """
    domain = domain_of(address)
    if not domain:
        return OPEN
    parameter = own_domain_parameter(asking.postfix, domain, asking.answers)
    if not parameter:
        return NEXT
    first, *more = _MAPS[parameter]
    if not words(asking.postfix.value(first, asking.service)):
        return NEXT
    unsure = False
    for setting in (first, *more):
        for table in words(asking.postfix.value(setting, asking.service)):
            found = _known(asking, table, address)
            if found is True:
                return NEXT
            if found is False:
                return FAILS
            unsure = unsure or found is None
    return OPEN if unsure else End("reject", text=_UNKNOWN.format(first), kind="sender")


def _known(asking: Asking, table: str, address: str) -> bool | str | None:
    """``True``, an empty text for no entry, ``False`` for a table that fails, else ``None``."""
    local = address.rpartition("@")[0]
    keys = (address, local, f"@{domain_of(address)}")
    unsure = False
    for key in (address,) if _by_pattern(table) else keys:
        found = asking.entry(table, key)
        if found is False:
            return False
        if found:
            return True
        unsure = unsure or found is None
    return None if unsure else ""


def _by_pattern(table: str) -> bool:
    return table.removeprefix("proxy:").startswith(("regexp:", "pcre:", "static:"))
