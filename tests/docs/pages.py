#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares the pages with the program; writes the example check's files.

usage: pages.py EASDOCTOR FOLDER, in the root of the tree
"""
import glob
import os
import re
import subprocess
import sys

easdoctor, folder = sys.argv[1:]
failed = False


def complain(what):
    global failed
    failed = True
    print("FAILED:", what, file=sys.stderr)


def read(path):
    with open(path, encoding="utf-8") as page:
        return page.read()


def anchors(page):
    titles = re.findall(r"^#+ (.*)$", page, re.M)
    return [re.sub(r"[^\w\- ]", "", t.lower()).replace(" ", "-")
            for t in titles]


def check_links(path):
    text = re.sub(r"^ *```.*?^ *```", "", read(path), flags=re.S | re.M)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if link.startswith("https://"):
            continue
        name, _, anchor = link.partition("#")
        target = os.path.join(os.path.dirname(path), name) if name else path
        if not os.path.exists(target):
            complain(f"{path}: {link} is not there")
        elif anchor and anchor not in anchors(read(target)):
            complain(f"{path}: {link} has no such heading")


def run(words):
    return subprocess.run([easdoctor, *words.split()], capture_output=True,
                          check=False).stdout.decode()


def without_counts(text):
    """A new check settles more findings; README need not change for that."""
    return re.sub(r"Findings: \d+ settled, \d+ unknown, \d+ not asked",
                  "Findings: …", text)


def check_shown_runs(path):
    shown = re.findall(r"^```\n\$ easdoctor ([^\n]*)\n(.*?)^```", read(path),
                       re.S | re.M)
    if not shown:
        complain(f"{path}: shows no run")
    for words, output in shown:
        begin, cut, _ = output.partition("…\n")
        got = run(words)
        if not (got.startswith(begin) if cut else without_counts(got) ==
                without_counts(output)):
            complain(f"{path}: \"easdoctor {words}\" prints something else")


def options_in_help(command):
    lines = re.findall(r"^ +(-\w, |    )--([a-z-]+)", run(f"{command} --help"),
                       re.M)
    return {name for name in (x.strip("-, ") for pair in lines for x in pair)
            if name and name not in ("h", "help")}


def check_manual(path):
    sections = re.split(r"^\.Ss (.*)$", read(path).split(".Sh ENVIRONMENT")[0],
                        flags=re.M)
    manual = {}
    for names, text in zip(sections[1::2], sections[2::2]):
        items = " ".join(re.findall(r"^\.It (.*)$", text, re.M))
        for name in names.split(" , "):
            manual[name] = set(re.findall(r"\bFl -?([a-z][a-z-]*)", items))
    commands = re.findall(r"^  ([a-z]+) ", run("--help"), re.M)
    commands = [c for c in commands if c != "easdoctor"]
    if sorted(commands) != sorted(manual):
        complain(f"{path}: has {sorted(manual)}, --help {sorted(commands)}")
    for command in commands:
        differ = options_in_help(command) ^ manual.get(command, set())
        if differ:
            complain(f"{path}: {command} --help differs in {sorted(differ)}")


def write_example(path):
    os.mkdir(f"{folder}/src")
    os.mkdir(f"{folder}/rules")
    blocks = re.findall(r"^   ```(\w+)\n(.*?)^   ```", read(path), re.S | re.M)
    names = ["src/check.c", "rules/certificate-lifetime.yaml", None,
             "src/test.c"]
    if [kind for kind, _ in blocks] != ["c", "yaml", "sh", "c"]:
        complain(f"{path}: holds other blocks than a check's four files")
        return
    for name, (_, text) in zip(names, blocks):
        if name:
            with open(f"{folder}/{name}", "w", encoding="utf-8") as out:
                out.write(re.sub(r"^   ", "", text, flags=re.M))


pages = glob.glob("*.md") + glob.glob("docs/*.md")
for page in pages:
    check_links(page)
check_shown_runs("README.md")
check_manual("docs/easdoctor.1")
write_example("docs/adding-a-check.md")
sys.exit(failed or len(pages) < 3)
