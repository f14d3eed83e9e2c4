"""Postfix: logins are asked about where Dovecot really answers."""

from __future__ import annotations

from mailmend.facts import Helper, ServerFile
from mailmend.mending.ground import Ground, edit
from mailmend.mending.plan import Advice, Plan, Planned, server_fix
from mailmend.server_fixes import _dovecot
from mailmend.server_fixes._postfix import CHECK, DAEMON, Files, postfix_files, service_at
from mailmend.server_fixes._services import service, started

CYRUS = Advice("logins are asked about with Cyrus SASL, whose own service must be started")
READING_PORTS = "143|993|110|995"
_LISTENER = """  unix_listener {path} {{
    mode = 0660
    user = postfix
    group = postfix
  }}
"""
RESTART = service("postfix", "restart")
"""Services whose processes failed are held back for a minute, which a reload does not end."""
RELOAD = f"doveadm reload && sleep 1 && {RESTART}"


@server_fix("repair-authentication-backend", software="postfix")
async def write(ground: Ground) -> Planned:
    """Name the socket that answers, give Dovecot the one that is named, or start Dovecot."""
    files = await postfix_files(ground)
    helper = ground.cited.first(Helper, lambda one: one.role == "login" and not one.answers)
    if files is not None and ground.cited.first(ServerFile, _own_list_of_cyrus):
        return await _with_dovecot(ground, files)
    if files is None or helper is None:
        return None
    if helper.trouble:
        return Advice(f"{helper.trouble} ({helper.place})")
    service = service_at(files, helper.ports[0]) if helper.ports else None
    if files.postfix.value("smtpd_sasl_type", service) != "dovecot":
        return CYRUS
    queue = files.postfix.value("queue_directory").rstrip("/")
    named = helper.endpoint if helper.endpoint.startswith("/") else f"{queue}/{helper.endpoint}"
    sockets = await _dovecot.login_sockets(ground)
    here = [path for path, answers in sockets.items() if answers and path.startswith(f"{queue}/")]
    if len(here) == 1:
        value = here[0].removeprefix(f"{queue}/")
        made = files.with_main("smtpd_sasl_path", value)
        title = f"Logins are asked about at {value}, where Dovecot answers"
        return made.plan(title, reload=RESTART)
    if here:
        return Advice(f"several sockets answer: {', '.join(here)}")
    if named in sockets and not any(sockets.values()):
        return Plan("Dovecot is started", (), (started("dovecot", READING_PORTS),), check=CHECK)
    return await _listener(ground, files, named) if any(sockets.values()) else None


def _own_list_of_cyrus(file: ServerFile) -> bool:
    return file.role == "accounts" and file.setting == "smtpd_sasl_type"


async def _with_dovecot(ground: Ground, files: Files) -> Planned:
    """Logins are asked about with Dovecot, where one of its sockets answers in the queue's folder.

    Cyrus SASL without accounts of its own can let nobody in, so that nobody loses by it.
    """
    queue = files.postfix.value("queue_directory").rstrip("/")
    sockets = await _dovecot.login_sockets(ground)
    here = [path for path, answers in sockets.items() if answers and path.startswith(f"{queue}/")]
    if len(here) != 1:
        return CYRUS
    made = files.with_main("smtpd_sasl_type", "dovecot")
    made = made.with_main("smtpd_sasl_path", here[0].removeprefix(f"{queue}/"))
    return made.plan("Logins are asked about with Dovecot, which answers here", reload=RESTART)


async def _listener(ground: Ground, files: Files, path: str) -> Planned:
    """Dovecot gets a listener at the place that Postfix names."""
    found = await ground.host.run("grep", "-rlE", "^service auth *[{]", "/etc/dovecot")
    places = [one for one in found.stdout.splitlines() if one.endswith(".conf")]
    text = await ground.text(places[0]) if len(places) == 1 else None
    if text is None:
        return Advice("the place of “service auth” in Dovecot's files was not found")
    head, opened, rest = text.partition("\nservice auth")
    if not opened:
        head, opened, rest = "", "service auth", text.removeprefix("service auth")
    line, _, after = rest.partition("\n")
    new = f"{head}{opened}{line}\n{_LISTENER.format(path=path)}{after}"
    return Plan(
        f"Dovecot answers at {path}, where Postfix asks about logins",
        (edit(places[0], text, new),),
        check=f"doveconf -n >/dev/null && {CHECK}",
        reload=RELOAD,
        daemon=DAEMON,
    )
