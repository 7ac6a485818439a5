"""Events in school life, and who has to be told of them at once (R015-R017, R067-R069)."""
