//! The page and the worker.
//!
//! | module | what it holds |
//! |---|---|
//! | [`app`] | the page's root, and what joins the store to the frame and the pages |
//! | [`store`] | the one writer: commands in, slices out |
//! | [`effects`] | database, files, other tabs, clock |
//! | [`worker`] | jobs away from the page's thread |
//! | [`locale`], [`intl`], [`text`] | languages: texts, numbers and dates, sentences from codes |
//! | [`route`], [`theme`], [`browser`] | the address, light and dark, focus and media |
//! | [`ui`] | components without knowledge of the field |
//! | [`frame`] | top bar, rail, search |
//! | [`pages`] | one folder for each step |
//! | [`dropped`] | files dropped anywhere on the page |
//! | [`fetched`] | parts of the page that are fetched when first wanted |
//! | [`crash`] | the screen of last resort |
//!
//! The worker is compiled without the feature `page`, so that it neither waits for the front end nor carries it.
#![allow(unreachable_pub, reason = "the component macro makes its properties public, whoever may name them")]

#[cfg(feature = "page")]
pub mod app;
#[cfg(feature = "page")]
pub mod browser;
#[cfg(feature = "page")]
pub mod crash;
#[cfg(feature = "page")]
pub mod dropped;
pub mod effects;
#[cfg(feature = "page")]
pub mod fetched;
#[cfg(feature = "page")]
pub mod frame;
#[cfg(feature = "page")]
pub mod intl;
#[cfg(feature = "page")]
pub mod locale;
#[cfg(feature = "page")]
pub mod pages;
#[cfg(feature = "page")]
pub mod route;
#[cfg(feature = "page")]
pub mod store;
#[cfg(feature = "page")]
pub mod text;
#[cfg(feature = "page")]
pub mod theme;
#[cfg(feature = "page")]
pub mod ui;
pub mod worker;
