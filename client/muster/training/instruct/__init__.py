"""Leading an exercise from a browser: a connection to its host, and a small web server for one page."""
