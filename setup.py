"""What the package is and what it needs; the tested versions are pinned in requirements.txt."""

from pathlib import Path
from setuptools import find_packages
from setuptools import setup


HERE = Path(__file__).parent
PROFILES = HERE / "src" / "welfarefiles" / "profiles" / "default"

if not PROFILES.is_dir():
    raise SystemExit(
        "src/welfarefiles/profiles/default is not a folder, so the add-on would be built without "
        "its profiles. src/welfarefiles/profiles must be a symbolic link to ../../profiles: "
        "check out the repository with symbolic links enabled."
    )


def read(name):
    """Text of a file beside this one; nothing when a build leaves it out."""
    path = HERE / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


# No file type is listed: everything that is in a package's folders belongs to it.
DATA = ["*", "*.*", "**/*"]

setup(
    name="welfarefiles",
    version="1.0.0.dev0",
    description="Confidential pupil welfare and child protection files for schools, on Plone",
    long_description=read("README.md"),
    long_description_content_type="text/markdown",
    license="GPL-2.0-or-later",
    license_files=["LICENSE"],
    keywords="Plone school welfare safeguarding child protection",
    classifiers=[
        "Development Status :: 4 - Beta",
        "Environment :: Web Environment",
        "Framework :: Plone",
        "Framework :: Plone :: 6.2",
        "Framework :: Plone :: Addon",
        "Framework :: Plone :: Distribution",
        "Operating System :: OS Independent",
        "Programming Language :: Python",
        "Programming Language :: Python :: 3.11",
        "Programming Language :: Python :: 3.12",
        "Programming Language :: Python :: 3.13",
    ],
    package_dir={"": "src"},
    packages=find_packages("src"),
    package_data={"": DATA},
    zip_safe=False,
    python_requires=">=3.11",
    install_requires=[
        "alembic",
        "collective.easyform",
        "collective.z3cform.datagridfield",
        "cryptography",
        "defusedxml",
        "docxtpl",
        "holidays",
        "huey",
        "jsonschema",
        "plone.classicui",
        "plone.distribution",
        "plone.restapi",
        "Products.CMFPlone",
        "PyJWT",
        "pyotp",
        "pypdfium2",
        "python-docx",
        "python-oxmsg",
        "python-stdnum",
        "pyzipper",
        "requests",
        "segno",
        "SQLAlchemy",
        "typst",
        "zxcvbn",
    ],
    extras_require={
        "postgresql": ["psycopg[binary]", "psycopg2-binary", "RelStorage"],
        "timestamps": ["rfc3161-client"],
        "test": [
            "aiosmtpd",
            "hypothesis",
            "pikepdf",
            "playwright",
            "pytest",
            "pytest-plone",
            "pytest-xdist",
        ],
        # What builds, runs and checks a checkout; not needed to use the add-on.
        "develop": [
            "build",
            "i18ndude",
            "Pillow",
            "plone.recipe.zope2instance",
            "ruff",
            "setuptools<81",  # zc.buildout imports pkg_resources
            "towncrier",
            "uv",
            "wheel",
            "zc.buildout",
            "zpretty",
        ],
    },
    entry_points={
        "plone.autoinclude.plugin": ["target = plone"],
        "paste.filter_app_factory": ["scope = welfarefiles.access.filter:make_filter"],
        "console_scripts": [
            "welfarefiles-check = welfarefiles.consistency.commands:check_main",
            "welfarefiles-rebuild = welfarefiles.consistency.commands:rebuild_main",
            "welfarefiles-worker = welfarefiles.jobs.worker:main",
            "welfarefiles-reapply = welfarefiles.disposal.commands:reapply_main",
            "welfarefiles-verify = welfarefiles.ledger.commands:verify_main",
            "welfarefiles-check-records = welfarefiles.signing.survey:main",
            "welfarefiles-verify-record = welfarefiles.signing.commands:verify_main",
        ],
    },
)
