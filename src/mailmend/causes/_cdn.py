"""Addresses and names of networks that forward web traffic only. Pure.

Ranges as the operators publish them for allow lists; such lists change seldom. An address that is
in none of them may be in a network like these all the same.
"""

from __future__ import annotations

from ipaddress import ip_address, ip_network

_RANGES: dict[str, tuple[str, ...]] = {
    "Cloudflare": (
        "173.245.48.0/20", "103.21.244.0/22", "103.22.200.0/22", "103.31.4.0/22",
        "141.101.64.0/18", "108.162.192.0/18", "190.93.240.0/20", "188.114.96.0/20",
        "197.234.240.0/22", "198.41.128.0/17", "162.158.0.0/15", "104.16.0.0/13",
        "104.24.0.0/14", "172.64.0.0/13", "131.0.72.0/22", "2400:cb00::/32",
        "2606:4700::/32", "2803:f800::/32", "2405:b500::/32", "2405:8100::/32",
        "2a06:98c0::/29", "2c0f:f248::/32",
    ),
    "Fastly": (
        "23.235.32.0/20", "43.249.72.0/22", "103.244.50.0/24", "103.245.222.0/23",
        "103.245.224.0/24", "104.156.80.0/20", "140.248.64.0/18", "140.248.128.0/17",
        "146.75.0.0/17", "151.101.0.0/16", "157.52.64.0/18", "167.82.0.0/17",
        "172.111.64.0/18", "185.31.16.0/22", "199.27.72.0/21", "199.232.0.0/16",
        "2a04:4e40::/32", "2a04:4e42::/32",
    ),
    "Imperva": (
        "45.60.0.0/16", "45.64.64.0/22", "45.223.0.0/16", "103.28.248.0/22",
        "107.154.0.0/16", "131.125.128.0/17", "149.126.72.0/21", "185.11.124.0/22",
        "192.230.64.0/18", "198.143.32.0/19", "199.83.128.0/21", "2a02:e980::/29",
    ),
    "Sucuri": (
        "66.248.200.0/22", "185.93.228.0/22", "192.88.134.0/23", "208.109.0.0/22",
        "2a02:fe80::/29",
    ),
}  # fmt: skip
_SUFFIXES: dict[str, str] = {
    "cdn.cloudflare.net": "Cloudflare",
    "cloudfront.net": "Amazon CloudFront",
    "fastly.net": "Fastly",
    "fastlylb.net": "Fastly",
    "edgekey.net": "Akamai",
    "edgesuite.net": "Akamai",
    "akamaiedge.net": "Akamai",
    "azureedge.net": "Azure CDN",
    "azurefd.net": "Azure Front Door",
    "b-cdn.net": "bunny.net",
    "incapdns.net": "Imperva",
    "sucuri.net": "Sucuri",
}


def operator_of_address(address: str) -> str:
    """Whose web-only network the address is in; empty where it is in none of those known."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    for name, ranges in _RANGES.items():
        networks = (ip_network(text) for text in ranges)
        if any(parsed in network for network in networks if network.version == parsed.version):
            return name
    return ""


def operator_of_name(name: str) -> str:
    """Whose web-only network the name at the end of a CNAME chain is in; empty for none known."""
    labels = name.lower().rstrip(".")
    return next((owner for end, owner in _SUFFIXES.items() if labels.endswith(f".{end}")), "")
