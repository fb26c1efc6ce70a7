"""Archives are read unattended: planned, read by many workers, resumed where they stopped, merged.

What reads is handed in (`hands`), so that nothing here knows the reader; a run's folder is all that a run knows of
itself.
"""
