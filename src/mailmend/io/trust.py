"""Judges certificate chains against a phone's roots and this machine's, by OpenSSL's rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from OpenSSL import crypto

from mailmend.facts import Certificate
from mailmend.facts.tls import ChainProblem
from mailmend.io.roots import device_store, machine_store
from mailmend.wire import apple_tls
from mailmend.wire import certificate as cert

MAX_CHAIN = 64
MAX_SEEN = 64

# Results of X509_verify_cert (openssl x509_vfy.h)
_ISSUER_MISSING = frozenset({2, 20, 21})
_OUT_OF_DATE = frozenset({9, 10})
_SELF_SIGNED_LEAF = 18
_SELF_SIGNED_TOP = 19
_BAD_SIGNATURE = 7
_NO_ANCHOR = _ISSUER_MISSING | {_SELF_SIGNED_LEAF, _SELF_SIGNED_TOP}


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why OpenSSL found no good path: its code and words, how far it came, and where it stopped."""

    code: int
    depth: int
    words: str
    where: x509.Certificate


@dataclass(frozen=True, slots=True)
class _Chain:
    """What the server sent, as far as it could be read."""

    ders: tuple[bytes, ...]
    leaf: x509.Certificate
    rest: tuple[x509.Certificate, ...]


@dataclass(frozen=True, slots=True)
class _Paths:
    """The paths to the three sets of roots; ``None`` means a good path."""

    device: _Failure | None
    machine: _Failure | None
    added: _Failure | None

    @property
    def on_device(self) -> bool:
        return self.device is None or self.added is None

    @property
    def on_machine(self) -> bool:
        return self.machine is None or self.added is None


class RealTrust:
    """The judge of certificate chains; stores are read at the first judgement or by ``warm``.

    ``added_roots`` (DER, see ``roots.read_pem``) count as roots that the user added, on the device
    and on this machine alike.
    """

    def __init__(self, added_roots: Sequence[bytes] = ()) -> None:
        loaded = map(cert.load, added_roots)
        self._added_roots = tuple(root for root in loaded if root is not None)
        self._seen: dict[bytes, x509.Certificate] = {}

    def warm(self) -> None:
        """Read the stores now; safe to call from another thread."""
        _ = self._device, self._machine, self._added

    def anew(self) -> RealTrust:
        """For another run: the same stores, which are not read again, and nothing seen yet.

        Both may judge in one thread only.
        """
        other = RealTrust()
        other._added_roots = self._added_roots
        other.__dict__.update(_device=self._device, _machine=self._machine, _added=self._added)
        return other

    def judge(self, chain: Sequence[bytes], host: str, at: datetime) -> Certificate:
        """The judgement over a DER chain, leaf first, for that host at that time. Never raises.

        Dates are judged for the leaf alone (``in_date``); the path is judged at the moment of the
        leaf's validity that is nearest to ``at``.
        """
        leaf = cert.load(chain[0]) if chain else None
        if leaf is None:
            return _unreadable(chain)
        loaded = map(cert.load, chain[1:MAX_CHAIN])
        sent = _Chain(tuple(chain), leaf, tuple(one for one in loaded if one is not None))
        moment = min(max(at, leaf.not_valid_before_utc), leaf.not_valid_after_utc)
        paths = _Paths(
            self._verify(self._device, sent, moment),
            self._verify(self._machine, sent, moment),
            self._verify(self._added, sent, moment),
        )
        problem = None if paths.on_device else self._explain(paths, sent, moment)
        self._remember(sent)
        return _judgement(sent, host, at, paths, problem)

    @cached_property
    def _device(self) -> crypto.X509Store:
        return device_store()

    @cached_property
    def _machine(self) -> crypto.X509Store:
        return machine_store()

    @cached_property
    def _added(self) -> crypto.X509Store:
        store = crypto.X509Store()
        for root in self._added_roots:
            store.add_cert(crypto.X509.from_cryptography(root))
        return store

    def _verify(
        self,
        store: crypto.X509Store,
        sent: _Chain,
        moment: datetime,
        more: Sequence[x509.Certificate] = (),
    ) -> _Failure | None:
        store.set_time(moment)
        others = [crypto.X509.from_cryptography(one) for one in (*sent.rest, *more)]
        leaf = crypto.X509.from_cryptography(sent.leaf)
        try:
            crypto.X509StoreContext(store, leaf, others).verify_certificate()
        except crypto.X509StoreContextError as error:
            code, depth, words = error.errors
            where = ([sent.leaf, *sent.rest][depth:] or [sent.leaf])[0]
            return _Failure(code, depth, words, _stopped_at(error) or where)
        return None

    def _explain(self, paths: _Paths, sent: _Chain, moment: datetime) -> tuple[ChainProblem, str]:
        """Why a phone finds no path: the failure of the store in which OpenSSL came furthest."""
        failures = [failure for failure in (paths.added, paths.device) if failure is not None]
        worst = max(failures, key=lambda one: (one.code not in _NO_ANCHOR, one.depth))
        where = cert.subject(worst.where)
        if worst.code == _SELF_SIGNED_LEAF:
            return "self-signed", f"{where} is signed by itself"
        if worst.code == _SELF_SIGNED_TOP:
            return "private-ca", f"the chain ends in {where}, which is not a known root"
        if worst.code in _OUT_OF_DATE:
            return "expired-issuer", f"the issuing certificate {where} is not within its dates"
        if worst.code == _BAD_SIGNATURE:
            return "bad-signature", f"the signature on {where} is not by its issuer"
        if worst.code in _ISSUER_MISSING:
            return self._missing_issuer(worst.where, sent, moment)
        return "other", f"{worst.words} ({where})"

    def _missing_issuer(
        self, top: x509.Certificate, sent: _Chain, moment: datetime
    ) -> tuple[ChainProblem, str]:
        """Tell an intermediate that was not sent from an authority that nobody knows.

        It is an intermediate where the chain is whole with what another service of this run sent,
        or where the certificate bears the marks of a public or an added authority.
        """
        issuer = cert.issuer(top)
        seen = tuple(self._seen.values())
        stores = (self._device, self._added)
        if seen and any(self._verify(store, sent, moment, seen) is None for store in stores):
            return "incomplete", f"its issuer {issuer} is not sent here, but by another service"
        if cert.from_public_authority(top):
            where = "".join(f"; it is published at {url}" for url in cert.issuer_urls(top)[:1])
            return "incomplete", f"its issuer {issuer} is not sent{cert.short(where)}"
        if self._of_added_authority(top):
            return "incomplete", f"its issuer {issuer} is not sent"
        return "private-ca", f"its issuer {issuer} is not sent and not a known authority"

    def _of_added_authority(self, certificate: x509.Certificate) -> bool:
        wanted = cert.family(certificate.issuer)
        return bool(wanted) and any(
            wanted == cert.family(root.subject) for root in self._added_roots
        )

    def _remember(self, sent: _Chain) -> None:
        for one in sent.rest:
            if len(self._seen) < MAX_SEEN:
                self._seen.setdefault(one.fingerprint(SHA256()), one)


def _stopped_at(error: crypto.X509StoreContextError) -> x509.Certificate | None:
    try:
        return error.certificate.to_cryptography()
    except (ValueError, TypeError, crypto.Error):
        return None


def _judgement(
    sent: _Chain,
    host: str,
    at: datetime,
    paths: _Paths,
    problem: tuple[ChainProblem, str] | None,
) -> Certificate:
    leaf = sent.leaf
    names = cert.names(leaf)
    return Certificate(
        subject=cert.subject(leaf),
        issuer=cert.issuer(leaf),
        names=cert.shown_names(names, host),
        not_before=cert.when(leaf.not_valid_before_utc),
        not_after=cert.when(leaf.not_valid_after_utc),
        fingerprint_sha256=leaf.fingerprint(SHA256()).hex(),
        key=cert.key_text(leaf),
        signature_hash=cert.signature_hash(leaf),
        chain_length=len(sent.ders),
        in_date=leaf.not_valid_before_utc <= at <= leaf.not_valid_after_utc,
        name_matches=cert.matches(names, host),
        trusted_by_device=paths.on_device,
        trusted_by_machine=paths.on_machine,
        chain_problem=problem[0] if problem else None,
        chain_detail=problem[1] if problem else "",
        apple_violations=apple_tls.violations(leaf, sent.rest, names, public=paths.device is None),
        for_servers=apple_tls.for_servers(leaf),
    )


def _unreadable(chain: Sequence[bytes]) -> Certificate:
    """The judgement where the leaf is no certificate at all: nothing is right about it."""
    return Certificate(
        subject="",
        issuer="",
        names=(),
        not_before="",
        not_after="",
        fingerprint_sha256=sha256(chain[0]).hexdigest() if chain else "",
        key="",
        signature_hash="",
        chain_length=len(chain),
        in_date=False,
        name_matches=False,
        trusted_by_device=False,
        trusted_by_machine=False,
        chain_problem="other",
        chain_detail="the certificate cannot be read",
    )
