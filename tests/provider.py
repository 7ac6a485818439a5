"""A small OpenID Connect provider over real HTTP, with keys of its own, that can also misbehave."""

from base64 import urlsafe_b64encode
from contextlib import contextmanager
from cryptography.hazmat.primitives.asymmetric import rsa
from functools import cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from urllib.parse import parse_qs
from urllib.parse import urlencode
from urllib.parse import urlsplit

import json
import jwt
import secrets
import threading
import time


CLIENT, SECRET = "welfare-files", "a secret of the provider"


@cache
def key(name):
    """An RSA key; made once, because making takes long."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """Whoever comes is `claims`. `spoil`: claims of the token that are not as they should be."""

    def __init__(self, address):
        self.issuer = address
        self.claims = {"sub": "0001", "preferred_username": "Ann.Lead@school.example"}
        self.claims |= {"name": "Ann Lead", "email": "ann@school.example", "amr": ["pwd", "mfa"]}
        self.spoil = {}
        self.signing_key = "own"
        self.state = None  # sent back instead of the one that came
        self.codes = {}

    def configuration(self):
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }

    def keys(self):
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key("own").public_key()))
        return {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def authorize(self, asked):
        """Address of the client, with a code."""
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_hex(8)
        self.codes[code] = asked
        back = urlencode({"code": code, "state": self.state or asked["state"]})
        return f"{asked['redirect_uri']}?{back}"

    def token(self, given):
        """(status, answer): a code is good once, for who has the verifier and the secret."""
        asked = self.codes.pop(given.get("code"), None)
        digest = sha256(given.get("code_verifier", "").encode()).digest()
        proof = urlsafe_b64encode(digest).decode().rstrip("=")
        if asked is None or asked["code_challenge"] != proof or given["client_secret"] != SECRET:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300}
        claims |= {"nonce": asked["nonce"], **self.claims, **self.spoil}
        token = jwt.encode(claims, key(self.signing_key), algorithm="RS256", headers={"kid": "one"})
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": token}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        provider, parts = self.server.provider, urlsplit(self.path)
        if parts.path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self.send_response(302)
            self.send_header("Location", provider.authorize(asked))
            self.end_headers()
            return
        pages = {
            "/.well-known/openid-configuration": provider.configuration,
            "/keys": provider.keys,
        }
        self.answer(200, pages[parts.path]()) if parts.path in pages else self.answer(404, {})

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = {name: values[0] for name, values in parse_qs(body).items()}
        self.answer(*self.server.provider.token(given))

    def answer(self, status, data):
        body = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Tests read no log of it."""


@contextmanager
def running_provider():
    """A `Provider` that answers at a port of its own."""
    server = ThreadingHTTPServer(("localhost", 0), Handler)
    server.provider = Provider(f"http://localhost:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.provider
    server.shutdown()
    server.server_close()
    thread.join()


def use(portal, provider, **more):
    """Set the portal up for the provider; the caller commits."""
    from welfarefiles.accounts.sealing import seal

    values = {"enabled": True, "issuer": provider.issuer, "client_id": CLIENT}
    values |= {"secret": seal(SECRET), "name": "Oakfield account", **more}
    for name, value in values.items():
        portal.portal_registry[f"welfarefiles.accounts.provider_{name}"] = value
