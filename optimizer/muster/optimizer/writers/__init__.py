"""Writers: what rewrites personas toward a class of conduct without ever naming it, and what checks their work."""
