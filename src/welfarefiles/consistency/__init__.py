"""The index against the objects: compared, each difference named and mended, or all made anew."""
