//! Where people stand in a proposed selection, packed on its way from the worker to the page: a country's as JSON takes
//! longer to read than to work out. Never kept.

use smallvec::SmallVec;

use crate::model::packing::{Garbled, Reader, Slot, Writer};
use crate::rules::Verdict;
use crate::solver::select::{Blocker, Outcome, Standing, UnitList};

const VERDICTS: [Verdict; 3] = [Verdict::Yes, Verdict::No, Verdict::Unknown];
/// In the order of their numbers; waiting is the last, and its blockers follow.
const OUTCOMES: [Outcome; 6] =
    [Outcome::Selected, Outcome::Admitted, Outcome::Refused, Outcome::Withdrawn, Outcome::Ineligible, Outcome::Unknown];

pub(super) fn write(w: &mut Writer, standing: &Standing) {
    let Standing { person, eligible, rank, outcome, units } = standing;
    w.id(Slot::Person, person.0);
    w.number(VERDICTS.iter().position(|v| v == eligible).unwrap_or_default() as u64);
    w.number(rank.map_or(0, u64::from));
    w.number(OUTCOMES.iter().position(|o| o == outcome).unwrap_or(OUTCOMES.len()) as u64);
    if let Outcome::Waiting(blockers) = outcome {
        w.number(blockers.len() as u64);
        blockers.iter().for_each(|blocker| write_blocker(w, blocker));
    }
    w.number(units.len() as u64);
    units.iter().for_each(|&unit| w.number(unit as u64));
}

/// People who stand together mostly count in the same units, and share `last` then.
pub(super) fn read(r: &mut Reader<'_>, last: &mut UnitList) -> Result<Standing, Garbled> {
    let person = r.id(Slot::Person)?;
    let eligible = r.small::<usize>()?;
    let eligible = *VERDICTS.get(eligible).ok_or_else(|| Garbled(format!("no verdict {eligible}")))?;
    let rank = Some(r.small::<u32>()?).filter(|&rank| rank > 0);
    let outcome = match OUTCOMES.get(r.small::<usize>()?) {
        Some(outcome) => outcome.clone(),
        None => {
            let count = r.count()?;
            Outcome::Waiting((0..count).map(|_| read_blocker(r)).collect::<Result<_, _>>()?)
        }
    };
    let count = r.count()?;
    let units = (0..count).map(|_| r.small()).collect::<Result<SmallVec<[usize; 8]>, _>>()?;
    if units.as_slice() != &**last {
        *last = UnitList::from(units.as_slice());
    }
    Ok(Standing { person, eligible, rank, outcome, units: UnitList::clone(last) })
}

fn write_blocker(w: &mut Writer, blocker: &Blocker) {
    let Blocker { unit, places, last } = blocker;
    w.present(&[unit.is_some(), last.is_some()]);
    unit.iter().for_each(|&unit| w.number(unit as u64));
    w.number(u64::from(*places));
    last.iter().for_each(|person| w.id(Slot::Other, person.0));
}

fn read_blocker(r: &mut Reader<'_>) -> Result<Blocker, Garbled> {
    let mut has = r.present()?;
    let unit = has.read(|| r.small())?;
    let places = r.small()?;
    Ok(Blocker { unit, places, last: has.read(|| r.id(Slot::Other))? })
}
