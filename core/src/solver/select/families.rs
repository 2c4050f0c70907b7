//! Units that cross are told from units that nest. Two laminar families (in each, any two units are nested or have
//! nobody in common) are what a flow can hold exactly; units that fit in neither are left over.

use std::collections::BTreeMap;

/// Which side of the flow a unit stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// On the tree that people are shared out by.
    Left,
    /// On the tree that gathers them.
    Right,
    /// On neither: it crosses units of both.
    Over,
    /// It can't bind.
    Idle,
}

/// Puts every unit that can bind on a side. `members[u]`: people of unit `u`, ascending; `memberships[p]`: units of `p`.
pub(super) fn sides(members: &[Vec<usize>], memberships: &[Vec<usize>], binding: &[bool]) -> Vec<Side> {
    let crossing = crossings(members, memberships, binding);
    let mut sides: Vec<Side> = binding.iter().map(|&b| if b { Side::Over } else { Side::Idle }).collect();
    // Units of fine families cross few others. They come first, so that what is left over is a few coarse units.
    let mut order: Vec<usize> = (0..members.len()).filter(|&u| binding[u]).collect();
    order.sort_by_key(|&u| (crossing[u].len(), u));
    let two_colours = two_colour(&crossing, &order);
    if let Some(colours) = two_colours {
        for &unit in &order {
            sides[unit] = if colours[unit] { Side::Right } else { Side::Left };
        }
        return sides;
    }
    for &unit in &order {
        let free = |side: Side, sides: &[Side]| crossing[unit].iter().all(|&other| sides[other] != side);
        if free(Side::Left, &sides) {
            sides[unit] = Side::Left;
        } else if free(Side::Right, &sides) {
            sides[unit] = Side::Right;
        }
    }
    sides
}

/// Units that share people with a unit, without either holding the other.
fn crossings(members: &[Vec<usize>], memberships: &[Vec<usize>], binding: &[bool]) -> Vec<Vec<usize>> {
    let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for units in memberships {
        for (i, &a) in units.iter().enumerate().filter(|(_, a)| binding[**a]) {
            for &b in units[i + 1..].iter().filter(|b| binding[**b]) {
                *common.entry((a, b)).or_default() += 1;
            }
        }
    }
    let mut crossing = vec![Vec::new(); members.len()];
    for ((a, b), shared) in common {
        if shared < members[a].len() && shared < members[b].len() {
            crossing[a].push(b);
            crossing[b].push(a);
        }
    }
    crossing
}

fn two_colour(crossing: &[Vec<usize>], order: &[usize]) -> Option<Vec<bool>> {
    let mut colour: Vec<Option<bool>> = vec![None; crossing.len()];
    for &start in order {
        if colour[start].is_some() {
            continue;
        }
        colour[start] = Some(false);
        let mut stack = vec![start];
        while let Some(unit) = stack.pop() {
            let other = colour[unit].map(|c| !c);
            for &next in &crossing[unit] {
                if colour[next].is_none() {
                    colour[next] = other;
                    stack.push(next);
                } else if colour[next] != other {
                    return None;
                }
            }
        }
    }
    Some(colour.into_iter().map(|c| c.unwrap_or(false)).collect())
}
