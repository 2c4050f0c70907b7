//! What single words mean: folding, regions, the closed lists but subjects and positions.

use orken_core::import::{fold, fold::tidy, region_named, synonyms};
use orken_core::model::{REGIONS, Region};

fn check<T: PartialEq + std::fmt::Debug>(cases: &[(&str, T)], read: impl Fn(&str) -> T) {
    for (text, wanted) in cases {
        assert_eq!(&read(text), wanted, "«{text}»");
    }
}

#[test]
fn texts_that_people_take_for_the_same_fold_alike() {
    let cases = [
        ("СОШ № 44 с. Ақсу", "сош №44 с.аксу"),
        ("«Бақуатты аудан»", "\"Бакуатты  аудан\""),
        ("Катон-Карагайский район", "катон – карагайский\u{a0}район"),
        ("Ковалёв", "КОВАЛЕВ"),
        ("Смирнов Талғат Мұратұлы", "Смирнoв Тaлғaт Мұрaтұлы"),
        ("Нұрсәуле Өмірбекқызы", "Нурсауле Омирбеккызы"),
        ("Шыңғыс Һәкім", "Шынгыс Хаким"),
        ("School No. 5", "School N5"),
        ("школа N 5", "школа №5"),
        ("Maths", "Mаths"),
        ("Байтұрсынұлы", "Баи\u{306}тұрсынұлы"),
        ("СЕРІК", "CEРIK"),
        ("с. Ақкөл", "c. Ақкөл"),
        ("bҮ", "by"),
    ];
    for (one, other) in cases {
        assert_eq!(fold(one), fold(other), "«{one}» and «{other}»");
    }
    for (one, other) in [("СОШ № 4", "СОШ № 44"), ("Абай", "Абая"), ("Асан", "Асем"), ("№ 1 2", "№ 12")]
    {
        assert_ne!(fold(one), fold(other), "«{one}» and «{other}»");
    }
    check(
        &[
            ("  Цой   Динара \u{a0}", "Цой Динара".to_owned()),
            ("Смирнoв", "Смирнов".to_owned()),
            ("John Smith", "John Smith".to_owned()),
        ],
        tidy,
    );
}

#[test]
fn regions_are_known_by_all_their_names() {
    let cases = [
        ("область Абай", 10),
        ("Абай облысы", 10),
        ("Abai Region", 10),
        ("Акмолинская обл.", 11),
        ("Ақмола облысы", 11),
        ("Ақмола", 11),
        ("Акмола обл", 11),
        ("Акмолинской области", 11),
        ("по Туркестанской области", 61),
        ("Ақмола облысы бойынша", 11),
        ("Целиноград", 71),
        ("Ақтөбе облысы", 15),
        ("Алматинская область", 19),
        ("Алматы облысы", 19),
        ("г. Алматы", 75),
        ("Алматы қ.", 75),
        ("ЗКО", 27),
        ("БҚО", 27),
        ("Жетысу", 33),
        ("область Жетісу", 33),
        ("Кызылординская область", 43),
        ("КАРАГАНДИНСКАЯ ОБЛАСТЬ", 35),
        ("Южно-Казахстанская область", 61),
        ("г. Туркестан", 61),
        ("Туркестанская область", 61),
        ("Туркистанская область", 0),
        ("г.Шымкент", 79),
        ("Шымкент қаласы", 79),
        ("Нур-Султан", 71),
        ("Astana city", 71),
        ("ВКО", 63),
        ("акмол. обл", 11),
        ("Атырауск. обл.", 23),
        ("Turkestan", 61),
        ("Karagandy region", 35),
        ("Qyzylorda oblysy", 43),
        ("Almaty oblysy", 19),
        ("Jambyl", 31),
        ("Jetisu", 33),
        ("Abay", 10),
        ("KZ-47", 47),
        ("Республика Казахстан, Акмолинская область", 11),
        ("РК, г. Астана", 71),
        ("РК г. Астана", 71),
        ("Казахстан, Астана", 71),
        ("Қазақстан Республикасының Ақмола облысы", 11),
        ("Западный Казахстан", 27),
        ("Казахстан", 0),
        ("РК", 0),
        ("Итого", 0),
        ("", 0),
    ];
    let cases: Vec<_> = cases.iter().map(|(t, iso)| (*t, Region::from_code(&format!("KZ-{iso:02}")))).collect();
    check(&cases, region_named);
}

#[test]
fn no_region_takes_the_name_of_another() {
    for facts in &REGIONS {
        let region = Region::from_code(&format!("KZ-{:02}", facts.iso));
        for name in facts.names {
            let bare = name.trim_end_matches(" облысы").trim_end_matches(" область").trim_start_matches("область ");
            let mut ways = vec![name.to_owned(), name.to_uppercase()];
            if !facts.is_city {
                ways.extend([format!("{bare} обл."), format!("{bare} обл"), format!("{bare} облысы")]);
            }
            ways.iter().for_each(|way| assert_eq!(region_named(way), region, "«{way}»"));
        }
        for centre in facts.centres {
            // Zhambyl and Taraz, Abai and Semey: a centre stands for its region.
            assert_eq!(region_named(&format!("г. {centre}")), region, "«г. {centre}»");
        }
    }
}

#[test]
fn other_closed_lists_know_their_words() {
    use orken_core::model::{Category, GradeBand, Language, Locality, SchoolKind};
    let categories = [
        ("педагог-модератор", Some(Category::Moderator)),
        ("Педагог – сарапшы", Some(Category::Expert)),
        ("зерттеуші", Some(Category::Researcher)),
        ("без категории", Some(Category::NoCategory)),
        ("санатсыз", Some(Category::NoCategory)),
        ("педагог-исследователь, 2022 г.", Some(Category::Researcher)),
        ("педагог-эксперт (2023)", Some(Category::Expert)),
        ("педагог-модератор, приказ №12 от 15.08.2022", Some(Category::Moderator)),
        ("2022 ж. педагог-зерттеуші", Some(Category::Researcher)),
        ("пед.мод.", Some(Category::Moderator)),
        ("п-м", Some(Category::Moderator)),
        ("П/Э", Some(Category::Expert)),
        ("пед-исслед.", Some(Category::Researcher)),
        ("педагог иследователь", Some(Category::Researcher)),
        ("пед. мастер", Some(Category::Master)),
        ("б/кат", Some(Category::NoCategory)),
        ("без кат.", Some(Category::NoCategory)),
        ("педагог без категории", Some(Category::NoCategory)),
        ("педагог", Some(Category::Pedagogue)),
        ("педагог (с 2021 г.)", Some(Category::Pedagogue)),
        ("высшая, педагог-исследователь", Some(Category::Researcher)),
        ("заместитель руководителя первой кв. категории", Some(Category::DeputyFirst)),
        ("педагог первой категории", None),
        ("педагог, 1 категория", None),
        ("педагог (1 кат.)", None),
        ("педагог высшей категории", None),
        ("педагог-модератор/эксперт", None),
        ("жо?", Some(Category::NoCategory)),
        ("педагог, санаты жо?", Some(Category::NoCategory)),
        ("та?ылымдамадан ?тіп ж?рген педагог", None),
        ("та?ылымдамашы", Some(Category::Trainee)),
        ("педагог-модератор?", Some(Category::Moderator)),
        ("п?даг?г-мод?ратор", None),
        ("учитель", None),
        ("м", None),
        ("высшая", None),
    ];
    check(&categories, synonyms::category);
    let languages = [
        ("смешанный", Some(vec![Language::Kazakh, Language::Russian])),
        ("қазақ тілі", Some(vec![Language::Kazakh])),
        ("каз/рус", Some(vec![Language::Kazakh, Language::Russian])),
        ("русский, английский", Some(vec![Language::Russian, Language::English])),
        ("казах", Some(vec![Language::Kazakh])),
        ("гос.", Some(vec![Language::Kazakh])),
        ("мемл.", Some(vec![Language::Kazakh])),
        ("на казахском языке", Some(vec![Language::Kazakh])),
        ("русс.", Some(vec![Language::Russian])),
        ("к", Some(vec![Language::Kazakh])),
        ("р", Some(vec![Language::Russian])),
        ("к/р", Some(vec![Language::Kazakh, Language::Russian])),
        ("қ/о", Some(vec![Language::Kazakh, Language::Russian])),
        ("кз", Some(vec![Language::Kazakh])),
        ("қазақ-орыс", Some(vec![Language::Kazakh, Language::Russian])),
        ("казахский и русский", Some(vec![Language::Kazakh, Language::Russian])),
        ("русско-казахская", Some(vec![Language::Russian, Language::Kazakh])),
        ("смешан.", Some(vec![Language::Kazakh, Language::Russian])),
        ("үш тілді", Some(vec![Language::Kazakh, Language::Russian, Language::English])),
        ("?аза?ша", Some(vec![Language::Kazakh])),
        ("орыс ж?не ?аза? тілдері", Some(vec![Language::Russian, Language::Kazakh])),
        ("?йтыр", None),
        ("?й?ыр", Some(vec![Language::Uyghur])),
        ("?ш тілді", Some(vec![Language::Kazakh, Language::Russian, Language::English])),
        ("русский?", Some(vec![Language::Russian])),
        ("?/о", None),
        ("казахскорусскоязычная", None),
        ("казахский, клингонский", None),
        ("язык", None),
        ("клингонский", None),
    ];
    check(&languages, synonyms::languages);
    let kinds = [
        ("МКШ", Some(SchoolKind::SmallClass)),
        ("ШЖМ", Some(SchoolKind::SmallClass)),
        ("опорная", Some(SchoolKind::Hub)),
        ("Тірек мектеп (ресурстық орталық)", Some(SchoolKind::Hub)),
        ("pilot", Some(SchoolKind::Pilot)),
        ("ТМ", Some(SchoolKind::Hub)),
        ("ЖОББМ", Some(SchoolKind::General)),
        ("ОШ", None),
    ];
    check(&kinds, synonyms::school_kind);
    let localities = [
        ("ауыл", Some(Locality::Rural)),
        ("с/м", Some(Locality::Rural)),
        ("сельск. местность", Some(Locality::Rural)),
        ("ауылдық жер", Some(Locality::Rural)),
        ("посёлок", Some(Locality::Rural)),
        ("город", Some(Locality::Urban)),
        ("г/м", Some(Locality::Urban)),
        ("городск.", Some(Locality::Urban)),
        ("қалалық мектеп", Some(Locality::Urban)),
        ("город областного значения", Some(Locality::Urban)),
        ("пгт", Some(Locality::Urban)),
        ("посёлок городского типа", Some(Locality::Urban)),
        ("город/село", None),
        ("районный центр", None),
        ("луна", None),
    ];
    check(&localities, synonyms::locality);
    let grades = [
        ("5-11", Some(vec![GradeBand::Basic, GradeBand::Senior])),
        ("1, 2, 4 «А»", Some(vec![GradeBand::Primary])),
        ("5 – 11", Some(vec![GradeBand::Basic, GradeBand::Senior])),
        ("с 1 по 11", Some(vec![GradeBand::Primary, GradeBand::Basic, GradeBand::Senior])),
        ("4.9", Some(vec![GradeBand::Primary, GradeBand::Basic])),
        ("05.11.2024", None),
        ("0", None),
        ("все", None),
        // Roman figures in whatever letters.
        ("V–IX", Some(vec![GradeBand::Basic])),
        ("I-IV классы", Some(vec![GradeBand::Primary])),
        ("Х-ХІ", Some(vec![GradeBand::Senior])),
        ("І–ІХ сынып", Some(vec![GradeBand::Primary, GradeBand::Basic])),
        ("с V по XI", Some(vec![GradeBand::Basic, GradeBand::Senior])),
        ("IX, X", Some(vec![GradeBand::Basic, GradeBand::Senior])),
        ("1-4, V-IX", Some(vec![GradeBand::Primary, GradeBand::Basic])),
        ("V «А»", Some(vec![GradeBand::Basic])),
        // The letter of a class, a tick, and no figure at all.
        ("5 «Х»", Some(vec![GradeBand::Basic])),
        ("3І", Some(vec![GradeBand::Primary])),
        ("X", None),
        ("V", None),
        ("IIII", None),
        ("XIII", None),
    ];
    check(&grades, synonyms::grades);
}
