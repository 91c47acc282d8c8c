"""The Coach's answers, one kind of question to a file. Pure: everything is handed in."""
