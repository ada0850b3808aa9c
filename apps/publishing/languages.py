"""The languages that a version can be in: their codes (BCP 47), what they are called here and by
those who speak them, and which way they are written."""

from dataclasses import dataclass

ENGLISH = "en-GB"


@dataclass(frozen=True)
class Language:
    """A language: ``name`` in English, ``own_name`` in itself, ``dir`` as HTML says it."""

    code: str
    name: str
    own_name: str
    dir: str = "ltr"


_ALL = (
    Language(ENGLISH, "English", "English"),
    Language("sq", "Albanian", "Shqip"),
    Language("am", "Amharic", "አማርኛ"),
    Language("ar", "Arabic", "العربية", "rtl"),
    Language("bn", "Bengali", "বাংলা"),
    Language("bg", "Bulgarian", "Български"),
    Language("zh-Hans", "Chinese, simplified", "简体中文"),
    Language("zh-Hant", "Chinese, traditional", "繁體中文"),
    Language("cs", "Czech", "Čeština"),
    Language("prs", "Dari", "دری", "rtl"),
    Language("fr", "French", "Français"),
    Language("de", "German", "Deutsch"),
    Language("el", "Greek", "Ελληνικά"),
    Language("gu", "Gujarati", "ગુજરાતી"),
    Language("hi", "Hindi", "हिन्दी"),
    Language("hu", "Hungarian", "Magyar"),
    Language("it", "Italian", "Italiano"),
    Language("ku", "Kurdish, Kurmanji", "Kurmancî"),
    Language("ckb", "Kurdish, Sorani", "کوردیی ناوەندی", "rtl"),
    Language("lv", "Latvian", "Latviešu"),
    Language("lt", "Lithuanian", "Lietuvių"),
    Language("ps", "Pashto", "پښتو", "rtl"),
    Language("fa", "Persian (Farsi)", "فارسی", "rtl"),
    Language("pl", "Polish", "Polski"),
    Language("pt", "Portuguese", "Português"),
    Language("pa", "Punjabi, Gurmukhi", "ਪੰਜਾਬੀ"),
    Language("pnb", "Punjabi, Shahmukhi", "پنجابی", "rtl"),
    Language("ro", "Romanian", "Română"),
    Language("ru", "Russian", "Русский"),
    Language("sk", "Slovak", "Slovenčina"),
    Language("so", "Somali", "Soomaali"),
    Language("es", "Spanish", "Español"),
    Language("ta", "Tamil", "தமிழ்"),
    Language("ti", "Tigrinya", "ትግርኛ"),
    Language("tr", "Turkish", "Türkçe"),
    Language("uk", "Ukrainian", "Українська"),
    Language("ur", "Urdu", "اردو", "rtl"),
    Language("vi", "Vietnamese", "Tiếng Việt"),
)
LANGUAGES = {one.code: one for one in _ALL}
CHOICES = [(one.code, one.name) for one in _ALL]


def of(code: str) -> Language:
    """The language of a code; one that left the list is called by its code."""
    return LANGUAGES.get(code) or Language(code, code, code)
