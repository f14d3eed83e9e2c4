"""Exim: the server's own group may read the key."""

from __future__ import annotations

from mailmend.facts import ServerFile
from mailmend.mending.ground import Ground, quoted
from mailmend.mending.plan import Advice, Command, Plan, Planned, server_fix
from mailmend.server_fixes._exim import exim_file

RISK = "whoever can act as that group can read the key"


@server_fix("repair-certificate-files", software="exim")
async def write(ground: Ground) -> Planned:
    """Only where the file is root's alone: another group may have been meant."""
    bad = ground.cited.first(ServerFile, lambda one: one.problem == "unreadable")
    exim = await exim_file(ground)
    if bad is None or exim is None:
        return None
    group = await exim.value(ground, "exim_group")
    state = await ground.host.stat(bad.path)
    if not group or group == "root":
        return None
    if state.group not in ("root", group) or not state.kind.startswith("regular"):
        return Advice(f"{bad.path} belongs to the group {state.group}, which may be meant")
    mode = f"{state.mode:o}"
    new = f"{state.mode | 0o040:o}"
    old_state, new_state = f"{state.group} {mode}", f"{group} {new}"
    command = Command(
        shown=f"chgrp {group} {bad.path} && chmod {new} {bad.path}",
        do=f"{quoted('chgrp', '--', group, bad.path)} && {quoted('chmod', new, bad.path)}",
        undo=f"{quoted('chgrp', '--', state.group, bad.path)} && {quoted('chmod', mode, bad.path)}",
        state=f'case "$({quoted("stat", "-L", "-c", "%G %a", bad.path)})" in '
        f'"{new_state}") echo new;; "{old_state}") echo old;; *) echo other;; esac',
    )
    return Plan(
        f"{group} may read {bad.path}",
        (),
        (command,),
        check=exim.check,
        reload=exim.reload,
        daemon=exim.daemon,
        risks=(RISK,),
    )
