"""A recording as one page of HTML that opens anywhere, offline. Start at ``export.HTML``."""
