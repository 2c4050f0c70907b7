//! Results as plain CSV: commas, UTF-8, one header line. Names stand as the lists write them, in Russian where a list
//! would.

use std::collections::BTreeMap;

use orken_core::import::ImportPlan;
use orken_core::model::{Enrolment, Group, IntakeId, Language, Person, PersonId, School, Session, Subject};
use orken_core::rules::{Criterion, Rule, Setting, Trace, Verdict, evaluate, main_subject};
use orken_core::solver::select::{Outcome, SelectionProposal, Standing, UnitValue};
use orken_core::workspace::Workspace;

struct Csv(String);

impl Csv {
    fn new(header: &str) -> Self {
        Self(format!("{header}\n"))
    }

    fn row(&mut self, cells: &[String]) {
        let quoted: Vec<String> = cells.iter().map(|cell| quote(cell)).collect();
        self.0.push_str(&quoted.join(","));
        self.0.push('\n');
    }
}

fn quote(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

/// `sheet_row,outcome,code` of every row.
pub(super) fn rows(plan: &ImportPlan) -> String {
    let mut csv = Csv::new("sheet_row,outcome,code");
    for row in &plan.rows {
        let code = row.code.map_or("", |c| c.code());
        csv.row(&[row.sheet_row.to_string(), row.outcome.code().to_owned(), code.to_owned()]);
    }
    csv.0
}

/// The Russian name of a subject, as lists write it.
fn subject(subject: Option<Subject>) -> String {
    const WORDS: &str = include_str!("../../../web/locales/ru.toml");
    let Some(subject) = subject else { return String::new() };
    let key = format!("subject_{} = \"", subject.code());
    let line = WORDS.lines().find_map(|line| line.strip_prefix(&key));
    line.map_or_else(|| subject.code().to_owned(), |rest| rest.trim_end_matches('"').to_owned())
}

/// School, district and region of a person.
fn whereabouts(workspace: &Workspace, person: &Person) -> [String; 3] {
    let school: Option<&School> = workspace.school_of(person);
    let district = school.and_then(|s| workspace.district_of(s));
    let region = district.map(|d| d.region.facts().names[1].to_owned());
    [
        school.map(|s| s.name.clone()).unwrap_or_default(),
        district.map(|d| d.name.clone()).unwrap_or_default(),
        region.unwrap_or_default(),
    ]
}

const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Yes => "yes",
        Verdict::No => "no",
        Verdict::Unknown => "unknown",
    }
}

/// Everyone put forward, with what came of it and why.
pub(super) fn selection(workspace: &Workspace, intake: IntakeId, proposal: &SelectionProposal) -> String {
    let mut csv = Csv::new("name,school,district,region,subject,eligible,outcome,rank,reasons");
    let Some(intake) = workspace.intakes.get(intake) else { return csv.0 };
    let setting = Setting::new(workspace, intake.reference_date);
    for standing in &proposal.people {
        let Some(person) = workspace.people.get(standing.person) else { continue };
        let [school, district, region] = whereabouts(workspace, person);
        let mut reasons = blockers(workspace, proposal, standing);
        let answer = evaluate(&intake.eligibility, &setting.of(person));
        against(&intake.eligibility, &answer.trace, &mut reasons);
        csv.row(&[
            person.name().to_owned(),
            school,
            district,
            region,
            subject(main_subject(&intake.eligibility, person)),
            verdict(standing.eligible).to_owned(),
            standing.outcome.code().to_owned(),
            standing.rank.map(|r| r.to_string()).unwrap_or_default(),
            reasons.join("; "),
        ]);
    }
    csv.0
}

/// What is full, for someone who waits.
fn blockers(workspace: &Workspace, proposal: &SelectionProposal, standing: &Standing) -> Vec<String> {
    let Outcome::Waiting(blockers) = &standing.outcome else { return Vec::new() };
    let name = |unit: Option<usize>| match unit.and_then(|u| proposal.units.get(u)) {
        Some(state) => format!(
            "quota of {}",
            state.unit.values.iter().map(|v| unit_value(workspace, *v)).collect::<Vec<_>>().join(", ")
        ),
        None => "places".to_owned(),
    };
    blockers.iter().map(|b| format!("{} full: {}", name(b.unit), b.places)).collect()
}

/// A value of a quota's unit in words.
fn unit_value(workspace: &Workspace, value: UnitValue) -> String {
    let school = |id| workspace.schools.get(id).map(|s| s.name.clone()).unwrap_or_default();
    match value {
        UnitValue::School(id) => school(id),
        UnitValue::Hub(id) => format!("hub {}", school(id)),
        UnitValue::District(id) => workspace.districts.get(id).map(|d| d.name.clone()).unwrap_or_default(),
        UnitValue::Region(region) => region.facts().names[2].to_owned(),
        UnitValue::Role(role) => role.code().to_owned(),
        UnitValue::Subject(one) => subject(Some(one)),
        UnitValue::Language(language) => language.code().to_owned(),
        UnitValue::Locality(locality) => locality.code().to_owned(),
    }
}

/// Every criterion that isn't a yes, with the fact seen.
fn against(rule: &Rule, trace: &Trace, reasons: &mut Vec<String>) {
    match (rule, trace) {
        (
            Rule::All(rules) | Rule::Any(rules) | Rule::None(rules),
            Trace::All(v, parts) | Trace::Any(v, parts) | Trace::None(v, parts),
        ) if *v != Verdict::Yes => {
            rules.iter().zip(parts).for_each(|(rule, part)| against(rule, part, reasons));
        }
        (Rule::Is(criterion), trace) if trace.verdict() != Verdict::Yes => {
            reasons.push(format!("{}: {}", kind(criterion), verdict(trace.verdict())));
        }
        _ => {}
    }
}

/// The name that a criterion has in files.
fn kind(criterion: &Criterion) -> String {
    match serde_json::to_value(criterion) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(serde_json::Value::Object(fields)) => fields.keys().next().cloned().unwrap_or_default(),
        _ => String::new(),
    }
}

fn language(group: &Group) -> String {
    let name = |language| match language {
        Language::Kazakh => "kazakh",
        Language::Russian => "russian",
        other => other.code(),
    };
    if group.mixed { "mixed".to_owned() } else { group.language.map(name).unwrap_or_default().to_owned() }
}

fn label(group: &Group) -> String {
    match group.subject {
        Some(_) => format!("{} {}", subject(group.subject), group.number),
        None => format!("Group {}", group.number),
    }
}

/// A line a person who has a group.
pub(super) fn groups(workspace: &Workspace, intake: IntakeId) -> String {
    let mut csv = Csv::new("group,venue,stream,subject,language,name,school,district,region,km");
    let mut members: BTreeMap<_, Vec<PersonId>> = BTreeMap::new();
    let enrolled = workspace.enrolments_of(intake).filter_map(|e: &Enrolment| Some((e.group?, e.person)));
    enrolled.for_each(|(group, person)| members.entry(group).or_default().push(person));
    for group in workspace.groups_of(intake) {
        let venue = workspace.venues.get(group.venue);
        for person in members.get(&group.id).into_iter().flatten().filter_map(|&id| workspace.people.get(id)) {
            let [school, district, region] = whereabouts(workspace, person);
            let from = workspace.school_of(person).and_then(|s| s.location);
            let km = from.zip(venue).map(|(from, venue)| from.km_to(venue.location).to_string());
            csv.row(&[
                label(group),
                venue.map(|v| v.name.clone()).unwrap_or_default(),
                (group.stream + 1).to_string(),
                subject(group.subject),
                language(group),
                person.name().to_owned(),
                school,
                district,
                region,
                km.unwrap_or_default(),
            ]);
        }
    }
    csv.0
}

/// A line a session that has a place; modules, slots and streams count from 1.
pub(super) fn timetable(workspace: &Workspace, intake: IntakeId) -> String {
    let mut csv = Csv::new("group,module,date,slot,venue,room,trainer");
    let mut sessions: Vec<(&Session, &Group)> =
        workspace.sessions_of(intake).filter_map(|s| Some((s, workspace.groups.get(s.group)?))).collect();
    sessions.sort_by_key(|(session, group)| (group.id, session.placed.map(|p| (p.date, p.slot)), session.id));
    for (session, group) in sessions {
        let Some(placed) = session.placed else { continue };
        csv.row(&[
            label(group),
            (session.module + 1).to_string(),
            placed.date.to_string(),
            (placed.slot + 1).to_string(),
            workspace.venues.get(group.venue).map(|v| v.name.clone()).unwrap_or_default(),
            workspace.rooms.get(placed.room).map(|r| r.name.clone()).unwrap_or_default(),
            workspace.trainers.get(placed.trainer).map(|t| t.name.clone()).unwrap_or_default(),
        ]);
    }
    csv.0
}
