//! Headings that ask what somebody could teach others and what they want to learn, however they are put: «Чему Вы могли бы
//! научить коллег?», «Не үйренгіңіз келеді?».

use super::super::fold::fold;
use super::fits;

/// What a heading asks of topics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    /// What they offer.
    Offers,
    /// What they want.
    Wants,
}

/// Words for teaching others, and those by which somebody could or would.
const TEACHING: &[&str] = &[
    "научить",
    "учить",
    "обучить",
    "обучать",
    "поделиться",
    "делиться",
    "помочь",
    "помогать",
    "наставник*",
    "ментор*",
    "уйрет*",
    "комектес*",
    "болисе",
    "болискиси",
    "болискиниз",
    "болису*",
    "талимгер",
    "teach",
    "share",
    "mentor",
];
const ABLE: &[&str] = &[
    "мог*",
    "мож*",
    "готов*",
    "хоч*",
    "хот*",
    "будет",
    "буду",
    "быть",
    "ала",
    "алады",
    "аламын",
    "аласыз",
    "алар*",
    "келе*",
    "дайын*",
    "can",
    "could",
    "ready",
    "willing",
];

/// Words for learning, and those by which somebody wants or needs it.
const LEARNING: &[&str] = &[
    "научиться",
    "учиться",
    "обучиться",
    "обучаться",
    "поучиться",
    "изучить",
    "изучать",
    "узнать",
    "освоить",
    "овладеть",
    "уйрен*",
    "билгиси",
    "билгиниз",
    "менгерг*",
    "learn",
];
const WANTING: &[&str] = &[
    "хоч*",
    "хот*",
    "жел*",
    "нужн*",
    "необходим*",
    "келе*",
    "кала*",
    "кажет",
    "керек",
    "want*",
    "would",
    "wish*",
    "need*",
];
/// Help that is needed is what they want too.
const HELP: &[&str] = &["помощь", "помощи", "поддержка", "наставник", "наставника", "наставнике", "комек", "help"];
const NEEDED: &[&str] = &[
    "нужн*",
    "нужен",
    "нужна",
    "требуется",
    "необходим*",
    "нуждается",
    "нуждаюсь",
    "нуждаетесь",
    "кажет",
    "керек",
    "need*",
];

/// What the heading asks of topics; none where it asks something else.
pub(crate) fn asked(heading: &str) -> Option<Asked> {
    /// More words than that are a sentence about something else.
    const MOST: usize = 12;
    let folded = fold(heading);
    let words: Vec<&str> = folded.split(' ').collect();
    let has = |list: &[&str]| words.iter().any(|w| list.iter().any(|p| fits(w, p)));
    if words.len() > MOST || !(has(ABLE) || has(WANTING) || has(NEEDED)) {
        None
    } else if (has(LEARNING) && has(WANTING)) || (has(HELP) && has(NEEDED)) {
        Some(Asked::Wants)
    } else {
        (has(TEACHING) && has(ABLE)).then_some(Asked::Offers)
    }
}
