"""Postfix: people who are logged in are not put off by the greylist."""

from __future__ import annotations

from mailmend.configs.postfix import words
from mailmend.configs.postfix_edit import insert_before
from mailmend.mending.ground import Ground
from mailmend.mending.plan import Advice, Planned, server_fix
from mailmend.server_fixes._postfix import PERMIT, postfix_files, service_at
from mailmend.server_fixes.postfix_rules import OWNER

LISTS = ("smtpd_recipient_restrictions", "smtpd_relay_restrictions", "smtpd_sender_restrictions")
RULE = "check_policy_service"
SEVERAL = Advice("several policy services are asked, and which one greylists is not known")


@server_fix("exempt-authenticated-from-greylisting", software="postfix")
async def write(ground: Ground) -> Planned:
    """Where one policy service alone is asked: it is the one that puts people off."""
    files = await postfix_files(ground)
    if files is None:
        return None
    for port in (465, 587):
        service = service_at(files, port)
        asked = [
            setting
            for setting in LISTS
            for _ in range(words(files.value(setting, service)[0]).count(RULE))
        ]
        if service is None or not asked:
            continue
        if len(asked) > 1:
            return SEVERAL
        value, _ = files.value(asked[0], service)
        before = words(value)[: words(value).index(RULE)]
        if "login_mismatch" in value.partition(RULE)[2]:
            return OWNER
        if PERMIT not in before:
            files = files.with_value(service, asked[0], insert_before(value, RULE, PERMIT))
    return files.plan("The greylist passes people who are logged in") if files.same_as else None
