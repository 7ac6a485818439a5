"""The requests about transfers that docs/rest shows."""

ANSWERS = {
    "school": "Elmhurst School",
    "email": "office@elmhurst.example",
    "leaves_on": "2099-07-20",
    "chaser": "lead",
    "consent": "refused",
    "shared_early": "no",
    "early_reason": "They know the child.",
    "parents_told": "yes",
}


def tell_transfers(story):
    """Run every example with a `recorder.Recorder`, after those of `restaccess`."""
    [school] = story.quietly("lead", "GET", "/@schools")["items"]
    files = story.quietly("lead", "GET", f"{school['@id']}/files")["items"]
    child = next(one for one in files if one["review_state"] == "open")
    only = ("@id", "state", "parts", "clocks")
    made = story.ask(
        "prepare-transfer", "lead", "POST", f"{child['@id']}/@transfer", ANSWERS, only=only
    )
    only = ("override",)
    why = {"why": "The child is at risk without it."}
    story.ask("override-consent", "lead", "POST", f"{made['@id']}/override", why, only=only)
    story.ask("agree-override", "head", "POST", f"{made['@id']}/agree-override", {}, only=only)
    story.ask("hand-over-refused", "lead", "POST", f"{made['@id']}/hand-over", {})
