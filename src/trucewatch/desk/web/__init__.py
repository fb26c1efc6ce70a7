"""The desk in the browser: one analyst, this machine only. `app` puts it together; the extra `desk` installs it."""
