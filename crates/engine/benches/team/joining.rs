//! Somebody joins a team of two hundred people, who have written thousands of documents, by an invite.

use crate::documents::{LISTS, of_each, rows, write};
use crate::figures::{Figures, ms, number};
use crate::member::Member;
use crate::notes;
use crate::relay::Relay;
use commonplace_api::View;
use commonplace_api::team::space::{Invitation, TeamId};
use commonplace_engine::io::Table;
use commonplace_protocol::Roster;
use std::path::Path;
use std::time::Instant;

const MEMBERS: usize = 200;
/// So many of them have written something.
const WRITERS: usize = 20;

/// A team of [`MEMBERS`], each of whom joined by the invite; those who will write something stay connected.
async fn team(relay: &Relay) -> (Vec<Member>, TeamId, String) {
    let mut admin = Member::begin(relay, 1).await;
    let team = admin.start_team("Two hundred").await;
    let link = admin.invite(team).await;
    let mut writers = vec![admin];
    for n in 1..MEMBERS {
        let mut member = Member::begin(relay, 1 + n as u64).await;
        member.join(&link, &format!("Member {n}")).await;
        member.has_given(team).await;
        if n < WRITERS {
            writers.push(member);
        }
    }
    // Whoever made it did not need it, so there is a place left.
    (writers, team, link)
}

async fn fill(writers: &mut [Member], team: TeamId, file: &Path) -> usize {
    let notes = notes::read(file);
    for (n, note) in notes.iter().enumerate() {
        write(&mut writers[n % WRITERS], team, n, note);
    }
    for writer in writers.iter_mut() {
        writer.has_given(team).await;
    }
    notes.len()
}

/// How long it takes to judge a roster, and how large it is.
fn judging(entries: &[Vec<u8>]) -> Figures {
    let start = Instant::now();
    let mut roster = Roster::start(&entries[0]).unwrap();
    for entry in &entries[1..] {
        roster.append(entry).unwrap();
    }
    let judged = start.elapsed();
    let bytes = entries.iter().map(Vec::len).sum();
    vec![
        ("roster_entries", number(entries.len())),
        ("roster_bytes", number(bytes)),
        ("of_which_roster_judged_ms", ms(judged)),
    ]
}

pub async fn measure(program: &Path, file: &Path) -> Figures {
    let relay = Relay::start(program);
    let start = Instant::now();
    let (mut writers, team, link) = team(&relay).await;
    let gathered = start.elapsed();
    let count = fill(&mut writers, team, file).await;
    let filled = start.elapsed();
    drop(writers);

    let mut newcomer = Member::begin(&relay, 999).await;
    let (before, thought) = (newcomer.received, newcomer.thinking);
    let start = Instant::now();
    let invitation = newcomer.read_invite(&link).await;
    let opened = start.elapsed();
    assert!(matches!(invitation, Invitation::Open { members, .. } if members as usize == MEMBERS));
    assert_eq!(newcomer.join(&link, "Newcomer").await, team);
    let joined = start.elapsed();
    newcomer.has_all_of(team).await;
    let all = start.elapsed();
    let received = newcomer.received - before;
    let thinking = ms(newcomer.thinking) - ms(thought);
    newcomer.has_given(team).await;

    let mut figures = vec![
        ("members", number(MEMBERS)),
        ("documents", number(count)),
        ("members_join_each_ms", ms(gathered) / number(MEMBERS)),
        ("documents_written_by_20_ms", ms(filled) - ms(gathered)),
        ("invite_shown_ms", ms(opened)),
        ("joined_ms", ms(joined)),
        ("all_ms", ms(all)),
        ("of_which_engine_ms", thinking),
        ("received_bytes", number(received)),
    ];
    let space = [b"roster/".as_slice(), &team.0].concat();
    figures.extend(judging(&newcomer.rows(Table::Meta, &space)));
    figures.extend(lists(&mut newcomer, team, count).await);
    figures
}

/// How long each list takes to be shown, which also shows that everything is there.
async fn lists(newcomer: &mut Member, team: TeamId, count: usize) -> Figures {
    let names = [
        "questions_shown_ms",
        "lessons_shown_ms",
        "goals_shown_ms",
        "pages_shown_ms",
    ];
    let mut figures = Vec::new();
    for ((view, expected), name) in LISTS.into_iter().zip(of_each(count)).zip(names) {
        let start = Instant::now();
        let shown = newcomer
            .look(View::In(team, Box::new(view)), |_| true)
            .await;
        figures.push((name, ms(start.elapsed())));
        assert_eq!(rows(&shown), expected, "{name}");
    }
    let start = Instant::now();
    let members = newcomer
        .look(View::In(team, Box::new(View::Members)), |_| true)
        .await;
    figures.push(("members_shown_ms", ms(start.elapsed())));
    assert!(matches!(members, commonplace_api::Update::Members(rows) if rows.len() == MEMBERS + 1));
    figures
}
