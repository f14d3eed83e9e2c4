"""The demonstration's story: a blank user name, found, mended, and seen to send."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from mailmend.apps.demo_servers.farm import DOMAIN, HOST, Farm, running
from mailmend.apps.demo_servers.fence import FencedNet, NoWeb
from mailmend.apps.fix import remedies_for
from mailmend.apps.render.blocks import Block, Heading, Para, Rows
from mailmend.apps.render.compose import compose
from mailmend.apps.render.terminal import Screen
from mailmend.case import Case, Device, Incoming, Outgoing
from mailmend.change import SetField
from mailmend.flow import diagnose
from mailmend.io.world import operator_policy, real_world
from mailmend.report import Report
from mailmend.secret import Secret
from mailmend.world import World

ALICE = f"alice@{DOMAIN}"
BOB = "bob@elsewhere.test"
ALERT = (
    "Cannot Send Mail. A copy has been placed in your Outbox. The recipient “bob@elsewhere.test” "
    "was rejected by the server because it does not allow relaying."
)
CAUSE = "outgoing-username-blank"


def broken_case() -> Case:
    """Alice's iPhone after a restore: the outgoing user name is blank."""
    return Case(
        address=ALICE,
        error=ALERT,
        recipient=BOB,
        onset="after-restore",
        can_receive=True,
        device=Device("iOS", "17.4", "Apple Mail"),
        incoming=Incoming("imap", HOST, 993, "tls", ALICE, "password"),
        outgoing=Outgoing(
            enabled=True,
            host=HOST,
            port=587,
            security="starttls",
            username="",
            password_set=False,
            authentication="password",
        ),
    )


def mended(case: Case, changes: Iterable[SetField]) -> Case:
    """The case after the person has made those changes on the device."""
    values = {
        change.field.removeprefix("outgoing."): change.to
        for change in changes
        if change.field.startswith("outgoing.")
    }
    return replace(case, error=None, outgoing=replace(case.outgoing, **values))  # type: ignore[arg-type]


async def tell(*, verbose: bool, color: bool) -> bool:
    """Tell the story; whether it came out as it should."""
    screen = Screen(color=color)
    password = secrets.token_urlsafe(18)
    async with running({ALICE: password}) as farm:
        case, world = broken_case(), _world(farm)
        screen.show(_opening(farm, case))
        found = await diagnose(case, world, Secret(password))
        screen.show((Heading(""), *compose(found, remedies_for(found), verbose=verbose)))
        changes = _changes(found)
        if not _as_expected(found, changes):
            screen.show(_failure("The fault was not found as it should be."))
            return False
        case = mended(case, changes)
        screen.show(_between(case))
        again = await diagnose(case, _world(farm), Secret(password))
        screen.show(compose(again, (), verbose=verbose))
    if again.sends != "yes" or again.found:
        screen.show(_failure("The mended settings do not send."))
        return False
    screen.show((Para(""), Para("The story came out right: broken, proven, mended.", "good")))
    return True


def _world(farm: Farm) -> World:
    """The real world, with the run's own authority, fenced to the demonstration's servers."""
    policy = operator_policy([HOST], farm.resolver)
    with tempfile.TemporaryDirectory(prefix="mailmend-demo-") as folder:
        ca_file = Path(folder, "ca.pem")
        ca_file.write_bytes(farm.ca_pem)
        world = real_world(policy, farm.resolver, [ca_file])
    net = FencedNet(world.net, farm.ports)
    return replace(world, net=net, web=NoWeb(world.web))


def _changes(report: Report) -> tuple[SetField, ...]:
    changes = dict.fromkeys(change for each in report.to_mend for change in each.changes)
    return tuple(change for change in changes if isinstance(change, SetField))


def _as_expected(report: Report, changes: tuple[SetField, ...]) -> bool:
    primary = report.found[0].cause.id if report.found else ""
    names = {change.field for change in changes}
    return report.sends == "no" and primary == CAUSE and "outgoing.username" in names


def _opening(farm: Farm, case: Case) -> tuple[Block, ...]:
    outgoing = case.outgoing
    return (
        Heading("Mailmend's demonstration"),
        Para(
            "What follows runs against small mail, mailbox and name servers that live inside this "
            f"program, on {farm.address} (port 587 is {farm.ports[HOST, 587]} there, and so on). "
            "They behave like a Postfix as installed. Nothing leaves this machine."
        ),
        Heading("The case"),
        Rows(
            (
                ("who", f"{ALICE}, an iPhone with iOS 17.4, just restored from a backup"),
                ("the phone says", ALERT),
                ("outgoing server", f"{outgoing.host} port {outgoing.port}, STARTTLS"),
                ("user name there", "(blank: the field says “Optional”)"),
                ("receiving", "works"),
            )
        ),
    )


def _between(case: Case) -> tuple[Block, ...]:
    return (
        Para(""),
        Heading("The fix, made"),
        Para(f"User Name is now {case.outgoing.username}, and the password is filled in. Again:"),
        Para(""),
    )


def _failure(what: str) -> tuple[Block, ...]:
    return (Para(""), Para(f"The story did not come out right. {what}", "bad"))
