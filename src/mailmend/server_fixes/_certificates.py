"""Which key on the server belongs to a certificate, or which certificate to a key."""

from __future__ import annotations

from mailmend.mending.ground import Ground

_SEARCH = """want=$(openssl {asked} 2>/dev/null | sha256sum)
[ "$want" = "$(printf '' | sha256sum)" ] && exit 1
find "$2" "$3" -maxdepth 1 -type f -size -64k 2>/dev/null | sort -u | head -n 60 |
while IFS= read -r file; do
  [ "$(openssl {tried} 2>/dev/null | sha256sum)" = "$want" ] && printf '%s\\n' "$file"
done; true"""
_OF_CERTIFICATE = 'x509 -noout -pubkey -in "{}"'
_OF_KEY = 'pkey -pubout -passin pass: -in "{}"'


async def keys_for(ground: Ground, certificate: str, missing: str) -> tuple[str, ...]:
    """The key files that belong to the certificate, in its folder and the missing file's."""
    script = _SEARCH.format(asked=_OF_CERTIFICATE.format("$1"), tried=_OF_KEY.format("$file"))
    return await _found(ground, script, certificate, missing)


async def certificates_for(ground: Ground, key: str, missing: str) -> tuple[str, ...]:
    """The certificate files that begin with the one of this key, in those folders."""
    script = _SEARCH.format(asked=_OF_KEY.format("$1"), tried=_OF_CERTIFICATE.format("$file"))
    return await _found(ground, script, key, missing)


async def _found(ground: Ground, script: str, known: str, missing: str) -> tuple[str, ...]:
    folders = (known.rpartition("/")[0] or "/", missing.rpartition("/")[0] or "/")
    result = await ground.host.run("sh", "-c", script, "sh", known, *folders)
    lines = result.stdout.splitlines() if result.ok else []
    return tuple(line for line in lines if line.startswith("/") and line.isprintable())
