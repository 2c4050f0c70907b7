//! Public benchmark instances: their file formats, read into the solvers' models, and solutions judged from the files
//! alone. Nothing here is used by the product.

pub mod clock;
pub mod transport;
