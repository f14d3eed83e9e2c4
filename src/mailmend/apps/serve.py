"""``mailmend serve``: the web page, the API, and the published settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mailmend.case import InputError

if TYPE_CHECKING:
    from mailmend.apps.web.config import Oidc

if TYPE_CHECKING:
    from mailmend.apps.web.config import Rates, WebConfig

NEEDS = "mailmend serve needs more than is installed here; run: pip install 'mailmend[web]'"


@click.command("serve", short_help="The web page and the HTTP API.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="IP", help="Listen here.")
@click.option("--port", type=click.IntRange(1, 65535), default=8025, show_default=True)
@click.option(
    "--database", metavar="URL", help="sqlite:///FILE or postgresql://… (a file of yours)."
)
@click.option(
    "--public-url", metavar="URL", help="How visitors reach it, as https://mail.example.org."
)
@click.option(
    "--allow-host", "hosts", metavar="NAME", multiple=True, help="A further host name of it."
)
@click.option(
    "--proxy", "proxies", metavar="CIDR", multiple=True, help="Believe X-Forwarded-For of it."
)
@click.option(
    "--allow-network",
    "allowed",
    metavar="CIDR",
    multiple=True,
    help="Let this network be dialled too.",
)
@click.option(
    "--allow-port",
    "ports",
    type=click.IntRange(1, 65535),
    multiple=True,
    help="Let this port be dialled too.",
)
@click.option(
    "--per-server",
    type=click.IntRange(1, 100000),
    default=60,
    show_default=True,
    help="Connections to one address an hour.",
)
@click.option(
    "--per-visitor",
    type=click.IntRange(1, 100000),
    default=10,
    show_default=True,
    help="Diagnoses a visitor may ask for at once; then one a minute.",
)
@click.option(
    "--per-domain",
    type=click.IntRange(1, 100000),
    default=20,
    show_default=True,
    help="Diagnoses of one domain at once; then one a minute.",
)
@click.option("--resolver", metavar="IP[:PORT]", help="Ask this name server, not the system's.")
@click.option(
    "--ca-file", "ca_files", metavar="PEM", multiple=True, help="Trust these authorities too."
)
@click.option(
    "--at-once", type=click.IntRange(1, 64), default=4, show_default=True, help="Diagnoses."
)
@click.option("--timeout", type=click.FloatRange(5, 300), default=60.0, show_default=True)
@click.option(
    "--keep-days",
    type=click.IntRange(1, 3650),
    default=30,
    show_default=True,
    help="Cases of the public page.",
)
@click.option(
    "--keep-solved-days",
    type=click.IntRange(1, 36500),
    default=365,
    show_default=True,
    help="Solved cases of the desk.",
)
@click.option("--organization", metavar="NAME", default="", help="Who runs it.")
@click.option("--oidc-issuer", metavar="URL", help="People of the desk may sign in there.")
@click.option("--oidc-client-id", metavar="ID", help="What this server is called there.")
@click.option("--oidc-client-secret-file", metavar="FILE", help="Its secret there, if it has one.")
@click.option("--oidc-name", metavar="NAME", default="single sign-on", help="What people call it.")
@click.option("--sign-cert", metavar="PEM", help="Sign the Apple profiles with this certificate.")
@click.option("--sign-key", metavar="PEM", help="The key of that certificate.")
@click.option("--sign-chain", metavar="PEM", help="Certificates between it and the root.")
def command(**options: Any) -> int:
    """Serve the page for mailbox owners, the desk, the API and the published settings.

    Put a proxy with TLS in front and name it: --public-url https://… --proxy CIDR. Ends at
    SIGTERM. Exit status: 0 ended; 2 the input cannot be used.
    """
    try:
        import uvicorn  # noqa: F401 (to see that it is installed)

        from mailmend.apps.web.app import create_app  # noqa: F401 (the same)
    except ModuleNotFoundError as missing:
        raise InputError(f"{NEEDS} (there is no {missing.name})") from None
    from mailmend.apps.web.listen import serve

    host, port = options.pop("host"), options.pop("port")
    return serve(_config(host, port, options), host, port)


def _config(host: str, port: int, options: dict[str, Any]) -> WebConfig:
    from mailmend.apps.web.config import WebConfig, checked_url, networks
    from mailmend.io.resolvers import parse_resolver
    from mailmend.io.roots import read_pem
    from mailmend.io.send_ledger import state_folder

    if bool(options["sign_cert"]) != bool(options["sign_key"]):
        raise InputError("--sign-cert and --sign-key go together")
    if options["resolver"]:
        parse_resolver(options["resolver"])
    for name in options["ca_files"]:
        read_pem(Path(name))
    state = state_folder()
    shown = f"[{host}]" if ":" in host else host
    return WebConfig(
        database=options["database"] or f"sqlite:///{state / 'mailmend.db'}",
        state_dir=state,
        public_url=checked_url(options["public_url"] or f"http://{shown}:{port}"),
        hosts=(*(name.lower() for name in options["hosts"]), *_local_names(host, port, options)),
        proxies=networks(options["proxies"], "--proxy"),
        networks=networks(options["allowed"], "--allow-network"),
        ports=options["ports"],
        rates=_rates(options),
        resolver=options["resolver"],
        ca_files=options["ca_files"],
        runs_at_once=options["at_once"],
        budget_s=options["timeout"],
        keep_days=options["keep_days"],
        keep_solved_days=options["keep_solved_days"],
        organization=options["organization"],
        sign_cert=options["sign_cert"],
        sign_key=options["sign_key"],
        sign_chain=options["sign_chain"],
        oidc=_oidc(options),
    )


def _local_names(host: str, port: int, options: dict[str, Any]) -> tuple[str, ...]:
    """On loopback without a public URL, the usual name of loopback is served as well."""
    return () if options["public_url"] or host != "127.0.0.1" else (f"localhost:{port}",)


def _rates(options: dict[str, Any]) -> Rates:
    from mailmend.apps.web.config import Rates

    visitor, server = options["per_visitor"], options["per_server"]
    return Rates(
        visitor=(visitor, 60),
        visitor_network=(4 * visitor, 240),
        domain=(options["per_domain"], 60),
        connections_address=(server, server),
    )


def _oidc(options: dict[str, Any]) -> Oidc | None:
    """The identity provider, where one is named. Raises ``InputError``."""
    from mailmend.apps.web.config import Oidc

    issuer, client_id = options["oidc_issuer"], options["oidc_client_id"]
    if bool(issuer) != bool(client_id):
        raise InputError("--oidc-issuer and --oidc-client-id go together")
    if not issuer:
        return None
    if not issuer.startswith("https://"):
        raise InputError("--oidc-issuer must begin with https://")
    secret = None
    if options["oidc_client_secret_file"]:
        from mailmend.io.files import read_password

        secret, remark = read_password(options["oidc_client_secret_file"])
        if remark:
            click.echo(f"mailmend: {remark}", err=True)
    return Oidc(issuer, client_id, secret, options["oidc_name"][:60])
