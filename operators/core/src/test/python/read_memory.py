"""Reads a packed memory as SketchFormat and ClusterLayout draw it, and recalls from it as Closure does.

    python3 read_memory.py memory.bin [--recent FILE.json] [--recall=a1,a2,.. ..]

Prints one JSON object: header, parts and, for each --recall, log mass and value (the mean content, or
the mean tag if there is no content). FILE.json holds {"recent": [{"tag", "content", "mass", "time"}]}.
"""

import argparse, json, math, struct, zlib

from closure import Closure, dot

ATOMS, POINTS, CLUSTERS = 0, 1, 2
NO_TIME = -(2**63)


class Bytes:
    """Little-endian numbers, one after the other."""

    def __init__(self, data, at):
        self.data, self.at = data, at

    def take(self, kind, count=1):
        values = struct.unpack_from("<%d%s" % (count, kind), self.data, self.at)
        self.at += struct.calcsize("<%d%s" % (count, kind))
        return list(values)

    def one(self, kind):
        return self.take(kind)[0]

    def twelves(self, count):
        """Signed numbers of 12 bits, two in three bytes, the lower bits first."""
        raw = int.from_bytes(bytes(self.take("B", (3 * count + 1) // 2)), "little")
        return [((raw >> 12 * i & 0xFFF) ^ 0x800) - 0x800 for i in range(count)]

    def ref(self, room=None):
        length = self.one("B")
        text = None if length == 255 else self.data[self.at : self.at + length].decode()
        self.at += room or (0 if length == 255 else length)
        return text


def read_header(data):
    if len(data) < 68 or data[:4] != b"SRMS":
        raise SystemExit("not a memory: it does not begin with SRMS and a header of 64 bytes")
    if zlib.crc32(data[:-4]) != struct.unpack("<I", data[-4:])[0]:
        raise SystemExit("the memory is damaged: its checksum does not match")
    names = "version form d De k options parts schema tokens mass newest landmark halfLife".split()
    header = dict(zip(names, struct.unpack_from("<BBHHBBIQqdqqq", data, 4)))
    if header["version"] != 3:
        raise SystemExit("the memory is of version %(version)d, this reads version 3" % header)
    header.update(wide=bool(header["options"] & 1), evidence=bool(header["options"] & 2))
    return header


def read_evidence(b):
    first, last, distance = b.one("q"), b.one("q"), b.one("f")
    return dict(first=first, last=last, distance=distance if distance < math.inf else None, ref=b.ref(32))


def read_atom(b, h):
    atom = dict(mass=b.one("d"), tag=b.take("f", h["d"]), content=b.take("f", h["De"]))
    atom["time"] = b.one("q") if h["evidence"] or h["halfLife"] else NO_TIME
    if h["evidence"]:
        atom["ref"] = b.ref()
    return atom


def read_point(b, h):
    point = dict(mass=b.one("d"), tokens=b.one("I"), tag=b.take("f", h["d"]))
    point["spread"] = b.one("d") if h["De"] else 0
    point["content"] = b.take("d", h["De"])
    if h["evidence"]:
        point["evidence"] = read_evidence(b)
    return point


def read_cluster(b, h):
    d, De, k, a = h["d"], h["De"], h["k"], min(4, h["d"])
    c = dict(mass=b.one("d"), tokens=b.one("I"), learned=b.one("f"), audited=b.one("f"))
    exponent, flags, cells = b.one("h"), b.one("B"), b.one("B")
    c.update(flags=flags, tag=b.take("f", d))
    scale = [2.0 ** (h / 2) for h in b.take("b", d)]
    c["covariance"] = [[0.0] * d for _ in range(d)]
    for r in range(d // 2 + 1):
        full = h["wide"] or r == 0
        for i, value in enumerate(b.take("h" if full else "b", r if 2 * r == d else d)):
            j = (i + r) % d
            s = value / (32767 if full else 127) * scale[i] * scale[j]
            c["covariance"][i][j] = c["covariance"][j][i] = s
    c["directions"] = [[v / 127 for v in b.take("b", d)] for _ in range(2)]
    c["audits"] = b.take("f", 12)
    c["cells"] = []
    if k:
        c["axes"] = [[v / 127 for v in b.take("b", d)] for _ in range(a)]
        steps, offset = [2.0 ** (s / 4) for s in b.take("h", a)], b.take("f", a)
        weights = [math.ldexp(w, exponent) for w in b.take("H", k)]
        places = [[v * step for v in b.take("b", k)] for step in steps]
        for j in range(cells):
            at = [places[x][j] - offset[x] for x in range(a)]
            c["cells"].append(dict(weight=weights[j], at=at))
    c["spread"] = b.one("f") if De else 0
    c["content"] = b.take("f", De)
    rows = [2.0 ** (g / 2) for g in b.take("b", De)]
    c["cross"] = [[v / 2047 * row * s for v, s in zip(b.twelves(d), scale)] for row in rows]
    if h["evidence"]:
        c["evidence"] = read_evidence(b)
    return c


def recall(header, parts, recent, a):
    """Log mass as of the newest time, and the value that attention recalls for a."""
    half_life, landmark = header["halfLife"], header["landmark"]
    newest = max([header["newest"]] + [atom["time"] for atom in recent])
    tilted = []
    for part in parts if header["form"] == CLUSTERS else []:
        tilted.append(Closure(part).tilt(a))
    for part in recent + (parts if header["form"] != CLUSTERS else []):
        moment = math.log(part["mass"]) + dot(a, part["tag"])
        if half_life and part.get("time", NO_TIME) != NO_TIME:
            moment += math.log(2) * (part["time"] - landmark) / half_life
        tilted.append((moment, part["tag"], part["content"]))
    top = max(moment for moment, _, _ in tilted)
    total = math.fsum(math.exp(moment - top) for moment, _, _ in tilted)
    value = [0.0] * len(tilted[0][2] or tilted[0][1])
    for moment, tag, content in tilted:
        share = math.exp(moment - top) / total
        value = [s + share * x for s, x in zip(value, content or tag)]
    age = math.log(2) * (newest - landmark) / half_life if half_life else 0.0
    return dict(logMass=top + math.log(total) - age, value=value)


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("memory")
    options.add_argument("--recent")
    options.add_argument("--recall", action="append", default=[])
    options = options.parse_args()
    with open(options.memory, "rb") as file:
        data = file.read()
    recent = []
    if options.recent:
        with open(options.recent) as file:
            recent = json.load(file)["recent"]
    header, parts = dict(form=ATOMS, parts=0, tokens=0, newest=NO_TIME, halfLife=0, landmark=0), []
    if data:
        header = read_header(data)
        b = Bytes(data, 64)
        read = (read_atom, read_point, read_cluster)[header["form"]]
        parts = [read(b, header) for _ in range(header["parts"])]
        if b.at != len(data) - 4:
            raise SystemExit("the memory is damaged: its parts end at %d of %d" % (b.at, len(data) - 4))
    answers = [recall(header, parts, recent, [float(x) for x in q.split(",")]) for q in options.recall]
    print(json.dumps(dict(header=header, parts=parts, answers=answers)))


if __name__ == "__main__":
    main()
