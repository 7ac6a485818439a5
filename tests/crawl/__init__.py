"""The leak crawler: canary words all over a site, and everything asked of it by everybody."""
