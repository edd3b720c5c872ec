//! Many people with the same lists open, each of whom changes something of the team every second.

use crate::documents::{ANYBODY, id, typed};
use crate::figures::{Figures, ms, number};
use crate::member::Member;
use crate::relay::Relay;
use crate::watching::{Ledger, Watch};
use commonplace_api::team::Number;
use commonplace_api::team::goal::{GoalChange, NewCheckIn};
use commonplace_api::team::question::QuestionChange;
use commonplace_api::team::space::TeamId;
use commonplace_api::{Change, Day, Update, View, ViewId};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Half of them goals, half of them questions.
const DOCUMENTS: usize = 50;
const SECONDS: usize = 20;
const PAUSE: Duration = Duration::from_secs(1);
const SETTLE: Duration = Duration::from_mins(5);

/// Somebody at work: what they are in, and the lists on their screen.
struct Worker {
    member: Member,
    team: TeamId,
    lists: [ViewId; 2],
    /// By how much an edit was made too late: a machine that does not keep up says nothing of the rest.
    late: Duration,
}

impl Worker {
    async fn new(mut member: Member, team: TeamId, ledger: &Arc<Mutex<Ledger>>) -> Self {
        let open = |view| View::In(team, Box::new(view));
        let lists = [
            member.subscribe(open(View::Goals)),
            member.subscribe(open(View::Questions)),
        ];
        let mut worker = Self {
            member,
            team,
            lists,
            late: Duration::ZERO,
        };
        worker
            .until_it_shows(|goals, questions| (goals.0, questions.0), DOCUMENTS / 2)
            .await;
        worker.member.watch = Some(Watch::new(ledger, lists));
        worker
    }

    /// Waits until both lists show as much.
    async fn until_it_shows(
        &mut self,
        of: impl Fn((usize, usize), (usize, usize)) -> (usize, usize),
        each: usize,
    ) {
        let lists = self.lists;
        self.member
            .until(|member| of(shown(member, lists[0]), shown(member, lists[1])) == (each, each))
            .await;
    }

    /// What all check-ins and all answers are together, as this member's lists have it.
    fn edits(&self) -> usize {
        let [goals, questions] = self.lists;
        shown(&self.member, goals).1 + shown(&self.member, questions).1
    }

    /// A check-in on a goal, or an answer to a question; every second on another one.
    fn edit(&mut self, person: usize, second: usize) {
        let n = (person * 7 + second) % DOCUMENTS;
        let edit = id(9, person * SECONDS + second);
        let change = if n < DOCUMENTS / 2 {
            Change::Goal(
                ANYBODY,
                GoalChange::CheckIn(NewCheckIn {
                    id: edit,
                    day: Day(20_000),
                    value: Number::clamped(number(person)),
                    confidence: None,
                    note: "As it stands".to_owned(),
                    blocker: String::new(),
                }),
            )
        } else {
            let body = format!("Person {person} says so in second {second}");
            Change::Question(ANYBODY, QuestionChange::Answer { id: edit, body })
        };
        if let Some(watch) = &mut self.member.watch {
            watch.edits();
        }
        self.member.change(self.team, id(7, n), change);
    }

    /// All that this person does.
    async fn work(
        mut self,
        person: usize,
        people: usize,
        start: Instant,
        complete: Arc<AtomicUsize>,
    ) -> Self {
        let offset = PAUSE * u32::try_from(person).unwrap() / u32::try_from(people).unwrap();
        for second in 0..SECONDS {
            let at = start + offset + PAUSE * u32::try_from(second).unwrap();
            self.member.until_moment(at).await;
            self.late = self.late.max(at.elapsed());
            self.edit(person, second);
        }
        let end = start + PAUSE * u32::try_from(SECONDS).unwrap();
        self.member.until_moment(end).await;
        // Until nobody misses anything, or it is clear that it is lost. Whoever has all goes on as well: what they did
        // last may still rest, and be on its way to nobody.
        let late = Instant::now() + SETTLE;
        let mut is_complete = false;
        while complete.load(Ordering::Relaxed) < people && Instant::now() < late {
            if !is_complete && self.edits() == people * SECONDS {
                is_complete = true;
                complete.fetch_add(1, Ordering::Relaxed);
            }
            let soon = Instant::now() + Duration::from_millis(50);
            self.member.until_moment(soon).await;
        }
        self
    }
}

/// How many rows a list has, and how many edits they count.
fn shown(member: &Member, list: ViewId) -> (usize, usize) {
    match member.shown.get(&list) {
        Some(Update::Goals(rows)) => {
            let edits = rows.iter().map(|row| row.check_ins as usize).sum();
            (rows.len(), edits)
        }
        Some(Update::Questions(rows)) => {
            let edits = rows.iter().map(|row| row.answers as usize).sum();
            (rows.len(), edits)
        }
        _ => (0, 0),
    }
}

/// People in one team that has the documents they will change.
async fn gather(relay: &Relay, people: usize, ledger: &Arc<Mutex<Ledger>>) -> Vec<Worker> {
    let mut admin = Member::begin(relay, 1).await;
    let team = admin.start_team("Together").await;
    let link = admin.invite(team).await;
    for n in 0..DOCUMENTS {
        let words = format!("Number {n} of what there is to do");
        let change = if n < DOCUMENTS / 2 {
            Change::Goal(ANYBODY, GoalChange::Title(typed(&words)))
        } else {
            Change::Question(ANYBODY, QuestionChange::Ask(words))
        };
        admin.change(team, id(7, n), change);
    }
    admin.has_given(team).await;
    let mut members = vec![admin];
    for n in 1..people {
        let mut member = Member::begin(relay, 1 + n as u64).await;
        member.join(&link, &format!("Person {n}")).await;
        member.has_given(team).await;
        members.push(member);
    }
    let mut workers = Vec::new();
    for member in members {
        workers.push(Worker::new(member, team, ledger).await);
    }
    workers
}

/// The percentile of sorted waits.
fn at(waits: &[Duration], percent: usize) -> f64 {
    ms(waits[(waits.len() - 1) * percent / 100])
}

pub async fn measure(program: &Path, people: usize) -> Figures {
    let relay = Relay::start(program);
    let ledger = Arc::new(Mutex::new(Ledger::default()));
    let workers = gather(&relay, people, &ledger).await;
    let thought: Duration = workers.iter().map(|worker| worker.member.thinking).sum();
    let sent: usize = workers.iter().map(|worker| worker.member.received).sum();
    let relay_before = relay.cpu();
    let start = Instant::now();
    let complete = Arc::new(AtomicUsize::new(0));
    let mut work = JoinSet::new();
    for (person, worker) in workers.into_iter().enumerate() {
        work.spawn(worker.work(person, people, start, Arc::clone(&complete)));
    }
    let workers = work.join_all().await;
    let wall = start.elapsed();
    let thinking: Duration = workers.iter().map(|worker| worker.member.thinking).sum();
    let received: usize = workers.iter().map(|worker| worker.member.received).sum();
    let edits = people * SECONDS;
    let late = workers.iter().map(|worker| worker.late).max().unwrap();
    let fewest = workers.iter().map(Worker::edits).min().unwrap();
    let mut waits = std::mem::take(&mut ledger.lock().unwrap().waits);
    waits.sort();
    vec![
        ("people", number(people)),
        ("edits", number(edits)),
        ("lost_edits", number(edits - fewest)),
        ("seen", number(waits.len())),
        ("p50_ms", at(&waits, 50)),
        ("p99_ms", at(&waits, 99)),
        ("max_ms", at(&waits, 100)),
        ("edit_too_late_by_ms", ms(late)),
        ("wall_ms", ms(wall)),
        ("all_engines_busy_ms", ms(thinking) - ms(thought)),
        ("received_by_each_bytes", number((received - sent) / people)),
        ("relay_busy_ms", ms(relay.cpu()) - ms(relay_before)),
        ("relay_peak_kib", number(relay.peak_kib())),
    ]
}
