"""Ideal points: holders on a line, so that those who take the same sides stand near one another."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from travaux.analysis.frames import by_subject
from travaux.errors import TravauxError

SAMPLES = 200
STEPS = 500
ENOUGH = 1e-5
SPREAD = (1.0, 2.0, 2.0)  # standard deviations of points, slopes and thresholds before anything is seen
INTERVAL = (2.5, 97.5)  # percentiles

Numbers = NDArray[np.float64]
Cells = tuple[NDArray[np.int64], NDArray[np.int64], Numbers, Numbers]


def ideal_points(
    found: pd.DataFrame,
    over: str = "topic",
    right: str | None = None,
    least: int = 2,
    samples: int = SAMPLES,
    seed: int = 0,
) -> pd.DataFrame:
    """Return where holders stand on the one line that explains their sides best, with how sure that is.

    Columns: holder; point (mean 0, standard deviation 1); low and high, between which 95 % of `samples` lie that draw
    the documents anew; subjects and documents that it rests on. `over` is "topic", or "target" for votes: then a
    resolution is what holders take sides on. A reservation, such as an abstention, counts as half for and half
    against. Holders with fewer than `least` subjects are left out. `right` is a holder to put right of the middle; a
    line has no direction of its own. The same positions and `seed` give the same points.

    The model is the two-parameter item response model with normal priors, at its mode; sources: Clinton, Jackman &
    Rivers (2004): The statistical analysis of roll call data, American Political Science Review 98, 355-370; Bailey,
    Strezhnev & Voeten (2017), Journal of Conflict Resolution 61, 430-456 (votes in the General Assembly); Efron (1979):
    Bootstrap methods, Annals of Statistics 7, 1-26. Raises TravauxError where `right` has no point.
    """
    rows = _enough(by_subject(found, over), least)
    holders, subjects = sorted(rows["holder"].unique()), sorted(rows["topic"].unique())
    columns = ["holder", "point", "low", "high", "subjects", "documents"]
    if right is not None and right not in holders:
        raise TravauxError(f"{right!r} has no point: it took sides on fewer than {least} subjects here")
    if len(holders) < 2:
        return pd.DataFrame(columns=columns)
    table = _Table(rows, holders, subjects)
    points = _fit(table.cells(np.ones(table.documents)), len(holders), len(subjects), None)
    points = points if _is_right(points, holders, right) else -points
    low, high = np.percentile(list(_again(table, points, samples, seed)), INTERVAL, axis=0)
    counted = rows.groupby("holder").agg(subjects=("topic", "nunique"), documents=("document", "nunique"))
    made = pd.DataFrame({"holder": holders, "point": points, "low": low, "high": high})
    made = made.join(counted, on="holder").round({"point": 4, "low": 4, "high": 4})
    return made.sort_values(["point", "holder"], ignore_index=True)[columns]


class _Table:
    """The sides that holders took on subjects, by document, so that documents can be drawn anew."""

    def __init__(self, rows: pd.DataFrame, holders: list[str], subjects: list[str]) -> None:
        names = rows["document"].astype(str)
        known = sorted(names.unique())
        self.documents = len(known)
        self._document = _places(names, known)
        self._holder = _places(rows["holder"], holders)
        self._subject = _places(rows["topic"], subjects)
        self._value = (rows["value"].to_numpy(dtype=float) + 1) / 2
        self._width = len(subjects)

    def cells(self, drawn: Numbers) -> Cells:
        """Return holder, subject, weight and mean side of each cell, with each document as often as it was drawn."""
        weight = drawn[self._document]
        cell = self._holder * self._width + self._subject
        known, place = np.unique(cell, return_inverse=True)
        total = np.bincount(place, weight)
        mean = np.bincount(place, weight * self._value) / np.maximum(total, 1e-12)
        kept = total > 0
        holder, subject = np.divmod(known[kept], self._width)
        return holder, subject, (total / np.bincount(place))[kept], mean[kept]


def _enough(rows: pd.DataFrame, least: int) -> pd.DataFrame:
    sided = rows[rows["value"].notna()]
    heard = sided.groupby("holder")["topic"].nunique()
    return sided[sided["holder"].isin(heard[heard >= least].index)].reset_index(drop=True)


def _places(values: pd.Series, known: list[str]) -> NDArray[np.int64]:
    at = {value: place for place, value in enumerate(known)}
    return np.array([at[value] for value in values], dtype=np.int64)


def _again(table: _Table, points: Numbers, samples: int, seed: int) -> Iterator[Numbers]:
    """Yield the points of samples of documents, each turned so that it agrees with the points of all."""
    random = np.random.default_rng(seed)
    for _ in range(samples):
        drawn = np.bincount(random.integers(table.documents, size=table.documents), minlength=table.documents)
        made = _fit(table.cells(drawn.astype(float)), len(points), table._width, points)
        yield made if float(made @ points) >= 0 else -made


def _fit(cells: Cells, holders: int, subjects: int, start: Numbers | None) -> Numbers:
    """Return the points at the mode: points, then slopes and thresholds are improved in turn, by Newton's method."""
    points = _first(cells, holders, subjects) if start is None else start.copy()
    slope, threshold = np.ones(subjects), np.zeros(subjects)
    slope[:] = np.sign(_correlated(cells, points, subjects))
    for _ in range(STEPS):
        slope, threshold = _improve_subjects(cells, points, slope, threshold)
        moved = _scaled(_improve_points(cells, points, slope, threshold))
        if float(np.abs(moved - points).max()) < ENOUGH:
            return moved
        points = moved
    return points


def _first(cells: Cells, holders: int, subjects: int) -> Numbers:
    """Return a start: the first singular vector of the sides, those not taken counted as the subject's mean."""
    holder, subject, _, mean = cells
    table = np.full((holders, subjects), np.nan)
    table[holder, subject] = mean
    centred = table - np.nanmean(np.where(np.isnan(table).all(axis=0), 0.0, table), axis=0)
    left, sizes, _ = np.linalg.svd(np.nan_to_num(centred), full_matrices=False)
    first = left[:, 0] * sizes[0]
    return _scaled(first if first[np.argmax(np.abs(first))] > 0 else -first)


def _correlated(cells: Cells, points: Numbers, subjects: int) -> Numbers:
    holder, subject, weight, mean = cells
    return np.asarray(
        np.bincount(subject, weight * points[holder] * (mean - 0.5), minlength=subjects), dtype=float
    )


def _improve_subjects(
    cells: Cells, points: Numbers, slope: Numbers, threshold: Numbers
) -> tuple[Numbers, Numbers]:
    holder, subject, weight, mean = cells
    size, at = len(slope), points[holder]
    chance = _logistic(slope[subject] * at - threshold[subject])
    error, curve = weight * (mean - chance), weight * chance * (1 - chance)

    def total(values: Numbers) -> Numbers:
        return np.asarray(np.bincount(subject, values, minlength=size), dtype=float)

    down, across = total(error * at) - slope / SPREAD[1] ** 2, -total(error) - threshold / SPREAD[2] ** 2
    first, both = total(curve * at * at) + SPREAD[1] ** -2, -total(curve * at)
    second = total(curve) + SPREAD[2] ** -2
    area = first * second - both * both
    return slope + (second * down - both * across) / area, threshold + (first * across - both * down) / area


def _improve_points(cells: Cells, points: Numbers, slope: Numbers, threshold: Numbers) -> Numbers:
    holder, subject, weight, mean = cells
    chance = _logistic(slope[subject] * points[holder] - threshold[subject])
    size = len(points)
    pull = (
        np.bincount(holder, weight * (mean - chance) * slope[subject], minlength=size)
        - points / SPREAD[0] ** 2
    )
    curve = np.bincount(holder, weight * chance * (1 - chance) * slope[subject] ** 2, minlength=size)
    return points + pull / (curve + SPREAD[0] ** -2)


def _logistic(values: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))))


def _scaled(points: Numbers) -> Numbers:
    centred = points - points.mean()
    spread = float(centred.std())
    return np.asarray(centred / spread if spread else centred)


def _is_right(points: Numbers, holders: list[str], right: str | None) -> bool:
    """Is the line turned as wanted: `right` on the right, or without it the first name on the left?"""
    return bool(points[holders.index(right)] >= 0 if right is not None else points[0] <= 0)
