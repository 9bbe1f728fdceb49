"""The peer of `npm run bench`: the nightly script a careful Python programmer writes.

csv -> dict -> fastjsonschema -> canonical JSON -> SHA-256 leaves and tree -> COPY into the
same table, in one process. Rows that do not validate are counted and left out.
"""

import codecs
import csv
import hashlib
import json
import os
import re
import sys
import time
import uuid

import fastjsonschema
import psycopg2

CHARS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
VALUES = {c: i for i, c in enumerate(CHARS)}


def uscc(text):
    if len(text) != 18:
        return False
    try:
        total = sum(VALUES[c] * w for c, w in zip(text, WEIGHTS))
    except KeyError:
        return False
    return CHARS[(31 - total % 31) % 31] == text[17]


def main(path, url, plan_path):
    with open(plan_path, encoding="utf8") as file:
        plan = json.load(file)
    schema = dict(plan["schema"])
    schema["$schema"] = "http://json-schema.org/draft-07/schema#"
    schema.pop("$id", None)
    date = re.compile(r"^\d{4}-\d{2}-\d{2}$")
    always = lambda text: True
    formats = {"uscc": uscc, "date": lambda t: date.match(t) is not None, "org-code": always, "resident-id": always,
               "business-reg-no": always, "date-time": always}
    check = fastjsonschema.compile(schema, formats=formats)
    titles = plan["titles"]
    many = set(plan["many"])
    dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
    connection = psycopg2.connect(url)
    cursor = connection.cursor()
    start = time.perf_counter()
    counts = {"rows": 0, "bad": 0}
    leaves = []

    def lines():
        # A byte that is not of the charset would end the run; a script in the field replaces it.
        with codecs.open(path, encoding="gb18030", errors="replace") as file:
            rows = csv.reader(file)
            names = [titles.get(title) for title in next(rows)]
            for row in rows:
                counts["rows"] += 1
                record = {n: v.strip() for n, v in zip(names, row) if n and v.strip()}
                for name in many:
                    if name in record:
                        record[name] = [part.strip() for part in re.split("[;；]", record[name])]
                for name in ("decisionDate", "validUntil", "publicityEndDate"):
                    if name in record:
                        record[name] = record[name].replace("/", "-")
                try:
                    check(record)
                except fastjsonschema.JsonSchemaException:
                    counts["bad"] += 1
                    continue
                text = dumps(record)
                salt = os.urandom(16)
                leaf = hashlib.sha256(b"\0" + salt + text.encode()).digest()
                leaves.append(leaf)
                key = "|".join([record.get("subjectUscc", "")] + [record.get(n, "") for n in plan["identity"]])
                record_id = uuid.UUID(bytes=hashlib.sha256(key.encode()).digest()[:16])
                yield "\t".join((record.get("subjectUscc", "-"), "XZCF", "370100", str(record_id), "1", str(len(leaves) - 1),
                                 "1", "f", "0", "\\\\x" + salt.hex(), text.replace("\\", "\\\\"))) + "\n"

    class Reader:
        def __init__(self, source):
            self.source = source
            self.rest = ""

        def read(self, size):
            parts = [self.rest]
            have = len(self.rest)
            for line in self.source:
                parts.append(line)
                have += len(line)
                if have >= size:
                    break
            text = "".join(parts)
            self.rest = text[size:]
            return text[:size]

    cursor.copy_expert("copy record (subject, item, origin, record_id, batch_seq, leaf_index, version, withdrawn, warnings, "
                       "salt, payload) from stdin", Reader(lines()), 1 << 18)
    level = leaves
    while len(level) > 1:
        level = [hashlib.sha256(b"\1" + level[i] + level[i + 1]).digest() if i + 1 < len(level) else level[i]
                 for i in range(0, len(level), 2)]
    connection.commit()
    print(json.dumps({"seconds": time.perf_counter() - start, "rows": counts["rows"], "bad": counts["bad"]}))


main(*sys.argv[1:4])
