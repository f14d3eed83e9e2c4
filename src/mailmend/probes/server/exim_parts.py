"""What Exim rests on: certificate files, the login service, room for its spool."""

from __future__ import annotations

from mailmend.facts import Fact, Helper
from mailmend.probes.server.exim_source import EximHere, line_with
from mailmend.probes.server.login_service import login_trouble
from mailmend.probes.server.storage import Role, queue_space, server_file

SOFTWARE = "exim"
_UNITS = {"K": 1024, "M": 1024**2, "G": 1024**3}


async def observe_exim_parts(exim: EximHere) -> list[Fact]:
    """Certificate files, login sockets, and room for the spool."""
    facts: list[Fact] = []
    user = await exim.value("exim_user") or "root"
    roles: tuple[tuple[Role, str], ...] = (
        ("certificate", "tls_certificate"),
        ("key", "tls_privatekey"),
    )
    for role, setting in roles:
        path = exim.config.settings.get(setting, "")
        if path.startswith("/") and "$" not in path and ":" not in path:
            facts += await _file(exim, role, setting, user)
    for socket in exim.config.login_sockets:
        answers = await exim.host.answers(socket)
        if answers is not None:
            facts.append(await _login(exim, socket, answers))
    return facts + await _space(exim)


async def _file(exim: EximHere, role: Role, setting: str, user: str) -> list[Fact]:
    found = await server_file(
        exim.host,
        role,
        exim.config.settings[setting],
        software=SOFTWARE,
        setting=setting,
        place=await exim.place(setting),
        reader=user,
        ports=exim.config.ports(),
    )
    return [found] if found else []


async def _login(exim: EximHere, socket: str, answers: bool) -> Helper:
    place, trouble = await exim.at(line_with(exim.text, socket)), ""
    found = await login_trouble(exim.host, await exim.value("exim_user"), socket)
    if found is not None:
        trouble, place = found
    return Helper(
        source="ss -lx",
        software=SOFTWARE,
        role="login",
        endpoint=socket,
        answers=answers,
        trouble=trouble,
        ports=exim.config.ports(),
        setting="server_socket",
        file=place.file,
        line=place.line,
    )


async def _space(exim: EximHere) -> list[Fact]:
    folder = await exim.value("spool_directory")
    needed = _bytes(await exim.value("check_spool_space"))
    if not folder.startswith("/"):
        return []
    space = await queue_space(
        exim.host,
        folder,
        needed,
        software=SOFTWARE,
        setting="check_spool_space",
        place=await exim.place("check_spool_space"),
    )
    return [space] if space else []


def _bytes(text: str) -> int:
    number, unit = text.rstrip("KMGkmg"), text[-1:].upper()
    return int(number) * _UNITS.get(unit, 1) if number.isdigit() else 0
