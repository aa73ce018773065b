"""Which language a text is in, where that can be told."""

from __future__ import annotations

import subprocess
import sys

import pytest

from dragoman.ingest.language import NAMES, language_name, language_of
from tests.ingest.given import GERMAN, REPORT

OTHERS = {
    "French": "Les ministres des Affaires étrangères des deux pays se sont rencontrés mardi dans la capitale et ont convenu "
    "d'ouvrir la frontière aux céréales du nord.",
    "Dutch": "De ministers van Buitenlandse Zaken van de twee landen ontmoetten elkaar dinsdag in de hoofdstad en spraken af de grens "
    "te openen voor graan uit het noorden.",
    "Norwegian": "Utenriksministrene i de to landene møttes i hovedstaden tirsdag og ble enige om å åpne grensen for korn fra nord, sa "
    "de etter møtet.",
    "Bosnian, Croatian or Serbian": "Ministri vanjskih poslova dviju zemalja sastali su se u utorak u glavnom gradu i dogovorili otvaranje "
    "granice za žito sa sjevera.",
    "Russian": "Министры иностранных дел двух стран встретились во вторник в столице и договорились открыть границу для зерна с севера.",
    "Chinese": "两国外长星期二在首都举行会谈，同意向来自北方的粮食开放边境。双方表示，首批列车将于春季出发，第二轮会谈将在夏季之后举行。",
    "Arabic": "التقى وزيرا خارجية البلدين يوم الثلاثاء في العاصمة واتفقا على "
    "فتح الحدود أمام الحبوب القادمة من الشمال، وقالا إن القطارات ستنطلق.",
    "Swahili": "Mawaziri wa mambo ya nje wa nchi hizo mbili walikutana siku ya Jumanne katika mji mkuu na "
    "kukubaliana kufungua mpaka kwa nafaka.",
}


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_another_language_is_told_by_name(name: str) -> None:
    code = language_of(OTHERS[name])
    assert code is not None
    assert language_name(code) == name


@pytest.mark.parametrize(
    "text",
    [
        REPORT,
        f"{REPORT} {GERMAN[:60]}",
        "NATO, EU, Fidan, Lavrov, Wang Yi, Macron: they and the others said in a statement that the talks with Ankara were to go on.",
        "A ministry aide hinted at new talks. Grain prices rose sharply. Trains stood idle; drivers slept beside their engines, smoking.",
    ],
)
def test_english(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize("text", ["", "Danke schön.", "12 45 77 " * 40, "NATO EU UN " * 3])
def test_what_cannot_be_told_is_not(text: str) -> None:
    assert language_of(text) is None


def test_every_name_is_of_a_language_that_the_library_knows() -> None:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    assert set(NAMES) <= set(LanguageIdentifier.from_model_file(MODEL_FILE).labels)


def test_plain_english_needs_no_model() -> None:
    code = f"from dragoman.ingest.language import language_of; import sys; language_of({REPORT!r}); sys.exit('py3langid' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
