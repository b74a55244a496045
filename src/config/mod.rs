//! A user's files to typed values, every mistake reported with a way out. Pure.
