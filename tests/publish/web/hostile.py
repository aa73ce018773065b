"""A ledger in which everything that strangers can write tries to run, to call out, or to turn the line around."""

from __future__ import annotations

from datetime import date

from dragoman.nouns.ledger import Event, Evidence, Field, FieldValue, Ledger, Party, Quotation, Source, StatusStep, Story, Telling, When
from dragoman.nouns.text import Document, Span

CALL = "alert(1)"
OUT = "//attacker.example/x"

PAYLOADS = (
    f"<script>{CALL}</script>",
    f"<img src=x onerror={CALL}>",
    f"<img src={OUT}>",
    f"<svg onload={CALL}>",
    f"<svg><script>{CALL}</script></svg>",
    f"<iframe src=javascript:{CALL}></iframe>",
    f'<iframe srcdoc="<script>{CALL}</script>"></iframe>',
    f"<body onload={CALL}>",
    f"<details open ontoggle={CALL}>",
    f"<input autofocus onfocus={CALL}>",
    f"<a href=javascript:{CALL}>x</a>",
    f"<form action={OUT}><button>x</button></form>",
    f"<style>@import '{OUT}';</style>",
    f"<link rel=stylesheet href={OUT}>",
    f"<meta http-equiv=refresh content='0;url={OUT}'>",
    f"<base href={OUT}>",
    f"<object data={OUT}></object>",
    f"<embed src={OUT}>",
    f"<math><mtext></p><script>{CALL}</script></math>",
    f"<video><source onerror={CALL}></video>",
    f"</title><script>{CALL}</script>",
    f"</textarea><script>{CALL}</script>",
    f"</script><script>{CALL}</script>",
    f"--><script>{CALL}</script>",
    f"]]><script>{CALL}</script>",
    f'"><script>{CALL}</script>',
    f"'><script>{CALL}</script>",
    f'" onmouseover="{CALL}',
    f"' onmouseover='{CALL}",
    f"`-{CALL}-`",
    "{" + CALL + "}",
    "{{" + CALL + "}}",
    "${" + CALL + "}",
    "{@html '<script>" + CALL + "</script>'}",
    f"javascript:{CALL}",
    f"JaVaScRiPt:{CALL}",
    f"java\tscript:{CALL}",
    f"\x01javascript:{CALL}",
    f"data:text/html,<script>{CALL}</script>",
    f"vbscript:{CALL}",
    f"&lt;script&gt;{CALL}&lt;/script&gt;",
    f"&#60;script&#62;{CALL}&#60;/script&#62;",
    f"%3Cscript%3E{CALL}%3C/script%3E",
    f"\uff1cscript\uff1e{CALL}\uff1c/script\uff1e",
    f"<scr\x00ipt>{CALL}</scr\x00ipt>",
    f"<noscript><p title=\"</noscript><img src=x onerror={CALL}>\"></noscript>",
    f"<template><script>{CALL}</script></template>",
    f"<xss style=animation-name:x onanimationstart={CALL}>",
    "\u202egnp.exe\u202c evil",
    "\u202eidib live",
    "\u2066\u2067\u2068 open isolates",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(A1)",
    "\ud83d\ude00 beyond the first plane \ud835\udd04",
    "__proto__",
    "constructor",
)  # fmt: skip

URLS = (
    f"javascript:{CALL}",
    f"JAVASCRIPT:{CALL}",
    f" javascript:{CALL}",
    f"data:text/html,<script>{CALL}</script>",
    "file:///etc/passwd",
    f"https://news.example/\"onclick=\"{CALL}",
    "https://news.example/a?b=<script>",
    "http://user:pass@news.example/",
    OUT,
)  # fmt: skip


def hostile_ledger() -> Ledger:
    """Return a story of as many documents and events as there are payloads, each in every place where a stranger's words stand."""
    sources, events, quotes = [], [], []
    for n, raw in enumerate(PAYLOADS):
        payload = raw.encode("utf-16", "surrogatepass").decode("utf-16") if "\ud83d" in raw else raw
        text = f"{payload} met {payload} in {payload}. {payload}"
        document = Document(
            f"d{n:03d}", payload, text, payload, date(2031, 3, 4), payload, URLS[n % len(URLS)], "en"
        )  # fmt: skip
        whole, head = Span(0, len(text)), Span(0, len(payload))
        party = Party(payload, f"person:{payload[:20]}" if n % 2 else "state:FRA", "FRA")
        place = Party(payload, None, None)
        here = (Evidence(document.id, head),)
        fields = tuple(
            Field(name, (FieldValue(payload, (document.id,), here), FieldValue(f"{payload} 2", (document.id,), here)), agree=bool(n % 2))
            for name in ("actor", "object", "topic", "money", payload)
        )
        events.append(
            Event(
                f"e{n:016x}",
                ("CONSULT", "AGREE", "SANCTION")[n % 3],
                (),
                ("occurred", "scheduled", "possible", "denied")[n % 4],
                f"{payload} met {payload}",
                (party,),
                (Party(payload, "state:ITA", "ITA"),),
                (place,),
                (),
                When("2031-03-04", "2031-03-04", "2031-03-04"),
                (Telling(document.id, head, whole, "occurred", 0.9, f"e{n:016x}"),),
                1,
                fields,
                (StatusStep("2031-03-04", "occurred", (document.id,)),),
                (),
            )
        )
        sources.append(Source(document, f"family {n}"))
        quotes.append(Quotation(payload, party, place, here))
    story = Story("s" + "0" * 15, PAYLOADS[0], tuple(s.document.id for s in sources), tuple(e.id for e in events))
    return Ledger(tuple(sources), (story,), tuple(events), tuple(quotes))
