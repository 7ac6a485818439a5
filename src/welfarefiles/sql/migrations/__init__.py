"""Migrations of the store, run by `welfarefiles.sql.migrate.upgrade`."""
