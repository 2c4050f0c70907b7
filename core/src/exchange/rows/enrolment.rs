//! An enrolment as a packed row has it. Both functions name every field, so that a new one can't be left out.

use crate::model::packing::{Garbled, Reader, Slot, Writer};
use crate::model::{Enrolment, EnrolmentState, Override, Withdrawal};

/// In the order of their numbers: a new one goes last.
const STATES: [EnrolmentState; 5] = [
    EnrolmentState::Nominated,
    EnrolmentState::Selected,
    EnrolmentState::Waiting,
    EnrolmentState::NotAdmitted,
    EnrolmentState::Withdrawn,
];

pub(super) fn write(w: &mut Writer, enrolment: &Enrolment) {
    let Enrolment { id, intake, person, state, rank, overridden, withdrawn, group } = enrolment;
    w.id(Slot::Own, id.0);
    w.id(Slot::Of, intake.0);
    w.id(Slot::Person, person.0);
    w.number(STATES.iter().position(|s| s == state).unwrap_or_default() as u64);
    let admit = overridden.as_ref().is_some_and(|o| o.admit);
    let replaced_by = withdrawn.as_ref().and_then(|w| w.replaced_by);
    w.present(&[
        rank.is_some(),
        overridden.is_some(),
        admit,
        withdrawn.is_some(),
        replaced_by.is_some(),
        group.is_some(),
    ]);
    rank.iter().for_each(|&rank| w.number(u64::from(rank)));
    overridden.iter().for_each(|o| w.text(&o.reason));
    withdrawn.iter().for_each(|withdrawal| w.text(&withdrawal.reason));
    replaced_by.iter().for_each(|person| w.id(Slot::Person, person.0));
    group.iter().for_each(|group| w.id(Slot::Other, group.0));
}

pub(super) fn read(r: &mut Reader<'_>) -> Result<Enrolment, Garbled> {
    let (id, intake, person) = (r.id(Slot::Own)?, r.id(Slot::Of)?, r.id(Slot::Person)?);
    let state = r.small::<usize>()?;
    let state = STATES.get(state).copied().ok_or_else(|| Garbled(format!("no state has the number {state}")))?;
    let mut has = r.present()?;
    let rank = has.read(|| r.small())?;
    let reason = has.read(|| r.text().map(str::to_owned))?;
    let admit = has.next();
    let given_up = has.read(|| r.text().map(str::to_owned))?;
    let replaced_by = has.read(|| r.id(Slot::Person))?;
    Ok(Enrolment {
        id,
        intake,
        person,
        state,
        rank,
        overridden: reason.map(|reason| Box::new(Override { admit, reason })),
        withdrawn: given_up.map(|reason| Box::new(Withdrawal { reason, replaced_by })),
        group: has.read(|| r.id(Slot::Other))?,
    })
}
