"""Which messages were written to or by Legal Services (R131): rules without Plone."""

from collections.abc import Iterable


def is_privileged(addresses: Iterable[str], legal_services: Iterable[str]) -> bool:
    """Whether one of the addresses is one of Legal Services.

    :param legal_services: addresses, or domains, which stand for every address below them.
    """
    wanted = {line.strip().lower().lstrip("@") for line in legal_services} - {""}
    return any(_is_of(address.lower(), wanted) for address in addresses)


def _is_of(address, wanted):
    domain = address.rpartition("@")[2]
    above = {domain[at:] for at in range(len(domain)) if at == 0 or domain[at - 1] == "."}
    return address in wanted or bool(above & wanted)
