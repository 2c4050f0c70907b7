//! The page and the worker.
