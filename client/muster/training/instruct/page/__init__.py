"""The page in the browser of an instructor: HTML, CSS and JavaScript, without a framework."""
