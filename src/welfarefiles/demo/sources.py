"""The wording and the plan of the demonstration, kept as data beside this module."""

from functools import lru_cache
from importlib.resources import files

import tomllib


@lru_cache
def source(name):
    """A file of `data/`, named without its ending, as plain data; not to be changed."""
    path = files(__package__).joinpath("data", f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def story(name):
    """One story: what a kind of file is about, and its records by school day."""
    return source(f"stories/{name}")


def template(name):
    """Text of a file of `data/` that is no TOML."""
    return files(__package__).joinpath("data", name).read_text(encoding="utf-8")
