"""The practice Hub as a site: what a person clicks, over the same accounts, catalogue and refusals as the API.

Loaded by the first page that is asked for, so that a run of the exercises costs nothing more. `Site.answer` is its face.
"""

from kit.hub.site.site import Site

__all__ = ["Site"]
