#!/usr/bin/env python3
"""Writes gradients.json: loss, gradient and Adam steps of a small network, in float64 numpy.

Derivatives are complex steps of the loss itself, so no formula is shared with the Java code.
usage: python3 gradients.py > gradients.json
"""
import json
import numpy as np

D, DE, U, H, WIDTHS, T, L, Q = 3, 2, 2, 2, (5, 4), 2, 6, 3
r = np.random.default_rng(19)
mass = r.uniform(0.5, 3, L)
tags, contents = r.standard_normal((L, D)), r.standard_normal((L, DE))
asked, inputs, targets = (r.standard_normal((Q, n)) for n in (D, U, T))
mean, scale = np.array([0.3, -0.2]), np.array([1.5, 0.7])
f32 = lambda a: a.astype(np.float32).astype(np.float64)
tags, contents, asked, inputs, targets = map(f32, (tags, contents, asked, inputs, targets))


def shapes(reads_tag):
    read = H * DE + (D if reads_tag else 0) + U
    out = []
    for _ in range(H):
        out += [(), (), (), (D, D), (D, D)]  # log beta, log lambda, smoothing (neither matters here), Wq, Wk
    out += [(T, read), (T,)]  # A, b
    below = read
    for width in WIDTHS:
        out += [(below, width), (width,)]  # U_l, c_l
        below = width
    return out + [(T, below)]  # V


def cut(w, reads_tag):
    parts, at = [], 0
    for shape in shapes(reads_tag):
        n = int(np.prod(shape))
        parts.append(w[at:at + n].reshape(shape))
        at += n
    assert at == len(w)
    return parts


def loss(w, reads_tag):
    p = cut(w, reads_tag)
    total = 0
    for v, u, y in zip(asked, inputs, targets):
        read = []
        for h in range(H):
            log_beta, _, _, wq, wk = p[5 * h:5 * h + 5]
            score = np.exp(log_beta) * ((wq @ v) @ wk) @ tags.T + np.log(mass)
            e = np.exp(score - score.real.max())
            read.append((e / e.sum()) @ contents)
        x = np.concatenate(read + ([v] if reads_tag else []) + [u])
        a, b = p[5 * H:5 * H + 2]
        t = x
        for layer in range(len(WIDTHS)):
            t = np.tanh(t @ p[5 * H + 2 + 2 * layer] + p[5 * H + 3 + 2 * layer])
        left = a @ x + b + p[-1] @ t - (y - mean) / scale
        total = total + (left * left).sum() / 2
    return total / Q


def gradient(w, reads_tag):
    g = np.zeros_like(w)
    for i in range(len(w)):
        z = w.astype(complex)
        z[i] += 1e-30j
        g[i] = loss(z, reads_tag).imag / 1e-30
    return g


def case(reads_tag):
    n = sum(int(np.prod(s)) for s in shapes(reads_tag))
    w = 0.4 * r.standard_normal(n)
    start, first, second = w.copy(), np.zeros(n), np.zeros(n)
    out = dict(readsTag=reads_tag, weights=w.tolist(), loss=float(loss(w, reads_tag)), gradient=gradient(w, reads_tag).tolist())
    for step in range(1, 4):  # Adam, norm clipped to 1, decay 0.1 towards the start
        g = gradient(w, reads_tag)
        g = g / max(1, np.sqrt((g * g).sum()))
        first = 0.9 * first + 0.1 * g
        second = 0.99 * second + 0.01 * g * g
        move = first / (1 - 0.9 ** step) / (np.sqrt(second / (1 - 0.99 ** step)) + 1e-8)
        w = w - 0.02 * (move + 0.1 * (w - start))
    out["afterThreeSteps"] = w.tolist()
    return out


print(json.dumps(dict(mass=mass.tolist(), tags=tags.tolist(), contents=contents.tolist(), asked=asked.tolist(), inputs=inputs.tolist(), targets=targets.tolist(), mean=mean.tolist(), scale=scale.tolist(), heads=H, widths=WIDTHS, cases=[case(False), case(True)])))
