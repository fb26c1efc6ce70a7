"""Facts with their sources: states, bodies, Security Council resolutions, the Charter and treaties.

Every register is a small table shipped with the package; `README.md` in this folder tells where each comes from.
"""
