//! What the data of a page calls the page: JSON-LD, Open Graph, microdata.

use serde_json::Value;

use super::super::html::Head;
use super::linked::{is_article, types};
use crate::model::Claims;

/// A page that names more articles than this in one place lists them.
const SEVERAL: usize = 2;

/// Gathers what the page calls itself.
pub(super) fn gather(head: &Head) -> Claims {
    let objects = || head.data.iter().filter_map(Value::as_object);
    let inner = objects().filter_map(|object| object.get("mainEntity")?.as_object());
    let linked: Vec<&str> = objects().chain(inner).flat_map(types).collect();
    let shared = head.meta(&["og:type"]).unwrap_or_default().trim().to_ascii_lowercase();
    let micro = |passes: fn(&str) -> bool| head.kinds.iter().filter(|kind| passes(kind)).count();
    let claims = |passes: fn(&str) -> bool| linked.iter().any(|kind| passes(kind));
    let one = |count: usize| (1..=SEVERAL).contains(&count);
    let articles = linked.iter().filter(|kind| is_text(kind)).count();
    Claims {
        article: one(articles) || articles == 0 && one(micro(is_text)),
        shared_as_article: shared == "article",
        listing: claims(is_listing) || micro(is_listing) > 0,
        product: claims(is_product)
            || one(micro(is_product))
            || shared.starts_with("product")
            || head.meta(&["product:price:amount", "og:price:amount"]).is_some(),
        thread: claims(is_thread) || micro(is_thread) > 0,
    }
}

fn is_text(kind: &str) -> bool {
    is_article(kind) && !is_thread(kind)
        || matches!(kind, "Review" | "Recipe" | "HowTo" | "ReportageNewsArticle")
}

fn is_listing(kind: &str) -> bool {
    matches!(kind, "CollectionPage" | "SearchResultsPage" | "ItemList" | "OfferCatalog")
}

fn is_product(kind: &str) -> bool {
    matches!(kind, "Product" | "ProductGroup" | "IndividualProduct" | "ProductModel" | "Offer")
}

fn is_thread(kind: &str) -> bool {
    matches!(kind, "DiscussionForumPosting" | "QAPage")
}
