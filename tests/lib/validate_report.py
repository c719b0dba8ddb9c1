#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Validates JSON reports against the published schema.

usage: validate_report.py SCHEMA REPORT...

Independent of our own reader: Python's json and Debian's python3-jsonschema.
Also checks what a schema cannot say.
"""
import json
import sys

import jsonschema


def refuse_twice(pairs):
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        raise ValueError("a key stands twice in %s" % keys)
    return dict(pairs)


def refuse_real(text):
    raise ValueError("not an integer: %s" % text)


def load(path):
    with open(path, encoding="utf-8", errors="strict") as file:
        return json.load(file, object_pairs_hook=refuse_twice,
                         parse_float=refuse_real,
                         parse_constant=refuse_real)


def texts(value):
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, str):
        yield value


def is_safe(char):
    point = ord(char)
    if char == "\n":
        return True
    if point < 0x20 or 0x7f <= point < 0xa0 or point in (0x061c, 0xfeff):
        return False
    return not (0x200b <= point <= 0x200f or 0x2028 <= point <= 0x202e
                or 0x2060 <= point <= 0x206f or 0xd800 <= point <= 0xdfff)


def check_meaning(report):
    exits = {"healthy": 0, "warning": 1, "blocked": 2, "unknown": 3}
    verdict = report["verdict"]
    assert exits[verdict["state"]] == verdict["exit_code"], "exit code"
    for cause in report["causes"]:
        total = sum(line["db"] for line in cause["ledger"])
        assert not cause["ledger"] or total == cause["score"], cause["id"]
    for finding in report["findings"]:
        for evidence in finding["evidence"]:
            assert evidence.get("input", 0) < max(len(report["inputs"]), 1)
    # A symptom that nobody reported does not count as not asked.
    states = [finding["state"] for finding in report["findings"]
              if finding["kind"] == "cause"
              or finding["state"] != "not_asked"]
    coverage = report["coverage"]
    assert coverage["unknown"] == states.count("unknown"), "coverage"
    assert coverage["not_asked"] == states.count("not_asked"), "coverage"
    assert sum(coverage.values()) == len(states), "coverage"
    for text in texts(report):
        assert all(is_safe(char) for char in text), ascii(text)[:80]


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    schema = load(sys.argv[1])
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failed = False
    for path in sys.argv[2:]:
        try:
            report = load(path)
            validator.validate(report)
            check_meaning(report)
        except (ValueError, AssertionError, OSError) as error:
            print("%s: %s" % (path, error), file=sys.stderr)
            failed = True
        except jsonschema.ValidationError as error:
            print("%s: %s: %s" % (path, error.json_path, error.message[:300]),
                  file=sys.stderr)
            failed = True
    sys.exit(1 if failed else 0)


main()
