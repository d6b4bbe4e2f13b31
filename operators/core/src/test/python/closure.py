"""The exponential moment of one cluster, read from a packed memory, as Closure computes it."""

import math

NORMS = (5.0, 10.0, 20.0)


def dot(x, y):
    return math.fsum(a * b for a, b in zip(x, y))


def times(matrix, x):
    return [dot(row, x) for row in matrix]


class Closure:
    """log E e^<a,v-m> = v/2 + lam (C - var/2) + rho(v), lam and rho fitted to the audits."""

    def __init__(self, c):
        self.c, self.lam, self.kappa, self.level = c, 0.0, None, None
        self.cells = c["cells"] if len(c["cells"]) > 1 else []
        total = math.fsum(cell["weight"] for cell in self.cells)
        self.share = [cell["weight"] / total for cell in self.cells]
        if c["flags"] & 4:
            self.fit()

    def fit(self):
        tilts = []  # v, C - var/2, what the audit saw beyond v/2
        for i, audit in enumerate(self.c["audits"]):
            factor = (1, -1)[i % 2] * NORMS[i // 4]
            a = [factor * u for u in self.c["directions"][i % 4 // 2]]
            v = dot(a, times(self.c["covariance"], a)) if self.c["flags"] & 1 else 0.0
            tilts.append((v, self.beyond(a, v)[0], audit - 0.5 * v))
        square = math.fsum(b * b for _, b, _ in tilts) + 1e-12
        product = math.fsum(b * left for _, b, left in tilts)
        self.lam = min(1.0, max(0.0, product / square))
        if product * product < 1e-3 * square:
            self.lam = 0.0
        self.kappa, self.level = [], []
        for n in range(3):
            four = tilts[4 * n : 4 * n + 4]
            seen = [(left - self.lam * b) / (v * v + 1e-12) for v, b, left in four]
            mean = math.fsum(seen) / 4
            doubt = max(0.0, dot(seen, seen) / 4 - mean * mean) * 0.75
            self.kappa.append(mean**3 / (mean * mean + doubt + 1e-30))
            self.level.append(math.fsum(math.log(max(v, 0.0) + 1e-12) for v, _, _ in four) / 4)
        slopes = [self.gradient(0), self.gradient(1)]
        bend = [min(slopes[max(0, n - 1)] if n else 0.0, slopes[min(n, 1)]) for n in range(3)]
        least = min(math.exp(self.level[n]) * (2 * self.kappa[n] + bend[n]) for n in range(3))
        if least < -0.25:
            self.kappa = [k * -0.25 / least for k in self.kappa]

    def gradient(self, n):
        apart = self.level[n + 1] - self.level[n]
        return (self.kappa[n + 1] - self.kappa[n]) / apart if apart > 1e-9 else 0.0

    def beyond(self, a, v):
        """C - var/2, and the tilt of the cells that it adds."""
        if not self.cells:
            return 0.0, []
        z = times(self.c["axes"], a)
        scores = [dot(z, cell["at"]) for cell in self.cells]
        mean, top = dot(self.share, scores), max(scores)
        variance = math.fsum(p * (s - mean) ** 2 for p, s in zip(self.share, scores))
        total = math.fsum(p * math.exp(s - top) for p, s in zip(self.share, scores))
        moves = []
        for p, s in zip(self.share, scores):
            linear = p * (s - mean) if variance <= v else 0.0
            moves.append(p * math.exp(s - top) / total - p - linear)
        along = [math.fsum(m * cell["at"][x] for m, cell in zip(moves, self.cells)) for x in range(len(z))]
        self.clipped = variance > v
        return top + math.log(total) - mean - 0.5 * min(variance, v), along

    def rho(self, v):
        """rho and its slope at v."""
        if self.kappa is None:  # no tilt finds more than the farthest of its tokens
            few = math.log(max(1, self.c["tokens"]))
            root = math.sqrt(2 * few * max(v, 0.0))
            frozen = v > 2 * few
            return (root - few - 0.5 * v, 0.5 * root / v - 0.5) if frozen else (0.0, 0.0)
        if v <= 1e-9:
            return 0.0, 0.0
        at, level, kappa = math.log(v), self.level, self.kappa
        if at <= level[0]:
            return kappa[0] * v * v, 2 * kappa[0] * v
        if at < level[2]:
            n = 0 if at <= level[1] else 1
            g = self.gradient(n)
            k = kappa[n] + g * (at - level[n])
            return k * v * v, v * (2 * k + g)
        edge = math.exp(level[2])
        slope = edge * (2 * kappa[2] + self.gradient(1))
        return kappa[2] * edge * edge + slope * (v - edge), slope

    def tilt(self, a):
        """Log moment, tilted tag and tilted content."""
        c = self.c
        moment = math.log(c["mass"]) + dot(a, c["tag"])
        if not c["flags"] & 1:
            return moment, c["tag"], c["content"]
        image = times(c["covariance"], a)
        v = dot(a, image)
        rho, rho_slope = self.rho(v)
        moment, slope, along = moment + 0.5 * v + rho, 1 + 2 * rho_slope, []
        if self.lam > 0:
            more, along = self.beyond(a, v)
            moment += self.lam * more
            slope -= self.lam if self.clipped else 0.0
        tag = [m + slope * s for m, s in zip(c["tag"], image)]
        content = [m + slope * dot(row, a) for m, row in zip(c["content"], c["cross"])]
        for u, w in zip(c.get("axes", []), along):
            spread = dot(u, times(c["covariance"], u))
            tag = [t + self.lam * w * x for t, x in zip(tag, u)]
            if spread > 0:
                content = [t + self.lam * w / spread * dot(row, u) for t, row in zip(content, c["cross"])]
        return moment, tag, content
