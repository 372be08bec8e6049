//! The command line, run as a process: what it prints where, and how it exits.

mod check;
mod export;
mod output;
mod project;
mod query;
mod run;
mod serve;
mod settings;
