//! Writes and reads which sites are open and who goes where: a line `open: 3 17` and then a line `client site` for each
//! client, all counted from 1. The file says nothing about costs; [`super::sites_cost`] works these out.

use std::fmt::Write;

/// Open sites and the site of each client, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    /// The open sites.
    pub open: Vec<usize>,
    /// The site of each client.
    pub assigned: Vec<usize>,
}

/// The text of a solution.
#[must_use]
pub fn write(solution: &Solution) -> String {
    let mut text = String::from("open:");
    for site in &solution.open {
        let _ = write!(text, " {}", site + 1);
    }
    text.push('\n');
    for (client, site) in solution.assigned.iter().enumerate() {
        let _ = writeln!(text, "{} {}", client + 1, site + 1);
    }
    text
}

/// Reads a solution; the clients may come in any order.
///
/// # Errors
/// What is wrong and on which line: no first line `open:`, a line that is no pair, a client twice or left out.
pub fn read(text: &str) -> Result<Solution, String> {
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let first = lines.next().map_or("", |(_, line)| line.trim());
    let Some(sites) = first.strip_prefix("open:") else {
        return Err("The first line should begin with \"open:\".".into());
    };
    let open = sites.split_whitespace().map(|word| position(word, 1)).collect::<Result<_, _>>()?;
    let mut pairs = Vec::new();
    for (at, line) in lines {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [client, site] = words[..] else {
            return Err(format!("Line {}: \"{line}\" is not a client and a site.", at + 1));
        };
        pairs.push((position(client, at + 1)?, position(site, at + 1)?));
    }
    pairs.sort_unstable();
    match pairs.iter().enumerate().find(|&(place, &(client, _))| client != place) {
        Some((place, &(client, _))) if client < place => Err(format!("Client {} is there twice.", client + 1)),
        Some((place, _)) => Err(format!("Client {} is left out.", place + 1)),
        None => Ok(Solution { open, assigned: pairs.into_iter().map(|(_, site)| site).collect() }),
    }
}

/// A number from 1 on as a position from 0 on.
fn position(word: &str, line: usize) -> Result<usize, String> {
    let number = word.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    number.ok_or_else(|| format!("Line {line}: \"{word}\" is not a number from 1 on."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let solution = Solution { open: vec![2, 16], assigned: vec![2, 16, 16] };
        let text = write(&solution);
        assert_eq!(text, "open: 3 17\n1 3\n2 17\n3 17\n");
        assert_eq!(read(&text), Ok(solution.clone()));
        assert_eq!(read("open: 3  17 \r\n3 17\r\n\r\n1 3\r\n2 17"), Ok(solution));
    }

    #[test]
    fn mistakes_are_named() {
        assert!(read("1 2").unwrap_err().contains("open:"));
        assert!(read("open: 1\n1 1 1").unwrap_err().contains("Line 2"));
        assert!(read("open: 1\n1 1\n1 1").unwrap_err().contains("Client 1 is there twice"));
        assert!(read("open: 1\n1 1\n3 1").unwrap_err().contains("Client 2 is left out"));
        assert!(read("open: 0").unwrap_err().contains("\"0\""));
    }
}
