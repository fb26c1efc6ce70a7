"""The words Trucewatch speaks: frozen values without input or output.

Everything else imports from here; this package imports only `trucewatch.errors`.
"""
