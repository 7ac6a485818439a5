"""Serve one instance on localhost with one thread: `server.py <folder> <ours|stock> <port>`.

Beside the portal it answers under `/__bench__/`: the processor time of this process, what the last
commit wrote, a cookie of a signed-in person, and scripts (`scripts.py`) that are timed here.
"""

from instance import start_zope
from pathlib import Path

import json
import logging
import sys
import time
import waitress


PREFIX = "/__bench__/"


class Bench:
    """WSGI application around the portal's that answers the questions of a measurement."""

    def __init__(self, app, kind):
        self.app = app
        self.kind = kind

    def __call__(self, environ, start_response):
        path = environ.get("PATH_INFO", "")
        if not path.startswith(PREFIX):
            return self.app(environ, start_response)
        asked = json.loads(environ["wsgi.input"].read() or b"{}")
        answer = getattr(self, path.removeprefix(PREFIX))(**asked)
        body = json.dumps(answer).encode()
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
        start_response("200 OK", headers)
        return [body]

    def cpu(self):
        """Seconds of processor time this process has used, all threads."""
        return time.process_time()

    def commit(self):
        """Objects and bytes that the last transaction wrote to the object database."""
        import Zope2

        storage = Zope2.DB.storage
        for last in storage.iterator(storage.lastTransaction()):
            sizes = [len(record.data) for record in last]
        return {"objects": len(sizes), "bytes": sum(sizes)}

    def cookie(self, user_id):
        """Value of the session cookie of a person."""
        from site_access import portal_as

        with portal_as(user_id) as portal:
            if "welfarefiles_accounts" in portal.acl_users.objectIds():
                return token_for(portal.acl_users, user_id)
            session = portal.acl_users.session
            response = portal.REQUEST.response
            session._setupSession(user_id, response)
            return response.cookies["__ac"]["value"].decode()

    def script(self, name, **arguments):
        """Result of a script."""
        import scripts

        return getattr(scripts, name)(**arguments)


def token_for(accounts, user_id):
    """What the browser of somebody signed in to our portal holds."""
    from welfarefiles.accounts import sessions
    from welfarefiles.accounts.marks import mark_of
    from welfarefiles.accounts.stages import path_of

    known = {"folder": path_of(accounts), "user_id": user_id, "mark": mark_of(accounts, user_id)}
    nothing = dict.fromkeys(("address", "browser", "goes_to"), "")
    token, _session = sessions.begin(
        login=user_id, stage=sessions.OPEN, way=sessions.PASSWORD, **known, **nothing
    )
    return token


def main(folder, kind, port):
    """Serve until killed; says "ready" on standard output when requests are answered."""
    logging.basicConfig(level=logging.WARNING)
    app = Bench(start_zope(Path(folder), kind), kind)
    server = waitress.create_server(app, listen=f"localhost:{port}", threads=1)
    print("ready", flush=True)
    server.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
