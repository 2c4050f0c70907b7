//! `cargo xtask serve`: builds the page and serves it on this machine. What is put on a host is smaller and faster and
//! takes twice as long to make: `cargo xtask build`, or `serve --full` to look at that.

use xtask::failure::{At, Failure, Outcome};
use xtask::pack::Care;
use xtask::paths;
use xtask::server::Server;

use crate::{build, option};

const PORT: u16 = 8080;

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let wanted = option(arguments, "--port")?;
    let port = match wanted.map(str::parse::<u16>) {
        None => PORT,
        Some(Ok(port)) => port,
        Some(Err(_)) => return Err(Failure::new("--port wants a number from 0 to 65535")),
    };
    let care = build::care(arguments, Care::Local);
    build::build(care)?;
    if care != Care::Full {
        println!("dist/ now holds a build for this machine; `cargo xtask build` makes the one for a host");
    }
    let server = match (Server::start(paths::dist(), port, ""), wanted) {
        // The usual port is taken and nobody insisted on it.
        (Err(_), None) => Server::start(paths::dist(), 0, "").at("serving")?,
        (server, _) => server.at(format!("port {port}"))?,
    };
    println!("\nOrken is at {}\n(Ctrl-C ends it)", server.url());
    server.wait();
    Ok(())
}
