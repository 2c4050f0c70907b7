//! The sample: a whole programme in one click, each step made by the same jobs and commands as a person's own.

use std::future::Future;
use std::pin::Pin;

use orken_core::command::{APPLY_GROUPS, APPLY_SELECTION, Command};
use orken_core::finding::{Code, Finding};
use orken_core::model::{IntakeId, ProgrammeId};
use orken_core::template::{Template, Tongue};

use crate::store::Store;
use crate::worker::protocol::Task;
use crate::worker::tasks::{Place, Select, Timetable};

/// Makes the sample and hands back its programme and intake.
pub type MakeSample = fn(Store, Tongue) -> Pin<Box<dyn Future<Output = Result<(ProgrammeId, IntakeId), Finding>>>>;

/// Lists, selection, groups and timetable of the hub-school template. What was done stays if a later step fails.
pub async fn make(store: Store, tongue: Tongue) -> Result<(ProgrammeId, IntakeId), Finding> {
    let before: Vec<IntakeId> = store.peek(|w| w.intakes.iter().map(|i| i.id).collect());
    store.run(Command::StartFromTemplate(Template::Hub2024, tongue)).await?;
    let made = store.peek(|w| w.intakes.iter().find(|i| !before.contains(&i.id)).map(|i| (i.programme, i.id)));
    let (programme, intake) = made.ok_or_else(|| Finding::error(Code::RecordMissing))?;
    store.run(Command::Sample { intake }).await?;
    let basis = store.basis();
    let selected = solved(store, Select { intake }).await?;
    let command = || async { Ok(Command::ApplySelection(Box::new(selected.whole().await?))) };
    store.agree(APPLY_SELECTION, selected.decision.clone().zip(Some(basis)), command).await?;
    let basis = store.basis();
    let grouped = solved(store, Place { intake, ids: basis.ids }).await?;
    let command = || async { Ok(Command::ApplyGroups(Box::new(grouped.proposal.clone()))) };
    store.agree(APPLY_GROUPS, grouped.decision.clone().zip(Some(basis)), command).await?;
    let timetable = solved(store, Timetable { intake, run: 0 }).await?;
    store.run(Command::ApplyTimetable(Box::new(timetable))).await?;
    Ok((programme, intake))
}

async fn solved<T: Task>(store: Store, task: T) -> Result<T::Answer, Finding> {
    let records = store.records();
    crate::worker::run(task, records).await.map(|done| done.answer)
}
