//! How a node is divided when its bound does not settle it: by the number of open sites, by one site, or by the half of
//! the sites that one client may go to. The last is the balanced rule of Ceselli and Righini ("A branch-and-price
//! algorithm for the capacitated p-median problem", 2005), read here from averaged Lagrangian solutions.

use super::lagrange::Ascent;
use super::problem::{NONE, Node, Problem, Status, View};

/// Below this an averaged value counts as decided.
const CLEAR: f64 = 0.08;

/// The parts of a node, the more promising first; none if nothing is left to decide.
pub(super) fn divide(problem: &Problem, node: &Node, view: &View, ascent: &Ascent) -> Vec<Node> {
    if let Some(parts) = by_count(node, ascent) {
        return parts;
    }
    let site = fractional_site(node, ascent);
    let client = fractional_client(problem, view, ascent);
    match (site, client) {
        (Some((site, how)), client) if how > CLEAR || client.is_none() => by_site(node, site),
        (_, Some((client, _))) => by_client(problem, node, view, ascent, client),
        (Some((site, _)), None) => by_site(node, site),
        (None, None) => Vec::new(),
    }
}

fn child(node: &Node) -> Node {
    let mut child = node.clone();
    child.depth += 1;
    child
}

fn by_count(node: &Node, ascent: &Ascent) -> Option<Vec<Node>> {
    let sum: f64 = ascent.opened.iter().sum();
    let floor = sum as usize;
    let part = sum - floor as f64;
    if floor < node.least || floor >= node.most || !(0.15..=0.85).contains(&part) {
        return None;
    }
    let (mut few, mut many) = (child(node), child(node));
    few.most = floor;
    many.least = floor + 1;
    Some(if part < 0.5 { vec![few, many] } else { vec![many, few] })
}

/// The undecided site that is nearest to half open.
fn fractional_site(node: &Node, ascent: &Ascent) -> Option<(usize, f64)> {
    let mut best: Option<(usize, f64)> = None;
    for (site, _) in node.status.iter().enumerate().filter(|(_, status)| **status == Status::Free) {
        let how = ascent.opened[site].min(1.0 - ascent.opened[site]);
        if best.is_none_or(|(_, most)| how > most) {
            best = Some((site, how));
        }
    }
    best
}

/// The unforced client that is served most evenly by several sites.
fn fractional_client(problem: &Problem, view: &View, ascent: &Ascent) -> Option<(usize, f64)> {
    let mut best: Option<(usize, f64)> = None;
    for client in (0..problem.clients).filter(|&client| problem.capacitated && view.forced[client] == NONE) {
        let served = &ascent.served[client * problem.sites..(client + 1) * problem.sites];
        let (total, most) =
            served.iter().fold((0.0, 0.0), |(sum, most), &s: &f64| (sum + s, if s > most { s } else { most }));
        let how = if total > 0.0 { 1.0 - most / total } else { 0.0 };
        let how = how * (problem.demand[client] as f64).sqrt();
        if best.is_none_or(|(_, highest)| how > highest) {
            best = Some((client, how));
        }
    }
    best
}

fn by_site(node: &Node, site: usize) -> Vec<Node> {
    let (mut with, mut without) = (child(node), child(node));
    with.status[site] = Status::In;
    without.status[site] = Status::Out;
    vec![with, without]
}

/// One part allows the sites that serve about half of the client, the other part the rest.
fn by_client(problem: &Problem, node: &Node, view: &View, ascent: &Ascent, client: usize) -> Vec<Node> {
    let share = |site: u32| ascent.served[client * problem.sites + site as usize];
    let mut sites = view.near(client).0.to_vec();
    sites.sort_by(|&a, &b| share(b).total_cmp(&share(a)));
    let total: f64 = sites.iter().map(|&site| share(site)).sum();
    let mut half = 0.0;
    let (mut here, mut there) = (child(node), child(node));
    for (place, &site) in sites.iter().enumerate() {
        let pair = client * problem.sites + site as usize;
        if place == 0 || (half < total * 0.45 && place + 1 < sites.len()) {
            there.ban(pair);
        } else {
            here.ban(pair);
        }
        half += share(site);
    }
    vec![here, there]
}
