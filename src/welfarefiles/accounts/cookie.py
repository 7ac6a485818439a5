"""What the browser holds: a number that says nothing by itself, and ends with the browser."""

NAME = "__ac"
BEARER = "bearer "


def token_of(request):
    """Token of the session a request comes with: a program's, or else the browser's."""
    authorization = getattr(request, "_auth", None) or ""
    if authorization[: len(BEARER)].lower() == BEARER:
        return authorization[len(BEARER) :].strip()
    return request.cookies.get(NAME, "")


def give(request, token):
    """Let the browser hold the token: out of reach of scripts, of other sites, of plain http."""
    request.response.setCookie(
        NAME, token, path="/", http_only=True, same_site="Lax", secure=is_secure(request)
    )
    request.cookies[NAME] = token


def take(request):
    """Let the browser forget it."""
    request.response.expireCookie(NAME, path="/", http_only=True, same_site="Lax")
    request.cookies.pop(NAME, None)


def is_secure(request):
    """Whether the browser came by https (a proxy says so by the address it asks for)."""
    return request.get("SERVER_URL", "").startswith("https:")
