//! Reads single-source capacitated facility location instances as Holmberg, Rönnqvist and Yuan used them ("An exact
//! algorithm for the capacitated facility location problems with single sourcing", 1999): sites and clients; capacity
//! and opening cost of each site; the demands; then, site by site, what serving each client costs in all.

use super::numbers::Numbers;
use orken_core::solver::sites::{Model, OpenCount};

/// Reads an instance.
///
/// # Errors
/// What is wrong and on which line.
pub fn read(text: &str) -> Result<Model, String> {
    let mut numbers = Numbers::new(text);
    let sites = numbers.count("the number of sites")?;
    let clients = numbers.count("the number of clients")?;
    let (mut capacity, mut opening) = (Vec::new(), Vec::new());
    for _ in 0..sites {
        capacity.push(Some(numbers.whole("a capacity")?));
        opening.push(numbers.whole("an opening cost")?);
    }
    let mut demand = Vec::new();
    for _ in 0..clients {
        demand.push(numbers.whole("a demand")?);
    }
    let mut by_site = Vec::new();
    for _ in 0..sites * clients {
        by_site.push(numbers.whole("a cost")?);
    }
    if !numbers.is_at_end() {
        return Err(format!("There is more after line {}, where the last cost is.", numbers.line()));
    }
    let cost = (0..clients).flat_map(|client| by_site.iter().skip(client).step_by(clients)).copied().collect();
    let (must_open, never_open) = (Vec::new(), Vec::new());
    Ok(Model { cost, demand, capacity, opening, open: OpenCount::Any, must_open, never_open })
}
