"""The outside sets that reader and ledger are scored on, and where each lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from quality.outside import attributions, dates, events, names, party_pairs, seeds, stories, toponyms
from quality.outside.scored import Scorer


@dataclass(frozen=True, slots=True)
class OutsideSet:
    """A set: the name by which `--only` picks it, its place from the folder of data, and its scorer."""

    name: str
    where: str
    score: Scorer


SETS: Final = (
    OutsideSet("gum-dates", "gum/xml", dates.score),
    OutsideSet("lgl", "geo/lgl.xml", toponyms.scorer(toponyms.lgl)),
    OutsideSet("geovirus", "geo/GeoVirus.xml", toponyms.scorer(toponyms.geovirus)),
    OutsideSet("polnear", "quotes/polnear_dev", attributions.score),
    OutsideSet("crossner", "ner/crossner_politics_dev.txt", names.score),
    OutsideSet("plover-pairs", "plover/PLV_train.tsv", party_pairs.score),
    OutsideSet("ecbplus", "ecbplus", events.score),
    OutsideSet("news-stories", "clustering/news_cluster_dev.jsonl.gz", stories.score),
    OutsideSet("seeds", "../seeds", seeds.score),
)
