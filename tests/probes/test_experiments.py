"""Which further experiments the facts ask for."""

from __future__ import annotations

from dataclasses import replace

from mailmend.case import Case, Device, Outgoing
from mailmend.devices import client_for
from mailmend.facts import (
    DnsAnswer,
    Fact,
    Facts,
    Obstacle,
    Repair,
    SettingChange,
    SmtpDialogue,
    TcpResult,
    TlsProbe,
    TlsSession,
)
from mailmend.facts.tls import HandshakeFailure
from mailmend.probes.experiments import experiments
from mailmend.probes.trials import Control, Dialogue, Experiment, Handshake, Renamed
from tests.causes.build import (
    ADDRESS,
    AUTH_535,
    HOST,
    IP,
    WORKS,
    certificate,
    conversation,
    dialogue,
    dns,
    mailbox,
    session,
    step,
    tcp,
)

HELO = "450 4.7.1 <smtpclient.apple>: Helo command rejected: Host not found"
NOT_OWNED = "553 5.7.1 <alice@customer.test>: Sender address rejected: not owned by user alice"
CASE = Case(ADDRESS, recipient="bob@elsewhere.test", device=Device("iOS"), outgoing=WORKS)


def asked(*facts: Fact, case: Case = CASE) -> tuple[Experiment, ...]:
    """What these facts ask for."""
    return experiments(case, client_for(case), Facts(facts))


def test_a_healthy_dialogue_asks_for_nothing() -> None:
    """No experiment without a reason."""
    assert asked(conversation(), conversation(port=465, mode="tls"), mailbox()) == ()
    assert asked() == ()


def test_a_refused_ehlo_name_is_tried_with_one_that_exists() -> None:
    """With the same login."""
    (found,) = asked(conversation(remote=HELO, own=HELO))
    assert isinstance(found, Dialogue)
    assert (found.why, found.ehlo_name) == ("other-ehlo-name", "customer.test")
    assert [login.username for login in found.logins] == [ADDRESS]


def test_a_name_refused_at_once_leaves_the_login_to_the_other() -> None:
    """Only on the device's own port."""
    refused = dialogue(step("ehlo", "550 5.7.1 Helo command rejected: bad name", secure=False))
    (found,) = asked(refused)
    assert isinstance(found, Dialogue)
    assert [login.username for login in found.logins][:1] == [ADDRESS]
    (elsewhere,) = asked(replace(refused, port=25))
    assert isinstance(elsewhere, Dialogue)
    assert elsewhere.logins == ()


def test_a_relay_refusal_after_login_is_no_matter_of_the_name() -> None:
    """It asks for no other EHLO name and no other sender."""
    refusal = "554 5.7.1 <bob@elsewhere.test>: Relay access denied"
    assert asked(conversation(remote=refusal)) == ()


def test_a_refused_sender_is_tried_with_the_logins_own_address() -> None:
    """Only where that is another one."""
    case = replace(CASE, sender="sales@customer.test")
    (found,) = asked(
        conversation(sender="sales@customer.test", remote=NOT_OWNED, own=NOT_OWNED), case=case
    )
    assert isinstance(found, Dialogue)
    assert (found.why, found.sender) == ("other-sender", ADDRESS)
    assert asked(conversation(remote=NOT_OWNED, own=NOT_OWNED)) == ()


def test_a_bare_login_has_an_address_too() -> None:
    """Its name at the domain of the address."""
    case = replace(CASE, address="sales@customer.test")
    (found, *_) = asked(
        conversation(user="alice", mail=NOT_OWNED, sender="sales@customer.test"), case=case
    )
    assert isinstance(found, Dialogue)
    assert found.sender == "alice@customer.test"


def test_a_server_that_hung_up_after_a_refusal_is_dialled_again() -> None:
    """With the name that opened the mailbox first."""
    case = replace(CASE, outgoing=replace(WORKS, username="alice"))
    cut = conversation(user="alice", auth=AUTH_535)
    (found,) = asked(cut, mailbox(username=ADDRESS), case=case)
    assert isinstance(found, Dialogue)
    assert found.logins[0].username == ADDRESS
    assert "alice" not in [login.username for login in found.logins]


def test_a_login_refused_while_the_server_goes_on_is_not_dialled_again() -> None:
    """The dialogue tried the other forms itself."""
    whole = conversation(user="alice", auth=AUTH_535)
    whole = replace(whole, steps=(*whole.steps, step("quit", "221 2.0.0 Bye")))
    assert asked(whole, case=replace(CASE, outgoing=replace(WORKS, username="alice"))) == ()


def test_a_connection_that_breaks_before_the_login_is_dialled_for_the_login() -> None:
    """A server may cut off who names a sender without a login, and serve who has one."""
    cut = dialogue(step("ehlo", "250 Ok"), step("mail", lost="reset"), tls=session())
    (found,) = asked(cut)
    assert isinstance(found, Dialogue)
    assert (found.why, found.anonymous) == ("login-first", False)
    assert found.logins[0].username == ADDRESS
    assert asked(dialogue(step("ehlo", "250 Ok"), step("mail", lost="withheld"))) == ()
    assert asked(dialogue(step("mail", lost="reset", secure=False))) == ()


def failed(failure: HandshakeFailure) -> SmtpDialogue:
    """A dialogue whose handshake failed."""
    return dialogue(tls=session(failure=failure), clear=("STARTTLS",))


def test_a_failed_handshake_is_tried_with_old_versions_and_without_a_name() -> None:
    """Not where the peer spoke clear text or was tampered with."""
    too_old: tuple[HandshakeFailure, ...] = (
        "protocol-version",
        "no-shared-cipher",
        "alert",
        "closed",
    )
    for failure in too_old:
        offers = [each.offer for each in asked(failed(failure)) if isinstance(each, Handshake)]
        assert offers == ["legacy", "no-sni"]
    assert asked(failed("not-tls")) == ()
    assert asked(failed("injected")) == ()


def test_an_offer_made_is_not_made_again() -> None:
    """Every experiment once."""
    made = TlsProbe(host=HOST, address=IP, port=587, offer="legacy", session=TlsSession(ok=False))
    left = asked(failed("alert"), made)
    assert [each.offer for each in left if isinstance(each, Handshake)] == ["no-sni"]


def test_a_silent_port_is_tried_with_tls_at_once() -> None:
    """In clear nothing is said on a TLS port."""
    silent = dialogue(step("greeting", lost="timeout", secure=False), greeting=None, port=2587)
    (found,) = asked(silent)
    assert isinstance(found, Handshake)
    assert (found.port, found.offer) == (2587, "direct")
    hung_up = dialogue(step("greeting", lost="closed", secure=False), greeting=None)
    assert asked(hung_up) == ()


def misnamed(*names: str) -> SmtpDialogue:
    """A dialogue with a certificate for other names."""
    leaf = certificate(*names, name_matches=False)
    return dialogue(
        step("ehlo", "250-server12.hosting.test Hello", secure=False),
        tls=session(leaf=leaf),
        host="mail.customer.test",
        greeting="220 server12.hosting.test ESMTP",
    )


MX = DnsAnswer(name="customer.test", rtype="MX", status="ok", records=("10 mx.hosting.test.",))


def renamed(*facts: Fact) -> dict[str, bool]:
    """The other names asked for, and whether the password may go there."""
    return {each.host: each.logs_in for each in asked(*facts) if isinstance(each, Renamed)}


def test_the_names_of_a_misfitting_certificate_are_tried() -> None:
    """Also the one the server calls itself, where a wildcard covers it."""
    case_free = misnamed("*.hosting.test", "hosting.test")
    assert renamed(case_free, MX) == {"server12.hosting.test": True, "hosting.test": True}


def test_the_password_never_goes_to_a_name_that_only_the_certificate_gives() -> None:
    """Anyone can hold a certificate for a name of their own."""
    stranger = misnamed("mail.evil.test")
    case = replace(CASE, outgoing=replace(WORKS, host="mail.customer.test"))
    found = [each for each in asked(stranger, case=case) if isinstance(each, Renamed)]
    assert [(each.host, each.logs_in) for each in found] == [("mail.evil.test", False)]


def test_a_name_that_leads_elsewhere_is_asked_for_once() -> None:
    """The look-up is the experiment."""
    asked_before = dns("mail.evil.test", "192.0.2.99")
    assert renamed(misnamed("mail.evil.test"), asked_before) == {}


def test_names_stop_where_a_repair_is_known() -> None:
    """Nothing more is needed."""
    repair = Repair(works=WORKS, changes=(), fails_without=())
    assert renamed(misnamed("mail.hosting.test"), repair) == {}


def test_expired_and_impossible_names_are_left_out() -> None:
    """At most three usable ones."""
    many = misnamed("com", "co.uk", "-bad.test", "a.b\0.test", *(f"n{n}.x.test" for n in range(9)))
    assert len(renamed(many)) == 3
    late = misnamed("mail.hosting.test")
    assert late.tls is not None
    expired = certificate("mail.hosting.test", name_matches=False, in_date=False)
    assert renamed(replace(late, tls=replace(late.tls, certificate=expired))) == {}


def test_a_change_not_proven_needed_is_put_to_the_test() -> None:
    """The settings that work, but with that one left as it is."""
    unseen = Obstacle(stage="settings", why="setting-unknown")
    seen = Obstacle(stage="auth", why="not-offered")
    repair = Repair(
        works=WORKS,
        changes=(
            SettingChange("outgoing.port", 25, 587),
            SettingChange("outgoing.username", "alice", ADDRESS),
            SettingChange("outgoing.authentication", None, "password"),
        ),
        fails_without=(seen, unseen, unseen),
    )
    (found,) = asked(conversation(), repair)
    assert isinstance(found, Dialogue)
    assert (found.why, found.port, found.mode) == ("needed-change", 587, "starttls")
    assert [login.username for login in found.logins] == ["alice"]
    tried = conversation(user="alice", auth=AUTH_535)
    tried = replace(tried, steps=(*tried.steps, step("quit", "221 2.0.0 Bye")))
    assert asked(tried, repair) == ()


def test_the_test_goes_to_the_address_that_took_the_login() -> None:
    """Not to another one of the host, which may behave otherwise."""
    unseen = Obstacle(stage="settings", why="setting-unknown")
    change = SettingChange("outgoing.security", "none", "starttls")
    repair = Repair(works=WORKS, changes=(change,), fails_without=(unseen,))
    six = replace(conversation(auth=None), address="2001:db8::25")
    for facts in ((six, conversation()), (conversation(), six)):
        (found,) = asked(*facts, repair)
        assert (found.address, found.port) == (IP, 587)


def test_a_blank_name_is_put_to_the_test_without_a_login() -> None:
    """The anonymous envelope is the experiment."""
    unseen = Obstacle(stage="settings", why="setting-unknown")
    change = SettingChange("outgoing.username", "", ADDRESS)
    repair = Repair(works=WORKS, changes=(change,), fails_without=(unseen,))
    only_login = dialogue(step("auth", "235 ok", detail=ADDRESS, mechanism="PLAIN"))
    (found,) = asked(only_login, repair)
    assert isinstance(found, Dialogue)
    assert found.anonymous
    assert found.logins == ()


ROUTE = TcpResult(host="mx.elsewhere.test", address="192.0.2.40", port=25, outcome="open")
THEIR_MX = DnsAnswer(
    name="elsewhere.test", rtype="MX", status="ok", records=("10 mx.elsewhere.test.",)
)


def test_silent_submission_ports_ask_for_a_control() -> None:
    """The recipient's exchanger is dialled on the same ports, nothing more."""
    silent = (tcp(port=587, outcome="timeout"), tcp(port=465, outcome="timeout"))
    found = asked(*silent, THEIR_MX, ROUTE)
    assert [(each.host, each.port) for each in found if isinstance(each, Control)] == [
        ("mx.elsewhere.test", 587),
        ("mx.elsewhere.test", 465),
    ]
    made = [replace(ROUTE, port=port) for port in (587, 465)]
    assert asked(*silent, THEIR_MX, ROUTE, *made) == ()


def test_no_control_where_a_submission_port_opens_or_refuses() -> None:
    """Then the network is not the question, or its own server is the recipient's."""
    one = tcp(port=587, outcome="timeout")
    assert asked(one, tcp(port=465, outcome="open"), THEIR_MX, ROUTE) == ()
    assert asked(tcp(port=587, outcome="refused"), THEIR_MX, ROUTE) == ()
    assert asked(one, THEIR_MX) == ()
    assert asked(one, THEIR_MX, replace(ROUTE, address=IP)) == ()


def test_a_host_silent_on_every_mail_port_is_tried_on_the_web_ports() -> None:
    """An address that serves web pages only is another trouble than a ban."""
    silent = tuple(tcp(port=port, outcome="timeout") for port in (25, 465, 587, 993))
    assert asked(*silent) == (
        Control(host=HOST, address=IP, port=443),
        Control(host=HOST, address=IP, port=80),
    )
    made = (tcp(port=443), tcp(port=80, outcome="timeout"))
    assert asked(*silent, *made) == ()


def test_no_web_ports_where_any_mail_port_answers_or_reading_was_not_tried() -> None:
    """A refusal is an answer too."""
    sending = tuple(tcp(port=port, outcome="timeout") for port in (25, 465, 587))
    assert asked(*sending) == ()
    assert asked(*sending, tcp(port=993)) == ()
    assert asked(*sending, tcp(port=993, outcome="refused")) == ()


def test_experiments_are_bounded() -> None:
    """However many dialogues fail."""
    many = [replace(failed("alert"), address=f"192.0.2.{number}") for number in range(50)]
    assert len(asked(*many)) == 8


def test_a_port_without_a_known_address_is_not_tried() -> None:
    """There is nowhere to dial."""
    unseen = Obstacle(stage="settings", why="setting-unknown")
    repair = Repair(
        works=Outgoing(True, "unseen.test", 587, "starttls", ADDRESS, True, "password"),
        changes=(SettingChange("outgoing.username", "", ADDRESS),),
        fails_without=(unseen,),
    )
    assert asked(repair) == ()


def test_a_further_port_that_greets_is_tried_where_nothing_else_sends() -> None:
    """587 and 465 refuse, 2525 greets as SMTP: one dialogue with the usual logins."""
    shut = (tcp(port=587, outcome="refused"), tcp(port=465, outcome="refused"))
    greets = replace(tcp(port=2525), raw="220 mail.hosting.test ESMTP")
    (found,) = asked(*shut, greets)
    assert isinstance(found, Dialogue)
    assert (found.why, found.port, found.mode) == ("further-port", 2525, "starttls")
    assert found.logins
    assert asked(*shut, tcp(port=2525)) == ()
    assert asked(*shut, replace(greets, host="mx.elsewhere.test")) == ()


def test_a_further_port_is_left_alone_where_something_sends() -> None:
    """A way is known already."""
    way = Repair(works=WORKS, changes=(), fails_without=())
    assert asked(replace(tcp(port=2525), raw="220 mail.hosting.test ESMTP"), way) == ()


def test_a_port_that_is_no_tls_is_heard_in_clear() -> None:
    """The device starts TLS at once on its own port, and something else answers there."""
    told = replace(CASE, outgoing=replace(WORKS, port=465, security="tls"))
    met = dialogue(port=465, mode="tls", greeting=None, tls=session(failure="not-tls"))
    (found,) = asked(met, case=told)
    assert isinstance(found, Dialogue)
    assert (found.why, found.mode, found.port, found.logins) == ("in-clear", "starttls", 465, ())
    assert asked(met) == ()
    heard = conversation(port=465, auth=None)
    assert asked(met, heard, case=told) == ()
