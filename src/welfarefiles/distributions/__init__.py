"""The portal as a whole: the distribution "Welfare Files", and making a portal with it."""
