"""The real world put together, and the promises of the whole package."""

from __future__ import annotations

import ast
import asyncio
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import mailmend
from mailmend.case import InputError
from mailmend.io.addresses import own_addresses
from mailmend.io.roots import chosen_for_this_run
from mailmend.io.world import LateTrust, operator_policy, real_world
from mailmend.secret import Secret
from tests.io.authority import the_root
from tests.io.nameserver import NameServer, serving
from tests.io.peers import HOST, LOOPBACK, saying, serve, server_context

SOURCE = Path(mailmend.__file__).parent


def test_a_run_over_the_real_world(tmp_path: Path) -> None:
    """A resolver and a CA of the person's choice lead to a verified session."""
    ca = tmp_path / "ca.pem"
    ca.write_bytes(b"Some words first\n" + the_root().pem)

    async def run() -> tuple[bool, bytes]:
        names = NameServer({(HOST, "A"): (LOOPBACK,)})
        async with serving(names) as dns, serve(saying(b"220 hi\r\n"), server_context()) as port:
            resolver = f"{LOOPBACK}:{dns}"
            world = real_world(operator_policy((), resolver), resolver, [ca])
            (address,) = (await world.dns.ask(HOST, "A")).records
            connection = await world.net.connect(HOST, address, port, "test")
            session = await connection.start_tls(HOST)
            await connection.write_secret(str.encode, Secret("x"), "***")
            return session.verified, await connection.read_line()

    assert asyncio.run(run()) == (True, b"220 hi")


def test_roots_named_by_the_environment_count_as_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SSL_CERT_FILE is as good as --ca-file; a file that is not there adds nothing."""
    path = tmp_path / "ca.pem"
    path.write_bytes(the_root().pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    assert chosen_for_this_run() == (the_root().der,)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none"))
    assert chosen_for_this_run() == ()
    monkeypatch.delenv("SSL_CERT_FILE")
    assert chosen_for_this_run() == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "no such file"),
        (b"", "no certificate"),
        (b"-----BEGIN CERTIFICATE-----\n%%%\n-----END CERTIFICATE-----\n", "damaged"),
        (b"x" * (1 << 21), "larger than 1 MiB"),
    ],
)
def test_an_unusable_ca_file_is_named_at_once(
    content: bytes | None, words: str, tmp_path: Path
) -> None:
    """One line of input error, before anything is dialled."""
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=words):
        real_world(operator_policy((), None), None, [path])
    with pytest.raises(InputError, match="resolver"):
        operator_policy((), "not-an-address")


def test_the_trust_loads_beside_and_is_there_when_asked() -> None:
    """Begun or not, the first judgement waits for it; what is no certificate is trusted nowhere."""
    for begin in (True, False):
        trust = LateTrust()
        if begin:
            trust.warm()
        judged = trust.judge((b"no certificate",), "mail.example.org", datetime.now(UTC))
        assert not judged.trusted_by_device


def test_own_addresses_are_known() -> None:
    """Loopback at least; the kernel's list, not a name's lookup."""
    assert LOOPBACK in own_addresses()


def test_heavy_libraries_are_not_loaded_at_the_start() -> None:
    """Certificate and DNS libraries would cost more than the whole start may."""
    code = (
        "import sys, mailmend.io.world, mailmend.io.record, mailmend.io.replay, mailmend.io.files\n"
        "heavy = ('cryptography', 'OpenSSL', 'dns', 'idna', 'http', 'lxml', 'certifi')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


OPENS_SOCKETS = {"addresses.py", "connection.py", "dns_exchange.py", "net.py"}


def test_only_these_files_of_the_package_know_sockets() -> None:
    """Whatever dials stands beside the policy, and nowhere else in io."""
    found = {
        path.name
        for path in (SOURCE / "io").glob("*.py")
        if "socket" in _imports(path) or "subprocess" in _imports(path)
    }
    assert found == OPENS_SOCKETS


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    return names | {
        node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
    }
