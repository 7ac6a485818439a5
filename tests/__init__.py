"""Tests. Plugins with fixtures stand here; the tests in unit, integration, functional, browser."""
