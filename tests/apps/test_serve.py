"""The command ``serve``: what it refuses, and what it makes of its options."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mailmend.apps.cli import run
from mailmend.apps.serve import _config, command

DEFAULTS: dict[str, Any] = {
    name: value
    for name, value in command.make_context("serve", []).params.items()
    if name not in ("host", "port")
}


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--allow-network", "nonsense"], "--allow-network"),
        (["--allow-network", "10.0.0.1/8"], "--allow-network"),
        (["--proxy", "10.0.0.0/33"], "--proxy"),
        (["--database", "mysql://x"], "--database"),
        (["--public-url", "ftp://x"], "--public-url"),
        (["--sign-cert", "x"], "--sign-key"),
        (["--resolver", "nonsense"], "resolver"),
        (["--ca-file", "/nothing/here.pem"], "/nothing/here.pem"),
        (["--port", "0"], "port"),
        (["--database", "sqlite:////proc/nothing/x.db"], "cannot be written"),
    ],
)
def test_unusable_options_are_one_line(
    options: list[str],
    word: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Exit status 2, before anything listens."""
    monkeypatch.setenv("MAILMEND_STATE_DIR", str(tmp_path))
    assert run(["serve", *options]) == 2
    said = capsys.readouterr().err
    assert word in said
    assert said.count("\n") == 1


def test_on_loopback_both_of_its_names_are_served(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without a public URL, and the database is a file of the user's."""
    monkeypatch.setenv("MAILMEND_STATE_DIR", str(tmp_path))
    config = _config("127.0.0.1", 8025, DEFAULTS)
    assert config.host_names == {"127.0.0.1:8025", "localhost:8025"}
    assert config.database == f"sqlite:///{tmp_path / 'mailmend.db'}"
    assert not config.secure


def test_behind_a_proxy_only_the_public_name_is_served() -> None:
    """And cookies are bound to it."""
    options = {**DEFAULTS, "public_url": "https://Mend.example.org/", "proxies": ("10.0.0.0/8",)}
    config = _config("127.0.0.1", 8025, options)
    assert config.host_names == {"mend.example.org"}
    assert config.secure


def test_the_limits_follow_their_options() -> None:
    """Per visitor, per domain, per server."""
    config = _config("::1", 1, {**DEFAULTS, "per_visitor": 5, "per_domain": 7, "per_server": 9})
    rates = config.rates
    assert (rates.visitor[0], rates.domain[0], rates.connections_address) == (5, 7, (9, 9))
    assert config.public_url == "http://[::1]:1"
