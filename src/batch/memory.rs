//! How much memory a process had at most, where the system tells.

/// The peak in what Linux says of a process, in bytes.
pub(super) fn peak(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kilobytes.checked_mul(1024)
}

/// Our own, in bytes.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the system tells it in a file")]
pub fn own_peak() -> Option<u64> {
    peak(&std::fs::read_to_string("/proc/self/status").ok()?)
}
