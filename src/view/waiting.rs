//! What is being waited for, in a line that moves.

use crate::app::Waiting;

/// The turns of the wheel, ten a second.
const TURNS: [char; 10] = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
/// Milliseconds that each is shown.
const TURN: u64 = 100;

/// `⠙ fetching gazette.example, 3 s`.
pub(super) fn telling(waiting: &Waiting) -> String {
    let turn = usize::try_from(waiting.elapsed / TURN).unwrap_or_default() % TURNS.len();
    let wheel = TURNS.get(turn).copied().unwrap_or_default();
    let time = waiting.seconds().map(|seconds| format!(", {seconds} s")).unwrap_or_default();
    format!("{wheel} {}{time}", waiting.what)
}
