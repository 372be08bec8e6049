//! The server, mostly called as a service; only `server` opens sockets.

mod cors;
mod export;
mod fake;
mod files;
mod gone;
mod host;
mod limits;
mod metrics;
mod mounted;
mod pages;
mod real;
mod reconcile;
mod server;
mod specification;
