//! Whoever visits a page, as far as one has to know it to count nobody twice.

use std::{
    hash::{Hash, Hasher},
    net::IpAddr,
};

/// Somebody who visits a page: an address and a browser. It can be hashed and nothing else: neither printed, stored nor
/// compared, so that no log and no table ever holds it.
pub struct Visitor<'a> {
    address: Option<IpAddr>,
    user_agent: &'a str,
}

impl<'a> Visitor<'a> {
    /// The visitor at `address` whose browser calls itself `user_agent`. All of whom no address is known are one.
    #[must_use]
    pub const fn new(address: Option<IpAddr>, user_agent: &'a str) -> Self {
        Self { address, user_agent }
    }
}

impl Hash for Visitor<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.address.map(|address| address.to_canonical()) {
            Some(IpAddr::V4(address)) => address.hash(state),
            // A connection has all addresses that begin with these 64 bits, and browsers change among them.
            Some(IpAddr::V6(address)) => address.segments()[..4].hash(state),
            None => {}
        }
        self.user_agent.hash(state);
    }
}

impl std::fmt::Debug for Visitor<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Visitor")
    }
}

#[cfg(test)]
mod tests {
    use std::hash::{BuildHasher, RandomState};

    use super::*;

    #[test]
    fn a_connection_is_one_visitor_whatever_address_it_takes() {
        let keys = RandomState::new();
        let hash = |address: &str, agent: &str| keys.hash_one(Visitor::new(address.parse().ok(), agent));
        let one = hash("2001:db8:1:2::17", "Browser");
        assert_eq!(one, hash("2001:db8:1:2:aaaa:bbbb:cccc:dddd", "Browser"));
        assert_ne!(one, hash("2001:db8:1:3::17", "Browser"));
        assert_ne!(one, hash("2001:db8:1:2::17", "Another"));
        assert_eq!(hash("192.0.2.7", "Browser"), hash("::ffff:192.0.2.7", "Browser"));
        assert_ne!(hash("192.0.2.7", "Browser"), hash("192.0.2.8", "Browser"));
        assert_eq!(hash("unknown", "Browser"), hash("", "Browser"));
    }

    #[test]
    fn nobody_can_print_who_it_is() {
        let visitor = Visitor::new("192.0.2.7".parse().ok(), "Browser");
        assert_eq!(format!("{visitor:?} {visitor:#?}"), "Visitor Visitor");
    }
}
