"""``mailmend profile`` from the command line: what worked becomes a file, nothing else does."""

from __future__ import annotations

import base64
import hashlib
import json
import plistlib
import stat
from pathlib import Path

from mailmend.apps.demo_servers.farm import HOST
from mailmend.report import to_json
from mailmend.wire.autoconfig_xml import parse_client_config
from tests.apps.build import blank_user_name, nothing_answers
from tests.apps.farm import ALICE, CANARY, servers
from tests.apps.test_cli import run
from tests.causes.build import ADDRESS


def report_file(folder: Path) -> Path:
    """A report with working settings, as JSON on disk."""
    document = json.loads(json.dumps(to_json(blank_user_name())))
    incoming = {
        "protocol": "imap", "host": HOST, "port": 993, "security": "tls",
        "username": ADDRESS, "authentication": "password",
    }  # fmt: skip
    document["working_settings"]["incoming"] = incoming
    path = folder / "report.json"
    path.write_text(json.dumps(document))
    return path


def test_settings_are_tried_and_then_written(tmp_path: Path) -> None:
    """The document has the values that worked just now, and the password nowhere."""
    with servers(tmp_path) as place:
        target = tmp_path / "config.xml"
        done = run("profile", ALICE, *place.options, "--format", "autoconfig", "-o", str(target))
        assert done.returncode == 0, done.stderr
        read = parse_client_config(target.read_bytes(), ALICE)
        ports = set(place.farm.ports.values())
    assert {server.protocol for server in read.servers} == {"imap", "smtp"}
    assert all(server.port in ports and server.username == ALICE for server in read.servers)
    assert CANARY.encode() not in target.read_bytes()
    assert CANARY not in done.stdout + done.stderr


def test_without_proof_nothing_is_written(tmp_path: Path) -> None:
    """Without the password no login is seen to work: exit status 3 and no file."""
    with servers(tmp_path) as place:
        target = tmp_path / "x.mobileconfig"
        options = place.options[:-2]
        done = run("profile", ALICE, *options, "--no-input", "-o", str(target))
    assert done.returncode == 3
    assert "no way to send was seen to work" in done.stderr
    assert not target.exists()


def test_from_a_report(tmp_path: Path) -> None:
    """The settings of the report become a profile that only this user can read."""
    target = tmp_path / "x.mobileconfig"
    done = run("profile", "--report", str(report_file(tmp_path)), "-o", str(target), "--json")
    assert done.returncode == 0, done.stderr
    payload = plistlib.loads(target.read_bytes())["PayloadContent"][0]
    assert payload["OutgoingMailServerUsername"] == ADDRESS
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert json.loads(done.stdout)["signed"] is False


def test_a_report_is_compared_with_what_is_published_now(tmp_path: Path) -> None:
    """The domain's records lead to other ports than those that worked then; else no finding."""
    with servers(tmp_path) as place:
        report = report_file(tmp_path)
        words = ("profile", "--report", str(report), *place.options, "-o", str(tmp_path / "x"))
        before = run(*words, "--json")
        document = json.loads(report.read_text())
        document["working_settings"]["outgoing"]["port"] = place.farm.ports[HOST, 587]
        document["working_settings"]["outgoing"]["security"] = "starttls"
        report.write_text(json.dumps(document))
        after = run(*words, "--json", "--format", "autoconfig")
        offline = run(*words, "--json", "--format", "autoconfig", "--no-network")
    findings = json.loads(before.stdout)["findings"][1:]
    assert [each.partition(" ")[0] for each in findings] == [f"dns:{ADDRESS.partition('@')[2]}"]
    assert "which worked; it publishes" in findings[0]
    assert json.loads(after.stdout)["findings"][1:] == []
    assert "--no-network" in json.loads(offline.stdout)["findings"][1]


def test_a_report_without_working_settings_gives_nothing(tmp_path: Path) -> None:
    """Exit status 3, one line, no file."""
    path = tmp_path / "report.json"
    path.write_text(json.dumps(to_json(nothing_answers())))
    done = run("profile", "--report", str(path), "-o", str(tmp_path / "x"))
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert not (tmp_path / "x").exists()


def test_pacc_comes_with_what_must_be_published_beside_it(tmp_path: Path) -> None:
    """The place to serve it at, and the record with the digest of the very file."""
    report, target = report_file(tmp_path), tmp_path / "uaac.json"
    document = json.loads(report.read_text())
    document["working_settings"]["outgoing"] |= {"port": 465, "security": "tls"}
    report.write_text(json.dumps(document))
    words = ("--report", str(report), "--no-network", "--format", "pacc", "-o", str(target))
    done = run("profile", *words, "--json")
    assert done.returncode == 0, done.stderr
    serve, record = json.loads(done.stdout)["also"]
    assert serve.startswith("serve it at https://ua-auto-config.customer.test/.well-known/")
    digest = base64.b64encode(hashlib.sha256(target.read_bytes()).digest()).decode()
    assert f"d={digest}" in record
    assert record in done.stderr


def test_steps_name_every_field(tmp_path: Path) -> None:
    """The walk through the phone's screens, with the values to type."""
    done = run("profile", "--report", str(report_file(tmp_path)), "--format", "steps", "-o", "-")
    assert done.returncode == 0, done.stderr
    for line in ("Host Name: type", "User Name: type", "Use SSL: on", "Server Port: type"):
        assert line in done.stdout


def test_unusable_input_is_one_line_that_says_what_to_change(tmp_path: Path) -> None:
    """Another person's report, no report, options that do not go together, a link in clear."""
    report = str(report_file(tmp_path))
    (tmp_path / "junk").write_text("[]")
    for words, said in (
        (["bob@elsewhere.test", "--report", report], "not of bob@elsewhere.test"),
        (["--report", str(tmp_path / "junk")], "mailmend.report/1"),
        (["--report", report, "--sign-cert", report], "go together"),
        (["--report", report, "--sign-cert", report, "--sign-key", report], "no certificate"),
        (["--report", report, "--qr", "x.svg"], "--link"),
        (["alice@customer.test", "--no-network"], "--report"),
        (["--report", report, "--link", "http://a.test/", "--qr", "-"], "https://"),
    ):
        done = run("profile", *words, "-o", str(tmp_path / "out"))
        assert done.returncode == 2, done.stderr
        assert said in done.stderr
        assert done.stderr.count("\n") == 1
