//! What must be so when everybody has met: one roster, one set of records, nobody who is out with a newer key.

use crate::device::Device;
use crate::world::World;
use commonplace_protocol::{Record, Roster};

impl World {
    pub fn assert_agreed(&self) {
        let roster = self.relay.roster();
        assert!(!roster.owes_rekey());
        for (at, device) in self.devices.iter().enumerate() {
            assert!(!device.noticed, "one relay, one roster");
            assert_eq!(device.cut, 0, "what was passed on counts");
            if device.lost || roster.member(&device.key()).is_none() {
                continue;
            }
            assert_eq!(
                device.space.newest_roster().head(),
                roster.head(),
                "device {at}"
            );
            assert!(!device.space.is_shut_out());
            assert_eq!(device.space.durable(), &self.relay.durable(), "device {at}");
            assert!(device.store == self.relay.records, "device {at}");
            for bytes in self.relay.records.values() {
                assert!(device.space.read(bytes).is_ok(), "everything can be read");
            }
        }
        self.assert_only_what_counts();
        for device in &self.devices {
            self.assert_out(device);
        }
    }

    /// Of all that was ever written, what is admitted is what everybody has.
    fn assert_only_what_counts(&self) {
        for bytes in &self.written {
            let record = Record::parse(bytes).unwrap();
            let key = record.key();
            let admitted = self.relay.roster().admits(record.header(), &record.id());
            let held = self.relay.records.get(&(key.replica, key.counter));
            assert_eq!(
                admitted.is_ok(),
                held == Some(bytes),
                "{key:?} {admitted:?}"
            );
        }
    }

    /// Who is no member any more finds no key made since, by whatever they know, and opens nothing written since.
    fn assert_out(&self, device: &Device) {
        let roster = self.relay.roster();
        let Some(ended) = roster.ended(&device.key()) else {
            return;
        };
        let mut then = Roster::start(&roster.entries()[0]).unwrap();
        for entry in &roster.entries()[1..usize::try_from(ended).unwrap()] {
            then.append(entry).unwrap();
        }
        let own = device.team().keys_in(roster);
        let by_links = device.links.iter().map(|link| link.keys_in(roster));
        for keys in std::iter::once(own).chain(by_links) {
            assert!(keys.newest().is_none_or(|newest| newest <= then.epoch()));
        }
        for bytes in self.relay.records.values() {
            let record = Record::parse(bytes).unwrap();
            if record.header().epoch > then.epoch() {
                assert!(device.space.read(bytes).is_err());
            }
        }
    }
}
