//! People: persons with or without an account, their households, consents, and what was done with records (audit).
