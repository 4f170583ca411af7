"""Where `exercises` comes from in a run, and how a learner's function is called."""
