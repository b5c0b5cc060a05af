"""Fire and smoke: how a fire grows, where its smoke goes, and what smoke does to people. See docs/smoke.md."""
