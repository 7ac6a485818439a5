"""What a pack is: its manifest, seal, encryption and pages, and where packs lie."""
