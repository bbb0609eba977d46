//! The official keys of German areas. They are strings of digits: leading zeros count.
//!
//! Source: Amtlicher Gemeindeschlüssel (AGS), Statistisches Bundesamt: state (2 digits), government region (1),
//! county (2), municipality (3).

use serde::{Deserialize, Serialize};

/// A string that is no official key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{given}” is not a key of {digits} digits")]
pub struct NotAKey {
    /// What was given.
    pub given: String,
    /// How many digits the key has.
    pub digits: usize,
}

macro_rules! keys {
    ($($(#[$meta:meta])* $name:ident($digits:literal)),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The key's digits.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAKey;

            fn from_str(given: &str) -> Result<Self, NotAKey> {
                let given = given.trim();
                if given.len() == $digits && given.bytes().all(|byte| byte.is_ascii_digit()) {
                    Ok(Self(given.to_owned()))
                } else {
                    Err(NotAKey { given: given.chars().take(40).collect(), digits: $digits })
                }
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAKey;

            fn try_from(given: String) -> Result<Self, NotAKey> {
                given.parse()
            }
        }

        impl From<$name> for String {
            fn from(key: $name) -> Self {
                key.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    )+};
}

keys!(
    /// A county's key (Kreisschlüssel), five digits: 12062 is Elbe-Elster.
    CountyKey(5),
    /// A municipality's key (AGS), eight digits: 12062224 is Herzberg (Elster).
    MunicipalityKey(8),
);

impl MunicipalityKey {
    /// The county to which the municipality belongs.
    #[must_use]
    pub fn county(&self) -> CountyKey {
        CountyKey(self.0[..5].to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_zeros_count() {
        let key: MunicipalityKey = "01001000".parse().unwrap();
        assert_eq!(key.county().as_str(), "01001");
    }

    #[test]
    fn what_is_not_all_digits_is_no_key() {
        for given in ["", "1206", "120622", "12O62", "１２０６２"] {
            assert!(given.parse::<CountyKey>().is_err(), "{given}");
        }
    }
}
