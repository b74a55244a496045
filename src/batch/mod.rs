//! Streams of documents, in and out.
