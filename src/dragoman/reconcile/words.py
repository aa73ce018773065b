"""Words as record linkage compares them: folded names, stems of content words, and how rare each stem is."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

WORD = re.compile(r"\d+(?:st|nd|rd|th)\b|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")

# Closed-class words and the verbs of saying and being: they stand in every report and tell nothing about which happening it is.
STOP = frozenset(
    """a about above after again against all also although am among an and another any are as at back be became because become been before
    being below between both but by can cannot could did do does doing down during each either even ever every few for from further get got
    had has have having he her here hers herself him himself his how however i if in into is it its itself just last later least less let
    like made make many may me might more most much must my near neither never next no nor not now of off often on once one only onto or other
    our ours out over own per quite rather s said same say saying says she should since so some still such t than that the their theirs them
    themselves then there these they this those though through thus till to together told too toward towards two under until up upon us very
    was we were what when where whether which while who whom whose why will with within without would yet you your yours ve re ll d m
    according added adding while mr mrs ms dr""".split()
)

# Forms whose base no suffix rule finds; only verbs that name events in the news.
IRREGULAR = {
    "arose": "arise", "beaten": "beat", "began": "begin", "begun": "begin", "bound": "bind", "broke": "break", "broken": "break",
    "brought": "bring", "built": "build", "burnt": "burn", "bought": "buy", "caught": "catch", "chose": "choose", "chosen": "choose",
    "came": "come", "dealt": "deal", "drew": "draw", "drawn": "draw", "drove": "drive", "driven": "drive", "fell": "fall",
    "fallen": "fall", "fought": "fight", "fled": "flee", "flew": "fly", "flown": "fly", "forbade": "forbid", "forbidden": "forbid",
    "forgave": "forgive", "forgiven": "forgive", "froze": "freeze", "frozen": "freeze", "gave": "give", "given": "give", "went": "go",
    "gone": "go", "grew": "grow", "grown": "grow", "hid": "hide", "hidden": "hide", "held": "hold", "kept": "keep", "knew": "know",
    "known": "know", "led": "lead", "left": "leave", "lent": "lend", "lost": "lose", "meant": "mean", "met": "meet", "paid": "pay",
    "ran": "run", "rode": "ride", "rose": "rise", "risen": "rise", "sang": "sing", "sank": "sink", "sunk": "sink", "saw": "see",
    "seen": "see", "sought": "seek", "sold": "sell", "sent": "send", "shook": "shake", "shaken": "shake", "shot": "shoot",
    "spoke": "speak", "spoken": "speak", "spent": "spend", "stood": "stand", "stole": "steal", "stolen": "steal", "struck": "strike",
    "stricken": "strike", "swore": "swear", "sworn": "swear", "swept": "sweep", "took": "take", "taken": "take", "taught": "teach",
    "tore": "tear", "torn": "tear", "thought": "think", "threw": "throw", "thrown": "throw", "understood": "understand", "won": "win",
    "withdrew": "withdraw", "withdrawn": "withdraw", "wrote": "write", "written": "write", "dead": "death", "died": "death", "dying": "death",
    "die": "death", "men": "man", "women": "woman", "people": "person", "talks": "talk",
}  # fmt: skip

# Words before a trigger that count it in a series; two different ones are two happenings.
ORDINALS = {
    **{word: word for word in "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()},
    **{f"{n}{'st' if n % 10 == 1 and n != 11 else 'nd' if n % 10 == 2 and n != 12 else 'rd' if n % 10 == 3 and n != 13 else 'th'}": word
       for n, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1)},
    "initial": "first", "opening": "first", "final": "final",
}  # fmt: skip

_TITLES = frozenset(
    """president prime minister premier foreign defence defense king queen crown prince princess sheikh emir sultan general colonel major
    captain admiral chancellor secretary ambassador envoy mr mrs ms dr sir lord lady pope senator governor mayor judge justice spokesman
    spokeswoman deputy vice acting former the his her its a an""".split()
)


@lru_cache(maxsize=1)
def _stemmer() -> object:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of one lower-case word: its irregular base form, then Porter2 (Porter 2001, Snowball English)."""
    word = word.split("'")[0].split("’")[0] or word
    return str(_stemmer().stemWord(IRREGULAR.get(word, word)))  # type: ignore[attr-defined]


def stems(text: str) -> tuple[str, ...]:
    """Return the stems of the content words of `text` in order, numbers kept as they stand."""
    found = (m.group().casefold() for m in WORD.finditer(text))
    return tuple(stem(w) for w in found if w not in STOP and (len(w) > 1 or w.isdigit()))


def content(text: str) -> frozenset[str]:
    """Return the set of stems of the content words of `text`."""
    return frozenset(stems(text))


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """Return a name as it is compared: no accents, case, article, hyphens or possessive."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"['’`ʿʾ]s?\b", "", plain).replace("ı", "i").replace("ø", "o").replace("ł", "l")
    words = re.findall(r"[^\W_]+", plain)
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) and len(words) > 1 else words)


@lru_cache(maxsize=65536)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a folded name without leading titles and articles; all of them where nothing else is left."""
    words = folded(name).split()
    bare = [w for w in words if w not in _TITLES]
    return tuple(bare or words)


@cache
def _rarity() -> tuple[dict[str, int], int]:
    lines = files("dragoman.reconcile").joinpath("rarity.tsv").read_text(encoding="utf-8").splitlines()
    table = {word: round(100 * float(bits)) for word, bits in (line.split("\t") for line in lines if line and not line.startswith("#"))}
    return table, max(table.values())


def rarity_centibits(stemmed: str) -> int:
    """Return how rare a stem is over the training stories, in hundredths of a bit; the unseen are the rarest.

    Whole hundredths, so that the sum over a set is the same in whatever order the set gives its members.
    """
    table, most = _rarity()
    return table.get(stemmed, most)


@lru_cache(maxsize=65536)
def weigh_centibits(found: frozenset[str]) -> int:
    """Return the summed rarity of stems, in hundredths of a bit."""
    return sum(map(rarity_centibits, found))
