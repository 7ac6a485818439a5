"""OpenID Connect with the school's provider: authorization code flow with PKCE. Needs no Plone.

What is checked of an ID token: signature by the provider's published keys, issuer, audience, times,
nonce (OpenID Connect Core 3.1.3.7), and that the provider asked for a second factor.
"""

from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlencode
from urllib.parse import urlsplit

import base64
import jwt
import requests
import secrets


SECONDS = 10
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384")
#: Claims by which providers say how somebody signed in there: RFC 8176, OIDC Core, Entra.
HOW = ("amr", "acr", "acrs")
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
#: Clocks of two servers.
LEEWAY = 60


class ProviderFault(Exception):
    """The provider cannot be used: a sentence for whoever sets it up."""


class NotVouched(Exception):
    """The provider's answer proves nothing, or not enough: a sentence for the log."""


@dataclass(frozen=True)
class Provider:
    """How to ask a provider. `factor_values`: of `HOW`, any of which proves a second factor."""

    issuer: str
    client_id: str
    secret: str
    factor_values: frozenset = frozenset({"mfa"})
    acr_values: str = ""


@dataclass(frozen=True)
class Flow:
    """One sign-in under way: what only we and this browser know."""

    state: str
    nonce: str
    verifier: str

    @property
    def challenge(self):
        """What the provider is told of the verifier (RFC 7636, S256)."""
        digest = sha256(self.verifier.encode("ascii")).digest()
        return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def new_flow():
    """A `Flow` of random values."""
    return Flow(secrets.token_hex(32), secrets.token_hex(16), secrets.token_urlsafe(64))


def discover(provider):
    """The provider's own description of itself. Raises `ProviderFault`."""
    if not is_safe(provider.issuer):
        raise ProviderFault("The issuer must be an address that begins with https://.")
    address = provider.issuer.rstrip("/") + "/.well-known/openid-configuration"
    found = _json("get", address)
    if found.get("issuer", "").rstrip("/") != provider.issuer.rstrip("/"):
        raise ProviderFault("The provider calls itself by another issuer.")
    if not all(is_safe(found.get(name) or "") for name in NEEDED):
        raise ProviderFault("The provider's description lacks an address, or one is not safe.")
    return found


def is_safe(address):
    """Whether an address is https (plain http only on this machine, for trying out)."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname == "localhost")


def test(provider):
    """How many keys the provider publishes: all we can try without a person. `ProviderFault`."""
    return len(_keys(discover(provider)))


def address_to(provider, flow, back):
    """Where the browser is sent. `back`: our address for the answer."""
    asked = {
        "response_type": "code",
        "scope": "openid profile email",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "state": flow.state,
        "nonce": flow.nonce,
        "code_challenge": flow.challenge,
        "code_challenge_method": "S256",
    }
    if provider.acr_values:
        asked["acr_values"] = provider.acr_values
    address = discover(provider)["authorization_endpoint"]
    return address + ("&" if "?" in address else "?") + urlencode(asked)


def claims_for(provider, flow, code, back):
    """What the provider says of the person, proved. Raises `ProviderFault` or `NotVouched`."""
    about = discover(provider)
    given = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "client_id": provider.client_id,
        "client_secret": provider.secret,
        "code_verifier": flow.verifier,
    }
    answer = _json("post", about["token_endpoint"], data=given)
    return verified(provider, about, flow, answer.get("id_token") or "")


def verified(provider, about, flow, token):
    """Claims of an ID token that holds. Raises `NotVouched`."""
    try:
        key_id = jwt.get_unverified_header(token).get("kid")
        keys = [key for key in _keys(about) if key_id in (None, key.key_id)]
        if len(keys) != 1:
            raise NotVouched("The token is signed with a key the provider does not publish.")
        claims = jwt.decode(
            token,
            keys[0].key,
            algorithms=ALGORITHMS,
            audience=provider.client_id,
            issuer=about["issuer"],
            leeway=LEEWAY,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except jwt.PyJWTError as error:
        raise NotVouched(f"The token does not hold: {type(error).__name__}") from error
    if not secrets.compare_digest(str(claims.get("nonce", "")), flow.nonce):
        raise NotVouched("The token was made for another sign-in.")
    if claims.get("azp", provider.client_id) != provider.client_id:
        raise NotVouched("The token was made for another client.")
    return claims


def has_second_factor(provider, claims):
    """Whether the claims say that the provider asked for a second factor."""
    said = set()
    for name in HOW:
        value = claims.get(name) or ()
        said.update([value] if isinstance(value, str) else value)
    return bool(said & provider.factor_values)


def _keys(about):
    try:
        found = jwt.PyJWKSet.from_dict(_json("get", about["jwks_uri"])).keys
    except jwt.PyJWTError as error:
        raise ProviderFault("The provider's keys cannot be read.") from error
    return [key for key in found if key.public_key_use in (None, "sig")]


def _json(method, address, **sent):
    try:
        answer = requests.request(method, address, timeout=SECONDS, allow_redirects=False, **sent)
        found = answer.json() if answer.status_code == 200 else None
    except (requests.RequestException, ValueError) as error:
        raise ProviderFault("The provider cannot be reached, or answers nonsense.") from error
    if not isinstance(found, dict):
        raise ProviderFault(f"The provider answers {answer.status_code}.")
    return found
