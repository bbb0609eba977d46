//! How a command fails: a sentence for people and an exit code for scripts.

use std::process::ExitCode;

use kreisrund_search::SearchError;
use kreisrund_store::StoreError;

/// Why a command did not do what it was asked to.
///
/// | exit code | meaning |
/// |---|---|
/// | 0 | done |
/// | 1 | something failed: database, disk, network |
/// | 2 | the command line or the configuration is wrong |
/// | 3 | the input was refused: a file, an address, a key |
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Something that should have worked did not.
    #[error("{0}")]
    Broken(String),
    /// The configuration can't be used.
    #[error("{0}")]
    Configuration(String),
    /// What was handed in can't be taken.
    #[error("{0}")]
    Refused(String),
}

impl Failure {
    /// A refusal with the sentence of `reason`.
    pub fn refused(reason: impl std::fmt::Display) -> Self {
        Self::Refused(reason.to_string())
    }

    /// The code with which the program ends.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Broken(_) => 1,
            Self::Configuration(_) => 2,
            Self::Refused(_) => 3,
        })
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<SearchError> for Failure {
    fn from(error: SearchError) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Broken(error.to_string())
    }
}
