//! A rule as it stands in the editor: a tree of parts, each with a number of its own, so that it stays the same part
//! while its neighbours move.

use std::cell::Cell;

use orken_core::rules::{Criterion, Rule};
use serde::{Deserialize, Serialize};

/// Number of a part, a quota or a step; new in every draft.
pub(super) type PartId = u32;

pub(super) fn fresh() -> PartId {
    thread_local! { static NEXT: Cell<PartId> = const { Cell::new(1) }; }
    NEXT.with(|next| next.replace(next.get() + 1))
}

/// How the parts of a group combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Combine {
    All,
    Any,
    None,
}

impl Combine {
    pub(super) const EVERY: [Self; 3] = [Self::All, Self::Any, Self::None];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Any => "any",
            Self::None => "none",
        }
    }
}

/// A part of a rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Part {
    #[serde(skip, default = "fresh")]
    pub(super) id: PartId,
    pub(super) what: What,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum What {
    Group(Combine, Vec<Part>),
    One(Criterion),
}

impl Part {
    pub(super) fn one(criterion: Criterion) -> Self {
        Self { id: fresh(), what: What::One(criterion) }
    }

    pub(super) fn group(combine: Combine, parts: Vec<Self>) -> Self {
        Self { id: fresh(), what: What::Group(combine, parts) }
    }

    pub(super) fn of(rule: &Rule) -> Self {
        let parts = |rules: &[Rule]| rules.iter().map(Self::of).collect();
        match rule {
            Rule::All(rules) => Self::group(Combine::All, parts(rules)),
            Rule::Any(rules) => Self::group(Combine::Any, parts(rules)),
            Rule::None(rules) => Self::group(Combine::None, parts(rules)),
            Rule::Is(criterion) => Self::one(criterion.clone()),
        }
    }

    /// A rule as the root of an editor, which always is a group.
    pub(super) fn root(rule: &Rule) -> Self {
        match rule {
            Rule::Is(_) => Self::group(Combine::All, vec![Self::of(rule)]),
            _ => Self::of(rule),
        }
    }

    /// The rule as it stands, part by part.
    pub(super) fn rule(&self) -> Rule {
        let rules = |parts: &[Self]| parts.iter().map(Self::rule).collect();
        match &self.what {
            What::Group(Combine::All, parts) => Rule::All(rules(parts)),
            What::Group(Combine::Any, parts) => Rule::Any(rules(parts)),
            What::Group(Combine::None, parts) => Rule::None(rules(parts)),
            What::One(criterion) => Rule::Is(criterion.clone()),
        }
    }

    /// The rule of a root, without the group that the editor put around a single criterion.
    pub(super) fn root_rule(&self) -> Rule {
        match &self.what {
            What::Group(Combine::All | Combine::Any, parts) if parts.len() == 1 => parts[0].rule(),
            _ => self.rule(),
        }
    }

    pub(super) fn parts(&self) -> &[Self] {
        match &self.what {
            What::Group(_, parts) => parts,
            What::One(_) => &[],
        }
    }

    pub(super) fn find(&self, id: PartId) -> Option<&Self> {
        if self.id == id { Some(self) } else { self.parts().iter().find_map(|part| part.find(id)) }
    }

    pub(super) fn find_mut(&mut self, id: PartId) -> Option<&mut Self> {
        if self.id == id {
            return Some(self);
        }
        match &mut self.what {
            What::Group(_, parts) => parts.iter_mut().find_map(|part| part.find_mut(id)),
            What::One(_) => None,
        }
    }

    /// Indexes that lead to a part.
    pub(super) fn path(&self, id: PartId) -> Option<Vec<usize>> {
        if self.id == id {
            return Some(Vec::new());
        }
        self.parts().iter().enumerate().find_map(|(at, part)| {
            let mut path = part.path(id)?;
            path.insert(0, at);
            Some(path)
        })
    }

    pub(super) fn at(&self, path: &[usize]) -> Option<&Self> {
        match path {
            [] => Some(self),
            [first, rest @ ..] => self.parts().get(*first)?.at(rest),
        }
    }

    pub(super) fn group_at(&mut self, path: &[usize]) -> Option<&mut Vec<Self>> {
        let What::Group(_, parts) = &mut self.what else { return None };
        match path {
            [] => Some(parts),
            [first, rest @ ..] => parts.get_mut(*first)?.group_at(rest),
        }
    }

    pub(super) fn take(&mut self, path: &[usize]) -> Option<Self> {
        let (last, group) = path.split_last()?;
        let parts = self.group_at(group)?;
        (*last < parts.len()).then(|| parts.remove(*last))
    }

    pub(super) fn put(&mut self, path: &[usize], part: Self) -> bool {
        let Some((last, group)) = path.split_last() else { return false };
        let Some(parts) = self.group_at(group) else { return false };
        parts.insert((*last).min(parts.len()), part);
        true
    }

    /// Where a part goes when it moves a line up or down: among its neighbours, into a group beside it, out of its own.
    pub(super) fn target(&self, path: &[usize], down: bool) -> Option<Vec<usize>> {
        let (&last, group) = path.split_last()?;
        let siblings = self.at(group)?.parts();
        let neighbour = if down { last + 1 } else { last.wrapping_sub(1) };
        let mut target = group.to_vec();
        match siblings.get(neighbour) {
            Some(Self { what: What::Group(_, inner), .. }) => {
                // Counted after the part has been taken from its place.
                target.push(if down { last } else { neighbour });
                target.push(if down { 0 } else { inner.len() });
            }
            Some(_) => target.push(neighbour),
            None => {
                let own = target.pop()?;
                target.push(if down { own + 1 } else { own });
            }
        }
        Some(target)
    }

    /// Moves a part one line; false where it stands at the end already.
    pub(super) fn step(&mut self, id: PartId, down: bool) -> bool {
        let Some(path) = self.path(id) else { return false };
        let Some(target) = self.target(&path, down) else { return false };
        let Some(part) = self.take(&path) else { return false };
        self.put(&target, part)
    }

    pub(super) fn can_step(&self, id: PartId, down: bool) -> bool {
        self.path(id).is_some_and(|path| self.target(&path, down).is_some())
    }

    pub(super) fn remove(&mut self, id: PartId) -> bool {
        self.path(id).is_some_and(|path| self.take(&path).is_some())
    }

    /// Criteria that nothing has been chosen for yet.
    pub(super) fn unfinished(&self) -> usize {
        match &self.what {
            What::Group(_, parts) => parts.iter().map(Self::unfinished).sum(),
            What::One(criterion) => usize::from(super::kinds::is_unfinished(criterion)),
        }
    }
}

#[cfg(test)]
mod tests {
    use orken_core::model::Locality;

    use super::*;

    fn letter(part: &Part) -> String {
        match &part.what {
            What::One(Criterion::PersonTag(tag)) => tag.clone(),
            What::One(_) => "?".to_owned(),
            What::Group(combine, parts) => {
                format!("{}({})", combine.code(), parts.iter().map(letter).collect::<Vec<_>>().join(" "))
            }
        }
    }

    fn tag(name: &str) -> Rule {
        Rule::Is(Criterion::PersonTag(name.to_owned()))
    }

    #[test]
    fn a_part_moves_line_by_line_through_groups() {
        let rule = Rule::All(vec![tag("a"), Rule::Any(vec![tag("b"), tag("c")]), tag("d")]);
        let cases = [
            ("a", true, "all(any(a b c) d)"),
            ("a", false, "all(a any(b c) d)"),
            ("b", false, "all(a b any(c) d)"),
            ("b", true, "all(a any(c b) d)"),
            ("c", true, "all(a any(b) c d)"),
            ("d", false, "all(a any(b c d))"),
            ("d", true, "all(a any(b c) d)"),
        ];
        for (name, down, expected) in cases {
            let mut root = Part::root(&rule);
            let id = all_parts(&root).into_iter().find(|p| letter(p) == name).map_or(0, |p| p.id);
            let moved = root.step(id, down);
            assert_eq!(letter(&root), expected, "{name} {down}");
            assert_eq!(moved, expected != "all(a any(b c) d)", "{name} {down}");
        }
    }

    fn all_parts(part: &Part) -> Vec<&Part> {
        std::iter::once(part).chain(part.parts().iter().flat_map(all_parts)).collect()
    }

    #[test]
    fn rules_come_back_as_they_went_in() {
        let cases = [
            tag("a"),
            Rule::All(vec![]),
            Rule::All(vec![tag("a"), tag("b")]),
            Rule::None(vec![Rule::Any(vec![tag("a"), Rule::Is(Criterion::Locality(Locality::Rural))])]),
        ];
        for rule in cases {
            assert_eq!(Part::root(&rule).root_rule(), rule);
        }
    }
}
