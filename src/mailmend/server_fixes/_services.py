"""Starting a service of the server, with systemd or without it."""

from __future__ import annotations

from mailmend.mending.plan import Command

MAIL_PORTS = "25|465|587"


def started(unit: str, ports: str = MAIL_PORTS) -> Command:
    """The step that starts a service; it is there once one of its ports is listened on."""
    listens = f"ss -ltnH | awk '{{print $4}}' | grep -Eq ':({ports})$'"
    wait = f"i=0; until {listens}; do i=$((i+1)); [ $i -lt 40 ] || exit 1; sleep 0.5; done"
    return Command(
        shown=f"service {unit} start",
        do=f"{service(unit, 'start')} && {{ {wait}; }}",
        undo=service(unit, "stop"),
        state=f"{listens} && echo new || echo old",
    )


def service(unit: str, verb: str) -> str:
    """The text for ``sh`` that starts, stops or restarts a service of the system."""
    with_systemd = f"systemctl {verb} {unit}"
    return f"if [ -d /run/systemd/system ]; then {with_systemd}; else service {unit} {verb}; fi"
