"""Names and signs of currencies in English news, to ISO 4217 codes; where a name is shared, the code of its best-known bearer."""

from __future__ import annotations

from typing import Final

SIGNS: Final = {
    "US$": "USD", "USD$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD",
    "NT$": "TWD", "R$": "BRL", "J$": "JMD", "TT$": "TTD", "FJ$": "FJD", "Z$": "ZWL", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY",
    "₹": "INR", "₽": "RUB", "₺": "TRY", "₩": "KRW", "₪": "ILS", "₴": "UAH", "₦": "NGN", "₫": "VND", "₱": "PHP", "₸": "KZT", "₾": "GEL",
    "₵": "GHS", "Rs.": "INR", "Rs": "INR", "Rp": "IDR", "RM": "MYR", "Sh": "KES", "KSh": "KES", "TSh": "TZS", "USh": "UGX", "kr": "SEK",
    "zł": "PLN", "CFA": "XOF",
}  # fmt: skip

# "rupees" and "pesos" alone are India's and Mexico's only by weight of use: the caller who knows better overrides.
NAMES: Final = {
    "us dollar": "USD", "u.s. dollar": "USD", "american dollar": "USD", "dollar": "USD", "australian dollar": "AUD",
    "canadian dollar": "CAD", "new zealand dollar": "NZD", "hong kong dollar": "HKD", "singapore dollar": "SGD", "taiwan dollar": "TWD",
    "jamaican dollar": "JMD", "zimbabwe dollar": "ZWL", "guyana dollar": "GYD", "namibian dollar": "NAD", "euro": "EUR",
    "pound sterling": "GBP", "pound": "GBP", "british pound": "GBP", "egyptian pound": "EGP", "lebanese pound": "LBP",
    "syrian pound": "SYP", "sudanese pound": "SDG", "yuan": "CNY", "renminbi": "CNY", "chinese yuan": "CNY", "yen": "JPY", "won": "KRW",
    "rupee": "INR", "indian rupee": "INR", "pakistani rupee": "PKR", "nepalese rupee": "NPR", "nepali rupee": "NPR",
    "sri lankan rupee": "LKR", "mauritian rupee": "MUR", "seychelles rupee": "SCR", "rouble": "RUB", "ruble": "RUB",
    "russian rouble": "RUB", "russian ruble": "RUB", "belarusian rouble": "BYN", "belarusian ruble": "BYN", "franc": "CHF",
    "swiss franc": "CHF", "cfa franc": "XOF", "central african cfa franc": "XAF", "congolese franc": "CDF", "rwandan franc": "RWF",
    "burundian franc": "BIF", "guinean franc": "GNF", "djiboutian franc": "DJF", "comorian franc": "KMF", "riyal": "SAR",
    "saudi riyal": "SAR", "qatari riyal": "QAR", "yemeni riyal": "YER", "rial": "IRR", "iranian rial": "IRR", "omani rial": "OMR",
    "toman": "IRR", "dirham": "AED", "moroccan dirham": "MAD", "kuwaiti dinar": "KWD", "iraqi dinar": "IQD", "jordanian dinar": "JOD",
    "bahraini dinar": "BHD", "algerian dinar": "DZD", "tunisian dinar": "TND", "libyan dinar": "LYD", "serbian dinar": "RSD",
    "lira": "TRY", "turkish lira": "TRY", "peso": "MXN", "mexican peso": "MXN", "philippine peso": "PHP", "argentine peso": "ARS",
    "chilean peso": "CLP", "colombian peso": "COP", "cuban peso": "CUP", "uruguayan peso": "UYU", "dominican peso": "DOP", "real": "BRL",
    "reais": "BRL", "rand": "ZAR", "naira": "NGN", "shilling": "KES", "kenyan shilling": "KES", "tanzanian shilling": "TZS",
    "ugandan shilling": "UGX", "somali shilling": "SOS", "cedi": "GHS", "birr": "ETB", "kwacha": "ZMW", "malawian kwacha": "MWK",
    "kwanza": "AOA", "metical": "MZN", "meticais": "MZN", "ariary": "MGA", "dalasi": "GMD", "leone": "SLE", "nakfa": "ERN",
    "ouguiya": "MRU", "escudo": "CVE", "pula": "BWP", "hryvnia": "UAH", "zloty": "PLN", "forint": "HUF", "koruna": "CZK",
    "czech crown": "CZK", "lev": "BGN", "leva": "BGN", "romanian leu": "RON", "moldovan leu": "MDL", "lei": "RON", "lek": "ALL",
    "denar": "MKD", "tenge": "KZT", "som": "KGS", "sum": "UZS", "somoni": "TJS", "manat": "AZN", "turkmen manat": "TMT", "lari": "GEL",
    "dram": "AMD", "shekel": "ILS", "tugrik": "MNT", "dong": "VND", "baht": "THB", "ringgit": "MYR", "rupiah": "IDR", "kyat": "MMK",
    "kip": "LAK", "riel": "KHR", "taka": "BDT", "afghani": "AFN", "rufiyaa": "MVR", "ngultrum": "BTN", "kina": "PGK", "vatu": "VUV",
    "tala": "WST", "pa'anga": "TOP", "krone": "NOK", "kroner": "NOK", "norwegian krone": "NOK", "norwegian kroner": "NOK",
    "danish kroner": "DKK", "krona": "SEK", "kronor": "SEK", "swedish kronor": "SEK", "bolivar": "VES", "boliviano": "BOB", "sol": "PEN",
    "guarani": "PYG", "quetzal": "GTQ", "lempira": "HNL", "cordoba": "NIO", "colon": "CRC", "balboa": "PAB", "gourde": "HTG",
}  # fmt: skip

CODES: Final = frozenset(SIGNS.values()) | frozenset(NAMES.values()) | {"XAF", "CNH"}
HUNDREDTHS: Final = {"cent": "USD", "us cent": "USD", "euro cent": "EUR", "penny": "GBP", "pence": "GBP", "kopeck": "RUB", "paisa": "INR"}
"""Names of a hundredth part, with the currency it is a part of."""


def code_of(name: str) -> str | None:
    """Return the ISO 4217 code of a currency's name, sign or code, None where it is none."""
    if name in CODES:
        return name
    if name in SIGNS:
        return SIGNS[name]
    lower = " ".join(name.lower().split())
    for form in (lower, lower.removesuffix("s"), lower.removesuffix("es")):
        if form in NAMES:
            return NAMES[form]
    return None
