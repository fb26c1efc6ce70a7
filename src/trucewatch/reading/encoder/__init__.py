"""The learned tagger: one small encoder finds sources, cues, contents, times, actors and events in one pass."""
