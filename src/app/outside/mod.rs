//! What lies outside: addresses, the programs that open them, files, and what is waited for.

pub(super) mod address;
pub(super) mod failure;
pub(super) mod form;
pub(super) mod opener;
pub(super) mod waiting;
pub(super) mod words;
