//! Who sits where, and the graph of places that is searched for the cheapest way to move people on: successive shortest
//! paths with potentials, the way described in [`super`].

use super::{Assignment, NEVER, Transport, TransportError};

const FAR: i64 = i64::MAX / 4;
/// Differences of two costs fit into 32 bits.
const LARGEST_COST: u32 = 1 << 30;
/// How many of the cheapest movers are remembered for each pair of places. Looking them up again takes the whole place.
const REMEMBERED: usize = 12;

/// Someone who could move, and what it would cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mover {
    pub(super) cost: i32,
    pub(super) person: u32,
    pub(super) to: u32,
}

/// The cheapest movers from a place to another, cheapest first: all of them, or the first few if it was cut.
#[derive(Debug, Clone, Default)]
struct Movers {
    list: Vec<Mover>,
    cut: bool,
}

impl Movers {
    fn least(&self) -> i64 {
        self.list.first().map_or(FAR, |mover| i64::from(mover.cost))
    }

    /// Takes in one more, unless it is dearer than what was cut off.
    fn offer(&mut self, mover: Mover) {
        if self.cut && self.list.last().is_none_or(|last| mover >= *last) {
            return;
        }
        let at = self.list.partition_point(|m| *m < mover);
        self.list.insert(at, mover);
        if self.list.len() > REMEMBERED {
            self.list.truncate(REMEMBERED);
            self.cut = true;
        }
    }

    fn clear(&mut self) {
        self.list.clear();
        self.cut = false;
    }
}

/// Who sits where, and the graph of places. Its last node is the exit, which every place with a seat left leads to.
pub(super) struct Seating<'a> {
    problem: &'a Transport,
    pub(super) place: Vec<u32>,
    /// People at each place, in no order, and where in it each stands.
    at: Vec<Vec<u32>>,
    position: Vec<u32>,
    /// By pair of places, `[from * places + to]`.
    movers: Vec<Movers>,
    /// Cost of the first of them, or [`FAR`].
    least: Vec<i64>,
    pub(super) potential: Vec<i64>,
    /// People beyond the places' capacity.
    pub(super) beyond: u32,
    distance: Vec<i64>,
    before: Vec<usize>,
    done: Vec<bool>,
}

impl<'a> Seating<'a> {
    /// Everyone at their cheapest place, whatever its capacity.
    pub(super) fn new(problem: &'a Transport) -> Result<Self, TransportError> {
        let places = problem.places();
        let wild = |cost: &i32| *cost != NEVER && cost.unsigned_abs() > LARGEST_COST;
        if problem.cost.len() != problem.people() * places || problem.cost.iter().any(wild) {
            return Err(TransportError::BadTable);
        }
        let mut nowhere = Vec::new();
        let mut place = Vec::with_capacity(problem.people());
        for (person, row) in (0u32..).zip(problem.cost.chunks_exact(places.max(1))) {
            let best = (0u32..).zip(row).min_by_key(|(j, c)| (**c, *j));
            match best {
                Some((j, &c)) if c != NEVER => place.push(j),
                _ => nowhere.push(person),
            }
        }
        if !nowhere.is_empty() {
            return Err(TransportError::Nowhere(nowhere));
        }
        Ok(Self::with(problem, place, vec![0; places + 1]))
    }

    /// The state that a solved problem ended in.
    pub(super) fn resume(problem: &'a Transport, best: &Assignment) -> Self {
        let potential = best.price.iter().map(|price| -price).chain([0]).collect();
        Self::with(problem, best.place.clone(), potential)
    }

    fn with(problem: &'a Transport, place: Vec<u32>, potential: Vec<i64>) -> Self {
        let places = problem.places();
        let mut at = vec![Vec::new(); places];
        let mut position = vec![0; place.len()];
        for (person, &j) in (0u32..).zip(&place) {
            position[person as usize] = u32::try_from(at[j as usize].len()).unwrap_or(u32::MAX);
            at[j as usize].push(person);
        }
        let over = |(people, &seats): (&Vec<u32>, &u32)| (people.len() as u32).saturating_sub(seats);
        let beyond = at.iter().zip(&problem.capacity).map(over).sum();
        let mut seating = Self {
            problem,
            place,
            at,
            position,
            movers: vec![Movers::default(); places * places],
            least: vec![FAR; places * places],
            potential,
            beyond,
            distance: vec![FAR; places + 1],
            before: vec![0; places + 1],
            done: vec![false; places + 1],
        };
        (0..places).for_each(|from| seating.look_up_all(from));
        seating
    }

    pub(super) fn cost(&self) -> i64 {
        let each = self.place.iter().zip(0u32..).map(|(&j, p)| i64::from(self.problem.row(p)[j as usize]));
        each.sum()
    }

    /// Finds the cheapest movers from a place to each of the others.
    fn look_up_all(&mut self, from: usize) {
        let places = self.problem.places();
        for to in (0..places).filter(|&to| to != from) {
            self.movers[from * places + to].clear();
        }
        let people = std::mem::take(&mut self.at[from]);
        people.iter().for_each(|&person| self.offer(person, from));
        self.at[from] = people;
    }

    /// Remembers a person at a place wherever they would be among the cheapest movers.
    fn offer(&mut self, person: u32, from: usize) {
        let places = self.problem.places();
        let row = self.problem.row(person);
        let mine = row[from];
        for (to, &cost) in row.iter().enumerate() {
            if to == from || cost == NEVER {
                continue;
            }
            let cell = from * places + to;
            let mover = Mover { cost: cost - mine, person, to: to as u32 };
            self.movers[cell].offer(mover);
            self.least[cell] = self.movers[cell].least();
        }
    }

    /// Finds the cheapest movers of one pair again, when all that were remembered have left.
    fn look_up(&mut self, from: usize, to: usize) {
        let places = self.problem.places();
        let movers = &mut self.movers[from * places + to];
        movers.clear();
        for &person in &self.at[from] {
            let row = self.problem.row(person);
            if row[to] != NEVER {
                movers.offer(Mover { cost: row[to] - row[from], person, to: to as u32 });
            }
        }
    }

    pub(super) fn leave(&mut self, person: u32, from: usize) {
        let position = self.position[person as usize] as usize;
        self.at[from].swap_remove(position);
        if let Some(&moved) = self.at[from].get(position) {
            self.position[moved as usize] = position as u32;
        }
        let places = self.problem.places();
        let row = self.problem.row(person);
        let mine = row[from];
        for (to, &cost) in row.iter().enumerate() {
            let cell = from * places + to;
            let movers = &mut self.movers[cell];
            if cost == NEVER || movers.list.last().is_none_or(|last| cost - mine > last.cost) {
                continue;
            }
            if let Some(found) = movers.list.iter().position(|m| m.person == person) {
                movers.list.remove(found);
                if movers.cut && movers.list.is_empty() {
                    self.look_up(from, to);
                }
                self.least[cell] = self.movers[cell].least();
            }
        }
    }

    fn arrive(&mut self, person: u32, at: usize) {
        self.place[person as usize] = at as u32;
        self.position[person as usize] = self.at[at].len() as u32;
        self.offer(person, at);
        self.at[at].push(person);
    }

    fn seats_left(&self, place: usize) -> bool {
        self.at[place].len() < self.problem.capacity[place] as usize
    }

    fn crowded(&self, place: usize) -> bool {
        self.at[place].len() > self.problem.capacity[place] as usize
    }

    /// Takes one person beyond capacity along the cheapest path to a seat; false where no path is left.
    pub(super) fn step(&mut self) -> bool {
        let exit = self.problem.places();
        self.search(exit, |seating, start| seating.crowded(start));
        let reached = self.distance[exit];
        if reached >= FAR {
            return false;
        }
        for (potential, &distance) in self.potential.iter_mut().zip(&self.distance) {
            *potential += distance.min(reached);
        }
        for mover in self.path(exit) {
            let from = self.place[mover.person as usize] as usize;
            self.leave(mover.person, from);
            self.arrive(mover.person, mover.to as usize);
        }
        self.beyond -= 1;
        true
    }

    /// The movers of the cheapest path between two places, after someone has left the second.
    pub(super) fn chain(&mut self, from: usize, to: usize) -> Option<Vec<Mover>> {
        self.search(to, |_, start| start == from);
        (self.distance[to] < FAR).then(|| self.path(to))
    }

    /// Shortest reduced distances from the starting places until `target` is reached (Dijkstra on a dense graph). Those
    /// that were not reached by then keep what they had, which is at least the target's.
    ///
    /// Starts lie at the difference of their potentials to the highest, as if one source led to all of them.
    fn search(&mut self, target: usize, is_start: impl Fn(&Self, usize) -> bool) {
        let exit = self.problem.places();
        self.distance.fill(FAR);
        self.done.fill(false);
        let starts: Vec<usize> = (0..exit).filter(|&place| is_start(self, place)).collect();
        let source = starts.iter().map(|&s| self.potential[s]).max().unwrap_or(0);
        for start in starts {
            self.distance[start] = source - self.potential[start];
            self.before[start] = start;
        }
        loop {
            let open = (0..=exit).filter(|&n| !self.done[n] && self.distance[n] < FAR);
            let Some(node) = open.min_by_key(|&n| (self.distance[n], n != target)) else { return };
            self.done[node] = true;
            if node == target {
                return;
            }
            if node == exit { self.relax_exit(target) } else { self.relax(node) }
        }
    }

    fn relax(&mut self, node: usize) {
        let places = self.problem.places();
        let base = self.distance[node] + self.potential[node];
        let least = &self.least[node * places..][..places];
        for (to, &cost) in least.iter().enumerate() {
            let length = base + cost - self.potential[to];
            if cost < FAR && length < self.distance[to] && !self.done[to] {
                self.distance[to] = length;
                self.before[to] = node;
            }
        }
        let length = base - self.potential[places];
        if self.seats_left(node) && length < self.distance[places] {
            self.distance[places] = length;
            self.before[places] = node;
        }
    }

    /// A seat that is given up anywhere is as good as one that was left over; the target has just been given up.
    fn relax_exit(&mut self, target: usize) {
        let exit = self.problem.places();
        let base = self.distance[exit] + self.potential[exit];
        for to in 0..exit {
            let length = base - self.potential[to];
            if (to == target || !self.at[to].is_empty()) && length < self.distance[to] && !self.done[to] {
                self.distance[to] = length;
                self.before[to] = exit;
            }
        }
    }

    /// Who moves along the path that was found, the first place's person first.
    fn path(&self, target: usize) -> Vec<Mover> {
        let places = self.problem.places();
        let mut moves = Vec::new();
        let mut node = target;
        while self.before[node] != node {
            let before = self.before[node];
            if node != places && before != places {
                moves.extend(self.movers[before * places + node].list.first());
            }
            node = before;
        }
        moves.reverse();
        moves
    }

    /// When no path leads out: the places that were reached and all people in them.
    pub(super) fn tight(&self) -> TransportError {
        let exit = self.problem.places();
        let places: Vec<u32> = (0..exit).filter(|&j| self.done[j]).map(|j| j as u32).collect();
        let mut people: Vec<u32> = places.iter().flat_map(|&j| self.at[j as usize].iter().copied()).collect();
        people.sort_unstable();
        let seats: u32 = places.iter().map(|&j| self.problem.capacity[j as usize]).sum();
        let short = (people.len() as u32).saturating_sub(seats);
        TransportError::Tight { people, places, short }
    }
}
