"""DNS records to correct, for whoever manages the zone."""

from __future__ import annotations

from mailmend.change import DnsRecord
from mailmend.remedy import Draft, Situation, remedy


@remedy(audience="admin")
def dns_steps(situation: Situation) -> Draft | None:
    """One passage a record: what it is, what it must be, how to check."""
    records = [change for change in situation.changes if isinstance(change, DnsRecord)]
    if not records:
        return None
    steps = [step for record in records for step in _steps(record)]
    closing = (
        "Raise the zone's serial number and reload it (a DNS panel does both). Old answers live "
        "on until their time to live is over."
    )
    return Draft("In the DNS zone", (*steps, closing))


def _steps(record: DnsRecord) -> tuple[str, ...]:
    now = ", ".join(record.now) if record.now else "missing"
    if record.should_be:
        lines = "\n".join(
            f"{record.name}. 3600 IN {record.rtype} {_data(record.rtype, value)}"
            for value in record.should_be
        )
        first = f"{record.rtype} record of {record.name}: now {now}. Make it:\n{lines}"
    else:
        first = f"{record.rtype} record of {record.name}: now {now}. {_hint(record)}"
    return (first, f"Check: dig +short {record.rtype} {record.name}")


def _data(rtype: str, value: str) -> str:
    """A value in zone file form: names get their closing dot."""
    named = rtype in ("CNAME", "MX", "SRV", "NS")
    return f"{value}." if named and not value.endswith(".") else value


def _hint(record: DnsRecord) -> str:
    match record.rtype, bool(record.now):
        case "A" | "AAAA", False:
            return "Add it with the address of the mail server."
        case "A" | "AAAA", True:
            return (
                "Replace it by the address of the mail server, or remove it where that server "
                "does not answer. Behind a CDN set the record to “DNS only”: a CDN passes on "
                "web traffic, no mail."
            )
        case "MX", _:
            return "It must name the host that receives mail for the domain (a name, no address)."
        case "SRV", _:
            return "It must name a host and a port that take submissions, or be removed."
        case "DS" | "DNSKEY", _:
            return "The signature chain is broken: correct the DS record at the registrar."
    return "Correct it, or remove it."
