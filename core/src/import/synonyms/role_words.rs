//! Words that positions are told by. All in folded form.

use crate::model::Role;

/// Words of a folded text: each begins where a word begins; one with a space behind it is a whole word.
pub(super) type Words = &'static [&'static str];

pub(super) const ACTING: Words = &[
    " и о ",
    " ио ",
    " в и о ",
    " врио ",
    " вр и о ",
    " м а ",
    " ма ",
    " исполняющ",
    " исп обязан",
    " временно ",
    " acting ",
    " уакытша ",
    " миндетин аткар",
    " миндетин уакытша ",
];

pub(super) const DEPUTIES: Words = &[
    " зам ",
    " замдир",
    " заместит",
    " заместтит",
    " завуч",
    " зд ",
    " здувр ",
    " здвр ",
    " здур ",
    " здумр ",
    " здпо ",
    " зднмр ",
    " здмр ",
    " зднр ",
    " здпр ",
    " здикт ",
    " здит ",
    " здввр ",
    " здхч ",
    " здпп ",
    " здахч ",
    " здахр ",
    " зувр ",
    " орын ",
    " орынб",
    " орын басар",
    " оим ",
    " доижо ",
    " отижо ",
    " оижо ",
    " тижо ",
    " дтижо ",
    " дтжо ",
    " дожо ",
    " дшижо ",
    " дбижо ",
    " дгижо ",
    " vice ",
    " вице директор",
    " deputy ",
    " assistant principal ",
    " assistant director ",
    " assistant head",
];

pub(super) const DIRECTORS: Words =
    &[" директор", " дир ", " dir ", " principal ", " headmaster ", " headteacher ", " director "];

/// Whose deputies are none of a director.
pub(super) const OFFICES: Words = &[" председател", " торага", " аким", " профком", " профсоюз"];

/// Who works for somebody and is none: in Russian and English named before those, in Kazakh behind them.
pub(super) const HELPERS: Words =
    &[" помощник", " секретар", " советник", " референт", " приемн", " ассистент", " assistant ", " secretary "];
pub(super) const HELPERS_BEHIND: Words = &[" комекши", " хатшы", " кенесши"];

pub(super) const HEADS: Words =
    &[" басшы", " руководител", " заведующ", " зав ", " менгеруши", " head ", " начальник "];

/// What a head of is a deputy of the director: studies, upbringing.
pub(super) const STUDIES: Words = &[
    " оку иси",
    " оку болим",
    " тарбие иси",
    " учебн",
    " уч част",
    " по воспитательн",
    " воспитательной раб",
    " по увр ",
    " по умр ",
    " по ур ",
    " по вр ",
    " зав уч ",
    " заведующий уч ",
    " заведующая уч ",
];

/// What a head of is no deputy, for studies or not: «заведующий учебным кабинетом».
pub(super) const ROOMS: Words = &[" кабинет", " лаборатор", " зертхан", " мастерск", " шеберхана", " участк"];

/// Nor are these studies of a school: «руководитель учебного центра».
pub(super) const CENTRES: Words = &[" центр", " орталы", " практик", " пункт", " заведени"];

/// What schools of a few grades are called by.
pub(super) const KINDS: Words = &[" начальн", " бастауыш", " основн", " негизги", " малокомплект", " шагын"];

/// Whoever is the head of these at a school is not the head of the school: «руководитель кружка школы».
pub(super) const BELOW_SCHOOL: Words = &[
    " музык",
    " худож",
    " коркем",
    " музе",
    " муражай",
    " кружк",
    " уйирме",
    " секци",
    " клуб",
    " студи",
    " хор ",
    " хора ",
    " ансамб",
    " оркестр",
    " объединени",
    " бирлест",
    " мо ",
    " шмо ",
    " лагер",
    " практик",
    " физвосп",
    " физическ",
    " класс",
    " сынып",
];

/// Whoever directs these is no principal: «директор столовой», «директор по АХЧ».
pub(super) const NO_SCHOOLS: Words =
    &[" столов", " асхана", " библиотек", " китапхана", " цпм ", " мини центр", " по ахч ", " по ахр ", " по хоз"];

/// Posts that somebody has had or may come to have.
pub(super) const FORMER: Words = &[" резерв", " кандидат", " бывш", " экс директор", " бурынгы "];

/// Who keeps the minutes, whatever else they are.
pub(super) const SECRETARIES: Words = &[" секретар", " хатшы", " secretary "];

/// What a principal heads.
pub(super) const SCHOOLS: Words = &[
    " школы ",
    " школой ",
    " школа ",
    " мектеп ",
    " мектеби",
    " мектепт",
    " гимнази",
    " лице",
    " интернат",
    " мкш ",
    " сош ",
    " сш ",
    " осш ",
    " оош ",
    " нош ",
    " нсш ",
    " кши ",
    " жббм ",
    " жоббм ",
    " колледж",
    " комплекс",
    " ош ",
    " нш ",
    " шжм ",
    " организаци",
    " учреждени",
    " заведени",
    " уйым",
    " мекеме",
    " гу ",
    " кгу ",
    " кгкп ",
    " кмм ",
    " сада ",
    " садом ",
    " балабакша",
    " бобекжай",
    " school ",
    " organi",
];

/// Words that leave open what is headed: a post of these and a head alone is a principal's, whose categories are among
/// them.
pub(super) const OF_HEADS: Words = &[
    " и ",
    " о ",
    " в ",
    " ио ",
    " врио ",
    " вр ",
    " м ",
    " а ",
    " ма ",
    " исполняющ",
    " исп ",
    " обязан",
    " временно ",
    " acting ",
    " уакытша ",
    " миндетин ",
    " аткар",
    " бирин",
    " перв",
    " втор",
    " трет",
    " высш",
    " категори",
    " организатор",
    " менеджер",
    " лидер",
    " уйымдастыр",
    " кошбасш",
];

/// Whoever is the head of these is no principal.
pub(super) const KEEPERS: Words =
    &[" хоз", " производств", " шаруашыл", " завхоз", " архив", " склад", " столов", " асхана", " общежит"];

/// Positions in the order in which they decide, but for deputies and directors.
pub(super) const OTHERS: &[(Role, Words)] = &[
    (Role::Psychologist, &[" психолог", " псих ", " psycholog"]),
    (
        Role::Counsellor,
        &[
            " социальн",
            " соц ",
            " соцпед",
            " алеуметтик ",
            " алеум ",
            " вожат",
            " counsell",
            " counselor ",
            " профориент",
            " касиби багдар",
            " тарбиеши вожат",
            " ага талимгер",
        ],
    ),
    (Role::Methodologist, &[" методист", " адискер", " methodologist ", " methodist "]),
    (Role::Librarian, &[" библиотек", " библ ", " китапхана", " librarian "]),
    (
        Role::Teacher,
        &[
            " учител",
            " учитл",
            " учиел",
            " учит ",
            " уч ль ",
            " уч ",
            " мугалим",
            " муг ",
            " преподават",
            " преп ",
            " teacher ",
            " классн",
            " кл рук",
            " сынып жетекши",
            " сынып басшы",
            " тренер преподават",
        ],
    ),
];

pub(super) const EDUCATORS: Words =
    &[" педагог", " пед ", " воспитател", " тарбиеши", " логопед", " дефектолог", " pedagogue ", " educator "];

pub(super) const STAFF: Words = &[
    " лаборант",
    " зертханашы",
    " секретар",
    " делопроизводител",
    " ис журги",
    " бухгалтер",
    " есепши",
    " хатшы",
    " ассистент",
    " помощник",
    " комекши",
    " медсестр",
    " медбике",
    " завхоз",
    " staff ",
    " инженер",
    " программист",
    " системный администратор",
    " специалист",
    " маман ",
    " сторож",
    " кузетши",
    " вахтер",
    " повар",
    " аспаз",
    " водител",
    " уборщи",
    " техничк",
];
