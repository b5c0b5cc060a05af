"""Pages that need nothing else: HTML and SVG in which everything is escaped, and what plots have in common."""
