#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""docs/collecting-evidence.md against the list of evidence.

usage: collecting.py EASDOCTOR, in the root of the tree

Each command stands there as the list has it, and the scripts have balanced
quotes and braces. No Windows is at hand to run them.
"""
import json
import re
import subprocess
import sys

PAIRS = {")": "(", "]": "[", "}": "{"}
WRITES = re.compile(
    r"-exportpfx|-backup|-setreg|-dspublish|-addstore|\bset-(?!content)|"
    r"\bsl\b|/e:true|-importpfx", re.I)
failed = False


def complain(what):
    global failed
    failed = True
    print("FAILED:", what, file=sys.stderr)


def balance(script):
    """What is open at the end, or closes what is not open; None: neither."""
    script = re.sub(r"@'\n.*?\n'@", "", script, flags=re.S)
    script = re.sub(r"^#.*$", "", script, flags=re.M)
    script = re.sub(r"'[^'\n]*'", "", script)
    if "'" in script or '"' in script:
        return "a quote"
    stack = []
    for c in script:
        if c in PAIRS.values():
            stack.append(c)
        elif c in PAIRS and (not stack or stack.pop() != PAIRS[c]):
            return c
    return stack[-1] if stack else None


with open("docs/collecting-evidence.md", encoding="utf-8") as f:
    page = f.read()
lines = set(page.split("\n"))
rows = json.loads(subprocess.run(
    [sys.argv[1], "list", "evidence", "--format", "json"],
    capture_output=True, check=True).stdout)
if len(rows) < 20:
    complain("the list of evidence is short")
for row in rows:
    if row["command"] not in lines:
        complain(f"{row['kind']}: not in the page: {row['command']}")
scripts = re.findall(r"^```powershell\n(.*?)^```", page, re.S | re.M)
if len(scripts) != 3:
    complain("the page has not three scripts")
for script in scripts:
    if balance(script):
        complain(f"{balance(script)} is left open")
    if WRITES.search(script):
        complain(f"{WRITES.search(script).group()} changes something")
if "have not been run on Windows here" not in page:
    complain("the page does not say that it was not tried")
for broken in ("{ (", "'a", "}", "( ]", 'say "x'):
    if not balance(broken):
        complain(f"{broken} passes as balanced")
sys.exit(failed)
