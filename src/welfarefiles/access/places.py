"""Where in the code an error came from, without what stood there. Needs no Plone."""

from traceback import extract_tb


def places(traceback):
    """The lines of code an error went through, without their variables."""
    frames = [] if traceback is None or isinstance(traceback, str) else extract_tb(traceback)
    return "\n".join(f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
