"""Nobody owns a file or a record: having made it gives no right that outlives access to it."""


def give_up_ownership(content, event):
    """Subscriber of `IObjectAddedEvent`: strip what the container gave the person who added it."""
    for name in ("__ac_local_roles__", "_owner"):
        if content.__dict__.get(name) is not None:
            delattr(content, name)
