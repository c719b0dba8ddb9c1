#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Commands of reports, pasted: a hostile file name stays one argument.

usage: run.py EASDOCTOR CERTIFICATE

The certificate lies under names that would do harm in a shell. Each command of
the report is given to sh itself, with stand-ins for its programs that write
down their arguments; commands for cmd and PowerShell are read by the rules of
these. No file may appear, and the name must arrive whole.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

NAMES = [
    "plain.pem", "two words.pem", "it's.pem", "$(touch OWNED).pem",
    "`touch OWNED`.pem", "a;touch OWNED;.pem", "a|touch OWNED.pem",
    "a&touch OWNED&.pem", "a>OWNED.pem", "${HOME}.pem", "-rf.pem",
    "--help.pem", "#a.pem", "~root.pem", "*.pem", "[a-z]?.pem", "'.pem",
    "''.pem", "';touch OWNED;'.pem", "%PATH%.pem", "^&calc.pem", "!x!.pem",
    "a\\.pem", "\\", "\u2018;calc;\u2019.pem", "\u201c;calc;\u201d.pem",
    "\u201b$(calc)\u201a.pem", "@{x}.pem", "{file}.pem", "a\"b.pem",
    "\";touch OWNED;\".pem", "a\nb.pem", "\u202efdp.pem",
]
PROGRAMS = ["openssl", "grep", "xmllint", "easdoctor", "curl", "certutil",
            "od", "base64", "sort", "uniq", "plutil", "getent", "tar", "date"]
STAND_IN = """#!/bin/sh
for one in "$@"; do printf '%s\\0' "$one" >>"$LOG"; done
"""
failures = []


def complain(*what):
    failures.append(" ".join(str(one) for one in what))


def commands_of(report):
    for cause in report["causes"]:
        for one in cause["verify"]:
            yield one["shell"], one["run"]
    for part in ("next", "not_checked"):
        for one in report[part]:
            if one.get("command"):
                yield one["shell"], one["command"]


def run_sh(work, bin_folder, command):
    log = os.path.join(work, "log")
    open(log, "w", encoding="ascii").close()
    before = set(os.listdir(work))
    made = subprocess.run(
        ["/bin/sh", "-c", command], cwd=work, capture_output=True,
        check=False, stdin=subprocess.DEVNULL, timeout=60,
        env={"PATH": bin_folder, "LOG": log, "HOME": "/nowhere"})
    with open(log, "rb") as source:
        arguments = source.read().decode("utf-8", "replace").split("\0")
    appeared = set(os.listdir(work)) - before
    return made, arguments, appeared


def single_quotes(text):
    """The strings between single quotes, as PowerShell reads them."""
    quote = "'\u2018\u2019\u201a\u201b"
    found, at = [], 0
    while at < len(text):
        if text[at] not in quote:
            at += 1
            continue
        value, at = "", at + 1
        while at < len(text):
            if text[at] in quote:
                if at + 1 < len(text) and text[at + 1] in quote:
                    value += text[at]
                    at += 2
                    continue
                break
            value += text[at]
            at += 1
        found.append(value)
        at += 1
    return found


def check_command(name, path, shell, command, work, bin_folder):
    if shell == "sh":
        made, arguments, appeared = run_sh(work, bin_folder, command)
        if b"not found" in made.stderr or b"yntax" in made.stderr:
            complain(repr(name), "sh says", made.stderr[:120], command)
        if appeared - {"probe.json", "log"}:
            complain(repr(name), "makes", appeared, command)
        return sum(path in one for one in arguments)
    if shell == "powershell" and path in command:
        return sum(path in one for one in single_quotes(command))
    if shell == "cmd" and path in command:
        inside = command.split('"')[1::2]
        if "%" in path or not any(one.startswith(path) for one in inside):
            complain(repr(name), "is not quoted for cmd:", command)
        return 1
    return 0


def check(program, certificate, name, bin_folder):
    with tempfile.TemporaryDirectory() as work:
        folder = os.path.join(work, "e")
        os.mkdir(folder)
        shutil.copy(certificate, os.path.join(folder, name))
        made = subprocess.run(
            [program, "diagnose", "--exit-zero", "--as-of",
             "2026-11-23T00:00:00Z", "-f", "json", "e"], cwd=work, check=False,
            capture_output=True, timeout=120)
        if made.returncode != 0:
            complain(repr(name), made.stderr)
            return 0
        seen = 0
        for shell, command in set(commands_of(json.loads(made.stdout))):
            seen += check_command(name, "e/" + name, shell, command, work,
                                  bin_folder)
        if os.path.exists(os.path.join(work, "OWNED")):
            complain(repr(name), "did harm")
        return seen


def main():
    program, certificate = (os.path.abspath(one) for one in sys.argv[1:3])
    whole = 0
    with tempfile.TemporaryDirectory() as bin_folder:
        for one in PROGRAMS:
            path = os.path.join(bin_folder, one)
            with open(path, "w", encoding="ascii") as out:
                out.write(STAND_IN)
            os.chmod(path, 0o755)
        for name in NAMES:
            seen = check(program, certificate, name, bin_folder)
            whole += seen > 0
            # Only what cannot be shown or quoted may be left out.
            if not seen and not re.search("[\n\u202e]", name):
                complain(repr(name), "arrives in no command")
    for one in failures[:40]:
        print(one)
    print("%d names, %d arrive whole, %d complaints" % (
        len(NAMES), whole, len(failures)))
    return 1 if failures or whole < 25 else 0


if __name__ == "__main__":
    sys.exit(main())
