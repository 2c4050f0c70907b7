//! Topics that somebody offers or wants.

use super::super::fold::{fold, tidy};
use super::super::grid::is_space;
use super::super::synonyms::says_none;

/// The topics of a cell, parted by commas, semicolons and line breaks, each once, without numbers and bullets before them.
#[must_use]
pub fn topics(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for part in apart(text) {
        let topic = tidy(without_bullet(&part)).trim_end_matches(['.', ' ']).to_owned();
        if !says_none(&topic) && !all.iter().any(|known| fold(known) == fold(&topic)) {
            all.push(topic);
        }
    }
    all
}

/// A comma inside brackets parts nothing, and is a semicolon then: where topics are shown together commas part them.
fn apart(text: &str) -> Vec<String> {
    let (mut parts, mut depth) = (vec![String::new()], 0_u32);
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let breaks = matches!(c, ';' | ',') && depth == 0 || matches!(c, '\n' | '\r');
        if breaks {
            depth = 0;
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(if c == ',' { ';' } else { c });
        }
    }
    parts
}

/// «1. Оценивание», «2) STEM», «– робототехника» without what stands before; «3D-печать» is all of it.
fn without_bullet(part: &str) -> &str {
    let part = part.trim_matches(is_space).trim_start_matches(['-', '–', '—', '•', '*', '·', '▪']).trim_start();
    let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['.', ')']) {
        Some(topic) if rest.len() < part.len() => topic.trim_start(),
        _ => part,
    }
}
