"""Where the store is: one setting, read from the environment or from zope.conf."""

import os


VARIABLE = "WELFAREFILES_DATABASE"
FILE_NAME = "welfarefiles.sqlite"


def database_url():
    """The SQLAlchemy URL of the store.

    In this order: the environment variable WELFAREFILES_DATABASE; `database` in the
    `<product-config welfarefiles>` section of zope.conf; a SQLite file beside the instance's data.
    """
    return os.environ.get(VARIABLE) or _configured() or f"sqlite:///{_default_file()}"


def _zope_configuration():
    try:
        from App.config import getConfiguration
    except ImportError:  # no Zope here: a script on the bare store
        return None
    return getConfiguration()


def _configured():
    sections = getattr(_zope_configuration(), "product_config", None) or {}
    return sections.get("welfarefiles", {}).get("database")


def _default_file():
    """`instance/var/welfarefiles.sqlite`: client home is `instance/var/<name of the instance>`."""
    home = getattr(_zope_configuration(), "clienthome", None) or os.environ.get("CLIENT_HOME")
    folder = os.path.dirname(os.path.abspath(home)) if home else os.path.abspath("var")
    return os.path.join(folder, FILE_NAME)
