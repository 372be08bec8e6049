//! A server as a process of its own: started, waited for, looked at, ended.

use crate::{
    client::{Connection, request},
    contender::{Contender, Places},
    query::Query,
};
use serde_json::{Value, json};
use std::{
    fs, io,
    net::TcpListener,
    process::{Child, Stdio},
    time::{Duration, Instant},
};

/// How long a server may take to load the data set.
const PATIENCE: Duration = Duration::from_secs(600);
/// The kernel counts processor time in hundredths of a second, on every Linux there is.
const TICKS_PER_SECOND: f64 = 100.0;

/// A server that runs, until this is dropped.
pub(crate) struct Server {
    pub contender: Contender,
    pub port: u16,
    /// From the start of the process to its first answer.
    pub ready_after: Duration,
    /// Memory in bytes when it had loaded the data set.
    pub memory: u64,
    child: Child,
}

impl Server {
    /// Starts a contender and waits until it answers a query.
    pub(crate) async fn start(
        contender: Contender,
        places: &Places,
        body: &str,
    ) -> io::Result<Self> {
        let port = free_port()?;
        let mut command = contender.command(places, port);
        let child = command.stdout(Stdio::null()).stdin(Stdio::null()).spawn()?;
        let ready_after = Duration::ZERO;
        let mut server = Self { contender, port, ready_after, memory: 0, child };
        let started = Instant::now();
        let request = request(port, &contender.path(Query::Small), body);
        while !answers(port, &request).await {
            if let Some(status) = server.child.try_wait()? {
                return Err(io::Error::other(format!("{} ended: {status}", contender.title())));
            }
            if started.elapsed() > PATIENCE {
                let problem = format!("{} does not answer", contender.title());
                return Err(io::Error::new(io::ErrorKind::TimedOut, problem));
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        server.ready_after = started.elapsed();
        server.memory = server.status("VmRSS:").unwrap_or_default();
        Ok(server)
    }

    /// Asks a query that is not measured; what stands under `data` in its answer.
    pub(crate) async fn ask(&self, document: &str) -> io::Result<Value> {
        let body = json!({ "query": document }).to_string();
        let mut connection = Connection::open(self.port).await?;
        connection.exchange(&request(self.port, "/graphql", &body)).await?;
        let mut answer: Value = serde_json::from_slice(connection.body())?;
        match answer.get("errors") {
            None => Ok(answer["data"].take()),
            Some(errors) => Err(io::Error::other(format!("{document}: {errors}"))),
        }
    }

    /// The most memory that it ever took, in bytes.
    pub(crate) fn peak_memory(&self) -> u64 {
        self.status("VmHWM:").unwrap_or_default()
    }

    /// The processor time that it has used, all threads together.
    pub(crate) fn processor_time(&self) -> Duration {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()));
        let stat = stat.unwrap_or_default();
        // The second field is the program's name in parentheses and may hold anything;
        // user and system time are the 14th and 15th.
        let behind_name = stat.rsplit(')').next().unwrap_or_default();
        let times = behind_name.split_whitespace().skip(11).take(2);
        let ticks: f64 = times.filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
        Duration::from_secs_f64(ticks / TICKS_PER_SECOND)
    }

    /// A line of the process's status, which counts in units of 1,024 bytes.
    fn status(&self, name: &str) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse::<u64>().ok().map(|units| units * 1_024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It fails only where the process has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn answers(port: u16, request: &[u8]) -> bool {
    let Ok(mut connection) = Connection::open(port).await else { return false };
    connection.exchange(request).await.is_ok_and(|status| status == 200)
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
