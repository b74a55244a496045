//! The state of the screen. [`update()`] is its only writer. Pure.
//!
//! A [`Msg`] comes in, the state changes, and at most one [`Effect`] goes out for the edge
//! to perform; what the edge learns comes back as another message. Overlays and prompts
//! are states, never loops of their own.

mod act;
mod action;
mod address;
mod command;
mod failure;
mod find;
mod form;
mod haystack;
mod help;
mod hints;
mod jumps;
mod key;
mod keymap;
mod marking;
mod mouse;
mod nearest;
mod opener;
mod outline;
mod overlay;
mod panes;
mod picker;
mod proposal;
mod reader;
mod restored;
mod ruling;
mod scroll;
mod search;
mod sections;
mod sidebar;
mod state;
mod trail;
mod typed;
mod typing;
mod update;
mod waiting;
mod words;

pub use action::{Action, Group, Row, actions};
pub use address::Address;
pub use command::advice;
pub use failure::{Failure, Trouble};
pub use find::Find;
pub use form::Form;
pub use hints::{Hints, Place, Target, places};
pub use jumps::Jumps;
pub use key::{Code, Key, UnknownKey};
pub use keymap::{Keymap, Lookup, chord};
pub use marking::Marked;
pub use nearest::nearest;
pub use opener::{Openers, Wishes};
pub use overlay::{Asked, Output, Overlay, Page, PageKind, Prompt};
pub use panes::{Pane, Panes, Size};
pub use picker::{Picker, PickerPlace};
pub use proposal::{Proposal, proposals};
pub use reader::{Focus, Reader};
pub use restored::{Restored, Wish};
pub use ruling::Ruling;
pub use sections::SectionView;
pub use state::{Looks, Notice, Pending, State, Tone, Unread};
pub use trail::{Screen, Ticket, Trail};
pub use update::{Effect, Msg, Piped, Unsaved, update};
pub use waiting::{Piping, Waiting};
