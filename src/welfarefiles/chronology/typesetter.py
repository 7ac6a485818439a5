"""Child process of `typesetting`: one job from standard input, one PDF to standard output.

Stands alone: it is run as a file, without the package, and writes nothing to disk.
The first argument is the folder that holds the typst package.
"""

import json
import sys


REFUSED = 3  # exit code; standard output then has typst's diagnostic


def main() -> int:
    """Compile `{"source", "data", "standards", "timestamp", "fonts"}`."""
    sys.path.append(sys.argv[1])
    import typst

    job = json.load(sys.stdin.buffer)
    # Not the system's fonts: the same file must look the same on every machine.
    fonts = typst.Fonts(include_system_fonts=False, font_paths=job["fonts"])
    try:
        result, code = _compile(typst, job, fonts), 0
    except typst.TypstError as error:
        result, code = error.diagnostic.encode("utf-8", "backslashreplace"), REFUSED
    sys.stdout.buffer.write(result)
    return code


def _compile(typst, job, fonts) -> bytes:
    return typst.compile(
        job["source"].encode(),
        font_paths=fonts,
        sys_inputs={"data": job["data"]},
        format="pdf",
        pdf_standards=job["standards"],
        timestamp=job["timestamp"],
    )


if __name__ == "__main__":
    sys.exit(main())
