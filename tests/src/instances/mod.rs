//! Public benchmark instances: their file formats, read into the solvers' models, and solutions judged from the files
//! alone. Nothing here is used by the product.

pub mod clock;
pub mod ctt;
mod numbers;
pub mod pmedcap;
pub mod pmedian;
pub mod sites_cost;
pub mod sites_solution;
pub mod speed;
pub mod sscflp;
pub mod transport;
