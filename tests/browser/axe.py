"""axe-core asked about a page: what is in the way of people who see, hear or move differently."""

from pathlib import Path


SOURCE = (Path(__file__).parent / "vendor/axe-core/axe.min.js").read_text(encoding="utf-8")
GRAVE = ("serious", "critical")
ASK = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map(({ id, impact, nodes }) => ({
    id, impact, where: nodes.map(({ html }) => html.slice(0, 160)).slice(0, 3),
  }));
}"""


def violations(page):
    """Grave violations on the page shown: what each is, and where."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(SOURCE)
    found = page.evaluate(ASK)
    return [f"{one['id']} at {one['where']}" for one in found if one["impact"] in GRAVE]
