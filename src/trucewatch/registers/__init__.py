"""Facts with their sources: states, territories, bodies, groups, offices, resolutions, the Charter and treaties.

Every register is a small table shipped with the package; `README.md` in this folder tells where each comes from.
"""
