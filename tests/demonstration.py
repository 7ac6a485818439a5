"""A portal to build a demonstration in, for as many tests as one likes."""

from contextlib import contextmanager
from tests.stores import used
from welfarefiles.sql.engine import open_store
from welfarefiles.testing import FUNCTIONAL_TESTING

import transaction


def layers(layer):
    """The layer after all it stands on, each once."""
    found = []
    for base in layer.__bases__:
        found += [one for one in layers(base) if one not in found]
    return [*found, layer]


@contextmanager
def portal_for_a_while(folder):
    """A portal of its own, its store in a folder; both are thrown away afterwards."""
    store = open_store(f"sqlite:///{folder}/demonstration.sqlite")
    for layer in layers(FUNCTIONAL_TESTING):
        layer.testSetUp()
    try:
        with used(store):
            yield FUNCTIONAL_TESTING["portal"]
    finally:
        transaction.abort()
        for layer in reversed(layers(FUNCTIONAL_TESTING)):
            layer.testTearDown()
        store.close()


def quiet(sentence):
    """Takes what the terminal would be told."""
