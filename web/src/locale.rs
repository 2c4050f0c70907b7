//! The language people read: which one is chosen, the fetched texts of [`Key`], and how numbers, dates and plurals stand in it.
//! `t!` gives a closure that follows the language; `text!` gives the text of this moment.

use leptos::prelude::*;
use orken_core::template::Tongue;

use crate::effects::turn::spawn_local;

mod file;
mod texts;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// A language of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Kazakh.
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

impl Lang {
    /// All three, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::Kk, Self::Ru, Self::En];

    /// The BCP 47 code for the `lang` attribute.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kk => "kk",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// The tag handed to `Intl`: days come before months everywhere.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Kk => "kk-KZ",
            Self::Ru => "ru-KZ",
            Self::En => "en-GB",
        }
    }

    /// Its short name in itself.
    #[must_use]
    pub const fn short(self) -> &'static str {
        match self {
            Self::Kk => "Қаз",
            Self::Ru => "Рус",
            Self::En => "Eng",
        }
    }

    /// Its full name in itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kk => "Қазақша",
            Self::Ru => "Русский",
            Self::En => "English",
        }
    }

    /// The language of a BCP 47 tag.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let code = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Self::ALL.into_iter().find(|l| l.code() == code)
    }

    /// Index in tables that hold Kazakh, Russian and English.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Which form of a plural a whole number takes, by CLDR 45: one, few, many in Russian; one, other elsewhere.
    #[must_use]
    pub const fn plural(self, n: i64) -> usize {
        let n = n.unsigned_abs();
        match self {
            Self::Ru => match (n % 10, n % 100) {
                (1, tens) if tens != 11 => 0,
                (2..=4, tens) if tens < 12 || tens > 14 => 1,
                _ => 2,
            },
            Self::Kk | Self::En => (n != 1) as usize,
        }
    }
}

impl Key {
    /// The key with this code, written with `_` wherever the code has a hyphen.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        texts::key(&code.replace('-', "_"))
    }

    /// The key of a value of a closed list: `of("subject", "mathematics")`.
    #[must_use]
    pub fn of(family: &str, code: &str) -> Option<Self> {
        Self::from_code(&format!("{family}_{code}"))
    }

    /// The pattern in a language.
    #[must_use]
    pub fn pattern(self, lang: Lang) -> &'static str {
        texts::text(self, lang)
    }

    /// The text in a language, with its placeholders filled.
    #[must_use]
    pub fn fill(self, lang: Lang, args: &[(&str, Value)]) -> String {
        fill(self.pattern(lang), lang, args)
    }
}

/// What a placeholder holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A whole number: grouped as the language does, and it can choose a plural.
    Int(i64),
    /// A number with decimals.
    Real(f64),
    /// Text as it is.
    Text(String),
}

macro_rules! whole {
    ($($t:ty),*) => {$(impl From<$t> for Value {
        fn from(n: $t) -> Self {
            Self::Int(i64::try_from(n).unwrap_or(i64::MAX))
        }
    })*};
}
whole!(i32, i64, u8, u16, u32, u64, usize);

impl From<f64> for Value {
    fn from(n: f64) -> Self {
        Self::Real(n)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Value {
    fn shown(&self, lang: Lang) -> String {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "figures on screens are far below 2^53")]
            Self::Int(n) => number_in(lang, *n as f64),
            Self::Real(n) => number_in(lang, *n),
            Self::Text(text) => text.clone(),
        }
    }
}

/// Fills `{name}` and chooses the form in `{name|one|few|many}`. A name without a value stays visible, so that it is
/// seen in tests; the build has checked that the names are the same in all languages.
#[must_use]
pub fn fill(pattern: &str, lang: Lang, args: &[(&str, Value)]) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (inside, tail) = after.split_once('}').unwrap_or((after, ""));
        let mut parts = inside.split('|');
        let name = parts.next().unwrap_or_default();
        let value = args.iter().find(|(n, _)| *n == name).map(|(_, v)| v);
        let forms: Vec<&str> = parts.collect();
        match value {
            None => out.push_str(name),
            Some(value) if forms.is_empty() => out.push_str(&value.shown(lang)),
            Some(value) => out.push_str(form(&forms, value, lang)),
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn form<'a>(forms: &[&'a str], value: &Value, lang: Lang) -> &'a str {
    let at = match value {
        Value::Int(n) => lang.plural(*n),
        // A fraction takes the form of "other": the fourth in Russian where written, else the second.
        _ if forms.len() == 4 => 3,
        _ => 1,
    };
    forms.get(at).or(forms.last()).copied().unwrap_or_default()
}

thread_local! {
    static LANG: ArcRwSignal<Lang> = ArcRwSignal::new(remembered());
}

/// The language now; tracked where it is read inside a view or an effect, and nowhere else.
#[must_use]
pub fn lang() -> Lang {
    let watched = leptos::reactive::graph::Observer::get().is_some();
    let now = LANG.with(|signal| if watched { signal.try_get() } else { signal.try_get_untracked() });
    now.unwrap_or(Lang::En)
}

/// The language in which a template writes its names: the one that is read.
#[must_use]
pub fn tongue() -> Tongue {
    match lang() {
        Lang::Kk => Tongue::Kazakh,
        Lang::Ru => Tongue::Russian,
        Lang::En => Tongue::English,
    }
}

/// Chooses the language and remembers it in this browser, once its texts are there.
pub fn set_lang(chosen: Lang) {
    spawn_local(async move {
        if texts::load(chosen).await {
            crate::browser::remember("language", chosen.code());
            LANG.with(|signal| signal.set(chosen));
        } else {
            crate::ui::toast(crate::ui::Tone::Bad, crate::text!(FetchFailed));
        }
    });
}

/// Fetches the texts of the language that this browser is used in. False where they don't come.
pub async fn load() -> bool {
    texts::load(remembered()).await
}

/// What was chosen before, else the first of the browser's languages that there is, else English.
fn remembered() -> Lang {
    let saved = crate::browser::recall("language").and_then(|tag| Lang::from_tag(&tag));
    saved.or_else(|| crate::browser::languages().iter().find_map(|tag| Lang::from_tag(tag))).unwrap_or(Lang::En)
}

/// A closure that gives the text and follows the language: `{t!(SaveSaved)}`, `{t!(PeopleCount, n = count.get())}`.
#[macro_export]
macro_rules! t {
    ($key:ident) => {
        move || $crate::locale::Key::$key.pattern($crate::locale::lang()).to_owned()
    };
    ($key:ident, $($name:ident = $value:expr),+ $(,)?) => {
        move || $crate::locale::Key::$key.fill(
            $crate::locale::lang(),
            &[$((stringify!($name), $crate::locale::Value::from($value))),+],
        )
    };
}

/// The text of this moment, for announcements, file names and closures that track the language themselves.
#[macro_export]
macro_rules! text {
    ($key:ident) => {
        $crate::locale::Key::$key.pattern($crate::locale::lang()).to_owned()
    };
    ($key:ident, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::locale::Key::$key.fill(
            $crate::locale::lang(),
            &[$((stringify!($name), $crate::locale::Value::from($value))),+],
        )
    };
}

/// The text of a key that is held in a variable.
#[must_use]
pub fn text_of(key: Key) -> String {
    key.pattern(lang()).to_owned()
}

/// A number in the chosen language: grouped thousands, at most two decimals.
#[must_use]
pub fn number(n: impl Into<Value>) -> String {
    n.into().shown(lang())
}

fn number_in(lang: Lang, n: f64) -> String {
    crate::intl::number(lang, n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_follow_cldr() {
        let cases = [
            (Lang::Ru, "1 место, 2 места, 5 мест, 11 мест, 21 место, 112 мест, 104 места", [1, 2, 5, 11, 21, 112, 104]),
            (
                Lang::En,
                "1 place, 2 places, 5 places, 11 places, 21 places, 112 places, 104 places",
                [1, 2, 5, 11, 21, 112, 104],
            ),
        ];
        for (lang, expected, numbers) in cases {
            let pattern =
                if lang == Lang::Ru { "{n} {n|место|места|мест}" } else { "{n} {n|place|places}" };
            let shown: Vec<String> = numbers.iter().map(|&n| fill(pattern, lang, &[("n", Value::Int(n))])).collect();
            assert_eq!(shown.join(", "), expected);
        }
    }

    const ENGLISH: &str = include_str!("../locales/en.toml");

    #[test]
    fn codes_find_their_keys() {
        assert!(texts::install(Lang::En, ENGLISH));
        for line in ENGLISH.lines() {
            let Some((code, text)) = file::entry(line) else { continue };
            assert_eq!(Key::from_code(code).map(|key| key.pattern(Lang::En)), Some(text.as_str()), "{code}");
        }
        assert!(Key::of("grade_band", "5-9").is_some());
        assert_eq!(Key::from_code("no_such_key"), None);
    }

    #[test]
    fn only_the_whole_file_is_taken() {
        assert!(!texts::install(Lang::Ru, ENGLISH.rsplit_once('\n').map_or("", |(most, _)| &most[..most.len() / 2])));
        assert!(!texts::known(Lang::Ru));
        assert_eq!(Key::UiClose.pattern(Lang::Ru), "");
        assert_ne!(Key::CrashHeading.pattern(Lang::Ru), "", "the screen of last resort has its own words");
    }
}
