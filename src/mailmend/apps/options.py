"""Options that several commands share, and the request they amount to."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from mailmend.case import InputError, printable

Command = TypeVar("Command", bound=Callable[..., Any])
DEFAULT_TIMEOUT_S = 60.0
MAX_TIMEOUT_S = 3600.0


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line of ``diagnose`` or ``settings`` asked for, as typed."""

    address: str | None = None
    case_file: str | None = None
    settings_file: str | None = None
    error: str | None = None
    onset: str | None = None
    device: str | None = None
    recipient: str | None = None
    password_file: str | None = None
    backup_password_file: str | None = None
    ask_password: bool = False
    no_network: bool = False
    no_input: bool = False
    html: str | None = None
    as_json: bool = False
    brief: bool = False
    quiet: bool = False
    verbose: bool = False
    no_color: bool = False
    timeout: float = DEFAULT_TIMEOUT_S
    resolver: str | None = None
    ca_files: tuple[str, ...] = ()
    record: str | None = None
    replay: str | None = None
    fix_and_verify: bool = False
    language: str | None = None
    logs: tuple[str, ...] = ()
    server: str | None = None
    client_ip: str | None = None


def _timeout(_ctx: click.Context, _param: click.Parameter, value: float) -> float:
    if not 0 < value <= MAX_TIMEOUT_S:
        raise InputError(f"--timeout {value:g} is not between 0 and {MAX_TIMEOUT_S:g} seconds")
    return value


def _language(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    from mailmend.languages import LANGUAGES, best_language

    found = best_language([value])
    if found == "en" and not value.lower().startswith("en"):
        known = ", ".join(LANGUAGES)
        raise InputError(f"--language {printable(value)[:20]} is not one of: {known}")
    return found


language_option = click.option(
    "--language",
    metavar="CODE",
    callback=_language,
    help="Of the owner's part: de, fr, es, it, pt_BR, nl, pl, ja, zh_CN or en.",
)
_COMMON = (
    click.option(
        "--case", "case_file", metavar="FILE", help="The case as TOML or JSON; - reads it."
    ),
    click.option(
        "--settings",
        "settings_file",
        metavar="FILE",
        help="The device's settings: a case, an Apple profile, an iOS backup's folder and more.",
    ),
    click.option(
        "--backup-password-file",
        metavar="FILE",
        help="Read the password of an encrypted iOS backup from this file; or -.",
    ),
    click.option("--password-file", metavar="FILE", help="Read the password from this file; or -."),
    click.option("--ask-password", is_flag=True, help="Ask for the password, hidden."),
    click.option("--no-input", is_flag=True, help="Never ask anything."),
    click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output."),
    click.option("--quiet", "-q", is_flag=True, help="No progress, only the answer."),
    click.option("--verbose", "-v", is_flag=True, help="Every fact, verdict and conversation."),
    click.option("--no-color", is_flag=True, help="No colours (as with NO_COLOR)."),
    click.option(
        "--timeout",
        type=float,
        default=DEFAULT_TIMEOUT_S,
        metavar="SECONDS",
        callback=_timeout,
        help="Budget of the whole command.",
        show_default=True,
    ),
    language_option,
    click.option("--resolver", metavar="IP[:PORT]", help="Ask this name server, not the system's."),
    click.option(
        "--ca-file",
        "ca_files",
        metavar="PEM",
        multiple=True,
        help="Trust the authorities in this file as well.",
    ),
)


def common(command: Command) -> Command:
    """Give a command the options that ``diagnose`` and ``settings`` share."""
    return functools.reduce(lambda made, option: option(made), reversed(_COMMON), command)
