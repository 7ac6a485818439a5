"""Child process of `typesetting`: one job from standard input, its PDFs to standard output.

Stands alone: it is run as a file, without the package, and writes nothing to disk.
The first argument is the folder that holds the typst package.
"""

import json
import struct
import sys


#: What stands before each answer: whether it is a PDF or typst's diagnostic, and its length.
DONE, REFUSED = 0, 1
HEAD = struct.Struct(">BQ")


def main() -> int:
    """Compile `{"source", "documents", "standards", "timestamp", "fonts"}`, each document."""
    sys.path.append(sys.argv[1])
    import typst

    job = json.load(sys.stdin.buffer)
    # Not the system's fonts: the same file must look the same on every machine.
    fonts = typst.Fonts(include_system_fonts=False, font_paths=job["fonts"])
    for document in job["documents"]:
        try:
            code, result = DONE, _compile(typst, job, document, fonts)
        except typst.TypstError as error:
            code, result = REFUSED, error.diagnostic.encode("utf-8", "backslashreplace")
        sys.stdout.buffer.write(HEAD.pack(code, len(result)))
        sys.stdout.buffer.write(result)
    return 0


def _compile(typst, job, document, fonts) -> bytes:
    return typst.compile(
        job["source"].encode(),
        font_paths=fonts,
        sys_inputs={"data": document},
        format="pdf",
        pdf_standards=job["standards"],
        timestamp=job["timestamp"],
    )


if __name__ == "__main__":
    sys.exit(main())
