"""The graded suites, one for each exercise; what they know of wrong answers is in mistakes/."""
