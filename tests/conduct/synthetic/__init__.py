"""Labelled conduct made up by behavioural scripts: what classifiers of conduct are tried on.

Written from what the classes mean in words, apart from any classifier: nothing here imports or repeats a rule or a
threshold of one. People are scripts with noise, not theories: a label says what a script was written to do.
"""
