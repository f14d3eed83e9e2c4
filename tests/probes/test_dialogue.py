"""The SMTP dialogue against real servers on loopback."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any, Literal

import pytest

from mailmend.facts import SmtpDialogue, TcpResult
from mailmend.probes import conversation, dialogue
from mailmend.probes.budget import Budget, LoginBudget, RelayBudget
from mailmend.probes.dialogue import DialoguePlan, converse
from mailmend.probes.login import Login
from mailmend.probes.patience import Patience
from mailmend.secret import Secret
from tests.probes.certificates import server_context
from tests.probes.small_servers import Handler, Relay, Smtp, listening, script
from tests.probes.world import LedNet, small_world

HOST, IP, PORT = "mail.hosting.test", "192.0.2.25", 587
ADDRESS, REMOTE = "alice@customer.test", "bob@elsewhere.test"
WORD = "correct horse"
GREETING = b"220 mail.hosting.test ESMTP\r\n"
CAPABLE = b"250-mail.hosting.test\r\n250-PIPELINING\r\n250 8BITMIME\r\n"

PLAN = DialoguePlan(
    host=HOST,
    address=IP,
    port=PORT,
    mode="starttls",
    ehlo_name="smtpclient.apple",
    sender=ADDRESS,
    remote_recipient=REMOTE,
    own_recipient=ADDRESS,
    logins=(Login(ADDRESS),),
)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Servers here answer at once or never."""
    monkeypatch.setattr(conversation, "STEP_S", 0.5)
    monkeypatch.setattr(conversation, "QUIT_S", 0.2)


def smtp(*names: str, **habits: Any) -> Smtp:
    """A good server for alice, but for these habits."""
    return Smtp(server_context(*(names or (HOST,))), {ADDRESS: WORD}, **habits)


async def hold(
    handler: Handler, plan: DialoguePlan = PLAN, budget: Budget | None = None, word: str = WORD
) -> SmtpDialogue:
    """The dialogue of the plan with that server."""
    context = handler.context if isinstance(handler, Smtp) and plan.mode == "tls" else None
    async with listening(handler, context) as port:
        net = LedNet({(plan.address, plan.port): port})
        tcp, held = await converse(plan, small_world(net), Secret(word), budget or Budget())
    assert isinstance(tcp, TcpResult)
    assert tcp.outcome == "open"
    assert isinstance(held, SmtpDialogue)
    return held


def run(
    handler: Handler, plan: DialoguePlan = PLAN, budget: Budget | None = None, word: str = WORD
) -> SmtpDialogue:
    """The same from a plain test."""
    return asyncio.run(hold(handler, plan, budget, word))


def table(held: SmtpDialogue) -> dict[str, int | str | None]:
    """Each step as ``stage`` or ``stage/user`` with the code or the word for why it is lost."""
    return {
        f"{step.stage}/{step.login}" if step.login else step.stage: (
            step.reply.code if step.reply else step.lost
        )
        for step in held.steps
    }


@pytest.mark.parametrize("mode", ["starttls", "tls"])
def test_one_dialogue_shows_the_whole_two_by_two_table(mode: Literal["starttls", "tls"]) -> None:
    """Anonymous and signed in, remote and own recipient, on one connection."""
    held = run(smtp(), replace(PLAN, mode=mode))
    found = table(held)
    assert found["rcpt-remote"] == 454
    assert found["rcpt-own"] == 250
    assert found["auth"] == 235
    assert found[f"rcpt-remote/{ADDRESS}"] == 250
    assert found[f"rcpt-own/{ADDRESS}"] == 250
    assert held.mechanisms(secure=True) == ("PLAIN", "LOGIN")


def test_data_is_never_sent() -> None:
    """Every transaction ends with RSET."""
    server = smtp()
    run(server)
    assert "DATA" not in server.verbs
    assert server.verbs.count("RSET") == 2
    assert server.verbs[-1] == "QUIT"


@pytest.mark.parametrize(("mode", "turns"), [("starttls", 6), ("tls", 5)])
def test_the_client_waits_no_more_often_than_it_must(
    mode: Literal["starttls", "tls"], turns: int
) -> None:
    """EHLO, STARTTLS, handshake, EHLO, envelope with AUTH, the rest: one turn each."""

    async def measured() -> int:
        server = smtp()
        async with listening(server, server.context if mode == "tls" else None) as port:
            relay = Relay(port)
            held = await hold(relay, replace(PLAN, mode=mode))
            assert table(held)[f"rcpt-remote/{ADDRESS}"] == 250
        return relay.turns

    assert asyncio.run(measured()) <= turns


def test_without_pipelining_every_command_waits_for_its_reply() -> None:
    """The same table, one command at a time."""
    server = smtp(keywords=("SIZE 10240000",), one_at_a_time=True)
    found = table(run(server))
    assert found["rcpt-remote"] == 454
    assert found[f"rcpt-remote/{ADDRESS}"] == 250
    assert not server.impatient


@pytest.mark.parametrize("keywords", [("PIPELINING",), ("8BITMIME",)])
def test_recipients_after_a_refused_sender_are_no_steps(keywords: tuple[str, ...]) -> None:
    """A 503 to RCPT would say nothing about the recipient."""
    server = smtp(keywords=keywords, sender_refusal={ADDRESS: "553 5.7.1 Sender rejected"})
    held = run(server)
    assert [step.reply.code for step in held.every("mail") if step.reply] == [553, 553]
    assert held.find("rcpt-remote") is None
    assert held.find("rcpt-own") is None


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN", "CRAM-MD5"])
def test_each_mechanism_logs_in(mechanism: str) -> None:
    """The only mechanism offered is the one used."""
    step = run(smtp(mechanisms=mechanism)).find("auth")
    assert step is not None
    assert step.accepted
    assert step.mechanism == mechanism


def test_a_fixed_mechanism_that_is_not_offered_is_not_sent() -> None:
    """The dialogue shows what is offered; no AUTH goes out."""
    server = smtp()
    held = run(server, replace(PLAN, logins=(Login(ADDRESS, ("CRAM-MD5",)),)))
    assert held.find("auth") is None
    assert held.mechanisms(secure=True) == ("PLAIN", "LOGIN")
    assert "AUTH" not in server.verbs


def test_after_a_refused_digest_the_plain_password_is_tried() -> None:
    """Servers with hashed passwords cannot do CRAM-MD5 although they offer it."""
    server = smtp(mechanisms="PLAIN CRAM-MD5", digest_is_broken=True)
    both = (Login(ADDRESS, ("CRAM-MD5",)), Login(ADDRESS))
    steps = run(server, replace(PLAN, logins=both)).login_steps
    assert [(step.mechanism, step.accepted) for step in steps] == [
        ("CRAM-MD5", False),
        ("PLAIN", True),
    ]


def test_a_refused_plain_password_is_not_tried_with_another_mechanism() -> None:
    """It would only count as a second failure."""
    server = smtp(mechanisms="PLAIN CRAM-MD5")
    both = (Login(ADDRESS, ("PLAIN",)), Login(ADDRESS, ("CRAM-MD5",)))
    run(server, replace(PLAN, logins=both), word="wrong")
    assert server.verbs.count("AUTH") == 1


def test_the_other_form_of_the_name_is_tried_on_the_same_connection() -> None:
    """A bare name is refused, the address accepted."""
    server = smtp()
    held = run(server, replace(PLAN, logins=(Login("alice"), Login(ADDRESS))))
    assert [(step.detail, step.accepted) for step in held.login_steps] == [
        ("alice", False),
        (ADDRESS, True),
    ]
    assert server.verbs.count("EHLO") == 2


def test_no_password_goes_out_in_clear() -> None:
    """AUTH offered without TLS is noted as withheld, in both modes."""
    for mode in ("plain", "starttls"):
        server = smtp(starttls=False, auth_in_clear=True)
        held = run(server, replace(PLAN, mode=mode))
        step = held.find("auth")
        assert step is not None
        assert step.lost == "withheld"
        assert "AUTH" not in server.verbs


def test_plain_mode_never_asks_for_tls() -> None:
    """What a device with TLS off sees."""
    server = smtp()
    held = run(server, replace(PLAN, mode="plain"))
    assert "STARTTLS" not in server.verbs
    assert held.mechanisms(secure=False) == ()
    assert table(held)["rcpt-remote"] == 454


@pytest.mark.parametrize("server", [smtp("other.test"), Smtp(server_context(HOST, days_left=-3))])
def test_a_certificate_that_does_not_verify_withholds_the_login(server: Smtp) -> None:
    """The anonymous envelope is still seen."""
    held = run(server)
    assert held.tls is not None
    assert held.tls.ok
    assert not held.tls.verified
    found = table(held)
    assert found["auth"] == "withheld"
    assert found["rcpt-remote"] == 454
    assert "AUTH" not in server.verbs


def test_an_echoed_password_is_not_kept() -> None:
    """Neither in the reply nor in the transcript."""
    held = run(smtp(echo_password=True), word="hunter2-wrong")
    assert "you sent" in held.raw
    assert "hunter2" not in repr(held)


def test_a_server_that_hangs_up_after_a_refusal_ends_the_dialogue() -> None:
    """The second form of the name is left to another dialogue."""
    held = run(
        smtp(close_after_refusal=True), replace(PLAN, logins=(Login("alice"), Login(ADDRESS)))
    )
    assert len(held.login_steps) == 1


def test_refused_logins_stop_at_the_budget() -> None:
    """Two refusals at an address, over all dialogues of the run."""

    async def three() -> Smtp:
        server, budget = smtp(), Budget(LoginBudget(2))
        for _ in range(3):
            last = await hold(server, budget=budget, word="wrong")
        assert table(last)["auth"] == "withheld"
        return server

    assert asyncio.run(three()).verbs.count("AUTH") == 2


def test_anonymous_remote_recipients_stop_at_the_budget() -> None:
    """The fourth dialogue names only the own recipient."""

    async def four() -> list[bool]:
        budget, plan = Budget(relays=RelayBudget(3)), replace(PLAN, logins=())
        held = [await hold(smtp(), plan, budget) for _ in range(4)]
        return [each.find("rcpt-remote") is not None for each in held]

    assert asyncio.run(four()) == [True, True, True, False]


def test_replies_that_nobody_asked_for_never_count_as_success() -> None:
    """Three stray 250 in front would make a refused recipient look accepted."""
    stray = CAPABLE + b"250 ok\r\n" * 3
    replies = b"250 ok\r\n554 no relay\r\n250 ok\r\n250 ok\r\n221 bye\r\n"
    held = run(script(GREETING, stray, replies), replace(PLAN, mode="plain", logins=()))
    assert not any(step.accepted for step in held.every("mail"))
    assert not any(step.accepted for step in held.every("rcpt-remote"))


def test_a_refused_reset_is_no_sign_of_a_shift() -> None:
    """Postfix answers 530 to every command but a few while it wants TLS."""
    plan = replace(PLAN, mode="plain", logins=())
    found = table(run(smtp(wants_tls=True), plan))
    assert found == {"greeting": 220, "ehlo": 250, "mail": 530, "rset": 530, "quit": 221}


def test_a_login_reply_with_a_wrong_code_is_no_success() -> None:
    """Only 235 is (RFC 4954 section 6)."""
    server = smtp(auth_refusal="250 2.0.0 Ok")
    held = run(server, word="wrong")
    step = held.find("auth")
    assert step is not None
    assert step.lost == "malformed"
    assert not any(each.login for each in held.steps)


def test_challenges_without_end_are_answered_five_times_at_most() -> None:
    """And nothing is claimed of the login."""
    server = smtp(challenges=50)
    held = run(server)
    step = held.find("auth")
    assert step is not None
    assert not step.accepted
    assert server.challenged <= 6


GREETINGS: list[tuple[bytes, int | str]] = [
    (b"554 5.7.1 go away\r\n", 554),
    (b"421 4.7.0 too many connections\r\n", 421),
    (b"* OK IMAP4rev1 ready\r\n", "malformed"),
    (b"SSH-2.0-OpenSSH_9.2\r\n", "malformed"),
    (b"\x00\x01\x02 noise\r\n", "malformed"),
    (b"220-one\r\n221 two\r\n", "malformed"),
    ("२२० नमस्ते\r\n".encode(), "malformed"),
    (b"250 hello\r\n", "malformed"),
    (b"220 " + b"x" * 9000 + b"\r\n", "too-long"),
    (b"220-again\r\n" * 300, "too-long"),
]


@pytest.mark.parametrize(("said", "seen"), GREETINGS)
def test_every_greeting_has_its_word(said: bytes, seen: int | str) -> None:
    """Refused, not SMTP, or without end."""
    held = run(script(said))
    assert table(held)["greeting"] == seen
    assert held.find("ehlo") is None


def test_an_early_close_is_told_from_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two different words for two different troubles."""

    async def close(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    monkeypatch.setattr(conversation, "GREETING_S", 0.1)
    assert table(run(close))["greeting"] == "closed"
    assert table(run(script(b"")))["greeting"] == "timeout"


def test_a_late_greeting_is_a_success_with_its_time() -> None:
    """Slow is not down."""
    step = run(script(0.2, GREETING), replace(PLAN, mode="plain")).find("greeting")
    assert step is not None
    assert step.accepted
    assert step.elapsed_ms >= 200


def test_nothing_is_said_before_the_last_line_of_the_greeting() -> None:
    """A server that pauses within its greeting counts early talkers as spammers."""
    early: list[bytes] = []

    async def pausing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220-wait\r\n")
        try:
            async with asyncio.timeout(0.2):
                early.append(await reader.read(100))
        except TimeoutError:
            writer.write(GREETING)

    assert table(run(pausing))["greeting"] == 220
    assert early == []


def test_a_greeting_that_drips_ends_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Although every single read succeeds."""
    monkeypatch.setattr(conversation, "GREETING_S", 0.3)
    drip: list[bytes | float] = []
    for char in "220 slow":
        drip += [char.encode(), 0.1]
    assert table(run(_drip(drip)))["greeting"] == "timeout"


def _drip(parts: list[bytes | float]) -> Handler:
    async def play(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for part in parts:
            if isinstance(part, float):
                await asyncio.sleep(part)
            else:
                writer.write(part)
                await writer.drain()

    return play


def test_impatience_shortens_the_wait_for_a_greeting() -> None:
    """Once it is known that none can come."""

    async def hurried() -> SmtpDialogue:
        patience = Patience()
        async with listening(script(b"")) as port:
            task = asyncio.create_task(
                converse(
                    PLAN,
                    small_world(LedNet({(IP, PORT): port})),
                    None,
                    Budget(),
                    patience=patience,
                )
            )
            await asyncio.sleep(0.1)
            patience.hurry(0.1)
            _, held = await task
        assert isinstance(held, SmtpDialogue)
        return held

    assert table(asyncio.run(hurried()))["greeting"] == "timeout"


def test_the_whole_dialogue_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was seen until then is kept."""
    monkeypatch.setattr(dialogue, "HOST_S", 0.3)
    held = run(script(GREETING, 5.0))
    assert table(held) == {"greeting": 220}
    assert "given up" in held.raw


def test_a_refused_ehlo_is_followed_by_helo() -> None:
    """As clients do; then there are no extensions and no login."""
    held = run(script(GREETING, b"502 what\r\n", b"250 hi\r\n"), replace(PLAN, own_recipient=None))
    assert [step.sent for step in held.every("ehlo")] == [
        "EHLO smtpclient.apple",
        "HELO smtpclient.apple",
    ]
    assert held.capabilities_clear is None


@pytest.mark.parametrize("code", ["454 4.7.0 TLS not available", "502 5.5.1 no", "354 go on"])
def test_a_refused_starttls_ends_the_dialogue(code: str) -> None:
    """No envelope and no login in clear after it."""
    said = b"250-mail.hosting.test\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n"
    held = run(script(GREETING, said, code.encode() + b"\r\n", b"221 bye\r\n"))
    assert table(held)["starttls"] == int(code[:3])
    assert held.find("auth") is None
    assert held.find("mail") is None


def test_words_before_tls_count_as_tampering() -> None:
    """Bytes after the 220 of STARTTLS fail the handshake, and nothing follows."""
    said = b"220 go\r\n235 2.7.0 welcome\r\n250 ok\r\n"
    held = run(script(GREETING, b"250-mail.hosting.test\r\n250 STARTTLS\r\n", said))
    assert held.tls is not None
    assert held.tls.failure == "injected"
    assert held.find("auth") is None


def test_clear_text_on_a_tls_port_is_told() -> None:
    """The handshake fails as not-tls, and there is no greeting step."""
    held = run(script(GREETING), replace(PLAN, mode="tls", port=465))
    assert held.tls is not None
    assert held.tls.failure == "not-tls"
    assert held.find("greeting") is None


def test_an_international_address_needs_the_extension() -> None:
    """Without SMTPUTF8 the sender is withheld; with it the parameter goes along."""
    plan = replace(PLAN, sender="jürgen@customer.test", logins=())
    assert table(run(smtp(), plan))["mail"] == "withheld"
    server = smtp(keywords=("PIPELINING", "SMTPUTF8"))
    assert table(run(server, plan))["mail"] == 250
    assert "MAIL FROM:<jürgen@customer.test> SMTPUTF8" in server.heard


def test_a_closed_port_gives_no_dialogue() -> None:
    """Only the result of the connection."""
    world = small_world(LedNet(failing={(IP, PORT): "timeout"}))
    held = asyncio.run(converse(PLAN, world, None, Budget()))
    assert [fact.kind for fact in held] == ["tcp"]
    assert isinstance(held[0], TcpResult)
    assert held[0].outcome == "timeout"


def test_a_gate_that_stays_shut_leaves_out_the_login() -> None:
    """The anonymous envelope is held all the same."""

    async def shut() -> tuple[Login, ...]:
        return ()

    async def gated() -> tuple[Smtp, SmtpDialogue]:
        server = smtp()
        async with listening(server) as port:
            world = small_world(LedNet({(IP, PORT): port}))
            _, held = await converse(PLAN, world, Secret(WORD), Budget(), gate=shut)
        assert isinstance(held, SmtpDialogue)
        return server, held

    server, held = asyncio.run(gated())
    assert "AUTH" not in server.verbs
    assert table(held)["rcpt-remote"] == 454


def test_hostile_text_is_kept_escaped_and_bounded() -> None:
    """Escape sequences are shown, not sent on."""
    held = run(script(b"220 \x1b[2J\xe2\x80\xae mail\r\n"))
    assert "\x1b" not in held.raw
    assert "\\x1b[2J" in held.raw
    assert len(held.raw) < 70_000


def test_the_beginning_of_a_line_without_end_is_kept() -> None:
    """Sixty-four bytes of it, as evidence of what answers there."""
    held = run(script(b"\x1b]0;" + b"y" * 20_000))
    shown = next(line for line in held.raw.splitlines() if line.startswith("S: "))
    assert shown == "S: \\x1b]0;" + "y" * 60 + " …"
