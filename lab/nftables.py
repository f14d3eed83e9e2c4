"""Write the nftables commands of a fault: one table of its own, and its removal."""

from __future__ import annotations

from collections.abc import Sequence


def table(name: str, hook: str, rules: Sequence[str]) -> str:
    """An nftables script: one inet table with one filter chain at that hook holding the rules."""
    lines = (
        f"add table inet {name}",
        f"add chain inet {name} {hook} {{ type filter hook {hook} priority 0; policy accept; }}",
        *(f"add rule inet {name} {hook} {rule}" for rule in rules),
    )
    return "\n".join(lines) + "\n"


def removal(name: str) -> tuple[str, ...]:
    """The command that removes the table; it succeeds as well when the table is not there."""
    return ("nft", f"add table inet {name}; delete table inet {name}")


def redirection(name: str, rule: str) -> str:
    """An nftables script: one inet table that turns connections aside before they are routed."""
    chain = "{ type nat hook prerouting priority -100; policy accept; }"
    return (
        f"add table inet {name}\n"
        f"add chain inet {name} aside {chain}\n"
        f"add rule inet {name} aside {rule}\n"
    )
