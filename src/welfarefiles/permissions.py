"""Titles of our permissions that code asks for (all, with their ids: `permissions.zcml`)."""

ADD_RECORD = "welfarefiles: Add record"
CLOSE_FILE = "welfarefiles: Close file"
EDIT_FRONT_SHEET = "welfarefiles: Edit front sheet"
MANAGE_TEAM = "welfarefiles: Manage team"
OPEN_FILE = "welfarefiles: Open file"
