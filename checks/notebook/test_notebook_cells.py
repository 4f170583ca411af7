"""What is in a notebook or a script made of one: IPython's own lines, set-up cells, what is told of each, and bounds."""

import json
import time

import nbformat
import pytest

from kit.course import ROOT, load
from kit.learner import cells, ipython_text
from kit.learner.errors import BrokenFile, LearnerError
from kit.learner.files import Source
from kit.learner.package import LearnerPackage

ENCODE = "def encode(tokenizer, text):\n    return [1, len(text)]\n"
COUNT = "def count_tokens(tokenizer, text):\n    return TABLE[text]\n"
SLUG = "ex04_encode"


def saved(folder, *texts, name="answers.ipynb"):
    """A notebook with these code cells."""
    path = folder / name
    made = [nbformat.v4.new_markdown_cell("# Mine"), *map(nbformat.v4.new_code_cell, texts)]
    nbformat.write(nbformat.v4.new_notebook(cells=made), path)
    return path


@pytest.fixture
def opened(tmp_path):
    """The learner's package for a notebook of these code cells, or for one script; and its source."""
    packages = []

    def open_it(*texts, script=None):
        if script is None:
            source = cells.source(saved(tmp_path, *texts), load().slugs)
        else:
            path = tmp_path / f"{SLUG}.py"
            path.write_text(script, encoding="utf-8")
            source = Source(path, submission=True, slugs=load().slugs)
        packages.append(LearnerPackage(source, load().slugs))
        packages[-1].collecting = False
        packages[-1].install()
        return packages[-1]

    yield open_it
    for package in packages:
        package.remove()
        cells.discard(package.source)


def told(package) -> list[tuple[str, str]]:
    return [(use.status, use.why) for use in package.uses([SLUG])]


CELLS = {
    "time": f"%%time\n{ENCODE}",
    "capture": f"\n%%capture out --no-stderr\n\n{ENCODE}",
    "timeit": f"%%timeit -n 1\n{ENCODE}",
    "two magics": f"%%capture\n%%time\n{ENCODE}",
    "writefile": f"%%writefile exercises/ex04_encode.py\n{ENCODE}",
    "writefile, appended": f'%%writefile -a "ex04_encode.py"\n{ENCODE}',
    "answer by its number": f"%%answer 4\n{ENCODE}",
    "shell lines": f"files = !ls\n{ENCODE}t = %timeit -o encode(1, 'a')\nencode?\n?encode\n%matplotlib inline",
    "continued shell line": f"!pip install -q \\\n   regex \\\n   numpy\n{ENCODE}",
    "open bracket in a shell line": f"!echo '(\n{ENCODE}!echo )\n",
    "prompts": "".join(f"{'>>>' if k == 0 else '...'} {line}\n" for k, line in enumerate(ENCODE.splitlines())),
    "indented": "".join(f"    {line}\n" for line in ENCODE.splitlines()),
    "if": "if True:\n" + "".join(f"    {line}\n" for line in ENCODE.splitlines()),
    "main": 'if __name__ == "__main__":\n' + "".join(f"    {line}\n" for line in ENCODE.splitlines()),
    "decorated": f"import functools\n@functools.lru_cache\n{ENCODE}",
    "wrapped afterwards": f"{ENCODE}from functools import lru_cache\nencode = lru_cache(encode)",
    "waits": f"import asyncio\n{ENCODE}await asyncio.sleep(0)\n",
    "future": f"x = 1\nfrom __future__ import annotations\n{ENCODE}".replace("x = 1\n", ""),
    "converted": f"get_ipython().run_cell_magic('time', '', {ENCODE!r})\n",
    "time line": "%time encode = lambda tokenizer, text: [1, len(text)]",
    "in a class": "class Model:\n    def __call__(self, tokenizer, text):\n        return [1, len(text)]\nencode = Model()",
}


@pytest.mark.parametrize("text", CELLS.values(), ids=CELLS)
def test_a_function_is_found_in_what_ipython_takes(opened, text):
    package = opened("print('first')", text)
    assert package.module(SLUG).encode(None, "abc") == [1, 3]
    assert told(package)[1][0] == "used"


SET_UP = {
    "try": "try:\n    from google.colab import userdata\n    IN_COLAB = True\nexcept ImportError:\n    IN_COLAB = False\n"
    "TABLE = {'a': 3 if not IN_COLAB else 4}",
    "loop": "TABLE = {}\nfor number, letter in enumerate('xyza'):\n    TABLE[letter] = number",
    "comprehension over own function": "def build(n):\n    return {'a': n}\nTABLE = build(3)",
    "filled by a method": "TABLE = dict()\nTABLE.update(a=3)",
    "filled by a function": "def fill(table):\n    table['a'] = 3\nTABLE = {}\nfill(TABLE)",
    "filled in a while": "TABLE = {}\nn = 0\nwhile n < 3:\n    n += 1\nTABLE['a'] = n",
    "with": "import contextlib\nwith contextlib.suppress(KeyError):\n    TABLE = {'a': 3}\n    {}['b']",
    "if and else": "if 'google.colab' in str(get_ipython()):\n    TABLE = {}\nelse:\n    TABLE = {'a': 3}",
    "shell": "files = !ls\nTABLE = {'a': 3 + len(files)}",
    "unpacked": "first, (TABLE, *rest) = 1, ({'a': 3}, 4)",
    "walrus": "print(TABLE := {'a': 3})",
    "through another name": "part = {'a': 3}\npart2 = part\nTABLE = part2",
    "by a class": "class Maker:\n    def make(self):\n        return {'a': 3}\nmaker = Maker()\nTABLE = maker.make()",
}


@pytest.mark.parametrize("text", SET_UP.values(), ids=SET_UP)
def test_what_a_function_needs_is_set_up(opened, text):
    package = (
        opened(*text.split("\nTABLE = ", 1)[:1], "TABLE = " + text.split("\nTABLE = ", 1)[1], COUNT)
        if ("\nTABLE = " in text)
        else opened(text, COUNT)
    )
    assert package.module(SLUG).count_tokens(None, "a") == 3
    assert all(status == "used" for status, _ in told(package))


def test_what_was_tried_out_does_not_run_and_is_told(opened, tmp_path):
    mark = tmp_path / "ran"
    package = opened(
        f"from pathlib import Path\nPath({str(mark)!r}).touch()\nx = [encode(None, 'a')]\n" + ENCODE + '"a remark"\n',
        "print(encode(None, 'a'))\nassert encode(None, 'a')",
        f"for each in range(3):\n    Path({str(mark)!r}).touch()",
        "%%bash\ntouch ran",
        "# nothing yet\n'a remark'",
        "def broken(:\n    pass",
        "%%answer ex99\ndef f(): pass",
        "!touch ran",
        "from exercises.ex04_encode import encode",
    )
    assert package.module(SLUG).encode(None, "ab") == [1, 2]
    assert not mark.exists()
    found = told(package)
    assert found[0] == ("used", "line 2: it tries something out; line 3: no answer needs what it sets")
    assert found[1] == ("skipped", "it tries something out")
    assert found[2] == ("skipped", "no answer needs what it sets")
    assert found[3] == ("skipped", "%%bash is not run here")
    assert found[4] == ("skipped", "there is no code in it")
    assert found[5][0] == "error" and "cell 6, line 1: invalid syntax" in found[5][1]
    assert found[6] == ("skipped", "there is no exercise 'ex99'")
    assert found[7] == ("skipped", "commands and magics are not run here")
    assert found[8] == ("skipped", "what it imports of the course is at hand")


def test_a_set_up_that_fails_costs_what_needs_it(opened):
    package = opened("import no_such_library as lib\nTABLE = lib.read('x')\n" + ENCODE, COUNT)
    module = package.module(SLUG)
    assert module.encode(None, "a") == [1, 1]
    with pytest.raises(LearnerError, match="answers.ipynb, cell 1, line 1: ModuleNotFoundError"):
        module.count_tokens(None, "a")


def test_set_up_runs_only_where_it_is_needed(opened):
    package = opened(
        "TABLE = build()\ndef build():\n    raise SystemExit\n",
        COUNT,
        "%%answer ex05\ndef decode(t, ids):\n    return 'x'",
    )
    assert package.module("ex05_decode").decode(None, []) == "x"


def test_line_numbers_are_those_of_the_cell(opened):
    package = opened(
        "!pip install \\\n  x", "%%time\n\n!pip install \\\n  x\ndef encode(tokenizer, text):\n    return 1 // 0"
    )
    with pytest.raises(ZeroDivisionError) as caught:
        package.module(SLUG).encode(None, "")
    line = caught.tb.tb_next.tb_lineno
    assert package.source.place(package.source.root, line) == "answers.ipynb, cell 2, line 6"


COLAB = '''# -*- coding: utf-8 -*-
"""Lecture.ipynb

Automatically generated by Colab.
"""

!pip install -q \\
    regex

# Commented out IPython magic to ensure Python compatibility.
# %matplotlib inline
import os

# Commented out IPython magic to ensure Python compatibility.
# %%time
# def encode(tokenizer, text):
#     return [1, len(text)]
#
# TABLE = {"a": 3}

"""## Try it out"""

tokenizer = load_tokenizer("meta-llama/nothing")
print(encode(tokenizer, "abc"))

def count_tokens(tokenizer, text):
    return TABLE[text]
'''
NBCONVERT = f"""#!/usr/bin/env python
# coding: utf-8

# In[1]:


get_ipython().run_cell_magic('time', '', {ENCODE!r})
TABLE = {{'a': 3}}


# In[ ]:


{COUNT}print(count_tokens(undefined, 'b'))
"""
PLAIN = f"!pip install regex\n\n{ENCODE}\n\nTABLE = dict(a=3)\n{COUNT}\nfiles = !ls\nencode?\n"


@pytest.mark.parametrize("script", [COLAB, NBCONVERT, PLAIN], ids=["colab", "nbconvert", "with a shell line"])
def test_a_script_made_of_a_notebook_counts_as_the_notebook_does(opened, script):
    package = opened(script=script)
    module = package.module(SLUG)
    assert module.encode(None, "abc") == [1, 3] and module.count_tokens(None, "a") == 3
    (use,) = package.uses([SLUG])
    assert use.status == "used" and use.exercises == (SLUG,) and use.id == "ex04_encode.py"


def test_python_stays_as_it_is():
    text = (ROOT / "solutions" / "ex01_login.py").read_text("utf-8")
    odd = 's = """\n%time\n!ls\nwhat?\n"""\nx = (1\n%len(s)\n)\n\x0c\ny = "\u2028"\n'
    for each in (text, odd, "", "\n\n", "def f(:\n!"):
        assert ipython_text.to_python(each) == each


def test_ipython_is_imported_only_where_a_text_needs_it(run_pytest, submission, tmp_path):
    probe = tmp_path / "probe.py"
    probe.write_text("import sys\n\ndef pytest_unconfigure():\n    print('LOADED', 'IPython' in sys.modules)\n")
    env = {"PYTHONPATH": str(tmp_path)}
    out = run_pytest("-p", "probe", "-s", "tests/test_ex04_encode.py", "--submission", submission(), env=env).out
    assert "LOADED False" in out
    out = run_pytest(
        "-p", "probe", "-s", "tests/test_ex04_encode.py", "--submission", saved(tmp_path, ENCODE), env=env
    ).out
    assert "LOADED False" in out and "answers.ipynb, cell 1  used for ex04" in out


def test_the_sandbox_reads_and_tells_the_same(run_pytest, tmp_path):
    right = "def encode(tokenizer, text):\n    return tokenizer.encode(text)\n"
    path = saved(
        tmp_path,
        "!ls\nTABLE = {}\nfor n in range(3):\n    TABLE[n] = n",
        f"%%time\n{right}".replace("return", "assert TABLE[2] == 2\n    return"),
        "print(1)",
    )
    found = []
    for mode in ((), ("--isolate",)):
        done = run_pytest("--submission", path, "tests/test_ex04_encode.py", "--report", tmp_path / "r.json", *mode)
        report = json.loads((tmp_path / "r.json").read_text())
        found.append((report["cells"], report["score"]))
        assert "answers.ipynb, cell 3  skipped: it tries something out" in done.out
    assert found[0] == found[1] and found[0][1] > 0
    assert [cell["status"] for cell in found[0][0]] == ["used", "used", "skipped"]


def test_a_notebook_with_too_much_is_refused_soon(tmp_path):
    cell = '{"cell_type":"code","source":"x = 1","metadata":{},"outputs":[]}'
    many = tmp_path / "many.ipynb"
    many.write_text('{"cells":[' + ",".join([cell] * 100_000) + "]}")
    start = time.process_time()
    with pytest.raises(BrokenFile, match="100,000 code cells"):
        cells.read(many)
    with pytest.raises(BrokenFile, match="characters of code"):
        cells.read(saved(tmp_path, "x = '" + "a" * 600_000 + "'"))
    assert time.process_time() - start < 5


def test_the_largest_notebook_is_read_in_time_in_proportion(tmp_path):
    def seconds(number: int) -> float:
        path = saved(
            tmp_path,
            *[f"!ls\n%%x\ndef f{k}(a):\n    return f{k - 1}(a)\nV{k} = f{k}(1)\n" for k in range(number)],
            ENCODE,
        )
        source = cells.source(path, load().slugs)
        start = time.process_time()
        for slug in load().slugs:
            source.parse(slug)
        source.uses(load().slugs)
        cells.discard(source)
        return time.process_time() - start

    seconds(10)
    small, large = seconds(200), seconds(1600)
    assert large < 16 * small and large < 20


def test_why_a_notebook_is_refused_is_found_once(tmp_path, monkeypatch):
    path = tmp_path / "odd.ipynb"
    path.write_text("no JSON")
    read = []
    monkeypatch.setattr(cells.json, "loads", lambda text: read.append(text) or {}["x"])
    for _ in range(3):
        with pytest.raises(BrokenFile, match="is not a notebook"):
            cells.read(path)
    assert len(read) == 1
