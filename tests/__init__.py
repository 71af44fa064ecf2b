"""The tests: they mirror lms/, and journeys/ walks across it."""
