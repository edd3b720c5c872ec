//! Coming in by an invite, frame by frame.

use crate::device::Device;
use commonplace_protocol::frame::{Hello, RosterEntries};
use commonplace_protocol::{Frame, MemberKey, Refusal, Refused, Role, Roster, SpaceId};
use commonplace_sync::link::Closing;
use commonplace_sync::{
    AtTheDoor, Door, InviteSecret, Seed, TeamHandle, TeamMember, TeamSpace, Terms,
};
use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;

struct Scene {
    rng: ChaCha8Rng,
    admin: TeamMember,
    roster: Roster,
    secret: InviteSecret,
    door: Door,
}

fn member(number: u8) -> TeamMember {
    let handle = TeamHandle::from_bytes([number; 32]);
    Seed::from_bytes([number; 32]).person(1).in_team(&handle)
}

fn scene(uses: u32) -> Scene {
    let (mut rng, admin) = (crate::rng(1), member(1));
    let TeamSpace { mut roster, .. } = admin.found(&mut rng).unwrap();
    let secret = InviteSecret::generate(&mut rng);
    let terms = Terms {
        role: Role::Member,
        uses,
        expires_ms: 1000,
    };
    let entry = admin.invite(&mut rng, &roster, &secret, terms).unwrap();
    roster.append(&entry).unwrap();
    let audience = "relay.example".to_owned();
    let door = Door::new(&mut rng, secret.clone(), roster.space(), audience);
    Scene {
        rng,
        admin,
        roster,
        secret,
        door,
    }
}

fn frames(outs: &[AtTheDoor]) -> Vec<Frame> {
    let sent = outs.iter().map(|out| match out {
        AtTheDoor::Send(bytes) => Frame::decode(bytes).unwrap(),
        other => panic!("{other:?}"),
    });
    sent.collect()
}

impl Scene {
    fn hear(&mut self, frame: &Frame) -> Vec<AtTheDoor> {
        self.door.handle(&mut self.rng, &frame.encode())
    }

    fn entries(&self, from: usize) -> Frame {
        part(
            self.roster.space(),
            from as u64,
            self.roster.entries()[from..].to_vec(),
        )
    }

    fn all(&self) -> Frame {
        part(self.roster.space(), self.roster.len(), Vec::new())
    }

    fn refused(&self, code: Refusal) -> Frame {
        Frame::Refused(Refused::new(code).about(self.roster.space()))
    }

    /// Up to where the roster can be seen.
    fn shown(&mut self) {
        assert_eq!(frames(&self.door.start()).len(), 1);
        let outs = self.hear(&Frame::Hello(Hello::new([7; 32], "relay")));
        let sent = frames(&outs);
        let Frame::Prove(prove) = &sent[0] else {
            panic!("{sent:?}")
        };
        assert_eq!(prove.member, self.secret.key());
        assert!(matches!(&sent[1], Frame::Open(open) if open.length == 0));
        assert!(self.door.roster().is_none());
        assert!(self.hear(&self.entries(0)).is_empty());
        assert!(matches!(self.hear(&self.all())[..], [AtTheDoor::Open]));
        assert_eq!(self.door.roster().unwrap().head(), self.roster.head());
    }

    fn asked(outs: &[AtTheDoor]) -> Vec<u8> {
        let sent = frames(outs);
        let [Frame::Roster(RosterEntries { entries, .. })] = &sent[..] else {
            panic!("{sent:?}")
        };
        entries[0].clone()
    }
}

fn part(space: SpaceId, from: u64, entries: Vec<Vec<u8>>) -> Frame {
    Frame::Roster(RosterEntries {
        space,
        from,
        entries,
    })
}

#[test]
fn a_newcomer_is_in_once_the_relay_says_so() {
    let mut scene = scene(1);
    scene.shown();
    let outs = scene.door.join(&mut scene.rng, member(2), "Ben").unwrap();
    let entry = Scene::asked(&outs);
    scene.roster.append(&entry).unwrap();
    let outs = scene.hear(&scene.all());
    let [AtTheDoor::In(team)] = &outs[..] else {
        panic!("{outs:?}")
    };
    assert_eq!(team.roster.head(), scene.roster.head());
    let seed = Seed::from_bytes([2; 32]);
    let handle = TeamHandle::from_bytes([2; 32]);
    let mut device = Device::new(seed, handle, (**team).clone(), &mut scene.rng);
    assert!(device.write("hello", &mut scene.rng).is_some());
    assert!(scene.admin.keys_in(&scene.roster).newest().is_some());
}

#[test]
fn who_comes_second_tries_again_until_the_invite_is_used_up() {
    for news_first in [true, false] {
        let mut scene = scene(2);
        scene.shown();
        let outs = scene.door.join(&mut scene.rng, member(2), "Ben").unwrap();
        let lost = Scene::asked(&outs);
        let first = scene
            .secret
            .join(&mut scene.rng, &scene.roster, &member(3), "Cem");
        scene.roster.append(&first.unwrap().entry).unwrap();
        let (news, refused) = (scene.entries(2), scene.refused(Refusal::RosterConflict));
        let order = if news_first {
            [news, refused]
        } else {
            [refused, news]
        };
        assert!(scene.hear(&order[0]).is_empty());
        let again = Scene::asked(&scene.hear(&order[1]));
        assert_ne!(again, lost);
        scene.roster.append(&again).unwrap();
        assert!(matches!(scene.hear(&scene.all())[..], [AtTheDoor::In(_)]));
    }
    let mut scene = scene(1);
    scene.shown();
    scene.door.join(&mut scene.rng, member(2), "Ben").unwrap();
    let first = scene
        .secret
        .join(&mut scene.rng, &scene.roster, &member(3), "Cem");
    scene.roster.append(&first.unwrap().entry).unwrap();
    scene.hear(&scene.refused(Refusal::RosterConflict));
    let outs = scene.hear(&scene.entries(2));
    assert!(matches!(
        outs[..],
        [AtTheDoor::Refused(Refusal::InviteGone)]
    ));
}

#[test]
fn whatever_is_wrong_is_said_and_nothing_goes_on() {
    for code in [
        Refusal::InviteGone,
        Refusal::InviteExpired,
        Refusal::NotMember,
    ] {
        let mut scene = scene(1);
        scene.door.start();
        scene.hear(&Frame::Hello(Hello::new([7; 32], "relay")));
        let outs = scene.hear(&scene.refused(code));
        assert!(matches!(outs[..], [AtTheDoor::Refused(why)] if why == code));
        assert!(scene.hear(&scene.entries(0)).is_empty(), "it is over");
    }
    // A relay that has no such team, another team, or a roster that does not hold.
    let mut one = scene(1);
    one.hear(&Frame::Hello(Hello::new([7; 32], "relay")));
    let space = one.roster.space();
    let outs = one.hear(&part(space, 0, Vec::new()));
    assert!(matches!(
        outs[..],
        [AtTheDoor::Refused(Refusal::UnknownSpace)]
    ));
    let other = member(5).found(&mut crate::rng(9)).unwrap().roster;
    let mut two = scene(1);
    two.hear(&Frame::Hello(Hello::new([7; 32], "relay")));
    let outs = two.hear(&part(space, 0, other.entries().to_vec()));
    assert!(matches!(
        outs[..],
        [AtTheDoor::Refused(Refusal::RosterConflict)]
    ));
    let mut three = scene(1);
    let outs = three.door.handle(&mut three.rng, b"nonsense");
    assert!(matches!(outs[..], [AtTheDoor::Close(Closing::Malformed)]));
}

proptest! {
    #[test]
    fn anything_may_come(frames in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..80), 0..8)) {
        let mut scene = scene(1);
        for bytes in frames {
            scene.door.handle(&mut scene.rng, &bytes);
        }
        prop_assert!(scene.door.roster().is_none_or(|roster| roster.member(&MemberKey::ZERO).is_none()));
    }
}
