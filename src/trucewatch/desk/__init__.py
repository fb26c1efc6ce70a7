"""Where people look and decide; all it shows comes from `trucewatch.api`."""
