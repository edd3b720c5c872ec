//! Who may come in: how many from one address, and from which pages.

use axum::http::{HeaderMap, header::ORIGIN};
use std::{
    collections::{HashMap, hash_map::Entry},
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Connections from one address.
#[derive(Debug)]
pub(crate) struct Door {
    most: usize,
    inside: Mutex<HashMap<IpAddr, usize>>,
}

/// Counts one connection until it is dropped.
#[derive(Debug)]
pub(crate) struct Pass {
    door: Arc<Door>,
    address: IpAddr,
}

impl Door {
    /// Lets in at most `most` from one address.
    pub(crate) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self {
            most,
            inside: Mutex::default(),
        })
    }

    fn inside(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A pass, unless too many are inside.
    pub(crate) fn enter(self: &Arc<Self>, address: IpAddr) -> Option<Pass> {
        let address = network(address);
        let mut inside = self.inside();
        let count = inside.entry(address).or_insert(0);
        if *count >= self.most {
            return None;
        }
        *count += 1;
        Some(Pass {
            door: Arc::clone(self),
            address,
        })
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        if let Entry::Occupied(mut count) = self.door.inside().entry(self.address) {
            *count.get_mut() -= 1;
            if *count.get() == 0 {
                count.remove();
            }
        }
    }
}

/// One household or office: an IPv4 address, or the /64 of an IPv6 one.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64).into(),
        v4 @ IpAddr::V4(_) => v4,
    }
}

/// Where a request comes from: the peer, or what `hops` trusted proxies say. Each proxy appends whom it heard
/// from, so the addresses further left are the client's own claims and never looked at.
pub(crate) fn client(peer: IpAddr, hops: usize, headers: &HeaderMap) -> IpAddr {
    let lines = headers.get_all("x-forwarded-for").iter().rev();
    let mut heard = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.rsplit(','))
        .map(str::trim);
    let Some(last) = hops.checked_sub(1) else {
        return peer;
    };
    heard
        .nth(last)
        .and_then(|address| address.parse().ok())
        .unwrap_or(peer)
}

/// Whether the page that dials may do so; programs that are no browser name no origin.
pub(crate) fn may_dial(origins: &[String], headers: &HeaderMap) -> bool {
    origins.is_empty()
        || headers.get(ORIGIN).is_none_or(|origin| {
            origins
                .iter()
                .any(|allowed| origin.as_bytes().eq_ignore_ascii_case(allowed.as_bytes()))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn an_address_gets_so_many_connections_and_gets_them_back() {
        let door = Door::new(2);
        let first = door.enter(ip("2001:db8::1")).unwrap();
        let _second = door.enter(ip("2001:db8::2")).unwrap();
        assert!(door.enter(ip("2001:db8::3")).is_none(), "the same /64");
        assert!(door.enter(ip("2001:db8:0:1::1")).is_some());
        assert!(door.enter(ip("::ffff:192.0.2.1")).is_some());
        drop(first);
        assert!(door.enter(ip("2001:db8::3")).is_some());
    }

    #[test]
    fn only_what_trusted_proxies_say_is_believed() {
        let mut headers = HeaderMap::new();
        headers.append(
            "x-forwarded-for",
            HeaderValue::from_static("6.6.6.6, 1.1.1.1"),
        );
        headers.append("x-forwarded-for", HeaderValue::from_static("2.2.2.2"));
        let client = |hops| client(ip("9.9.9.9"), hops, &headers);
        assert_eq!(client(0), ip("9.9.9.9"));
        assert_eq!(client(1), ip("2.2.2.2"));
        assert_eq!(client(2), ip("1.1.1.1"));
        assert_eq!(client(9), ip("9.9.9.9"), "fewer proxies than promised");
    }

    #[test]
    fn origins_are_checked_if_there_is_a_list() {
        let mut headers = HeaderMap::new();
        let list = ["https://notes.example".to_owned()];
        assert!(may_dial(&list, &headers));
        headers.insert(ORIGIN, HeaderValue::from_static("https://Notes.example"));
        assert!(may_dial(&list, &headers));
        headers.insert(
            ORIGIN,
            HeaderValue::from_static("https://notes.example.evil"),
        );
        assert!(!may_dial(&list, &headers));
        assert!(may_dial(&[], &headers));
    }
}
