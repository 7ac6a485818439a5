"""Need to know: who may see a file and what they may do in it; refusals that tell nothing."""
