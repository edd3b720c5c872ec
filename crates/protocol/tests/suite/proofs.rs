//! Proofs: for whom they hold, and for nobody else.

use crate::people::Person;
use commonplace_protocol::{Refusal, SpaceId, frame::Prove};

#[test]
fn a_proof_holds_for_one_connection_member_space_and_host() {
    let (ana, ben) = (Person::new(1), Person::new(2));
    let (space, member) = (SpaceId([1; 32]), ana.key());
    let message = Prove::message(&[2; 32], &[3; 32], &space, &member, "Relay.Example:8080");
    let signature = ana.sign(&message);
    let prove = Prove {
        space,
        member,
        signature,
    };
    let verify = |prove: &Prove, relay: u8, client: u8, audience: &str| {
        prove.verify(&[relay; 32], &[client; 32], audience)
    };
    assert_eq!(verify(&prove, 2, 3, "relay.example:8080"), Ok(()));
    for refused in [
        verify(&prove, 9, 3, "relay.example:8080"),
        verify(&prove, 2, 9, "relay.example:8080"),
        verify(&prove, 2, 3, "relay.example"),
        verify(
            &Prove {
                space: SpaceId([9; 32]),
                ..prove.clone()
            },
            2,
            3,
            "relay.example:8080",
        ),
        verify(
            &Prove {
                member: ben.key(),
                ..prove.clone()
            },
            2,
            3,
            "relay.example:8080",
        ),
        verify(
            &Prove {
                signature: ben.sign(&message),
                ..prove
            },
            2,
            3,
            "relay.example:8080",
        ),
    ] {
        assert_eq!(refused, Err(Refusal::BadProof));
    }
}
