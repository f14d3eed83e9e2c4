"""The Apple profile of one mailbox, signed with the operator's certificate where there is one."""

from __future__ import annotations

import asyncio

from mailmend.apps.profile_file import Source, Wanted, rendered
from mailmend.apps.web.config import WebConfig
from mailmend.apps.web.published.front import Profile
from mailmend.case import Case
from mailmend.settings_files.account import Account


def profile(config: WebConfig, source: Source, organization: str = "") -> bytes:
    """The profile as this server signs it. Raises ``NotUsable``."""
    wanted = Wanted(
        output="-",
        format="mobileconfig",
        report=None,
        organization=organization or config.organization,
        sign_cert=config.sign_cert,
        sign_key=config.sign_key,
        chain=config.sign_chain,
        link=None,
        qr=None,
    )
    return rendered(source, wanted)


def profile_maker(config: WebConfig) -> Profile:
    """Renders profiles of published settings."""

    async def make(account: Account, organization: str) -> bytes:
        source = Source(Case(account.address), account)
        return await asyncio.to_thread(profile, config, source, organization)

    return make
