"""What another process does while a test's own transaction is under way."""

from concurrent.futures import ThreadPoolExecutor
from Testing.makerequest import makerequest
from zope.component.hooks import getSite
from zope.component.hooks import setSite
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest

import transaction


def in_another_process(content, function):
    """Call it with the same content, seen by a connection and a thread of its own, and commit."""
    database, path = content._p_jar.db(), content.getPhysicalPath()
    site = getSite().getId()

    def run():
        connection = database.open()
        root = makerequest(connection.root()["Application"])
        setSite(root[site])
        setRequest(root.REQUEST)
        try:
            function(root.unrestrictedTraverse(path))
            transaction.commit()
        finally:
            transaction.abort()
            clearRequest()
            setSite(None)
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result()
