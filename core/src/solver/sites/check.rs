//! Recomputes what an answer costs and whether it keeps every rule of its model, from the model alone: nothing that
//! the search keeps up to date is trusted here.

use super::model::{Answer, FORBIDDEN, Model, OpenCount};

/// The cost of an answer, opened sites included.
///
/// # Errors
/// The first rule of the model that the answer breaks.
pub fn evaluate(model: &Model, answer: &Answer) -> Result<i64, String> {
    let (clients, sites) = (model.clients(), model.sites());
    if answer.assigned.len() != clients {
        return Err(format!("{} of {clients} clients have a site.", answer.assigned.len()));
    }
    if answer.open.iter().any(|&site| site >= sites) {
        return Err("A site is open that does not exist.".into());
    }
    let open = model.marked(&answer.open);
    let count = open.iter().filter(|&&o| o).count();
    if count != answer.open.len() {
        return Err("A site is named twice.".into());
    }
    match model.open {
        OpenCount::Exactly(p) if count != p => return Err(format!("{count} sites are open instead of {p}.")),
        OpenCount::AtMost(p) if count > p => return Err(format!("{count} sites are open, {p} are allowed.")),
        _ => {}
    }
    if let Some(site) = model.must_open.iter().find(|&&site| !open[site]) {
        return Err(format!("Site {site} must be open."));
    }
    if let Some(site) = model.never_open.iter().find(|&&site| open[site]) {
        return Err(format!("Site {site} must not be open."));
    }
    let mut total: i64 = answer.open.iter().map(|&site| model.opening[site]).sum();
    let mut load = vec![0; sites];
    for (client, &site) in answer.assigned.iter().enumerate() {
        if site >= sites || !open[site] {
            return Err(format!("Client {client} goes to site {site}, which is not open."));
        }
        let cost = model.cost[client * sites + site];
        if cost == FORBIDDEN {
            return Err(format!("Client {client} must not go to site {site}."));
        }
        total += cost;
        load[site] += model.demand[client];
    }
    match (0..sites).find(|&site| model.capacity[site].is_some_and(|capacity| load[site] > capacity)) {
        Some(site) => Err(format!("Site {site} is overfull with {}.", load[site])),
        None => Ok(total),
    }
}
