//! Arguments as typed, then as meant; a file per command.
