"""The judgement of certificate chains, against OpenSSL and two sets of roots."""

from __future__ import annotations

import datetime as dt
import ipaddress
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from mailmend.facts import Certificate
from mailmend.io.trust import RealTrust
from tests.io.authority import CLIENT, DAY, NOW, Issued, authority, leaf, the_root

HOST = "mail.customer.test"
ROOTS = Path(__file__).parents[2] / "src/mailmend/data/apple_roots.pem"


def judge(
    *chain: Issued, host: str = HOST, at: dt.datetime = NOW, trust: RealTrust | None = None
) -> Certificate:
    """The judgement with the test root added by the person, unless a trust is given."""
    judging = trust or RealTrust([the_root().der])
    return judging.judge([one.der for one in chain], host, at)


def test_a_good_certificate_is_acceptable_and_verified() -> None:
    """Chain, name, dates and Apple's rules are all right."""
    found = judge(leaf(HOST))
    assert (found.acceptable, found.verified, found.chain_problem) == (True, True, None)
    assert (found.names, found.key, found.signature_hash) == (
        (HOST,),
        "EC 256 (secp256r1)",
        "sha256",
    )
    assert found.trusted_by_device
    assert found.trusted_by_machine


def test_without_the_added_root_nothing_trusts_it() -> None:
    """The test root is unknown to the phone and to this machine."""
    found = judge(leaf(HOST), trust=RealTrust())
    assert not found.trusted_by_device
    assert not found.trusted_by_machine
    assert not found.verified
    assert found.chain_problem == "private-ca"


@pytest.mark.filterwarnings("ignore:Parsed a serial number")
def test_apple_roots_verify_themselves() -> None:
    """All 156 bundled roots load, and a phone trusts a chain that ends in one."""
    roots = x509.load_pem_x509_certificates(ROOTS.read_bytes())
    assert len(roots) == 156
    der = next(
        root.public_bytes(serialization.Encoding.DER)
        for root in roots
        if "ISRG Root X1" in root.subject.rfc4514_string()
    )
    found = RealTrust().judge([der], "isrg.test", NOW)
    assert found.trusted_by_device
    assert found.chain_problem is None


def test_an_intermediate_that_is_sent_completes_the_chain() -> None:
    """Leaf and intermediate lead to the added root."""
    middle = authority("Middle", the_root())
    found = judge(leaf(HOST, issuer=middle), middle)
    assert found.verified
    assert found.chain_length == 2


def test_an_expired_leaf_is_out_of_date_but_its_chain_is_judged_apart() -> None:
    """Dates are one defect, trust another."""
    found = judge(leaf(HOST, starts=NOW - 100 * DAY, days=90))
    assert not found.in_date
    assert not found.verified
    assert found.trusted_by_device
    assert found.chain_problem is None


def test_a_leaf_from_the_future_is_out_of_date() -> None:
    """A certificate that begins later is not valid yet."""
    found = judge(leaf(HOST, starts=NOW + 2 * DAY))
    assert (found.in_date, found.trusted_by_device) == (False, True)


def test_an_expired_intermediate_is_named() -> None:
    """The leaf is in date, but its issuer is not."""
    middle = authority("Old Middle", the_root(), ends=NOW - 5 * DAY)
    found = judge(leaf(HOST, issuer=middle), middle)
    assert found.in_date
    assert found.chain_problem == "expired-issuer"
    assert "Old Middle" in found.chain_detail
    assert not found.verified


def test_self_signed_is_told_from_a_private_authority() -> None:
    """A certificate signed by itself, and one under a root that nobody knows."""
    assert judge(leaf(HOST, self_signed=True)).chain_problem == "self-signed"
    private = authority("Office CA")
    found = judge(leaf(HOST, issuer=private), private)
    assert found.chain_problem == "private-ca"
    assert "Office CA" in found.chain_detail


def test_a_private_leaf_alone_is_no_missing_intermediate() -> None:
    """Nothing on it says that a known authority issued it."""
    private = authority("Office CA", organization="Office")
    assert judge(leaf(HOST, issuer=private)).chain_problem == "private-ca"


def test_a_leaf_whose_issuer_is_published_but_not_sent_is_incomplete() -> None:
    """The caIssuers address marks a leaf whose intermediate was left out."""
    middle = authority("Middle", the_root())
    found = judge(leaf(HOST, issuer=middle, aia="http://ca.test/m.der"))
    assert found.chain_problem == "incomplete"
    assert "http://ca.test/m.der" in found.chain_detail
    assert not found.verified


def test_a_leaf_under_an_added_authority_is_incomplete_without_its_intermediate() -> None:
    """Issuer and added root bear the same organization."""
    root = authority("Root", organization="Our Trust")
    middle = authority("Middle", root, organization="Our Trust")
    found = judge(leaf(HOST, issuer=middle), trust=RealTrust([root.der]))
    assert found.chain_problem == "incomplete"


@pytest.mark.parametrize(
    ("root", "middle", "problem"),
    [
        ("Acme Root CA", "Acme Intermediate CA G2", "incomplete"),
        ("Lab Root", "Lab Issuing 1", "incomplete"),
        ("Lab Root CA", "Lab Private CA", "private-ca"),
        ("Lab Root CA", "Office CA", "private-ca"),
        ("Root CA", "Intermediate CA", "private-ca"),
    ],
)
def test_the_house_of_an_added_root_is_known_by_name(root: str, middle: str, problem: str) -> None:
    """Without an organization the telling words of the common name must be the same."""
    top = authority(root)
    made = leaf(HOST, issuer=authority(middle, top))
    assert judge(made, trust=RealTrust([top.der])).chain_problem == problem


def test_an_intermediate_seen_at_another_service_proves_the_gap() -> None:
    """IMAP sends the whole chain, SMTP the leaf alone."""
    middle = authority("Middle", the_root())
    whole, bare = leaf(HOST, issuer=middle), leaf(HOST, issuer=middle)
    trust = RealTrust([the_root().der])
    assert judge(bare, trust=trust).chain_problem == "private-ca"
    assert judge(whole, middle, trust=trust).verified
    found = judge(bare, trust=trust)
    assert found.chain_problem == "incomplete"
    assert "another service" in found.chain_detail
    assert not found.verified


def test_for_another_run_the_roots_are_kept_and_what_was_seen_is_not() -> None:
    """A service of somebody else does not complete this run's chain."""
    middle = authority("Middle", the_root())
    whole, bare = leaf(HOST, issuer=middle), leaf(HOST, issuer=middle)
    first = RealTrust([the_root().der])
    assert judge(whole, middle, trust=first).verified
    assert "another service" in judge(bare, trust=first).chain_detail
    second = first.anew()
    assert "another service" not in judge(bare, trust=second).chain_detail
    assert judge(whole, middle, trust=second).verified


def test_a_forged_signature_is_found() -> None:
    """A certificate that names the root as issuer but was signed by another key."""
    impostor = authority("Test Root")
    found = judge(leaf(HOST, issuer=impostor))
    assert found.chain_problem == "bad-signature"
    assert not found.trusted_by_device


def test_a_leaf_does_not_issue_certificates() -> None:
    """A server's certificate used as an authority gives no path."""
    holder = leaf("holder.test")
    found = judge(leaf(HOST, issuer=holder), holder)
    assert not found.trusted_by_device
    assert found.chain_problem is not None


def test_the_order_and_strays_of_a_chain_do_not_matter() -> None:
    """Strays and disorder after the leaf are borne, as phones bear them."""
    low = authority("Low", authority_high := authority("High", the_root()))
    found = judge(leaf(HOST, issuer=low), authority("Stray"), authority_high, low)
    assert found.verified


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"key": rsa.generate_private_key(65537, 1024)}, "1024 bits"),  # noqa: S505
        ({"key": ec.generate_private_key(ec.SECP224R1())}, "224 bits"),
        ({"key": ed25519.Ed25519PrivateKey.generate()}, "neither RSA nor EC"),
        ({"usage": None}, "no extended key usage"),
        ({"usage": (CLIENT,)}, "does not allow TLS servers"),
        ({"days": 826}, "more than 825"),
        ({"names": ()}, "no subject alternative name"),
    ],
)
def test_each_of_apples_rules_is_judged(changes: dict[str, object], words: str) -> None:
    """One broken rule, one violation in words."""
    names = changes.pop("names", (HOST,))
    found = judge(leaf(*names, **changes))  # type: ignore[misc,arg-type]
    assert len(found.apple_violations) == 1, found.apple_violations
    assert words in found.apple_violations[0]
    assert not found.acceptable


def test_sha1_signatures_break_the_rules(tmp_path: Path) -> None:
    """A certificate signed with SHA-1, made by openssl since the library refuses to."""
    made = tmp_path / "sha1.pem"
    command = ["openssl", "req", "-x509", "-sha1", "-newkey", "rsa:2048", "-nodes", "-days", "90"]
    names = ["-subj", "/CN=old", "-addext", f"subjectAltName=DNS:{HOST}"]
    usage = ["-addext", "extendedKeyUsage=serverAuth"]
    files = ["-keyout", str(tmp_path / "key"), "-out", str(made)]
    subprocess.run([*command, *names, *usage, *files], check=True, capture_output=True)
    der = x509.load_pem_x509_certificate(made.read_bytes()).public_bytes(serialization.Encoding.DER)
    found = RealTrust().judge([der], HOST, NOW)
    assert found.apple_violations == ("signed with SHA1, not with SHA-2",)


@pytest.mark.parametrize(
    "changes",
    [
        {"days": 825},
        {"days": 800},
        {"days": 3000, "starts": dt.datetime(2019, 6, 1, tzinfo=dt.UTC)},
        {"usage": None, "starts": dt.datetime(2019, 6, 1, tzinfo=dt.UTC), "days": 3000},
        {"key": rsa.generate_private_key(65537, 2048)},
        {"key": ec.generate_private_key(ec.SECP384R1()), "digest": hashes.SHA512()},
    ],
)
def test_what_apples_rules_allow_is_no_violation(changes: dict[str, object]) -> None:
    """398 days bind only preinstalled roots; older certificates have no limit."""
    assert judge(leaf(HOST, **changes)).apple_violations == ()  # type: ignore[arg-type]


def test_a_weak_issuer_breaks_the_rules_too() -> None:
    """Issuing authorities must sign with SHA-2; a root's own signature does not count."""
    middle = authority("Middle", the_root())
    assert judge(leaf(HOST, issuer=middle), middle, the_root()).apple_violations == ()


def test_a_certificate_for_clients_opens_no_way_for_a_password() -> None:
    """Without serverAuth it is not verified, though chain, name and dates are right."""
    found = judge(leaf(HOST, usage=(CLIENT,)))
    assert found.trusted_by_device
    assert not found.verified


@pytest.mark.parametrize(
    ("names", "host", "expected"),
    [
        (("mail.a.test",), "mail.a.test", True),
        (("mail.a.test",), "MAIL.A.TEST.", True),
        (("*.a.test",), "mail.a.test", True),
        (("*.a.test",), "a.test", False),
        (("*.a.test",), "x.mail.a.test", False),
        (("m*.a.test",), "mail.a.test", False),
        (("mail.*.test",), "mail.a.test", False),
        (("*.test",), "a.test", False),
        (("*",), "a", False),
        (("mail.a.test.evil.test",), "mail.a.test", False),
        (("xn--bcher-kva.test",), "bücher.test", True),
        (("192.0.2.1",), "192.0.2.1", False),
        ((), "server", False),
    ],
)
def test_names_match_by_rfc_9525(names: tuple[str, ...], host: str, expected: bool) -> None:
    """Wildcards stand for one whole left-most label; the common name never counts."""
    assert judge(leaf(*names), host=host).name_matches is expected


def test_an_address_needs_an_address_name() -> None:
    """IP names match addresses in any spelling, and only those."""
    names = [x509.IPAddress(ipaddress.ip_address(ip)) for ip in ("192.0.2.1", "2001:db8::1")]
    made = leaf(extensions=[(x509.SubjectAlternativeName(names), False)])
    assert judge(made, host="192.0.2.1").name_matches
    assert judge(made, host="2001:DB8:0::1").name_matches
    assert not judge(made, host="192.0.2.2").name_matches


def test_a_nul_in_a_name_neither_matches_nor_shows_raw() -> None:
    """``good\\0.evil`` is not ``good``."""
    made = leaf(f"{HOST}\0.evil.test")
    found = judge(made)
    assert not found.name_matches
    assert "\0" not in "".join(found.names)


def test_escapes_in_the_subject_are_shown_inert() -> None:
    """No control or bidirectional character of a certificate reaches the screen."""
    found = judge(leaf(HOST, common="\x1b[31mred\u202eevil"))
    assert "\x1b" not in found.subject
    assert "\u202e" not in found.subject


def test_thousands_of_names_are_searched_but_not_all_kept() -> None:
    """The matching name is found among 2 500, and leads the hundred that are kept."""
    names = [f"host{number}.other{number}.test" for number in range(2499)]
    found = judge(leaf(*names, HOST))
    assert found.name_matches
    assert len(found.names) == 100
    assert found.names[0] == HOST


def test_a_long_chain_is_judged() -> None:
    """Forty-one certificates one under the other."""
    chain = [the_root()]
    for number in range(40):
        chain.append(authority(f"Level {number}", chain[-1]))
    made = leaf(HOST, issuer=chain[-1])
    assert judge(made, *reversed(chain)).chain_length == 42


@pytest.mark.parametrize("data", [b"", b"\x30", b"junk" * 100, b"\x30\x82\xff\xff" + b"\0" * 100])
def test_garbage_is_judged_not_raised(data: bytes) -> None:
    """What is no certificate is neither trusted nor in date."""
    found = RealTrust().judge([data], HOST, NOW)
    assert not found.verified
    assert found.chain_problem == "other"
    assert not RealTrust().judge([], HOST, NOW).verified


def test_garbage_after_the_leaf_is_passed_over() -> None:
    """A stray that cannot be read does not spoil a good chain."""
    made = leaf(HOST)
    assert RealTrust([the_root().der]).judge([made.der, b"junk"], HOST, NOW).verified


def test_every_cut_of_a_certificate_is_borne() -> None:
    """Truncated and bit-flipped certificates never raise."""
    trust, whole = RealTrust([the_root().der]), leaf(HOST).der
    for at in range(0, len(whole), 7):
        flipped = whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]
        assert not trust.judge([whole[:at]], HOST, NOW).verified
        assert not trust.judge([flipped], HOST, NOW).verified
