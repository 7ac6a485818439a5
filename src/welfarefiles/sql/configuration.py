"""Where the store and what stands beside it are: settings of the environment or of zope.conf."""

import os


VARIABLE = "WELFAREFILES_DATABASE"
FILE_NAME = "welfarefiles.sqlite"


def database_url():
    """The SQLAlchemy URL of the store; by default a SQLite file beside the instance's data."""
    return setting("database") or f"sqlite:///{os.path.join(data_folder(), FILE_NAME)}"


def setting(name):
    """A setting as text, or None.

    In this order: the environment variable, `WELFAREFILES_MAIL_QUEUE` for "mail-queue"; the line
    `mail-queue …` in the `<product-config welfarefiles>` section of zope.conf.
    """
    variable = f"WELFAREFILES_{name.replace('-', '_').upper()}"
    return os.environ.get(variable) or _configured(name)


def data_folder():
    """`instance/var`: client home is `instance/var/<name of the instance>`."""
    home = getattr(_zope_configuration(), "clienthome", None) or os.environ.get("CLIENT_HOME")
    return os.path.dirname(os.path.abspath(home)) if home else os.path.abspath("var")


def _zope_configuration():
    try:
        from App.config import getConfiguration
    except ImportError:  # no Zope here: a script on the bare store
        return None
    return getConfiguration()


def _configured(name):
    sections = getattr(_zope_configuration(), "product_config", None) or {}
    return sections.get("welfarefiles", {}).get(name)
