"""Three calendars: working days, school days and clock hours, all in London."""
