"""The page that a study is handed in as."""
