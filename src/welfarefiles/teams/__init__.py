"""Who is on a school's team and on its named teams, who covers for whom, and who leaves."""
