"""A small OpenID Connect provider on the loopback address, for tests of the organisation's own
sign-in: whoever types an address there is that person."""

import base64
import contextlib
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "portal", "a secret of the test"
FORM = """<!doctype html><html lang="en"><title>The organisation</title><h1>The organisation</h1>
<form method="post"><label>Your address <input name="email"></label><button>Go on</button></form>
</html>"""


class Provider(ThreadingHTTPServer):
    """Keys, and what was given out: codes and tokens with whom they are for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.issuer = f"http://localhost:{self.server_address[1]}"
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: dict[str, str] = {}

    def settings(self) -> dict[str, str]:
        """What the portal's environment needs to know of it."""
        return {
            "OIDC_ISSUER": self.issuer,
            "OIDC_NAME": "Example Trust",
            "OIDC_CLIENT_ID": CLIENT,
            "OIDC_CLIENT_SECRET": SECRET,
        }

    def claims(self, email: str) -> dict[str, Any]:
        """Who somebody is."""
        return {
            "sub": f"person {email}",
            "email": email,
            "email_verified": True,
            "name": "Some One",
        }

    def id_token(self, asked: dict[str, str]) -> str:
        """The signed statement of who signed in, for the portal alone."""
        now = int(time.time())
        body = self.claims(asked["email"]) | {
            "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300,
        }  # fmt: skip
        if "nonce" in asked:
            body["nonce"] = asked["nonce"]
        return jwt.encode(body, self.key, algorithm="RS256", headers={"kid": "one"})


class Answer(BaseHTTPRequestHandler):
    """The five addresses of a provider."""

    server: Provider

    def log_message(self, *args: Any) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        """Discovery, keys, the page that asks who you are, and who a token is for."""
        match urlsplit(self.path).path:
            case "/.well-known/openid-configuration":
                self.say(self.discovery())
            case "/jwks":
                key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.server.key.public_key()))
                self.say({"keys": [key | {"kid": "one", "use": "sig", "alg": "RS256"}]})
            case "/authorize":
                self.answer(200, FORM.encode(), "text/html")
            case "/userinfo":
                token = self.headers.get("Authorization", "").removeprefix("Bearer ")
                email = self.server.tokens.get(token)
                self.say(self.server.claims(email) if email else {"error": "invalid_token"})
            case _:
                self.answer(404, b"", "text/plain")

    def do_POST(self) -> None:
        """Somebody said who they are, or the portal brings the code."""
        size = int(self.headers.get("Content-Length", "0"))
        sent = {
            name: values[0] for name, values in parse_qs(self.rfile.read(size).decode()).items()
        }
        if urlsplit(self.path).path == "/authorize":
            asked = {n: v[0] for n, v in parse_qs(urlsplit(self.path).query).items()}
            code = secrets.token_urlsafe(8)
            self.server.codes[code] = asked | {"email": sent["email"]}
            back = urlencode({"code": code, "state": asked["state"]})
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()
        else:
            self.token(sent)

    def token(self, sent: dict[str, str]) -> None:
        """Swap a code for tokens: once, for the portal alone, with the proof it began with."""
        asked = self.server.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or proof != asked.get("code_challenge") or not self.portal_is_known(sent):
            self.say({"error": "invalid_grant"}, status=400)
            return
        token = secrets.token_urlsafe(8)
        self.server.tokens[token] = asked["email"]
        self.say(
            {
                "access_token": token,
                "token_type": "Bearer",
                "expires_in": 300,
                "id_token": self.server.id_token(asked),
            }
        )

    def portal_is_known(self, sent: dict[str, str]) -> bool:
        """Whether the client shows its secret, in the body or as basic authentication."""
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        in_body = (sent.get("client_id"), sent.get("client_secret")) == (CLIENT, SECRET)
        return in_body or self.headers.get("Authorization") == f"Basic {basic}"

    def discovery(self) -> dict[str, Any]:
        """Where everything is."""
        issuer = self.server.issuer
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/jwks",
            "userinfo_endpoint": f"{issuer}/userinfo",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def say(self, data: dict[str, Any], status: int = 200) -> None:
        self.answer(status, json.dumps(data).encode(), "application/json")

    def answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextlib.contextmanager
def provider() -> Iterator[Provider]:
    """A provider that answers until the block is left."""
    with Provider() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
