"""One file from settings that worked: the format that was asked for, signed where it can be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mailmend.case import Case, Outgoing, printable

if TYPE_CHECKING:
    from mailmend.settings_files import Account

FORMATS = (
    "mobileconfig",
    "autoconfig",
    "autodiscover",
    "autodiscover-json",
    "srv",
    "pacc",
    "steps",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line wants written."""

    output: str
    format: str
    report: str | None
    organization: str
    sign_cert: str | None
    sign_key: str | None
    chain: str | None
    link: str | None
    qr: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """The settings that worked, with the case they are for; ``notes`` are findings about them."""

    case: Case
    account: Account
    notes: tuple[str, ...] = ()


def rendered(source: Source, wanted: Wanted, language: str = "en") -> bytes:
    """The file, steps in that language. Raises ``NotUsable`` where the format cannot say it."""
    from mailmend.settings_files.autoconfig import autoconfig
    from mailmend.settings_files.autodiscover import autodiscover, autodiscover_json
    from mailmend.settings_files.pacc import pacc
    from mailmend.settings_files.srv import srv

    account, name = source.account, wanted.organization
    match wanted.format:
        case "mobileconfig":
            return _profile(account, wanted)
        case "autoconfig":
            text = autoconfig(account, name)
        case "autodiscover":
            text = autodiscover(account, name)
        case "autodiscover-json":
            text = autodiscover_json(account)
        case "srv":
            text = srv(account)
        case "pacc":
            text = pacc(account, name)
        case _:
            text = _steps(source, language)
    return text.encode("utf-8")


def beside(data: bytes, source: Source, wanted: Wanted) -> tuple[str, ...]:
    """What must be published beside the file so that programs find and believe it."""
    if wanted.format != "pacc":
        return ()
    from mailmend.settings_files.pacc import pacc_place, pacc_record

    domain = source.account.domain
    return f"serve it at {pacc_place(domain)}", f"publish in the DNS: {pacc_record(data, domain)}"


def _profile(account: Account, wanted: Wanted) -> bytes:
    from mailmend.io.files import read_file
    from mailmend.settings_files.mobileconfig import mobileconfig
    from mailmend.settings_files.signing import signed

    data = mobileconfig(account, wanted.organization)
    if wanted.sign_cert is None or wanted.sign_key is None:
        return data
    chain = read_file(wanted.chain, "chain", 1 << 20) if wanted.chain else b""
    certificate = read_file(wanted.sign_cert, "certificate", 1 << 20)
    return signed(data, certificate, read_file(wanted.sign_key, "key", 1 << 20), chain)


def _steps(source: Source, language: str) -> str:
    """Every field to type, for the device of the case."""
    from mailmend.change import SetField
    from mailmend.remedies import render_all
    from mailmend.remedy import Situation

    server = source.account.outgoing
    values: dict[str, str | int | bool] = {
        "enabled": True,
        "host": server.host,
        "username": server.username,
        "password_set": True,
        "security": server.security,
        "authentication": server.authentication,
        "port": server.port,
    }
    changes = tuple(SetField(f"outgoing.{name}", None, value) for name, value in values.items())
    case = replace(source.case, address=source.account.address)
    works = Outgoing(host=server.host, port=server.port, security=server.security)
    rendered = render_all(Situation(case, changes, outgoing=works, language=language))
    parts = [(each.title, each.steps) for each in rendered if each.audience == "owner"]
    lines = [
        line
        for title, steps in parts
        for line in (title, *(f"{number}. {step}" for number, step in enumerate(steps, 1)), "")
    ]
    return "\n".join(printable(line) for line in lines)
