"""What tests share: builders and fakes, one module a subject, as in ``from support.buildings import corridor``."""
