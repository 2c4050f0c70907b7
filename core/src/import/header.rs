//! Finds the header of a list and says what each column holds, by what people call such columns in Kazakh, Russian
//! and English.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::fold::fold;
use super::grid::Cell;
use crate::model::kinds::codes;

codes! {
    /// What a column holds.
    Field {
        /// Running number of the row.
        Number = "number",
        /// Region.
        Region = "region",
        /// District, or a city in its place.
        District = "district",
        /// The school: of the person, or the one that the row is about.
        School = "school",
        /// Village or other settlement of the school.
        Village = "village",
        /// Full name of the person.
        Name = "name",
        /// Surname, where the name has columns of its own.
        Surname = "surname",
        /// Given name.
        GivenName = "given_name",
        /// Patronymic.
        Patronymic = "patronymic",
        /// IIN.
        Iin = "iin",
        /// Date of birth.
        Born = "born",
        /// Sex.
        Sex = "sex",
        /// Position.
        Role = "role",
        /// Subjects taught.
        Subject = "subject",
        /// Grades taught.
        Grades = "grades",
        /// Qualification category.
        Category = "category",
        /// Experience in years.
        Experience = "experience",
        /// Language of teaching or instruction.
        Language = "language",
        /// Last day of the last course.
        LastCourse = "last_course",
        /// Hours of the last course.
        CourseHours = "course_hours",
        /// Title of the last course.
        CourseTitle = "course_title",
        /// Telephone.
        Phone = "phone",
        /// E-mail.
        Email = "email",
        /// Free text.
        Note = "note",
        /// Rural or urban.
        Locality = "locality",
        /// Kind of school.
        Kind = "kind",
        /// The hub school that the school is attached to.
        Hub = "hub",
        /// Number of pupils.
        Pupils = "pupils",
        /// Latitude in degrees.
        Latitude = "latitude",
        /// Longitude in degrees.
        Longitude = "longitude",
    }

    /// What a list is a list of.
    ListKind {
        /// Schools.
        Schools = "schools",
        /// People.
        People = "people",
    }
}

/// Names of columns. One that stands as a run of words inside a longer header counts too; the longest wins.
const NAMES: &[(Field, &str)] = &[
    (
        Field::Number,
        "№|№ п/п|п/п|п п|№ пп|р/с|р/с №|№ р/с|рет саны|реттік №|реттік саны|no|n|#|nr|num|number|s/n|порядковый номер|№ по порядку",
    ),
    (
        Field::Region,
        "область|регион|область регион|область город|область, город республиканского значения|облыс|облысы|облыс атауы|өңір|аймақ|облыс/қала|region|oblast|province|область/город|регион/область|наименование области",
    ),
    (
        Field::District,
        "район|район город|район/город|город/район|город район|наименование района|район (город)|ауд|аудан|ауданы|аудан атауы|аудан/қала|қала/аудан|аудан қала|аудан (қала)|district|rayon|raion|city|district/city|город|қала|қаласы|муниципалитет",
    ),
    (
        Field::School,
        "школа|наименование школы|название школы|полное наименование школы|школа (полное наименование)|организация|организация образования|наименование организации|наименование организации образования|название организации|наименование оо|оо|учреждение|наименование учреждения|учебное заведение|место работы|№ школы|школа, организация|наименование объекта|школа №|мектеп|мектептің атауы|мектеп атауы|мектебі|мектептің толық атауы|мектептер|мектептер атауы|мекеме|мекеме атауы|мекеменің атауы|ұйым|ұйымның атауы|ұйым атауы|білім беру ұйымы|білім беру ұйымының атауы|білім беру мекемесі|оқу орны|жұмыс орны|жұмыс істейтін мектебі|school|school name|name of school|name of the school|organisation|organization|institution|workplace|place of work|educational institution",
    ),
    (
        Field::Village,
        "населенный пункт|село|наименование населенного пункта|сельский округ|адрес|поселок|елді мекен|елді мекен атауы|ауыл|ауылдық округ|мекенжайы|village|settlement|address",
    ),
    (
        Field::Name,
        "фио|ф и о|ф.и.о.|ф.и.о|ф.и.о. педагога|фио педагога|фио учителя|фио (полностью)|фио участника|фио слушателя|фио директора|фио руководителя|фамилия имя отчество|фамилия, имя, отчество|фамилия имя|фамилия и имя|фамилия имя отчество (при наличии)|имя фамилия|педагог|учитель|участник|слушатель|кандидат|аты-жөні|аты жөні|аты-жөні, тегі|тегі, аты-жөні|аты-жөні тегі|тегі аты жөні|т.а.ә.|таә|т а ә|тегі аты әкесінің аты|тегі, аты, әкесінің аты|тегі, аты, әкесінің аты (бар болса)|а.ж.т.|ажт|аты тегі|тегі аты|педагогтің аты-жөні|мұғалімнің аты-жөні|қатысушының аты-жөні|тыңдаушы|қатысушы|мұғалім|full name|fullname|name and surname|surname and name|last name first name|teacher|teacher name|name of teacher|participant|participant name|person|staff name|candidate",
    ),
    (Field::Surname, "фамилия|тегі|фамилиясы|surname|last name|family name|lastname"),
    (Field::GivenName, "имя|аты|есімі|given name|first name|firstname|forename"),
    (Field::Patronymic, "отчество|отчество (при наличии)|әкесінің аты|әкесінің аты (бар болса)|patronymic|middle name"),
    (
        Field::Iin,
        "иин|ииннің|иин педагога|ж.с.н.|жсн|и.и.н.|индивидуальный идентификационный номер|жеке сәйкестендіру нөмірі|iin|individual identification number|id number|national id",
    ),
    (
        Field::Born,
        "дата рождения|год рождения|д р|туған күні|туған жылы|туған күні, айы, жылы|date of birth|birth date|birthday|born|dob",
    ),
    (Field::Sex, "пол|жынысы|sex|gender"),
    (
        Field::Role,
        "должность|занимаемая должность|должности|лауазымы|лауазым|қызметі|атқаратын қызметі|position|role|job title|post|job|occupation",
    ),
    (
        Field::Subject,
        "предмет|предметы|преподаваемый предмет|преподаваемые предметы|учебный предмет|специальность|дисциплина|предмет преподавания|пән|пәні|пәндер|оқытатын пәні|жүргізетін пәні|сабақ беретін пәні|мамандығы|subject|subjects|subject taught|discipline|teaching subject|subjects taught",
    ),
    (
        Field::Grades,
        "классы|в каких классах|классы преподавания|параллель|сынып|сыныптар|сыныптары|grades|grade|classes taught",
    ),
    (
        Field::Category,
        "категория|кв категория|квалиф категория|квалификационная категория|квалификационная категория педагога|категория педагога|кат|санаты|санат|біліктілік санаты|педагогтің санаты|категориясы|біліктілігі|category|qualification category|qualification|teacher category",
    ),
    (
        Field::Experience,
        "стаж|стаж лет|стаж (лет)|стаж, лет|стаж работы|педагогический стаж|пед стаж|педстаж|общий стаж|опыт работы|опыт|еңбек өтілі|өтілі|өтіл|педагогикалық өтілі|жұмыс өтілі|өтілі (жыл)|өтілі, жыл|еңбек өтілі (жыл)|experience|years of experience|experience (years)|experience, years|work experience|length of service|teaching experience",
    ),
    (
        Field::Language,
        "язык преподавания|язык обучения|язык|язык ведения|язык школы|язык обучения школы|язык преподавания предмета|оқыту тілі|сабақ беру тілі|тілі|тіл|оқыту тілі мектептің|language|language of instruction|language of teaching|teaching language|instruction language",
    ),
    (
        Field::LastCourse,
        "последние курсы|последний курс|последние курсы пк|последний курс пк|дата последних курсов|дата последнего курса|курсы повышения квалификации|дата курсов|дата прохождения курсов|дата прохождения последних курсов|дата окончания курсов|дата окончания последнего курса|последнее повышение квалификации|дата последнего повышения квалификации|год прохождения курсов|когда проходил курсы|прохождение курсов|пройденные курсы|курсы|курсы пк|повышение квалификации|последний курс (дата)|соңғы курс|соңғы курсы|соңғы курстар|соңғы курстары|соңғы курс (күні)|соңғы курс күні|курстан өткен күні|курстан өткен уақыты|курстан өткен жылы|курс өткен күні|соңғы біліктілікті арттыру курсы|соңғы өткен курсы|соңғы өткен курстары|біліктілікті арттыру|біліктілікті арттыру курсы|біліктілікті арттыру курстары|курс|last course|last courses|last training|date of last course|last course date|last course (date)|last pd course|last pd|course date|last professional development|date of last training|latest course|last course ended",
    ),
    (
        Field::CourseHours,
        "часы|часов|кол-во часов|количество часов|объем часов|объем|объем, ч|часы курсов|объем курса|объем курса часов|количество часов курсов|ак. часов|академических часов|академические часы|кол-во часов курса|сағат|сағаты|сағат саны|сағат көлемі|көлемі|көлемі, сағ|курс сағаты|академиялық сағат|hours|course hours|number of hours|academic hours|volume|volume, h|hours of last course",
    ),
    (
        Field::CourseTitle,
        "тема курса|тема курсов|название курса|название курсов|наименование курсов|наименование курса|курс тақырыбы|курстың атауы|курс атауы|course title|course name|title of course|course topic",
    ),
    (
        Field::Phone,
        "телефон|тел|телефоны|номер телефона|контактный телефон|контакты|контактные данные|моб телефон|мобильный телефон|сотовый телефон|сотовый|телефон нөмірі|байланыс телефоны|ұялы телефон|ұялы телефоны|байланыс нөмірі|байланыс|телефон номері|phone|phone number|telephone|mobile|mobile phone|contact|contact number|tel|contacts",
    ),
    (
        Field::Email,
        "эл почта|эл. почта|электронная почта|почта|email|e-mail|e mail|электронный адрес|адрес электронной почты|электрондық пошта|электрондық поштасы|эл пошта|пошта|mail|email address|электронды пошта",
    ),
    (
        Field::Note,
        "примечание|примечания|комментарий|комментарии|прим|заметки|особые отметки|ескерту|ескертпе|ескертулер|қосымша|түсініктеме|note|notes|comment|comments|remark|remarks",
    ),
    (
        Field::Locality,
        "местность|тип местности|вид местности|город/село|село/город|городская/сельская|городская/сельская местность|сельская/городская|расположение|территориальная принадлежность|жер түрі|жергілікті жер|орналасқан жері|ауыл/қала|қала/ауыл|ауылдық/қалалық|қалалық/ауылдық|елді мекен түрі|мекен түрі|locality|locality type|area type|rural/urban|urban/rural|rural or urban|urban or rural|area|type of area|type of locality",
    ),
    (
        Field::Kind,
        "вид школы|тип школы|вид|тип|вид организации|тип организации|вид организации образования|тип организации образования|категория школы|статус школы|мектеп түрі|мектептің түрі|түрі|ұйым түрі|мектеп типі|типі|мектеп мәртебесі|kind|type|school type|school kind|type of school|kind of school|status of school|school category",
    ),
    (
        Field::Hub,
        "опорная школа|наименование опорной школы|название опорной школы|опорная школа (ресурсный центр)|ресурсный центр|закреплена за опорной школой|закреплена за|прикреплена к|прикреплена к опорной школе|опорная школа (рц)|опорная|тірек мектеп|тірек мектебі|тірек мектептің атауы|тірек мектеп (ресурстық орталық)|ресурстық орталық|бекітілген тірек мектебі|бекітілген тірек мектеп|hub|hub school|attached to|resource centre|resource center|base school|name of hub school|hub school name",
    ),
    (
        Field::Pupils,
        "кол-во учащихся|количество учащихся|число учащихся|учащихся|учащиеся|контингент|контингент учащихся|кол-во учеников|количество учеников|кол-во детей|кол-во обучающихся|количество обучающихся|обучающихся|численность учащихся|учеников|оқушы саны|оқушылар саны|оқушылардың саны|оқушылар|білім алушылар саны|контингенті|бала саны|pupils|number of pupils|students|number of students|enrolment|enrollment|pupil count|no. of pupils|no of students",
    ),
    (Field::Latitude, "широта|географическая широта|ендік|ендігі|latitude|lat"),
    (Field::Longitude, "долгота|географическая долгота|бойлық|бойлығы|longitude|lon|lng|long"),
];

/// Headers that name the thing itself: the school in a list of schools, else the person.
const GENERIC: &str = "наименование|название|полное наименование|атауы|толық атауы|name|title|аталуы";

/// The tables, folded.
pub(super) struct Names {
    pub(super) exact: HashMap<String, Field>,
    pub(super) generic: Vec<String>,
    /// Longest first, with a space on either side.
    pub(super) phrases: Vec<(String, Field)>,
}

pub(super) static FOLDED: LazyLock<Names> = LazyLock::new(|| {
    let all: Vec<(String, Field)> =
        NAMES.iter().flat_map(|(f, names)| names.split('|').map(|n| (fold_header(n), *f))).collect();
    let long = all.iter().filter(|(n, f)| n.chars().count() > 2 && *f != Field::Number);
    let mut phrases: Vec<_> = long.map(|(n, f)| (format!(" {n} "), *f)).collect();
    phrases.sort_by_key(|(n, _)| std::cmp::Reverse(n.chars().count()));
    Names { exact: all.into_iter().collect(), generic: GENERIC.split('|').map(fold_header).collect(), phrases }
});

/// As [`fold`], with `№` as a word.
pub(super) fn fold_header(text: &str) -> String {
    fold(&text.replace(['№', '#'], " нумеро "))
}

/// What each column holds: recognised, then adjustable by hand.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mapping {
    /// By column; none where nothing is taken from it but, if asked, its text into the note.
    pub columns: Vec<Option<Field>>,
}

impl Mapping {
    /// The first column that holds this.
    #[must_use]
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|c| *c == Some(field))
    }

    /// True when some column holds this.
    #[must_use]
    pub fn has(&self, field: Field) -> bool {
        self.columns.contains(&Some(field))
    }
}

/// A header that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Its sheet rows: one, or two where groups of columns have a common heading.
    pub rows: Vec<u32>,
    /// The text over each column.
    pub texts: Vec<String>,
    /// What each column holds.
    pub mapping: Mapping,
}

/// What a column would hold whose whole heading this text is.
pub(crate) fn field_called(text: &str) -> Option<Field> {
    FOLDED.exact.get(&fold_header(text)).copied()
}

/// True when the row repeats the header: most of its cells are headings of the very columns that they stand in.
#[must_use]
pub(crate) fn repeats_header(row: &[Cell], header: &Header) -> bool {
    let filled = row.iter().filter(|c| !c.is_blank()).count();
    let repeats = row.iter().enumerate().filter(|(i, cell)| {
        let Cell::Text(text) = cell else { return false };
        let over = header.texts.get(*i).map_or("", String::as_str);
        let field = header.mapping.columns.get(*i).copied().flatten();
        !text.is_empty() && (text == over || (field.is_some() && field_called(text) == field))
    });
    filled >= 2 && repeats.count() * 5 >= filled * 3
}
