//! How further pages are asked for.

use super::{Check, is_remote};
use crate::{
    mapping::Kind,
    source::{Paging, PagingBy, PagingConfig, Parameter, Place, Request},
};

/// The most pages that any source may have read in one poll.
const PAGES_MAX: u32 = 100;

impl Check {
    pub(super) fn paging(&mut self, kind: Kind, config: PagingConfig) -> Paging {
        let pages = config.pages;
        if !(1..=PAGES_MAX).contains(&pages) {
            self.problem("paging.pages", format!("reads {pages} pages"), format!("set 1 to {PAGES_MAX}"));
        }
        if !is_remote(kind) {
            self.problem("paging", "has pages and lies on this machine", "drop [source.paging]");
        }
        match config.by {
            PagingBy::Page => {
                let parameter = self.parameter(config.parameter);
                Paging::Number { parameter, first: config.first.unwrap_or(1), step: 1, pages }
            }
            PagingBy::Offset => {
                let step = config.size.filter(|size| *size > 0).unwrap_or_else(|| {
                    self.problem(
                        "paging.size",
                        "pages by offset without a size",
                        "set paging.size to the items of a page",
                    );
                    1
                });
                let parameter = self.parameter(config.parameter);
                Paging::Number { parameter, first: config.first.unwrap_or(0), step, pages }
            }
            PagingBy::Cursor => {
                let next = config.next.unwrap_or_else(|| {
                    let mend = "set paging.next to where a page tells the next cursor, such as \"$.next\"";
                    self.problem("paging.next", "pages by cursor and does not say where the cursor is", mend);
                    String::new()
                });
                Paging::Cursor { parameter: self.parameter(config.parameter), next, pages }
            }
            PagingBy::NextLink => {
                if config.next.is_none() && kind != Kind::Feed {
                    let mend = "set paging.next to where a page links to the next";
                    self.problem(
                        "paging.next",
                        "pages by next link and does not say where the link is",
                        mend,
                    );
                }
                Paging::NextLink { next: config.next, pages }
            }
        }
    }

    fn parameter(&mut self, name: Option<String>) -> Parameter {
        match name {
            Some(pointer) if pointer.starts_with('/') => Parameter::Body(pointer),
            Some(name) if !name.is_empty() => Parameter::Query(name),
            _ => {
                let mend = "set paging.parameter to a query parameter, or to a pointer into the body such as \"/page\"";
                self.problem("paging.parameter", "has pages and no parameter to ask for them", mend);
                Parameter::Query(String::new())
            }
        }
    }

    /// Pages that are asked for by a place in the body need a body.
    pub(super) fn pages_have_their_place(&mut self, paging: &Paging, place: &Place) {
        let (Paging::Number { parameter, .. } | Paging::Cursor { parameter, .. }) = paging else { return };
        if let (Parameter::Body(_), Place::Remote(Request { body: None, .. })) = (parameter, place) {
            let mend = "set request.body, or name a query parameter";
            self.problem("paging.parameter", "pages by a place in its body and has no body", mend);
        }
    }
}
