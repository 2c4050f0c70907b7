//! Criteria on the school and on where it is. They hold for everyone who works there.

use super::Criterion;
use super::evaluate::{Asked, Verdict, within};
use crate::finding::Arg;
use crate::model::{District, School};
use crate::workspace::Workspace;

/// The answer, if the criterion is one of this family; unknown where the school's record is missing.
pub(super) fn verdict(
    criterion: &Criterion,
    school: Option<&School>,
    district: Option<&District>,
    workspace: &Workspace,
) -> Option<Verdict> {
    let known: Option<bool> = match criterion {
        Criterion::SchoolKind(wanted) => school.map(|s| wanted.contains(&s.kind)),
        Criterion::HubCluster => school.and_then(|s| match workspace.hub_of(s) {
            Some(_) => Some(true),
            None => (!s.hub_unknown).then_some(false),
        }),
        Criterion::Locality(wanted) => school.and_then(|s| s.locality).map(|locality| locality == *wanted),
        Criterion::Region(wanted) => district.map(|d| wanted.contains(&d.region)),
        Criterion::District(wanted) => school.map(|s| wanted.contains(&s.district)),
        Criterion::School(wanted) => school.map(|s| wanted.contains(&s.id)),
        Criterion::Pupils { at_least, at_most } => {
            school.and_then(|s| s.pupils).map(|n| within(&n, at_least.as_ref(), at_most.as_ref()))
        }
        Criterion::SchoolTag(tag) => school.map(|s| s.tags.contains(tag)),
        _ => return None,
    };
    Some(known.into())
}

/// What stands there; none while it is unknown.
pub(super) fn seen(criterion: &Criterion, asked: &Asked<'_>) -> Option<Arg> {
    let school = asked.school?;
    let code = |list: &str, code: &str| Arg::Code(list.to_owned(), code.to_owned());
    let yes_no = |yes: bool| code("answer", if yes { "yes" } else { "no" });
    match criterion {
        Criterion::SchoolKind(_) => Some(code("school_kind", school.kind.code())),
        Criterion::HubCluster => {
            let hub = asked.setting.workspace.hub_of(school);
            if hub.is_none() && school.hub_unknown {
                return None;
            }
            Some(hub.map_or_else(|| yes_no(false), |hub| Arg::Record(hub.into())))
        }
        Criterion::Locality(_) => school.locality.map(|l| code("locality", l.code())),
        Criterion::Region(_) => asked.region().map(|r| code("region", &r.code())),
        Criterion::District(_) => Some(Arg::Record(school.district.into())),
        Criterion::School(_) => Some(Arg::Record(school.id.into())),
        Criterion::Pupils { .. } => school.pupils.map(Arg::from),
        Criterion::SchoolTag(tag) => Some(yes_no(school.tags.contains(tag))),
        _ => None,
    }
}
