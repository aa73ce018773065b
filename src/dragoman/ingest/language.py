"""The language of a text: English, another by name, or one that cannot be told."""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol

ENGLISH = "en"
SAMPLE_CHARS = 8_000
MIN_BYTES = 120
MIN_PROBABILITY = 0.8
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_COMMON = frozenset({
    "the", "of", "to", "and", "in", "a", "that", "is", "was", "for", "on", "said", "with", "by", "as", "at", "he", "his", "it", "from",
    "has", "have", "had", "be", "are", "were", "will", "would", "not", "its", "an", "they", "their", "which", "who", "this", "but",
    "been", "after", "also", "over", "more",
})  # fmt: skip
# Languages that news is written in, among those that py3langid knows; close relatives that it confuses share a name and their chances.
NAMES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "arz": "Arabic", "ary": "Arabic", "az": "Azerbaijani", "be": "Belarusian",
    "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian, Croatian or Serbian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "ga": "Irish", "gl": "Galician", "gu": "Gujarati", "ha": "Hausa", "he": "Hebrew", "hi": "Hindi",
    "hr": "Bosnian, Croatian or Serbian", "ht": "Haitian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian or Malay", "ig": "Igbo",
    "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "km": "Khmer", "kn": "Kannada",
    "ko": "Korean", "ku": "Kurdish", "ky": "Kyrgyz", "lo": "Lao", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian",
    "ml": "Malayalam", "mn": "Mongolian", "mr": "Marathi", "ms": "Indonesian or Malay", "mt": "Maltese", "my": "Burmese", "ne": "Nepali",
    "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian", "om": "Oromo", "pa": "Punjabi", "pl": "Polish", "ps": "Pashto",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "rw": "Kinyarwanda", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian",
    "sn": "Shona", "so": "Somali", "sq": "Albanian", "sr": "Bosnian, Croatian or Serbian", "sv": "Swedish", "sw": "Swahili",
    "ta": "Tamil", "te": "Telugu", "tg": "Tajik", "th": "Thai", "tk": "Turkmen", "tl": "Tagalog", "tr": "Turkish", "ug": "Uyghur",
    "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "xh": "Xhosa", "yo": "Yoruba", "yue": "Chinese", "zh": "Chinese",
    "zu": "Zulu",
}  # fmt: skip


class _Classifier(Protocol):
    def rank(self, text: str) -> list[tuple[str, float]]: ...


def language_of(text: str) -> str | None:
    """Return the ISO 639 code of the language that `text` begins in, or None where it is too short or too mixed to tell.

    Text that is plainly English by its commonest words is not shown to py3langid, whose model takes a second and 95 MB to load.
    """
    sample = text[:SAMPLE_CHARS]
    if _plainly_english(sample):
        return ENGLISH
    if len(sample.encode()) < MIN_BYTES:
        return None
    ranked = _classifier().rank(sample)
    code = ranked[0][0]
    probability = sum(share for other, share in ranked if NAMES[other] == NAMES[code])
    return code if probability >= MIN_PROBABILITY else None


def language_name(code: str) -> str:
    """Return the English name of a language by its code, or the code where it has none here."""
    return NAMES.get(code, code)


def _plainly_english(sample: str) -> bool:
    """Tell whether a fifth of the words are English's commonest (of running text a third is), and "the" among them."""
    words = [word.lower() for word in _WORD.findall(sample)]
    common = sum(word in _COMMON for word in words)
    return len(words) >= 8 and common * 5 >= len(words) and words.count("the") * 50 >= len(words)


@cache
def _classifier() -> _Classifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    classifier: _Classifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    classifier.set_languages(tuple(NAMES))  # type: ignore[attr-defined]
    return classifier
