//! Names of subjects, in full and shortened.

use std::sync::LazyLock;

use super::super::fold::{distance, fold};
use super::super::lost;
use super::foreign::foreign_named;
use super::kazakh;
use super::roles::{heads, role};
use super::teaching::{are_joined_languages, is_language, only_languages, without_details};
use super::{JOINERS, Table, fits, parts, table, without_brackets};
use crate::model::{Role, Subject};

const NAMES: &[(Subject, &str)] = {
    use Subject::*;
    &[
        (
            Mathematics,
            "математика|математики|матем|мат|алгебра|геометрия|алгебра и начала анализа|алгебра и начала математического анализа|начала анализа|алгебра және анализ бастамалары|анализ бастамалары|алгебра и геометрия|алгебра геометрия|maths|math|mathematics|algebra|geometry|математика пәні|математике|математик|матиматика|матеметика",
        ),
        (
            Physics,
            "физика|физики|физике|физик|физ|физ ка|physics|физика пәні|физика и астрономия|физика астрономия|астрономия",
        ),
        (Chemistry, "химия|химии|химик|хим|chemistry|химия пәні"),
        (Biology, "биология|биологии|биолог|биол|био|biology|биология пәні"),
        (Geography, "география|географии|географ|геогр|гео|geography|география пәні"),
        (
            Informatics,
            "информатика|информатики|информатике|информатик|инф|инф ка|информ ка|информатика акт|информатика және акт|информатка|информатика и икт|икт|акт|информ|цифровая грамотность|цифрлық сауаттылық|informatics|computer science|ict|it|computing|информатика пәні|информатика икт",
        ),
        (
            Kazakh,
            "казахский язык и литература|казахский язык|казахская литература|казахского языка и литературы|казахского языка|каз яз|каз яз и лит|каз яз и литература|казахский яз и литература|казахский яз|каз язык|каз язык и литература|казахский язык и лит|казахский язык литература|казахский|қаз тілі|қазақ|қаз тілі мен әдебиеті|қазақ тілі мен әдебиеті|қазақ тілі және әдебиеті|қазақ тілі|қазақ әдебиеті|қазақ тілі әдебиеті|қазақ тілі мен әдебиет|қазақ тілі т2|казахский язык т2|kazakh|kazakh language|kazakh language and literature|kazakh literature",
        ),
        (
            Russian,
            "русский язык и литература|русский язык|русская литература|русского языка и литературы|русского языка|рус яз|рус яз и лит|рус яз и литература|русский яз и литература|русский яз|рус язык|рус язык и литература|русский язык и лит|русский язык литература|русский|рус тілі|орыс|орыс тілі мен әдебиеті|орыс тілі және әдебиеті|орыс тілі|орыс әдебиеті|орыс тілі әдебиеті|орыс тілі мен әдебиет|русская словесность|russian|russian language|russian language and literature|russian literature",
        ),
        (
            English,
            "английский язык|английского языка|английский яз|английский|англ яз|англ язык|англ|иностранный язык|иностранный язык английский|ин яз|иностранный язык англ|ағылшын тілі|ағылшын|ағылшын тілі пәні|шет тілі|шетел тілі|шетел тілі ағылшын|шет тілі ағылшын|ағылш тілі|ағыл тілі|англичанка|ин яз англ|ин язык|иностранный|english|english language|foreign language",
        ),
        (
            HistoryOfKazakhstan,
            "история казахстана|история|истории казахстана|истории|историк|ист|история рк|история каз|история каз на|ист каз|ист рк|қаз тарихы|қазақстан тар|қазақстан тарихы|тарих|қазақстан тарихы пәні|қр тарихы|тарих пәні|history of kazakhstan|history|kazakhstan history",
        ),
        (
            WorldHistory,
            "всемирная история|всемирной истории|всеобщая история|всеобщая ист|всем история|всемирка|дж тарихы|д ж тарихы|дүние тарихы|дүниежүзі тарихы|дүние жүзі тарихы|әлем тарихы|world history",
        ),
        (
            Primary,
            "начальные классы|начальная школа|начальных классов|нач классы|нач кл|нач классов|начальные кл|начальный кл|нач школа|начальные|начальник классы|баст сынып|баст сыныптар|бастауыш сын|начальное обучение|учитель начальных классов|начальный класс|предметы начальной школы|бастауыш сынып|бастауыш сыныптар|бастауыш|бастауыш сынып мұғалімі|бастауыш мектеп|бастауыш сынып пәндері|primary|primary classes|primary school|primary grades|primary education|elementary",
        ),
        (
            NaturalScience,
            "естествознание|естествозн|естествознания|естеств|познание мира|жаратылыстану|дүниетану|жаратылыс|natural science|science|natural sciences",
        ),
        (
            GlobalCompetencies,
            "глобальные компетенции|глобальных компетенций|глоб компетенции|глоб комп|глобальная компетенция|глобальной компетенции|глобальные компетентности|гк|жаһандық құзырет|жаһандық құзыреттіліктері|жқ|жаһандық құзыреттер|жаһандық құзыреттіліктер|жаһандық құзыреттілік|global competencies|global competence|global competences",
        ),
        (
            Law,
            "основы права|право|права|основы правоведения|құқық негіздері|құқық|человек общество право|чоп|адам қоғам құқық|основы права и экономики|law|basics of law",
        ),
        (
            PhysicalEducation,
            "физическая культура|физкульт|физрук|физ воспитание|физическая подготовка|физвоспитание|фк|ф ра|дене шын|дене тәрбие|д ш|дш|физкультура|физическое воспитание|физ ра|физры|физ культура|дене шынықтыру|дене тәрбиесі|physical education|pe|sport|физическая культура и здоровье",
        ),
        (
            Art,
            "изобразительное искусство|изо|изобр искусство|изобраз искусство|бейнелеу|визуалды өнер|рисование|бейнелеу өнері|art|fine art|visual art",
        ),
        (Music, "музыка|музыки|пение|музыка пәні|music"),
        (
            Technology,
            "художественный труд|худ труд|худтруд|худож труд|художественного труда|к еңбек|технология|труд|трудовое обучение|труды|еңбекке баулу|технологии|черчение|көркем еңбек|еңбек|технология пәні|сызу|technology|art and technology|crafts|arts and crafts|design and technology",
        ),
        (German, "немецкий язык|немецкий|нем яз|неміс тілі|german|german language"),
        (French, "французский язык|французский|франц яз|француз тілі|french|french language"),
        (
            BasicMilitaryTraining,
            "нвп|аәжтд|нвп и т п|нвитп|нв и тп|нвтп преподаватель организатор|алғашқы әскери|әскери дайындық|нвтп|нвп и тп|начальная военная подготовка|начальная военная и технологическая подготовка|аәд|аәтд|алғашқы әскери дайындық|алғашқы әскери және технологиялық дайындық|military training|basic military training",
        ),
        (SelfKnowledge, "самопознание|самопознания|өзін өзі тану|self knowledge"),
        (
            Economics,
            "экономика|опб|кәсіпкерлік негіздері|основы предпринимательства|основы экономики|предпринимательство|основы предпринимательства и бизнеса|экономика негіздері|кәсіпкерлік және бизнес негіздері|кәсіпкерлік|economics|business",
        ),
        (Psychology, "психология|психологии|психология пәні|psychology"),
        (
            SpecialNeeds,
            "дефектология|логопедия|дефектолог|логопед|специальная педагогика|коррекционная педагогика|инклюзивное образование|арнайы педагогика|special needs|special education|speech therapy",
        ),
        (
            PreSchool,
            "дошкольное воспитание|предшкольная подготовка|предшкола|дошкольное образование|мектепалды даярлық|мектепке дейінгі тәрбие|мектепке дейінгі|pre school|preschool",
        ),
    ]
};

/// By folded name, in the words that people use.
static BY_NAME: Table<Subject> = LazyLock::new(|| table(NAMES));

/// By folded name, each word in its plain form: see [`plain`].
static BY_WORDS: Table<Subject> = LazyLock::new(|| {
    let names = NAMES.iter().flat_map(|(subject, names)| names.split('|').map(move |n| (fold(n), *subject)));
    names.map(|(name, subject)| (plain(&name.split(' ').collect::<Vec<_>>()).join(" "), subject)).collect()
});

/// Words and their plain form: shortened ones, other cases, common slips.
const PLAIN: &[(&str, &str)] = &[
    ("язык", "яз|языка|языку|языки|языков|язик|я"),
    ("литература", "лит|литр|литер|литра|литературы|литературе|литиратура"),
    ("казахский", "каз|казах|казахского|казахск|казахскому|казахская"),
    ("русский", "рус|русс|русского|русск|русскому|руский|русская"),
    ("английский", "анг|англ|английского|английскому|англиский|английск"),
    ("иностранный", "иностр|иностранного|инстранный"),
    ("немецкий", "нем|немецкого"),
    ("французский", "фр|франц|французского"),
    ("тили", "т|тил|тилинин|тилинен|тилине"),
    ("адебиети", "ад|адеб|адебиет|адебиетинин|адебиетинен"),
    ("агылшын", "агылш|агыл"),
    ("начальные", "нач|начал|начальных|начальный|начальная|начальной"),
    ("история", "ист|истории|историю"),
    ("казахстана", "казахстан|рк"),
    ("всемирная", "всемир|всем|всемирной"),
    ("художественный", "худ|худож|художественного"),
    ("труд", "труда"),
    ("физическая", "физич|физической"),
    ("культура", "культ|культуры"),
    ("основы", "осн|основ"),
    ("тарихы", "тарих|тар|тарихынын"),
];

static PLAIN_OF: Table<&'static str> =
    LazyLock::new(|| table(&PLAIN.iter().map(|(plain, words)| (*plain, *words)).collect::<Vec<_>>()));

/// Words that say that a subject is taught, and to whom, not which.
const AROUND: &[&str] = &[
    "учител*",
    "педагог",
    "преподават*",
    "мугалим*",
    "пани*",
    "пан",
    "пандер*",
    "предмет*",
    "teacher",
    "of",
    "кл",
    "класс*",
    "сынып*",
    "сыныб*",
    "grade",
    "grades",
    "в",
    "на",
    "по",
    "для",
    "с",
    "русским",
    "казахским",
    "языком",
    "обучения",
    "школах",
    "школе",
    "ч",
    "час*",
    "саг*",
    "ка",
    "ки",
    "ке",
    "ставк*",
    "углубл*",
    "профильн*",
    "факультатив*",
    "электив*",
    // Directions of the curriculum: sciences, humanities.
    "емн",
    "емц",
    "жмб",
    "огн",
    "огц",
    "когб",
];

/// Directions of the curriculum in full: some of their words are subjects elsewhere.
const DIRECTIONS: &[&str] = &[
    "естественно математическ",
    "общественно гуманитарн",
    "жаратылыстану математика багыт",
    "жаратылыстану математикалык",
    "когамдык гуманитарлык",
];

const CLASS: &[&str] = &["кл", "класс", "сынып", "сыныбы"];

/// Languages whose schools and classes the list may speak of: «казахский язык в русских классах».
const SCHOOLS_OF: &[&str] = &["казах*", "казак*", "каз", "русск*", "рус", "орыс*", "уйгур*", "узбек*"];

/// Subjects that the cell names, the first first; none where a part of it is no subject.
#[must_use]
pub fn subjects(text: &str) -> Option<Vec<Subject>> {
    let names = NAMES.iter().flat_map(|(_, names)| names.split(['|', ' ']));
    let text = &lost::mended(text, names.chain(kazakh::SUBJECTS.iter().copied()));
    if let Some(one) = BY_NAME.get(&fold(text)) {
        return Some(vec![*one]);
    }
    let text = &two_in_one(&foreign_named(text));
    let mut found = Vec::new();
    let (mut after_class, mut after_language) = (false, false);
    for part in parts(&without_brackets(text)) {
        let folded = fold(part);
        let words: Vec<&str> = folded.split(' ').collect();
        // «Физика қаз/орыс», «физика, каз. и рус.»
        let aside = found.last().is_some_and(|s| !is_language(s)) && are_joined_languages(&words);
        if aside || (after_language && only_languages(&words)) {
            continue;
        }
        let named = |words: &[&str]| in_words(&plain(words));
        let (words, bare) = without_details(&words, !found.is_empty(), named);
        after_language = bare;
        // «5А, Б»: the letter is of another class of the grade.
        if after_class && is_class_letter(&folded) {
            continue;
        }
        after_class = folded.split(' ').any(|w| w.starts_with(|c: char| c.is_ascii_digit()));
        let words = plain(&words);
        match in_words(&words) {
            Some(named) => named.into_iter().for_each(|s| {
                if !found.contains(&s) {
                    found.push(s);
                }
            }),
            None if is_aside(part, &words) || is_literature(&words, &found) => {}
            None => return None,
        }
    }
    (!found.is_empty()).then_some(found)
}

/// «Физика-английский» is two subjects; «русско-английский» and «физика-каз» are not.
fn two_in_one(text: &str) -> String {
    const SECOND: [&str; 4] = ["английский", "русский", "казахский", "начальные классы"];
    let mut apart = String::with_capacity(text.len());
    for part in text.split('-') {
        let second = SECOND.iter().any(|subject| fold(part).starts_with(&fold(subject)));
        let first = apart.chars().next_back().is_some_and(|c| c.is_alphabetic() && c != 'о');
        if !apart.is_empty() {
            apart.push_str(if first && second { ", " } else { "-" });
        }
        apart.push_str(part);
    }
    apart
}

/// A part of the cell that speaks of something else than subjects: «классный руководитель», «5–9 классы».
fn is_aside(part: &str, words: &[&str]) -> bool {
    let post = |folded: &str| {
        (folded.contains("классн") && folded.contains("рук"))
            || ["жетекши", "воспитател", "тарбиеши"].iter().any(|w| folded.contains(w))
    };
    let folded = fold(part);
    let other_post = || heads(part) || role(part).is_some_and(|(role, _)| role != Role::Teacher);
    let direction = || DIRECTIONS.iter().any(|d| folded.starts_with(d));
    words.is_empty() || direction() || post(&folded) || folded.starts_with("кл рук") || other_post()
}

/// «Русский язык, литература» is one subject.
fn is_literature(words: &[&str], before: &[Subject]) -> bool {
    matches!(words, ["литература" | "адебиети"]) && matches!(before.last(), Some(Subject::Kazakh | Subject::Russian))
}

/// The folded words of a name that tell the subject, each in its plain form.
fn plain<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let words: Vec<&str> = words.iter().copied().filter(|w| !w.is_empty()).collect();
    let in_list = |word: &str, list: &[&str]| list.iter().any(|p| fits(word, p));
    let mut kept = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let (word, next) = (words[at], words.get(at + 1).copied().unwrap_or_default());
        let of_classes = ["класс", "школ", "сынып", "мектеп", "кл", "групп"].iter().any(|c| next.starts_with(c));
        match word {
            _ if in_list(word, SCHOOLS_OF) && of_classes => at += 1,
            // Т1 and Я2: the first and the second language.
            "т" | "я" | "l" if matches!(next, "1" | "2") => at += 1,
            "лит" if matches!(next, "ра" | "ры" | "ре" | "pa") => {
                kept.push("литература");
                at += 1;
            }
            "каз" if next == "на" => {
                kept.push("казахстана");
                at += 1;
            }
            // 5 класс «Б»
            _ if in_list(word, CLASS) && is_class_letter(next) => at += 1,
            _ if in_list(word, AROUND) || JOINERS.contains(&word) => {}
            // 5А, 10 «Б»: a grade, and the class of it.
            _ if word.starts_with(|c: char| c.is_ascii_digit()) => at += usize::from(is_class_letter(next)),
            _ => kept.push(PLAIN_OF.get(word).copied().unwrap_or(word)),
        }
        at += 1;
    }
    kept
}

fn is_class_letter(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|c| matches!(c, 'а'..='з' | 'a'..='h')) && letters.next().is_none()
}

/// The subjects that the words name one after another, the longest name first.
fn in_words(words: &[&str]) -> Option<Vec<Subject>> {
    /// More words than that are a sentence.
    const MOST: usize = 12;
    if words.is_empty() || words.len() > MOST {
        return None;
    }
    (1..=words.len()).rev().find_map(|len| {
        let (head, tail) = words.split_at(len);
        let first = *BY_WORDS.get(&head.join(" "))?;
        if tail.is_empty() {
            return Some(vec![first]);
        }
        let mut all = vec![first];
        all.extend(in_words(tail)?);
        Some(all)
    })
}

/// Subjects whose names are nearest to the text, nearest first.
#[must_use]
pub fn nearest_subjects(text: &str, most: usize) -> Vec<Subject> {
    let folded = fold(text);
    let mut ranked: Vec<(usize, Subject)> = Vec::new();
    for (name, &subject) in BY_NAME.iter() {
        let limit = name.chars().count() / 2;
        let d = distance(&folded, name, limit);
        if d <= limit && limit > 1 {
            ranked.push((d, subject));
        }
    }
    ranked.sort_unstable();
    let mut nearest: Vec<Subject> = Vec::new();
    for (_, subject) in ranked {
        if !nearest.contains(&subject) && nearest.len() < most {
            nearest.push(subject);
        }
    }
    nearest
}
