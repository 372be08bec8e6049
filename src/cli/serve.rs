//! `corridor serve`: loads a data set while the server already answers that it is loading.

use super::{
    Done, Failure,
    args::ServeOptions,
    config::{Config, RawConfig},
    io::Io,
    load::{load, report, summary},
};
use crate::{
    http::{self, Settings, State, Timeouts},
    snapshot::{DataSet, Loaded, Snapshot},
};
use std::{sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

pub(super) fn run(options: &ServeOptions, io: &mut Io<'_>) -> Done {
    let config = Config::of(flags(options)?, options.data.config.as_deref(), io)?;
    start_log(io);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::Problem(format!("cannot start threads: {error}")))?;
    let done = runtime.block_on(serve(&config, io));
    // A load or a request that is still running must not keep the process.
    runtime.shutdown_background();
    done
}

fn flags(options: &ServeOptions) -> Result<RawConfig, Failure> {
    let origins = (!options.cors_origin.is_empty()).then(|| options.cors_origin.clone());
    RawConfig {
        listen: options.listen.clone(),
        cors_origin: origins,
        explain: options.explain.then_some(true),
        ..RawConfig::from_data(&options.data)
    }
    .with_limits(&options.limits)
}

/// Events of the server go to standard error; `CORRIDOR_LOG=debug` shows more of them.
fn start_log(io: &Io<'_>) {
    let level = (io.env)("CORRIDOR_LOG").unwrap_or_else(|| "warn".to_owned());
    // A log that was started before stays as it is.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::new(level))
        .with_ansi(io.errors_in_color())
        .with_writer(std::io::stderr)
        .try_init();
}

async fn serve(config: &Config, io: &mut Io<'_>) -> Done {
    let listener = TcpListener::bind(&config.listen).await.map_err(|error| {
        let message = format!("cannot listen at {}: {error}", config.listen);
        Failure::Problem(format!("{message}; name another address with --listen"))
    })?;
    let address = listener.local_addr()?;
    let mut signals = Signals::new()?;
    let state = State::<Snapshot>::new(settings(config));
    let (stop, stopped) = watch::channel(false);
    let mut server = tokio::spawn(http::serve(
        listener,
        Arc::clone(&state),
        wait_for(stopped),
        timeouts(config),
    ));
    let mut loading = start_loading(config, io.stderr_is_terminal);
    let loaded = tokio::select! {
        loaded = &mut loading => loaded,
        () = signals.asked_to_stop() => return Ok(()),
    };
    let loaded = loaded.map_err(|_| {
        Failure::Problem("loading ended by a fault of Corridor; please report it".to_owned())
    })?;
    let snapshot = report(loaded, io)?;
    let what = describe(&config.data);
    writeln!(io.stdout, "Corridor {} serves {what}:", env!("CARGO_PKG_VERSION"))?;
    writeln!(io.stdout, "  {}", summary(&snapshot))?;
    state.publish(snapshot);
    writeln!(io.stdout, "  http://{address}/graphql")?;
    io.stdout.flush()?;

    tokio::select! {
        _ = &mut server => {}
        () = signals.asked_to_stop() => {
            let _ = stop.send(true);
            finish(server, &mut signals, io).await?;
        }
    }
    Ok(())
}

/// Waits for open requests; who asks twice is not made to wait.
async fn finish(server: JoinHandle<bool>, signals: &mut Signals, io: &mut Io<'_>) -> Done {
    tokio::select! {
        finished = server => {
            if !finished.unwrap_or(false) {
                writeln!(io.stderr, "stopped before every request was answered")?;
            }
        }
        () = signals.asked_to_stop() => writeln!(io.stderr, "stopped at once")?,
    }
    Ok(())
}

fn settings(config: &Config) -> Settings {
    Settings {
        body_bytes: config.limits.body_bytes,
        concurrent_requests: config.limits.concurrent_requests,
        patience: Duration::from_millis(config.limits.deadline_ms),
        cors: config.cors.clone(),
        explain: config.explain,
    }
}

/// No request is cut off that may still run.
fn timeouts(config: &Config) -> Timeouts {
    let deadline = Duration::from_millis(config.limits.deadline_ms);
    let default = Timeouts::default();
    Timeouts { idle: default.idle.max(deadline * 2), drain: default.drain.max(deadline) }
}

fn start_loading(config: &Config, on_terminal: bool) -> JoinHandle<Loaded> {
    let (data, limits) = (config.data.clone(), config.limits.clone());
    tokio::task::spawn_blocking(move || load(&data, &limits, on_terminal))
}

fn describe(data: &DataSet) -> String {
    match data {
        DataSet::BuiltIn => "the built-in data set".to_owned(),
        DataSet::Folders { schema, seed } => {
            format!("{} and {}", schema.display(), seed.display())
        }
    }
}

async fn wait_for(mut stopped: watch::Receiver<bool>) {
    // An error means that nobody is left who could ask.
    let _ = stopped.wait_for(|stop| *stop).await;
}

/// The ways in which a process is told to end.
///
/// Made once and early: a signal that comes while nobody waits is not lost.
struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl Signals {
    #[cfg(unix)]
    fn new() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    /// Done at the next Ctrl-C, or when told to end as containers are.
    #[cfg(unix)]
    async fn asked_to_stop(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    #[cfg(not(unix))]
    fn new() -> std::io::Result<Self> {
        Ok(Self {})
    }

    /// Done at the next Ctrl-C.
    #[cfg(not(unix))]
    async fn asked_to_stop(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
