"""Thunderbird itself is the judge: it reads our autoconfiguration over HTTPS, and then sends.

Its own search finds the document where it is served for the domain; its own account creation
takes the settings over; its own sending delivers. Mailmend only wrote the file.
"""

from __future__ import annotations

import json
import secrets
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from lab import fault
from lab.fault import Fault
from lab.practice import Lab
from tests.lab.test_fix import arrived, diagnosed, written
from tests.lab.thunderbird_driver import Order

pytestmark = pytest.mark.lab
_DRIVER = Path(__file__).with_name("thunderbird_driver.py")
_RECIPIENT = "bob@elsewhere.test"
_SOCKETS = {"starttls": 2, "tls": 3}
_CLEARTEXT_PASSWORD = 3


def _judge(lab: Lab, put: Fault, page: bytes, folder: Path) -> tuple[str, dict[str, Any]]:
    """Serve the page where the domain publishes; the token sent, and what Thunderbird did."""
    owner, token = str(put.case["address"]), secrets.token_hex(8)
    path = f"/srv/www/autoconfig.{owner.partition('@')[2]}/mail/config-v1.1.xml"
    lab.on("web").write(path, page.decode("utf-8"))
    lines = lab.ca_file.read_text("ascii").splitlines()
    order = Order(
        address=owner,
        password=put.password,
        recipient=_RECIPIENT,
        token=token,
        message=f"From: {owner}\r\nTo: {_RECIPIENT}\r\nSubject: {token}\r\n\r\n{token}\r\n",
        root="".join(line for line in lines if "-----" not in line),
        profile=str(folder / "profile"),
    )
    sheet = folder / "order.json"
    sheet.write_text(json.dumps(asdict(order)))
    done = lab.run_client(put.client, (sys.executable, str(_DRIVER), str(sheet)), timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    return token, json.loads(done.stdout)


@pytest.mark.parametrize(
    "name",
    [
        "hostname_typo",
        "ssl_off",
        "username_bare_exim",
        "username_blank",
        "username_blank_opensmtpd",
        "wrong_server_and_bare_name",
    ],
)
def test_thunderbird_sets_itself_up_from_our_file_and_sends(
    lab: Lab, tmp_path: Path, name: str
) -> None:
    """It takes the very settings that were proven, and the message arrives at the far server."""
    put, mark = lab.inject(name), f"Judged {secrets.token_hex(4)}"
    try:
        report = diagnosed(lab, tmp_path, put)
        page = written(report, tmp_path, "autoconfig", "--organization", mark)
        token, did = _judge(lab, put, page, tmp_path)
        assert did.get("status") == 0, did
        assert arrived(lab, _RECIPIENT, {token})
    finally:
        lab.heal()
    works = json.loads(Path(report).read_text())["working_settings"]["outgoing"]
    assert did["found"] == {
        "hostname": works["host"],
        "port": works["port"],
        "socketType": _SOCKETS[works["security"]],
        "auth": _CLEARTEXT_PASSWORD,
        "username": works["username"],
        "source": "xml-from-isp-https",
        "name": mark,
    }


def test_thunderbird_with_a_wrong_file_does_not_send(lab: Lab, tmp_path: Path) -> None:
    """The judge can say no: another port in our file, and nothing is sent."""
    put = fault.load("username_blank")
    report = diagnosed(lab, tmp_path, put)
    page = written(report, tmp_path, "autoconfig")
    try:
        _, did = _judge(lab, put, page.replace(b"465", b"466").replace(b"587", b"588"), tmp_path)
    finally:
        lab.heal()
    assert did["found"]["port"] in (466, 588)
    assert did["status"] != 0
