//! Decides sites and pairs without branching: where the bound plus the least extra cost of the other choice reaches
//! what is known already, nothing better is lost. Such reduction tests for location problems go back to Christofides and
//! Beasley ("Extensions to a Lagrangean relaxation approach for the capacitated warehouse location problem", 1983).

use super::lagrange::is_beaten;
use super::problem::{NONE, Node, Problem, Status, View};
use super::relax::Relax;

/// Decides sites at the multipliers that were solved last; `bound` belongs to them.
pub(super) fn fix_sites(node: &mut Node, relax: &Relax, bound: i64, known: i64) {
    for site in 0..node.status.len() {
        if node.status[site] != Status::Free {
            continue;
        }
        if is_beaten(bound + relax.to_open(node, site), known) {
            node.status[site] = Status::Out;
        } else if is_beaten(bound + relax.to_close(node, site), known) {
            node.status[site] = Status::In;
        }
    }
}

/// Rules out pairs of client and site at the multipliers that were solved last; how many.
pub(super) fn fix_pairs(
    problem: &Problem,
    (node, view): (&mut Node, &View),
    relax: &mut Relax,
    multipliers: &[i64],
    (bound, known): (i64, i64),
) -> usize {
    let profiles: Vec<_> = (0..problem.sites)
        .map(|site| (node.status[site] != Status::Out).then(|| relax.profile(site, view.left[site])))
        .collect();
    let mut ruled_out = 0;
    for (client, &multiplier) in multipliers.iter().enumerate().filter(|&(client, _)| view.forced[client] == NONE) {
        let (sites, costs) = view.near(client);
        for (&site, &cost) in sites.iter().zip(costs) {
            let site = site as usize;
            let Some(profile) = &profiles[site] else { continue };
            let left = view.left[site];
            let with = multiplier - cost + profile.within(left - problem.demand[client]);
            // Against what the bound was made of: a looser figure for the same would claim too much.
            let less = (relax.gain[site] - with).max(0);
            if is_beaten(bound + relax.to_open(node, site) + less, known) {
                node.ban(client * problem.sites + site);
                ruled_out += 1;
            }
        }
    }
    ruled_out
}
