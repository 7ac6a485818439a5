"""A Zope instance in a folder of its own: its configuration, and Zope started with it."""

from pathlib import Path

import os


ZOPE_CONF = """\
%define HOME {folder}
instancehome $HOME
clienthome $HOME/var/instance
debug-mode off
security-policy-implementation C
verbose-security off
default-zpublisher-encoding utf-8
<zodb_db main>
    cache-size 30000
{storage}
    mount-point /
</zodb_db>
"""
FILES = """\
    <blobstorage>
      blob-dir $HOME/var/blobstorage
      <filestorage>
        path $HOME/var/Data.fs
      </filestorage>
    </blobstorage>
"""
POSTGRESQL = """\
    %import relstorage
    <relstorage>
      keep-history false
      shared-blob-dir false
      blob-dir $HOME/var/blobs
      cache-local-mb 64
      <postgresql>
        driver psycopg2
        dsn {dsn}
      </postgresql>
    </relstorage>
"""
SITE_ZCML = """\
<configure
    xmlns="http://namespaces.zope.org/zope"
    xmlns:five="http://namespaces.zope.org/five"
    xmlns:meta="http://namespaces.zope.org/meta"
    >
  <include package="Products.Five" />
  <meta:redefinePermission from="zope2.Public" to="zope.Public" />
  <five:loadProducts file="meta.zcml" />
  <five:loadProducts />
  <five:loadProductsOverrides />
  <securityPolicy component="AccessControl.security.SecurityPolicy" />
</configure>
"""
OURS, STOCK = "ours", "stock"
# What "stock Plone" brings itself; anything else in the environment is left out of it.
PLONES_OWN = ("plone.", "Products.")


def configure(folder, dsn=None):
    """Write the configuration of an instance; with `dsn` its objects are in PostgreSQL."""
    folder = Path(folder)
    for part in ("etc", "var/instance", "var/blobstorage", "var/cache"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    storage = POSTGRESQL.format(dsn=dsn) if dsn else FILES
    conf = ZOPE_CONF.format(folder=folder, storage=storage)
    (folder / "etc" / "zope.conf").write_text(conf, encoding="utf-8")
    (folder / "etc" / "site.zcml").write_text(SITE_ZCML, encoding="utf-8")


def start_zope(folder, kind):
    """Load Zope in this process; returns its WSGI application behind the pipeline of the kind."""
    folder = Path(folder)
    os.environ.setdefault("WELFAREFILES_DATABASE", f"sqlite:///{folder}/var/welfarefiles.sqlite")
    os.environ["CHAMELEON_CACHE"] = str(folder / "var" / "cache")
    os.environ["zope_i18n_compile_mo_files"] = "true"
    if kind == STOCK:
        _only_plones_own()
    from Zope2.Startup.run import make_wsgi_app
    from ZPublisher.httpexceptions import HTTPExceptionHandler

    app = HTTPExceptionHandler(make_wsgi_app({}, str(folder / "etc" / "zope.conf")))
    if kind == OURS:
        from welfarefiles.access.filter import make_filter

        app = make_filter(app)
    return app


def _only_plones_own():
    from plone.autoinclude import loader

    load = loader.load_packages

    def load_plones_own(target=""):
        found = load(target)
        return {name: package for name, package in found.items() if name.startswith(PLONES_OWN)}

    loader.load_packages = load_plones_own
