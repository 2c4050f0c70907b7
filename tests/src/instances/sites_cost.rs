//! Works out what a solution costs from the text of the instance and the text of the solution alone, and whether it
//! keeps the rules. It shares nothing with the instance readers or with the search, so that a mistake there shows here.

use super::sites_solution::{Solution, read};

/// The cost of a solution of a capacitated p-median instance.
///
/// # Errors
/// What cannot be read, or which rule the solution breaks.
pub fn pmedcap(instance: &str, solution: &str) -> Result<i64, String> {
    let (numbers, solution) = (numbers(instance)?, read(solution)?);
    let [_, _, nodes, p, capacity, rest @ ..] = &numbers[..] else { return Err("The file is too short.".into()) };
    if rest.len() != 4 * *nodes as usize {
        return Err(format!("{} numbers for {nodes} nodes.", rest.len()));
    }
    let loads = check(&solution, *nodes as usize, *nodes as usize, |client| rest[4 * client + 3])?;
    check_count(&solution, *p)?;
    if let Some(site) = loads.iter().position(|load| load > capacity) {
        return Err(format!("Site {} takes {} of {capacity}.", site + 1, loads[site]));
    }
    let distance = |one: usize, other: usize| {
        let (x, y) = (rest[4 * one + 1] - rest[4 * other + 1], rest[4 * one + 2] - rest[4 * other + 2]);
        ((x * x + y * y) as f64).sqrt().floor() as i64
    };
    Ok(solution.assigned.iter().enumerate().map(|(client, &site)| distance(client, site)).sum())
}

/// The cost of a solution of a single-source capacitated facility location instance.
///
/// # Errors
/// What cannot be read, or which rule the solution breaks.
pub fn sscflp(instance: &str, solution: &str) -> Result<i64, String> {
    let (numbers, solution) = (numbers(instance)?, read(solution)?);
    let [sites, clients, rest @ ..] = &numbers[..] else { return Err("The file is too short.".into()) };
    let (sites, clients) = (*sites as usize, *clients as usize);
    if rest.len() != 2 * sites + clients + sites * clients {
        return Err(format!("{} numbers for {sites} sites and {clients} clients.", rest.len()));
    }
    let loads = check(&solution, sites, clients, |client| rest[2 * sites + client])?;
    if let Some(site) = (0..sites).find(|&site| loads[site] > rest[2 * site]) {
        return Err(format!("Site {} takes {} of {}.", site + 1, loads[site], rest[2 * site]));
    }
    let opening: i64 = solution.open.iter().map(|&site| rest[2 * site + 1]).sum();
    let cost = |client: usize, site: usize| rest[2 * sites + clients + site * clients + client];
    Ok(opening + solution.assigned.iter().enumerate().map(|(client, &site)| cost(client, site)).sum::<i64>())
}

/// The cost of a solution of a p-median instance on a graph.
///
/// # Errors
/// What cannot be read, or which rule the solution breaks.
pub fn pmedian(instance: &str, solution: &str) -> Result<i64, String> {
    let (numbers, solution) = (numbers(instance)?, read(solution)?);
    let [vertices, edges, p, rest @ ..] = &numbers[..] else { return Err("The file is too short.".into()) };
    let vertices = *vertices as usize;
    if rest.len() != 3 * *edges as usize {
        return Err(format!("{} numbers for {edges} edges.", rest.len()));
    }
    check(&solution, vertices, vertices, |_| 0)?;
    check_count(&solution, *p)?;
    let mut length = vec![None; vertices * vertices];
    for edge in rest.chunks(3) {
        let (one, other) = (edge[0] as usize - 1, edge[1] as usize - 1);
        length[one * vertices + other] = Some(edge[2]);
        length[other * vertices + one] = Some(edge[2]);
    }
    let mut total = 0;
    for &site in &solution.open {
        let distance = paths(&length, vertices, site);
        for client in (0..vertices).filter(|&client| solution.assigned[client] == site) {
            total += distance[client].ok_or_else(|| format!("No path joins {} and {}.", client + 1, site + 1))?;
        }
    }
    Ok(total)
}

/// The numbers of a text; `12.` and `12.0` are 12.
fn numbers(text: &str) -> Result<Vec<i64>, String> {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.map(|word| word.parse::<f64>().map(|n| n as i64).map_err(|_| format!("\"{word}\" is no number."))).collect()
}

/// Checks that every client goes to an open site; the load of each site.
fn check(s: &Solution, sites: usize, clients: usize, demand: impl Fn(usize) -> i64) -> Result<Vec<i64>, String> {
    if s.assigned.len() != clients {
        return Err(format!("{} of {clients} clients have a site.", s.assigned.len()));
    }
    if let Some(site) = s.open.iter().find(|&&site| site >= sites) {
        return Err(format!("There is no site {}.", site + 1));
    }
    let mut loads = vec![0; sites];
    for (client, site) in s.assigned.iter().enumerate() {
        if !s.open.contains(site) {
            return Err(format!("Client {} goes to site {}, which is not open.", client + 1, site + 1));
        }
        loads[*site] += demand(client);
    }
    Ok(loads)
}

fn check_count(solution: &Solution, p: i64) -> Result<(), String> {
    let mut open = solution.open.clone();
    open.sort_unstable();
    open.dedup();
    match open.len() as i64 == p && open.len() == solution.open.len() {
        true => Ok(()),
        false => Err(format!(
            "{} sites are named as open, {} of them different, instead of {p}.",
            solution.open.len(),
            open.len()
        )),
    }
}

/// The shortest paths from one vertex, by looking for the nearest unfinished vertex again and again.
fn paths(length: &[Option<i64>], vertices: usize, from: usize) -> Vec<Option<i64>> {
    let mut distance = vec![None; vertices];
    let mut finished = vec![false; vertices];
    distance[from] = Some(0);
    loop {
        let open = (0..vertices).filter(|&v| !finished[v]).filter_map(|v| distance[v].map(|d: i64| (d, v)));
        let Some((so_far, vertex)) = open.min() else { return distance };
        finished[vertex] = true;
        for next in 0..vertices {
            if let Some(step) = length[vertex * vertices + next]
                && distance[next].is_none_or(|known| so_far + step < known)
            {
                distance[next] = Some(so_far + step);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sites_solution::write;
    use super::super::{pmedcap as pmedcap_file, pmedian as pmedian_file, sscflp as sscflp_file};
    use super::*;
    use orken_core::solver::budget::Unlimited;
    use orken_core::solver::sites::{Model, solve};

    fn solved(model: &Model) -> (i64, String) {
        let answer = solve(model, 1, &mut Unlimited).unwrap();
        assert!(answer.proven);
        (answer.objective, write(&Solution { open: answer.open, assigned: answer.assigned }))
    }

    #[test]
    fn capacitated_medians_cost_the_same_here() {
        let text = "7 99\r\n4 2 10\r\n1 0 0 5\r\n2 3 4 5 3 10 0 5\r\n4 10\r\n2 5";
        let (objective, solution) = solved(&pmedcap_file::read(text).unwrap());
        assert_eq!(objective, 7);
        assert_eq!(pmedcap(text, &solution), Ok(7));
        assert!(pmedcap(text, "open: 1 2\n1 1\n2 1\n3 1\n4 2").unwrap_err().contains("takes 15 of 10"));
        assert!(pmedcap(text, "open: 1\n1 1\n2 1\n3 1\n4 1").is_err());
        assert!(pmedcap(text, "open: 1 2\n1 3\n2 1\n3 2\n4 2").unwrap_err().contains("not open"));
    }

    #[test]
    fn facilities_cost_the_same_here() {
        let text = "2 3\n10 7\n20 30\n4. 5. 6.\n1. 2. 3.\n4. 0. 1.\n\0\0";
        let (objective, solution) = solved(&sscflp_file::read(text).unwrap());
        assert_eq!(objective, 35);
        assert_eq!(sscflp(text, &solution), Ok(35));
        assert!(sscflp(text, "open: 1\n1 1\n2 1\n3 1").unwrap_err().contains("takes 15 of 10"));
    }

    #[test]
    fn medians_of_graphs_cost_the_same_here_and_the_last_edge_counts() {
        let text = "4 4 1\n1 2 9\n2 3 1\n3 4 5\n2 1 2";
        let (objective, solution) = solved(&pmedian_file::read(text).unwrap());
        assert_eq!(objective, 9);
        assert_eq!(pmedian(text, &solution), Ok(9));
        assert_eq!(pmedian(text, "open: 4\n1 4\n2 4\n3 4\n4 4"), Ok(19));
        assert!(pmedian_file::read("4 1 1\n1 5 3").unwrap_err().contains("Line 2"));
    }

    #[test]
    fn broken_files_are_explained() {
        assert!(pmedcap_file::read("1 2 3").unwrap_err().contains("ends"));
        assert!(sscflp_file::read("1 1\n5 x").unwrap_err().contains("Line 2"));
        assert!(sscflp_file::read("1 1 5 5 5 5 5").unwrap_err().contains("more"));
    }
}
