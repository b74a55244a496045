//! The state of the screen. [`update()`] is its only writer. Pure.
//!
//! A [`Msg`] comes in, the state changes, and at most one [`Effect`] goes out for the edge
//! to perform; what the edge learns comes back as another message. Overlays and prompts
//! are states, never loops of their own.

mod act;
mod desk;
mod help;
mod keys;
mod mouse;
mod outside;
mod over;
mod panes;
mod reader;
mod state;
mod trail;
mod update;

pub use desk::{
    Desk, DeskPane, DeskPanes, Errand, FeedState, Holdings, List, MarkRead, Nothing, Placed, Preview,
    Questions, Refreshing, Shelved, Stack, StackRow, Which, Word, stacks,
};
pub use keys::action::{Action, Group, Row, actions};
pub use keys::key::{Code, Key, UnknownKey};
pub use keys::keymap::{Keymap, Lookup, Scene, chord, scened};
pub use keys::nearest::nearest;
pub use outside::address::Address;
pub use outside::failure::{Failure, Trouble};
use outside::form;
pub use outside::form::Form;
pub use outside::opener::{Openers, Wishes};
pub use outside::waiting::{Piping, Waiting};
pub use over::command::advice;
pub use over::hints::{Hints, Place, Target, places};
pub use over::picker::{Picker, PickerPlace};
pub use over::ruling::Ruling;
pub use over::{Asked, Output, Overlay, Page, PageKind, Prompt};
use over::{command, hints, picker, typing};
pub use panes::{Pane, Panes, Size};
pub use reader::find::Find;
pub use reader::jumps::Jumps;
pub use reader::marking::Marked;
pub use reader::proposal::{Proposal, proposals};
pub use reader::restored::{Restored, Wish};
pub use reader::sections::SectionView;
pub use reader::{Focus, Reader};
pub use state::{Looks, Notice, Pending, State, Tone, Unread};
pub use trail::{Screen, Ticket, Trail};
pub use update::{Effect, Msg, Piped, Unsaved, update};
