//! Work on a stream of items in their order, on several threads: one queue, where no thread waits for the others.
//!
//! An item takes two steps, of which each is done on any thread. Between them the items are settled one by one, in order: only then
//! are documents told apart that are the same. What comes of them is delivered in order by the thread that called.

use super::Threads;
use std::{
    collections::{BTreeMap, VecDeque},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    time::Duration,
};

/// At most so many bytes are on the way, or one item of more.
const MOST: usize = 2 << 20;

/// An item counts for so many bytes at least: of small ones, so many are on the way.
const LEAST: usize = MOST / 128;

/// How often the thread that delivers is called where there is nothing.
const PULSE: Duration = Duration::from_millis(100);

/// Passes an item on with its bytes, and nothing behind the last.
type Pass<I> = Box<dyn Fn(Option<(I, usize)>) + Send>;

/// Takes the items of a stream from the thread that reads them. The stream ends when it is dropped.
pub struct Intake<I> {
    pass: Pass<I>,
    room: Arc<Room>,
}

impl<I> Intake<I> {
    /// Gives an item of about so many bytes; waits while too much is on the way. False where nobody takes any more.
    pub fn give(&self, item: I, bytes: usize) -> bool {
        let bytes = bytes.clamp(LEAST, MOST);
        let is_taken = self.room.take(bytes);
        if is_taken {
            (self.pass)(Some((item, bytes)));
        }
        is_taken
    }
}

impl<I> Drop for Intake<I> {
    fn drop(&mut self) {
        (self.pass)(None);
    }
}

/// How many bytes may still be on the way; nothing when the stream is over.
struct Room {
    free: Mutex<Option<usize>>,
    changed: Condvar,
}

impl Room {
    fn new() -> Room {
        Room { free: Mutex::new(Some(MOST)), changed: Condvar::new() }
    }

    fn take(&self, bytes: usize) -> bool {
        let is_full = |free: &mut Option<usize>| free.is_some_and(|free| free < bytes);
        let free = self.changed.wait_while(lock(&self.free), is_full);
        let mut free = free.unwrap_or_else(PoisonError::into_inner);
        free.as_mut().map(|free| *free -= bytes).is_some()
    }

    fn give(&self, bytes: usize) {
        if let Some(free) = lock(&self.free).as_mut() {
            *free += bytes;
        }
        self.changed.notify_one();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the thread that delivers is told.
enum Event<I, T> {
    Given(I, usize),
    /// The next item is settled, and gives so many to be done.
    Settled(usize),
    /// What came of one of these, by its number among all.
    Done(usize, T),
    Ended,
}

/// The two ends of what the thread that delivers is told.
type Events<I, T> = (Sender<Event<I, T>>, Receiver<Event<I, T>>);

/// What is done with each item.
pub(super) struct Steps<F, S, G> {
    /// The first step, on any thread.
    pub first: F,
    /// What follows it, item by item.
    pub settle: S,
    /// The second step, on any thread, for each thing that is settled.
    pub second: G,
}

/// Items behind the first step, in their order.
struct Line<A, S> {
    settle: S,
    /// The number of the item that is settled next, and those that came before their turn.
    next: usize,
    early: BTreeMap<usize, A>,
    /// How many things are settled.
    settled: usize,
}

/// Tells threads that nothing is wanted any more.
struct Ending<'e>(&'e AtomicBool, &'e Room);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
        *lock(&self.1.free) = None;
        self.1.changed.notify_all();
    }
}

impl<W: Send> Threads<W> {
    /// Takes the items that a thread gives, which `start` starts. `deliver` gets what comes of them in their order, and nothing now
    /// and then while there is nothing; its error ends the stream.
    pub(super) fn stream<I, A, B, T, E>(
        &self,
        start: impl FnOnce(Intake<I>) -> Result<(), E>,
        steps: Steps<impl Fn(I) -> A + Sync, impl FnMut(A) -> Vec<B> + Send, impl Fn(&mut W, B) -> T + Sync>,
        deliver: impl FnMut(Option<T>) -> Result<(), E>,
    ) -> Result<(), E>
    where
        I: Send + 'static,
        A: Send,
        B: Send,
        T: Send + 'static,
    {
        let events = channel();
        let (room, is_over) = (Arc::new(Room::new()), AtomicBool::new(false));
        let to_events = events.0.clone();
        let pass = move |given: Option<(I, usize)>| {
            // Where nobody takes it, the room says so.
            let _ = to_events.send(given.map_or(Event::Ended, |(item, bytes)| Event::Given(item, bytes)));
        };
        start(Intake { pass: Box::new(pass), room: Arc::clone(&room) })?;
        let _ending = Ending(&is_over, &room);
        match &self.pool {
            None => self.one_by_one(&events.1, &room, steps, deliver),
            Some(_) => self.side_by_side(&events, (&room, &is_over), steps, deliver),
        }
    }

    /// All on the thread of the caller.
    fn one_by_one<I, A, B, T, E>(
        &self,
        events: &Receiver<Event<I, T>>,
        room: &Room,
        steps: Steps<impl Fn(I) -> A, impl FnMut(A) -> Vec<B>, impl Fn(&mut W, B) -> T>,
        mut deliver: impl FnMut(Option<T>) -> Result<(), E>,
    ) -> Result<(), E> {
        let Steps { first, mut settle, second } = steps;
        loop {
            match events.recv_timeout(PULSE) {
                Ok(Event::Given(item, bytes)) => {
                    for settled in settle(first(item)) {
                        let done = self.with_worker(|worker| second(worker, settled));
                        deliver(Some(done))?;
                    }
                    room.give(bytes);
                }
                Err(RecvTimeoutError::Timeout) => deliver(None)?,
                _ => return Ok(()),
            }
        }
    }

    /// On the threads of the pool.
    fn side_by_side<I, A, B, T, E>(
        &self,
        (sender, events): &Events<I, T>,
        (room, is_over): (&Room, &AtomicBool),
        steps: Steps<impl Fn(I) -> A + Sync, impl FnMut(A) -> Vec<B> + Send, impl Fn(&mut W, B) -> T + Sync>,
        mut deliver: impl FnMut(Option<T>) -> Result<(), E>,
    ) -> Result<(), E>
    where
        I: Send,
        A: Send,
        B: Send,
        T: Send,
    {
        let Steps { first, settle, second } = steps;
        let line = Mutex::new(Line { settle, next: 0, early: BTreeMap::new(), settled: 0 });
        let (first, line, second) = (&first, &line, &second);
        let pool = self.pool.as_ref().expect("there are several threads");
        pool.in_place_scope_fifo(|scope| {
            let mut turn = Turn::new(room);
            while !turn.is_last() {
                match events.recv_timeout(PULSE) {
                    Ok(Event::Given(item, bytes)) => {
                        let (number, sender) = (turn.given(bytes), sender.clone());
                        scope.spawn_fifo(move |scope| {
                            if is_over.load(Ordering::Relaxed) {
                                return;
                            }
                            let behind = first(item);
                            for (number, settled) in lock(line).settle(number, behind, &sender) {
                                let sender = sender.clone();
                                scope.spawn_fifo(move |_| {
                                    if !is_over.load(Ordering::Relaxed) {
                                        let done = self.with_worker(|worker| second(worker, settled));
                                        let _ = sender.send(Event::Done(number, done));
                                    }
                                });
                            }
                        });
                    }
                    Ok(Event::Settled(count)) => turn.settled.push_back(count),
                    Ok(Event::Done(number, done)) => drop(turn.early.insert(number, done)),
                    Ok(Event::Ended) => turn.has_ended = true,
                    Err(_) => deliver(None)?,
                }
                while let Some(done) = turn.next() {
                    deliver(Some(done))?;
                }
            }
            Ok(())
        })
    }
}

impl<A, S> Line<A, S> {
    /// Takes an item, and settles those whose turn it is: what is to be done with them, each with its number.
    fn settle<I, T, B>(&mut self, number: usize, item: A, events: &Sender<Event<I, T>>) -> Vec<(usize, B)>
    where
        S: FnMut(A) -> Vec<B>,
    {
        self.early.insert(number, item);
        let mut all = Vec::new();
        while let Some(item) = self.early.remove(&self.next) {
            let settled = (self.settle)(item);
            self.next += 1;
            let _ = events.send(Event::Settled(settled.len()));
            let from = self.settled;
            self.settled += settled.len();
            all.extend((from..).zip(settled));
        }
        all
    }
}

/// Whose turn it is to be delivered.
struct Turn<'r, T> {
    room: &'r Room,
    /// Per item that is given and not delivered whole, its bytes.
    given: VecDeque<usize>,
    /// How many items were given.
    count: usize,
    /// Per item that is settled and not delivered whole, of how many things that is still so.
    settled: VecDeque<usize>,
    /// The number of what is delivered next, and what is done before its turn.
    next: usize,
    early: BTreeMap<usize, T>,
    has_ended: bool,
}

impl<'r, T> Turn<'r, T> {
    fn new(room: &'r Room) -> Turn<'r, T> {
        let (given, settled, early) = Default::default();
        Turn { room, given, count: 0, settled, next: 0, early, has_ended: false }
    }

    /// Notes that an item was given, and numbers it.
    fn given(&mut self, bytes: usize) -> usize {
        self.given.push_back(bytes);
        self.count += 1;
        self.count - 1
    }

    /// What is to be delivered now. Makes room for others.
    fn next(&mut self) -> Option<T> {
        while let Some(0) = self.settled.front() {
            self.settled.pop_front();
            self.room.give(self.given.pop_front().expect("what is settled was given"));
        }
        let left = self.settled.front_mut()?;
        let done = self.early.remove(&self.next)?;
        (*left, self.next) = (*left - 1, self.next + 1);
        Some(done)
    }

    /// Whether nothing comes any more.
    fn is_last(&self) -> bool {
        self.has_ended && self.given.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    /// What comes of the numbers to a hundred thousand, each of which gives none, one or two.
    fn delivered(jobs: usize) -> Vec<u32> {
        let threads = Threads::new(jobs, || 0).unwrap();
        let start = |intake: Intake<u32>| {
            thread::spawn(move || {
                (0..20_000).all(|number| intake.give(number, 100_000 * usize::from(number % 7 == 0)))
            });
            Ok::<(), ()>(())
        };
        let mut sum = 0;
        let settle = |number: u32| {
            sum += number;
            vec![sum; number as usize % 3]
        };
        let second = |count: &mut u32, number: u32| {
            *count += 1;
            number
        };
        let steps = Steps { first: |number| number / 2, settle, second };
        let mut all = Vec::new();
        let take = |done| {
            all.extend(done);
            Ok(())
        };
        threads.stream(start, steps, take).unwrap();
        assert_eq!(threads.into_workers().sum::<u32>() as usize, all.len());
        all
    }

    #[test]
    fn order_is_that_of_the_items() {
        let all = delivered(1);
        assert!(all.len() > 19_000 && all.is_sorted());
        assert!(delivered(3) == all);
    }

    #[test]
    fn an_error_ends_it() {
        for jobs in [1, 3] {
            let threads = Threads::new(jobs, || ()).unwrap();
            let start = |intake: Intake<u32>| {
                thread::spawn(move || while intake.give(1, 1) {});
                Ok(())
            };
            let steps = Steps {
                first: |number| number,
                settle: |number| vec![number],
                second: |_: &mut (), number| number,
            };
            let mut count = 0;
            let ended = threads.stream(start, steps, |done: Option<u32>| {
                count += done.unwrap_or_default();
                if count < 1000 { Ok(()) } else { Err("enough") }
            });
            assert_eq!((ended, count), (Err("enough"), 1000));
        }
    }
}
