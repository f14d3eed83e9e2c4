"""From the customer's call to the proof, as an engineer works."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from mailmend.apps.demo_servers.farm import Farm
from mailmend.io.redact import Redactor
from mailmend.secret import Secret
from tests.apps.farm import ALICE, CANARY
from tests.apps.web.desk.conftest import reaching
from tests.apps.web.desk.forms import answered, mended, new_case, told
from tests.apps.web.desk.place import Place, running

Servers = tuple[Farm, Path]


def test_from_the_call_to_the_proof(farm: Servers, database_url: str, tmp_path: Path) -> None:
    """Found with proof, told to the customer, mended, seen to work; the password is nowhere."""
    with running(tmp_path, database_url, **reaching(farm)) as place:
        eve = place.browser("eve")
        page = new_case(eve, told(farm[0]))
        events = eve.get(f"{page}/events").text
        assert events.rstrip().endswith("event: end\ndata: over")
        found = answered(eve, page)
        assert "The user name for sending is empty" in found
        assert "Proven" in found
        assert "454 4.7.1" in found
        assert "User Name: type alice@customer.test" in found
        assert eve.post(f"{page}/sent", text="Hallo", language="de").status == 303
        assert eve.post(f"{page}/edit", **mended(farm[0])).status == 303
        after = answered(eve, page)
        assert "Sending works." in after
        assert "user name for sending: blank → alice@customer.test" in after
        assert "sent the reply (Deutsch)" in after
        assert "open → waiting" in after
        changed = eve.get(f"{page}/compare").text
        assert re.search(r"outgoing-username-blank.*?proven.*?ruled-out", changed, re.DOTALL)
        every = (events, found, after, changed, eve.get("/desk/cases?state=all").text)
        assert not any(Redactor([Secret(CANARY)]).finds(one.encode()) for one in every)
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert not Redactor([Secret(CANARY)]).finds(kept)


def test_the_report_is_that_of_the_command_line(looking: Place, farm: Servers) -> None:
    """As a file, of this case's runs only."""
    eve = looking.browser("eve")
    page = new_case(eve, told(farm[0]))
    link = re.search(rf"{page}/runs/([0-9a-f]{{32}})/report.json", answered(eve, page))
    assert link is not None
    answer = eve.get(link[0])
    assert "attachment" in answer.headers["content-disposition"]
    document = json.loads(answer.text)
    assert document["schema"] == "mailmend.report/1"
    assert document["case"]["address"] == ALICE
    other = new_case(eve, told(farm[0], password=""))
    assert eve.get(f"{other}/runs/{link[1]}/report.json").status == 404


def test_a_real_message_is_sent_once_it_is_asked_for(looking: Place, farm: Servers) -> None:
    """The demonstration's server takes none, and that is what the history says."""
    eve = looking.browser("eve")
    page = new_case(eve, {**mended(farm[0]), "really": "yes"})
    found = answered(eve, page)
    assert "a real message was refused" in found
    assert "Real message: refused" in found


def test_without_a_password_no_message_is_sent(looking: Place, farm: Servers) -> None:
    """The box alone does not do it."""
    eve = looking.browser("eve")
    page = new_case(eve, {**mended(farm[0]), "really": "yes", "password": ""})
    assert "real message" not in answered(eve, page).replace("one real, marked message", "")


def test_what_a_log_told_is_known_to_the_next_run(looking: Place, farm: Servers) -> None:
    """Attached, used, and gone from later runs once it is taken off."""
    eve = looking.browser("eve")
    page = new_case(eve, told(farm[0]))
    answered(eve, page)
    log = (
        b"Nov 25 03:00:02 mx postfix/submission/smtpd[12]: NOQUEUE: reject: RCPT from "
        b"p.example.net[198.51.100.7]: 454 4.7.1 <bob@elsewhere.test>: Relay access denied; "
        b"from=<alice@customer.test> to=<bob@elsewhere.test> proto=ESMTP helo=<[192.168.1.5]>\n"
    )
    answer = eve.upload(page.replace("/cases/", "/attach/"), "mail.log", log)
    assert answer.location == f"{page}#attached"
    shown = eve.get(page).text
    assert "connections of this account: 1" in shown
    eve.post(f"{page}/run", password=CANARY)
    assert "logged-session" in _latest_report(eve.get, page, answered(eve, page))
    attachment = re.search(r'name="attachment" value="([0-9a-f]{32})"', shown)
    assert attachment is not None
    assert eve.post(f"{page}/detach", attachment="0" * 32).status == 404
    assert eve.post(f"{page}/detach", attachment=attachment[1]).status == 303
    eve.post(f"{page}/run", password=CANARY)
    assert "logged-session" not in _latest_report(eve.get, page, answered(eve, page))


def _latest_report(get: object, page: str, shown: str) -> str:
    link = re.search(rf"{page}/runs/[0-9a-f]{{32}}/report.json", shown)
    assert link is not None
    assert callable(get)
    return str(get(link[0]).text)


@pytest.mark.parametrize(
    "fields", [{"address": "nonsense"}, {"outgoing__port": "0"}, {"password": "a\x07b"}]
)
def test_a_form_that_cannot_be_used_comes_back_filled(
    place: Place, farm: Servers, fields: dict[str, str]
) -> None:
    """With what is wrong, and without the password."""
    eve = place.browser("eve")
    eve.get("/desk/new-case")
    answer = eve.post("/desk/new-case", **{**told(farm[0]), **fields})
    assert answer.status == 400
    assert 'role="alert"' in answer.text
    assert "iPhone, iOS 17.4" in answer.text
    assert CANARY not in answer.text


def test_a_password_in_the_error_text_is_blotted_out(looking: Place, farm: Servers) -> None:
    """Should somebody have pasted it there."""
    eve = looking.browser("eve")
    page = new_case(eve, told(farm[0], error=f"login {CANARY} failed"))
    assert "login *** failed" in answered(eve, page)
