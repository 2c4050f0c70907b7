//! The words that people type into sheets for the closed lists of the model, in Kazakh, Russian and English.
//! Each table is folded once; what a person types is folded the same way before it is looked up.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::fold;
use crate::model::{Category, GradeBand, Language, Locality, Role, SchoolKind, Sex, Subject};

type Table<T> = LazyLock<HashMap<String, T>>;

fn table<T: Copy>(lines: &[(T, &str)]) -> HashMap<String, T> {
    let pairs = lines.iter().flat_map(|(value, words)| words.split('|').map(move |w| (fold(w), *value)));
    pairs.collect()
}

static SUBJECTS: Table<Subject> = LazyLock::new(|| {
    use Subject::*;
    table(&[
        (
            Mathematics,
            "математика|математики|матем|мат|алгебра|геометрия|алгебра и геометрия|алгебра геометрия|maths|math|mathematics|algebra|geometry|математика пәні|математика информатика|математика и информатика",
        ),
        (Physics, "физика|физики|physics|физика пәні|физика и астрономия|физика астрономия|астрономия"),
        (Chemistry, "химия|химии|chemistry|химия пәні"),
        (Biology, "биология|биологии|biology|биология пәні"),
        (Geography, "география|географии|geography|география пәні"),
        (
            Informatics,
            "информатика|информатики|информатика и икт|икт|акт|информ|цифровая грамотность|цифрлық сауаттылық|informatics|computer science|ict|it|computing|информатика пәні|информатика икт",
        ),
        (
            Kazakh,
            "казахский язык и литература|казахский язык|казахская литература|казахского языка и литературы|казахского языка|каз яз|каз яз и лит|каз яз и литература|казахский яз и литература|казахский яз|каз язык|каз язык и литература|казахский язык и лит|казахский язык литература|қазақ тілі мен әдебиеті|қазақ тілі және әдебиеті|қазақ тілі|қазақ әдебиеті|қазақ тілі әдебиеті|қазақ тілі мен әдебиет|қазақ тілі т2|казахский язык т2|kazakh|kazakh language|kazakh language and literature|kazakh literature",
        ),
        (
            Russian,
            "русский язык и литература|русский язык|русская литература|русского языка и литературы|русского языка|рус яз|рус яз и лит|рус яз и литература|русский яз и литература|русский яз|рус язык|рус язык и литература|русский язык и лит|русский язык литература|орыс тілі мен әдебиеті|орыс тілі және әдебиеті|орыс тілі|орыс әдебиеті|орыс тілі әдебиеті|орыс тілі мен әдебиет|русская словесность|russian|russian language|russian language and literature|russian literature",
        ),
        (
            English,
            "английский язык|английского языка|английский яз|английский|англ яз|англ язык|англ|иностранный язык|иностранный язык английский|ин яз|иностранный язык англ|ағылшын тілі|ағылшын|ағылшын тілі пәні|шет тілі|шетел тілі|english|english language|foreign language",
        ),
        (
            HistoryOfKazakhstan,
            "история казахстана|история|истории казахстана|истории|история рк|история каз|ист каз|история казахстана и всемирная история|қазақстан тарихы|тарих|қазақстан тарихы пәні|қр тарихы|тарих пәні|history of kazakhstan|history|kazakhstan history|history of kazakhstan and world history",
        ),
        (
            WorldHistory,
            "всемирная история|всемирной истории|всем история|дүниежүзі тарихы|дүние жүзі тарихы|world history",
        ),
        (
            Primary,
            "начальные классы|начальная школа|начальных классов|нач классы|нач кл|нач классов|начальное обучение|учитель начальных классов|начальный класс|предметы начальной школы|бастауыш сынып|бастауыш сыныптар|бастауыш|бастауыш сынып мұғалімі|бастауыш мектеп|бастауыш сынып пәндері|primary|primary classes|primary school|primary grades|primary education|elementary",
        ),
        (
            NaturalScience,
            "естествознание|естествознания|естеств|познание мира|жаратылыстану|дүниетану|жаратылыс|natural science|science|natural sciences",
        ),
        (
            GlobalCompetencies,
            "глобальные компетенции|глобальных компетенций|глоб компетенции|глоб комп|жаһандық құзыреттер|жаһандық құзыреттіліктер|жаһандық құзыреттілік|global competencies|global competence|global competences",
        ),
        (
            Law,
            "основы права|право|права|основы правоведения|құқық негіздері|құқық|человек общество право|адам қоғам құқық|основы права и экономики|law|basics of law",
        ),
        (
            PhysicalEducation,
            "физическая культура|физкультура|физическое воспитание|физ ра|физры|физ культура|дене шынықтыру|дене тәрбиесі|physical education|pe|sport|физическая культура и здоровье",
        ),
        (Art, "изобразительное искусство|изо|рисование|бейнелеу өнері|art|fine art|visual art"),
        (Music, "музыка|музыки|пение|музыка пәні|music"),
        (
            Technology,
            "художественный труд|технология|труд|трудовое обучение|технологии|черчение|көркем еңбек|еңбек|технология пәні|сызу|technology|art and technology|crafts|arts and crafts|design and technology",
        ),
        (German, "немецкий язык|немецкий|нем яз|неміс тілі|german|german language"),
        (French, "французский язык|французский|франц яз|француз тілі|french|french language"),
        (
            BasicMilitaryTraining,
            "нвп|нвтп|нвп и тп|начальная военная подготовка|начальная военная и технологическая подготовка|аәд|аәтд|алғашқы әскери дайындық|алғашқы әскери және технологиялық дайындық|military training|basic military training",
        ),
        (SelfKnowledge, "самопознание|самопознания|өзін өзі тану|self knowledge"),
        (
            Economics,
            "экономика|основы экономики|предпринимательство|основы предпринимательства и бизнеса|экономика негіздері|кәсіпкерлік және бизнес негіздері|кәсіпкерлік|economics|business",
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
    ])
});

static CATEGORIES: Table<Category> = LazyLock::new(|| {
    use Category::*;
    table(&[
        (
            NoCategory,
            "без категории|б к|бк|нет|нет категории|не имеет|отсутствует|санатсыз|санаты жоқ|жоқ|no category|none|no|0",
        ),
        (
            Trainee,
            "педагог стажер|стажер|учитель стажер|педагог тағылымдамашы|тағылымдамашы|педагог тағылымгер|teacher trainee|trainee|intern",
        ),
        (Pedagogue, "педагог|учитель педагог|педагог категориясы|pedagogue|teacher|pedagog"),
        (
            Moderator,
            "педагог модератор|модератор|п модератор|пед модератор|teacher moderator|moderator|pedagogue moderator",
        ),
        (
            Expert,
            "педагог эксперт|эксперт|п эксперт|пед эксперт|педагог сарапшы|сарапшы|teacher expert|expert|pedagogue expert",
        ),
        (
            Researcher,
            "педагог исследователь|исследователь|п исследователь|пед исследователь|педагог зерттеуші|зерттеуші|teacher researcher|researcher|pedagogue researcher",
        ),
        (
            Master,
            "педагог мастер|мастер|п мастер|пед мастер|педагог шебер|шебер|teacher master|master|pedagogue master|master teacher",
        ),
        (HeadOrganiser, "руководитель организатор|басшы ұйымдастырушы|head organiser|head organizer"),
        (HeadManager, "руководитель менеджер|басшы менеджер|head manager"),
        (HeadLeader, "руководитель лидер|басшы көшбасшы|басшы лидер|head leader"),
        (
            DeputyThird,
            "заместитель руководителя третьей категории|зам руководителя 3 категории|заместитель руководителя 3 категории|басшының үшінші санатты орынбасары|басшы орынбасары 3 санат|deputy third category",
        ),
        (
            DeputySecond,
            "заместитель руководителя второй категории|зам руководителя 2 категории|заместитель руководителя 2 категории|басшының екінші санатты орынбасары|басшы орынбасары 2 санат|deputy second category",
        ),
        (
            DeputyFirst,
            "заместитель руководителя первой категории|зам руководителя 1 категории|заместитель руководителя 1 категории|басшының бірінші санатты орынбасары|басшы орынбасары 1 санат|deputy first category",
        ),
    ])
});

static LANGUAGES: Table<&'static [Language]> = LazyLock::new(|| {
    use Language::*;
    table::<&'static [Language]>(&[
        (
            &[Kazakh],
            "казахский|казахский язык|каз|каз яз|на казахском|казахском|казахская|қазақ|қазақша|қазақ тілі|қазақ тілінде|қаз|государственный|мемлекеттік|kazakh|kk|kz|kaz",
        ),
        (
            &[Russian],
            "русский|русский язык|рус|рус яз|на русском|русском|русская|орыс|орысша|орыс тілі|орыс тілінде|russian|ru|rus",
        ),
        (
            &[Kazakh, Russian],
            "смешанный|смешанная|смешанное|смеш|аралас|араластілді|двуязычный|двуязычная|қос тілді|екі тілді|mixed|bilingual|оба|екеуі|both",
        ),
        (&[Uzbek], "узбекский|узбекский язык|узб|на узбекском|узбекская|өзбек|өзбекше|өзбек тілі|uzbek|uz"),
        (&[Uyghur], "уйгурский|уйгурский язык|уйг|уйгурская|ұйғыр|ұйғырша|ұйғыр тілі|uyghur|uighur|ug"),
        (&[Tajik], "таджикский|таджикский язык|тадж|таджикская|тәжік|тәжікше|тәжік тілі|tajik|tg"),
        (&[English], "английский|английский язык|англ|на английском|ағылшын|ағылшынша|ағылшын тілі|english|en|eng"),
    ])
});

static KINDS: Table<SchoolKind> = LazyLock::new(|| {
    use SchoolKind::*;
    table(&[
        (
            General,
            "общеобразовательная|общеобразовательная школа|общеобраз|средняя|средняя школа|сош|полнокомплектная|полная|обычная|жалпы білім беретін|жалпы орта|жалпы орта білім беретін|жалпы білім беретін мектеп|жббм|жббо|орта|орта мектеп|толық жинақты|general|secondary|general school|secondary school|full size",
        ),
        (
            Hub,
            "опорная|опорная школа|опорн|ресурсный центр|опорная школа ресурсный центр|оош рц|тірек|тірек мектеп|тірек мектебі|ресурстық орталық|тірек мектеп ресурстық орталық|hub|hub school|resource centre",
        ),
        (
            SmallClass,
            "мкш|малокомплектная|малокомплектная школа|малокомпл|мк|шжм|шағын жинақты|шағын жинақталған|шағын жинақты мектеп|шағын жинақталған мектеп|магнитная|магнитная школа|small class|small class school|small school|ungraded|satellite|satellite school",
        ),
        (Pilot, "пилотная|пилотная школа|пилот|пилоттық|пилоттық мектеп|pilot|pilot school"),
        (Primary, "начальная|начальная школа|нш|бастауыш|бастауыш мектеп|primary|primary school"),
        (
            Basic,
            "основная|основная школа|основная средняя|основная средняя школа|осш|неполная средняя|негізгі|негізгі мектеп|негізгі орта|негізгі орта мектеп|basic|basic school|lower secondary",
        ),
        (Gymnasium, "гимназия|школа гимназия|мектеп гимназия|gymnasium|school gymnasium|grammar school"),
        (Lyceum, "лицей|школа лицей|мектеп лицей|it лицей|lyceum|school lyceum|it school lyceum"),
        (Boarding, "интернат|школа интернат|мектеп интернат|boarding|boarding school"),
        (
            Special,
            "специальная|специальная школа|коррекционная|коррекционная школа|спецшкола|арнайы|арнайы мектеп|special|special school",
        ),
        (College, "колледж|типо|тжкбо|college"),
        (
            Kindergarten,
            "детский сад|детсад|ясли сад|балабақша|бөбекжай|бөбекжай балабақша|дошкольная|мини центр|kindergarten|nursery",
        ),
        (
            OtherKind,
            "другая|другое|прочее|иная|вечерняя|вечерняя школа|организация дополнительного образования|басқа|other",
        ),
    ])
});

static LOCALITIES: Table<Locality> = LazyLock::new(|| {
    use Locality::*;
    table(&[
        (
            Rural,
            "село|сельская|сельский|сельская местность|сельское|сел|с|аул|поселок|пос|ауыл|ауылдық|ауылдық жер|ауылды жер|ауылдық мектеп|кент|rural|village",
        ),
        (
            Urban,
            "город|городская|городской|городское|городская местность|гор|г|қала|қалалық|қалалық мектеп|urban|city|town|моногород|моноқала",
        ),
    ])
});

static SEXES: Table<Sex> = LazyLock::new(|| {
    table(&[
        (Sex::Female, "ж|жен|женский|женщина|әйел|әйелі|қыз|female|f|woman"),
        (Sex::Male, "м|муж|мужской|мужчина|ер|еркек|ер адам|male|man"),
    ])
});

/// What separates several values in one cell.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '/', '\\', '+', '\n', '&', '|']).map(str::trim).filter(|p| !p.is_empty())
}

/// The text without what stands in brackets.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let kept = text.chars().filter(|c| match c {
        '(' | '[' => {
            depth += 1;
            false
        }
        ')' | ']' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    });
    kept.collect()
}

/// Subjects that the cell names, the first first; none where a part of it is no subject.
#[must_use]
pub fn subjects(text: &str) -> Option<Vec<Subject>> {
    let mut found = Vec::new();
    let mut add = |s: Subject| {
        if !found.contains(&s) {
            found.push(s);
        }
    };
    if let Some(one) = subject(text) {
        add(one);
        return Some(found);
    }
    for part in parts(&without_brackets(text)) {
        match subject(part) {
            Some(one) => add(one),
            None => pair_of_subjects(part)?.into_iter().for_each(&mut add),
        }
    }
    (!found.is_empty()).then_some(found)
}

/// One subject, with the words around it that say the same (`учитель …`, `пән мұғалімі`, grades).
fn subject(text: &str) -> Option<Subject> {
    const AROUND: [&str; 18] = [
        "учитель",
        "педагог",
        "преподаватель",
        "мугалими",
        "мугалим",
        "пани",
        "пан",
        "предмет",
        "teacher",
        "of",
        "кл",
        "класс",
        "классы",
        "классов",
        "сынып",
        "сыныптар",
        "grade",
        "grades",
    ];
    let folded = fold(text);
    let look = |s: &str| SUBJECTS.get(s).copied();
    look(&folded).or_else(|| {
        let short = fold(&without_brackets(text));
        let words: Vec<&str> =
            short.split(' ').filter(|w| !AROUND.contains(w) && !w.starts_with(|c: char| c.is_ascii_digit())).collect();
        look(&short).or_else(|| look(&words.join(" ")))
    })
}

/// `физика и химия`, `физика мен химия`: two subjects joined by a word.
fn pair_of_subjects(text: &str) -> Option<[Subject; 2]> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let joins =
        (1..words.len().saturating_sub(1)).filter(|&i| matches!(words[i], "и" | "мен" | "жане" | "пен" | "and"));
    joins.into_iter().find_map(|i| {
        let left = SUBJECTS.get(&words[..i].join(" "))?;
        let right = SUBJECTS.get(&words[i + 1..].join(" "))?;
        Some([*left, *right])
    })
}

/// Subjects whose names are nearest to the text, nearest first.
#[must_use]
pub fn nearest_subjects(text: &str, most: usize) -> Vec<Subject> {
    let folded = fold(text);
    let mut ranked: Vec<(usize, Subject)> = Vec::new();
    for (name, &subject) in SUBJECTS.iter() {
        let limit = name.chars().count() / 2;
        let d = super::fold::distance(&folded, name, limit);
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

/// Position, and whether it is held in an acting capacity.
#[must_use]
pub fn role(text: &str) -> Option<(Role, bool)> {
    let folded = format!(" {} ", fold(text));
    let has = |words: &[&str]| words.iter().any(|w| folded.contains(w));
    let acting = has(&[" и о ", " ио ", " врио ", " м а ", " ма ", " исполняющ", " acting ", " уакытша "]);
    let role = if has(&[" зам", " завуч", " зд", " орынбасар", " vice ", " deputy ", " зав уч"])
    {
        Role::VicePrincipal
    } else if has(&[" психолог", " psycholog"]) {
        Role::Psychologist
    } else if has(&[
        " социальн",
        " соц ",
        " соцпедагог",
        " алеуметтик ",
        " вожат",
        " counsell",
        " counselor ",
        " профориент",
        " тарбиеши вожат",
    ]) {
        Role::Counsellor
    } else if has(&[" методист", " адискер", " methodologist ", " methodist "]) {
        Role::Methodologist
    } else if has(&[" библиотек", " китапхана", " librarian "]) {
        Role::Librarian
    } else if has(&[
        " учител",
        " мугалим",
        " преподават",
        " teacher ",
        " классн",
        " сынып жетекши",
        " тренер преподават",
    ]) {
        Role::Teacher
    } else if has(&[
        " директор",
        " басшы",
        " руководител",
        " заведующ",
        " менгеруши",
        " principal ",
        " head ",
        " headteacher ",
        " headmaster ",
        " начальник ",
        " director ",
    ]) {
        Role::Principal
    } else if has(&[" педагог", " воспитател", " тарбиеши", " логопед", " дефектолог", " pedagogue ", " educator "])
    {
        Role::Teacher
    } else if has(&[
        " лаборант",
        " секретар",
        " бухгалтер",
        " хатшы",
        " ассистент",
        " медсестр",
        " завхоз",
        " staff ",
        " инженер",
        " специалист",
        " маман ",
    ]) {
        Role::OtherStaff
    } else {
        return None;
    };
    Some((role, acting))
}

/// Qualification category.
#[must_use]
pub fn category(text: &str) -> Option<Category> {
    let folded = fold(text);
    let short: Vec<&str> = folded
        .split(' ')
        .filter(|w| !matches!(*w, "категория" | "санаты" | "санат" | "category" | "квалификация"))
        .collect();
    CATEGORIES.get(&folded).or_else(|| CATEGORIES.get(&short.join(" "))).copied()
}

/// Languages of teaching that the cell names.
#[must_use]
pub fn languages(text: &str) -> Option<Vec<Language>> {
    if let Some(found) = LANGUAGES.get(&fold(text)) {
        return Some(found.to_vec());
    }
    let folded = without_brackets(text)
        .replace(" и ", ",")
        .replace(" және ", ",")
        .replace(" and ", ",")
        .replace([' ', '-', '–'], ",");
    let mut all = Vec::new();
    for part in parts(&folded) {
        let word = fold(part);
        if matches!(word.as_str(), "" | "язык" | "тили" | "тилинде" | "яз" | "language" | "на" | "обучения")
        {
            continue;
        }
        for &language in *LANGUAGES.get(&word)? {
            if !all.contains(&language) {
                all.push(language);
            }
        }
    }
    (!all.is_empty()).then_some(all)
}

/// Kind of school.
#[must_use]
pub fn school_kind(text: &str) -> Option<SchoolKind> {
    let whole = KINDS.get(&fold(text));
    whole
        .or_else(|| KINDS.get(&fold(&without_brackets(text))))
        .or_else(|| parts(text).find_map(|p| KINDS.get(&fold(p))))
        .copied()
}

/// Rural or urban.
#[must_use]
pub fn locality(text: &str) -> Option<Locality> {
    LOCALITIES.get(&fold(text)).copied()
}

/// Sex.
#[must_use]
pub fn sex(text: &str) -> Option<Sex> {
    SEXES.get(&fold(text)).copied()
}

/// Grade bands that the numbers and ranges in the cell touch (`5-11`, `1, 2, 3 «А»`).
#[must_use]
pub fn grades(text: &str) -> Option<Vec<GradeBand>> {
    let text: String = text.chars().map(|c| if matches!(c, '–' | '—' | '−') { '-' } else { c }).collect();
    let mut touched = [false; 13];
    for piece in text.split([',', ';', ' ', '/']).filter(|p| p.chars().any(|c| c.is_ascii_digit())) {
        let numbers: Vec<usize> = piece
            .split(|c: char| !c.is_ascii_digit())
            .filter(|n| !n.is_empty())
            .map(str::parse)
            .collect::<Result<_, _>>()
            .ok()?;
        let (first, last) = (*numbers.first()?, if piece.contains('-') { *numbers.last()? } else { *numbers.first()? });
        if first == 0 || last > 12 || first > last {
            return None;
        }
        touched[first..=last].fill(true);
    }
    let bands = [(GradeBand::Primary, 1..=4), (GradeBand::Basic, 5..=9), (GradeBand::Senior, 10..=12)];
    let found: Vec<GradeBand> =
        bands.into_iter().filter(|(_, r)| r.clone().any(|g| touched[g])).map(|(b, _)| b).collect();
    (!found.is_empty()).then_some(found)
}
