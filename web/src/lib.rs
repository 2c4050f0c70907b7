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
//! | [`crash`] | the screen of last resort |
#![allow(unreachable_pub, reason = "the component macro makes its properties public, whoever may name them")]

pub mod app;
pub mod browser;
pub mod crash;
pub mod effects;
pub mod frame;
pub mod intl;
pub mod locale;
pub mod pages;
pub mod route;
pub mod store;
pub mod text;
pub mod theme;
pub mod ui;
pub mod worker;
