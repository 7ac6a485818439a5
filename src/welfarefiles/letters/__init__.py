"""Letters to parents and professionals: templates in Word, one letter each, sent and filed (R158)."""
