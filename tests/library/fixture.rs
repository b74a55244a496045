//! Libraries as earlier versions left them, as the statements that make them.

use super::*;

#[test]
fn a_library_of_version_1_is_read() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("library.db");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/library/version-1.sql");
    let old = rusqlite::Connection::open(&path).unwrap();
    old.execute_batch(&fs::read_to_string(file).unwrap()).unwrap();
    drop(old);
    let opened = Library::open(&path, now()).unwrap();
    assert_eq!(opened.note, None);
    let library = opened.library;
    assert_eq!(titles(&library, &Filter::default(), Sort::Newest), ["Ferry", "Council"]);
    let feed = &library.feeds().unwrap()[0];
    assert_eq!((&*feed.title, feed.unread, feed.tags.len()), ("Gazette", 1, 1));
    assert_eq!(found(&library, "pilings is:starred"), ["Ferry"]);
    let article = library.get(ids(&library)[0]).unwrap();
    assert_eq!(article.page.bytes, b"<p>Two pilings cracked.</p>");
    assert_eq!(article.bookmark.unwrap().offset, 250);
    assert_eq!(library.searches().unwrap().len(), 1);
    sound(&library);
}
