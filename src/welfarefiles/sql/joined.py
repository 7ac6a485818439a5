"""Join the SQL store to the transaction that changes the objects.

One data manager per transaction collects *writers* (the index, the ledger …). Their rows are
computed in a before-commit hook, while objects can still be read; everything is written and
committed in `tpc_vote`, after every object database has voted and while none has finished. So an
error on either side aborts both; what is left is the moment between the SQL commit and the other
databases' last step, which `welfarefiles-check` names and mends.
"""

from .engine import get_store
from transaction.interfaces import IDataManagerSavepoint
from transaction.interfaces import ISavepointDataManager
from zope.interface import implementer

import transaction


_KEY = "welfarefiles.sql.joined"


class Writer:
    """What one concern writes with the transaction. Made without arguments, once a transaction.

    `order`: lower writes first (the index 10, the ledger 90).
    """

    order = 50

    def prepare(self, store):
        """Before the commit: compute what `write` needs. May be called more than once."""

    def write(self, connection, store):
        """Write to `connection`. The transaction is over: objects must not be read here."""

    def snapshot(self):
        """For a savepoint: what `restore` needs to come back to now."""

    def restore(self, state):
        """Forget what happened since `snapshot` gave `state`."""


class Beside(Writer):
    """Small changes of tables beside the index; see `with_commit`."""

    order = 60

    def __init__(self):
        self.steps = []

    def write(self, connection, store):
        for step, arguments in self.steps:
            step(connection, *arguments)

    def snapshot(self):
        return list(self.steps)

    def restore(self, state):
        self.steps = list(state)


def with_commit(step, *arguments):
    """Call ``step(connection, *arguments)`` as the transaction commits, if it does."""
    joined(Beside).steps.append((step, arguments))


def joined(factory):
    """The `Writer` of class `factory` in the present transaction; made if there is none yet."""
    manager = _manager()
    writer = manager.writers.get(factory)
    if writer is None:
        writer = manager.writers[factory] = factory()
    manager.hook()
    return writer


def peek(factory):
    """The writer of class `factory` in the present transaction, or None; joins nothing."""
    manager = _present(transaction.get())
    return manager and manager.writers.get(factory)


def _present(txn):
    try:
        return txn.data(_KEY)
    except KeyError:
        return None


def _manager():
    txn = transaction.get()
    manager = _present(txn)
    if manager is None:
        manager = JoinedStore(txn, get_store())
        txn.join(manager)
        txn.set_data(_KEY, manager)
    return manager


def _before_commit(txn):
    # the manager may have changed: undoing a savepoint taken before it joined drops it
    manager = _present(txn)
    if manager is not None:
        manager.prepare()


@implementer(ISavepointDataManager)
class JoinedStore:
    """The data manager: votes last, and has committed once it has voted."""

    def __init__(self, txn, store):
        self.transaction_manager = transaction.manager
        self.txn = txn
        self.store = store
        self.writers = {}
        self.hooked = False

    def hook(self):
        """Compute rows before the commit; again, if something is added after they were computed."""
        if not self.hooked:
            self.txn.addBeforeCommitHook(_before_commit, (self.txn,))
            self.hooked = True

    def prepare(self):
        self.hooked = False
        for writer in self._ordered():
            writer.prepare(self.store)

    def _ordered(self):
        return sorted(self.writers.values(), key=lambda writer: writer.order)

    def sortKey(self):
        return "~welfarefiles"

    def tpc_begin(self, txn):
        pass

    def commit(self, txn):
        pass

    def tpc_vote(self, txn):
        if self.hooked:
            raise RuntimeError(
                "The index or ledger was told of a change after the commit had begun"
            )
        if self.writers:
            with self.store.writing() as connection:
                for writer in self._ordered():
                    writer.write(connection, self.store)

    def tpc_finish(self, txn):
        self._clear()

    def tpc_abort(self, txn):
        self._clear()

    def abort(self, txn):
        self._clear()

    def _clear(self):
        self.writers = {}
        if _present(self.txn) is self:
            self.txn.set_data(_KEY, None)

    def savepoint(self):
        return _Savepoint(self)


@implementer(IDataManagerSavepoint)
class _Savepoint:
    def __init__(self, manager):
        self.manager = manager
        self.states = {
            factory: (writer, writer.snapshot()) for factory, writer in manager.writers.items()
        }

    def rollback(self):
        self.manager.writers = {factory: writer for factory, (writer, state) in self.states.items()}
        for writer, state in self.states.values():
            writer.restore(state)
