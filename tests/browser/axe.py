"""axe-core asked about a page: what is in the way of people who see, hear or move differently."""

from pathlib import Path


SOURCE = (Path(__file__).parent / "vendor/axe-core/axe.min.js").read_text(encoding="utf-8")
ASK = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map(({ id, impact, nodes }) => {
    const where = nodes.slice(0, 3).map(({ html }) => html.slice(0, 160));
    return `${id} (${impact}) at ${where.join(" and ")}`;
  });
}"""


def violations(page):
    """What the page shown is guilty of: a sentence for each rule, with how bad it is and where."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(SOURCE)
    return page.evaluate(ASK)
