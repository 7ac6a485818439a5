"""Tell people something: by mail, with references and never with names."""
