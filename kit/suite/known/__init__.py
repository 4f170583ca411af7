"""What the course knows of wrong answers: the modules in tests/mistakes, one for each exercise, wherever the course is.

    from kit.suite.known.ex04_encode import MISTAKES

They are beside the suites, as they belong to the course and not to the machinery; a suite that is run from elsewhere
(a workspace, an installed kit) finds them here.
"""

from kit.course import ROOT

__path__ = [str(ROOT / "tests" / "mistakes")]
