"""What the terminal shows when the server is ready."""

from environment import say
from welfarefiles.distributions import create


SERVER_ROW = ("Server administrator", create.ADMINISTRATOR, "administrator")


def show_ready(address, kind, password):
    """Print the address and who may sign in: one login per role, or the new administrator."""
    say("")
    say(f"Welfare Files is ready: {address}")
    if kind == "demonstration":
        show_logins([*create.demonstration_logins(), SERVER_ROW])
    elif password:
        say(f"Administrator: {create.ADMINISTRATOR}   password: {password}")
        say("It is shown this once. Sign in, add a School, and name its people.")
    say("Only this computer can reach it. Stop with Ctrl-C. Log: instance/var/log/instance.log")


def show_logins(rows):
    """Print (role, user id, password) as a table."""
    table = [("Role", "Sign in as", "Password"), *rows]
    widths = [max(len(str(row[column])) for row in table) for column in range(3)]
    say("The school and everybody in it are invented; the passwords are public.")
    say("")
    for row in table:
        cells = (str(cell).ljust(width) for cell, width in zip(row, widths, strict=True))
        say("  " + "   ".join(cells).rstrip())
    say("")
