"""The text of uploaded files, so that they can be found by a word inside them."""
