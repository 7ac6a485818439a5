"""Letters to parents and professionals: templates in Word, one letter each, filed (R158)."""
