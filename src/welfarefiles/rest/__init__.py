"""What every service of ours shares: JSON read strictly, refusals in words, pages, steps, times."""
