"""The requests about policies that docs/rest shows."""


def tell_policies(story):
    """Run every example with a `recorder.Recorder`, after those of `restaccess`."""
    [school] = story.quietly("lead", "GET", "/@schools")["items"]
    place = f"{school['@id']}/@policies"
    sent = {
        "title": "Confidentiality",
        "text": "# Aim\n\nTo protect the child.",
        "owner": "lead",
        "next_review": "2099-05-01",
        "readers": ["everybody"],
    }
    made = story.ask("publish-policy", "lead", "POST", place, sent)
    only = ("@id", "title", "version", "must_read", "acknowledged", "text", "versions")
    story.ask("read-policy", "staff", "GET", made["@id"], only=only)
    address = f"{made['@id']}/acknowledge"
    only = ("@id", "version", "acknowledged")
    story.ask("acknowledge-policy", "staff", "POST", address, {"version": 1}, only=only)
    story.ask("acknowledge-old-policy", "staff", "POST", address, {"version": 0})
