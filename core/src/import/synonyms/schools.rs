//! Words for kinds of school and for town and country.

use std::sync::LazyLock;

use super::super::fold::fold;
use super::{Table, fits, parts, table, without_brackets};
use crate::model::{Locality, SchoolKind};

static KINDS: Table<SchoolKind> = LazyLock::new(|| {
    use SchoolKind::*;
    table(&[
        (
            General,
            "общеобразовательная|общеобразовательная школа|общеобраз|средняя|средняя школа|сош|сш|средняя общеобразовательная|средняя общеобразовательная школа|общеобразовательная средняя|общеобразовательная средняя школа|жалпы білім беретін орта мектеп|жалпы орта білім беретін мектеп|полнокомплектная|полная|обычная|жалпы білім беретін|жалпы орта|жалпы орта білім беретін|жалпы білім беретін мектеп|жббм|жббо|орта|орта мектеп|жоббм|ом|ожсб|толық жинақты|среднее|общеобразоват|general|secondary|general school|secondary school|full size",
        ),
        (
            Hub,
            "опорная|опорная школа|опорн|ресурсный центр|опорная школа ресурсный центр|оош рц|тірек|тірек мектеп|тірек мектебі|тм|рц|ош рц|тірек мектеп рц|опорная школа рц|опорн школа|опорная рц|ресурстық орталық|тірек мектеп ресурстық орталық|hub|hub school|resource centre",
        ),
        (
            SmallClass,
            "мкш|малокомплектная|малокомплектная школа|малокомпл|малокомп|малокомплект|малокомплектное|мк|шағын комплектілі|шағын комплектілі мектеп|шағын|шжм|шағын жинақты|шағын жинақталған|шағын жинақты мектеп|шағын жинақталған мектеп|магнитная|магнитная школа|small class|small class school|small school|ungraded|satellite|satellite school",
        ),
        (Pilot, "пилотная|пилотная школа|пилот|пилоттық|пилоттық мектеп|pilot|pilot school"),
        (Primary, "начальная|начальная школа|нш|нош|бм|начальное|бастауыш|бастауыш мектеп|primary|primary school"),
        (
            Basic,
            "основная|основная школа|основная средняя|основная средняя школа|осш|оош|основное|неполная средняя|негізгі|негізгі мектеп|негізгі орта|негізгі орта мектеп|basic|basic school|lower secondary",
        ),
        (
            Gymnasium,
            "гимназия|школа гимназия|шг|мг|мектеп гимназиясы|мектеп гимназия|gymnasium|school gymnasium|grammar school",
        ),
        (Lyceum, "лицей|школа лицей|шл|мл|мектеп лицейі|мектеп лицей|it лицей|lyceum|school lyceum|it school lyceum"),
        (Boarding, "интернат|школа интернат|школа интернатного типа|мектеп интернат|boarding|boarding school"),
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

/// Kind of school.
#[must_use]
pub fn school_kind(text: &str) -> Option<SchoolKind> {
    let whole = KINDS.get(&fold(text));
    whole
        .or_else(|| KINDS.get(&fold(&without_brackets(text))))
        .or_else(|| parts(text).find_map(|p| KINDS.get(&fold(p))))
        .copied()
}

/// Words of the country and of towns: a cell is one or the other if it names only one.
const RURAL: &[&str] = &[
    "с",
    "сел",
    "село",
    "села",
    "сель*",
    "аул*",
    "ауыл*",
    "а",
    "поселок",
    "поселк*",
    "пос",
    "кент*",
    "деревня",
    "хутор",
    "rural",
    "village",
];
const URBAN: &[&str] = &[
    "г",
    "гор",
    "город*",
    "кала",
    "каласы",
    "калалы*",
    "калада*",
    "пгт",
    "моногород*",
    "монокала*",
    "urban",
    "city",
    "town",
];

/// Words by them that say neither. «Районный центр» is neither either.
const AROUND: &[&str] = &[
    "",
    "м",
    "о",
    "местн*",
    "мест",
    "округ*",
    "тип",
    "типа",
    "жер*",
    "школ*",
    "мектеп*",
    "мектеб*",
    "поселение",
    "населенный",
    "пункт",
    "елди",
    "мекен*",
    "област*",
    "обл",
    "районного",
    "республиканск*",
    "значения",
    "знач",
    "манызы",
    "манызды",
    "облыстык",
    "аудандык",
    "бар",
    "area",
    "school",
    "settlement",
];

/// Rural or urban: `село`, `с/м`, `ауылдық жер`, `город областного значения`, `пгт`.
#[must_use]
pub fn locality(text: &str) -> Option<Locality> {
    let folded = fold(text);
    if folded.ends_with("городского типа") {
        return Some(Locality::Urban);
    }
    let in_list = |word: &str, list: &[&str]| list.iter().any(|p| fits(word, p));
    let (mut rural, mut urban) = (false, false);
    for word in folded.split(' ') {
        match (in_list(word, RURAL), in_list(word, URBAN), in_list(word, AROUND)) {
            (true, ..) => rural = true,
            (_, true, _) => urban = true,
            (.., true) => {}
            _ => return None,
        }
    }
    (rural != urban).then_some(if rural { Locality::Rural } else { Locality::Urban })
}
