//! The results as Markdown.

use crate::{
    contender::Contender,
    measure::{Measured, Outcome, Pace},
    process::Server,
    query::Query,
};
use serde_json::Value;
use std::{fmt::Write, fs, time::Duration};

/// A ratio between two contenders that was set as a goal.
struct Goal {
    query: Query,
    against: Contender,
    at_least: f64,
}

const GOALS: &[Goal] = &[
    Goal { query: Query::Small, against: Contender::Ready, at_least: 0.85 },
    Goal { query: Query::Small, against: Contender::Juniper, at_least: 1.2 },
    Goal { query: Query::Medium, against: Contender::Ready, at_least: 0.5 },
    Goal { query: Query::Large, against: Contender::Ready, at_least: 0.4 },
    Goal { query: Query::Medium, against: Contender::Juniper, at_least: 10.0 },
    Goal { query: Query::Medium, against: Contender::AsyncGraphql, at_least: 25.0 },
    Goal { query: Query::Medium, against: Contender::Mercurius, at_least: 8.0 },
    Goal { query: Query::Small, against: Contender::Before, at_least: 0.97 },
    Goal { query: Query::Medium, against: Contender::Before, at_least: 0.97 },
    Goal { query: Query::Large, against: Contender::Before, at_least: 0.97 },
    Goal { query: Query::MediumAsOf, against: Contender::Before, at_least: 0.97 },
];

/// Everything that was measured; `own` is what Corridor says of itself.
pub(crate) fn report(
    measured: &[Measured],
    servers: &[Server],
    own: &Value,
    pace: &Pace,
) -> String {
    let mut text = format!(
        "{}; {} rounds of {:?}, {} connections.\n\n{}",
        machine(),
        pace.rounds,
        pace.turn,
        pace.connections,
        rates(measured)
    );
    text.push_str(&goals(measured));
    text.push_str(&costs(measured));
    text.push_str(&starts(servers));
    text.push_str(&service(own));
    text
}

fn machine() -> String {
    let processor = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        processor.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!("{}, {cores} cores", model.map_or("Processor unknown", |(_, name)| name))
}

fn rates(measured: &[Measured]) -> String {
    let mut text = String::from(
        "| query | server | requests/s | p50 ms | p99 ms | CPU us/request | of ready-made | of walk |\n\
         |---|---|--:|--:|--:|--:|--:|--:|\n",
    );
    for one in measured {
        let mut title =
            format!("{}: objects {}, bytes {}", one.query.name(), one.objects, one.bytes);
        for outcome in &one.outcomes {
            let _ = writeln!(
                text,
                "| {title} | {} | {:.0} | {:.2} | {:.2} | {:.1} | {} | {} |",
                outcome.contender.title(),
                median(outcome.rounds.iter().map(|round| round.rate())),
                milliseconds(outcome, 0.50),
                milliseconds(outcome, 0.99),
                outcome.processor.as_secs_f64() * 1e6,
                shown(one.ratio(outcome.contender, Contender::Ready)),
                shown(one.ratio(outcome.contender, Contender::Walk)),
            );
            title.clear();
        }
    }
    text
}

fn goals(measured: &[Measured]) -> String {
    let mut text = String::new();
    for Goal { query, against, at_least } in GOALS {
        let of_query = measured.iter().find(|one| one.query == *query);
        let Some(ratio) = of_query.and_then(|one| one.ratio(Contender::Corridor, *against)) else {
            continue;
        };
        let verdict = if ratio >= *at_least { "reached" } else { "missed" };
        let (query, against) = (query.name(), against.title());
        let _ = writeln!(
            text,
            "| {query} against {against} | {at_least} | {} | {verdict} |",
            shown(Some(ratio))
        );
    }
    if text.is_empty() {
        return text;
    }
    format!("\n| goal for Corridor's rate | at least | measured | |\n|---|--:|--:|---|\n{text}")
}

/// What a filter, an order and a day add to the medium query, by processor time an object,
/// since they change how many objects there are.
fn costs(measured: &[Measured]) -> String {
    let mut text = String::new();
    for contender in [Contender::Corridor, Contender::Walk] {
        let cost = |query| {
            let one = measured.iter().find(|one| one.query == query)?;
            Some(one.outcome(contender)?.processor.as_secs_f64() / one.objects as f64)
        };
        let more = |query| Some(cost(query)? / cost(Query::Medium)?);
        let added = [Query::MediumFiltered, Query::MediumOrdered, Query::MediumAsOf].map(more);
        if added.iter().any(Option::is_some) {
            let (title, [filter, order, as_of]) = (contender.title(), added.map(shown));
            let _ = writeln!(text, "| {title} | {filter} | {order} | {as_of} |");
        }
    }
    if text.is_empty() {
        return text;
    }
    format!(
        "\n| CPU time an object, in units of the medium query's | filtered | ordered | as of a day |\n\
         |---|--:|--:|--:|\n{text}"
    )
}

fn service(own: &Value) -> String {
    let mut text = String::new();
    let mut rows = vec![(String::new(), own)];
    while let Some((name, value)) = rows.pop() {
        match value {
            Value::Object(members) => {
                let inner = members.iter().rev().map(|(key, value)| {
                    let dot = if name.is_empty() { "" } else { "." };
                    (format!("{name}{dot}{key}"), value)
                });
                rows.extend(inner);
            }
            Value::Null => {}
            value => {
                let _ = writeln!(text, "| {name} | {value} |");
            }
        }
    }
    if text.is_empty() { text } else { format!("\n| Corridor's `service` | |\n|---|--:|\n{text}") }
}

fn starts(servers: &[Server]) -> String {
    let mut text = String::from(
        "\n| server | first answer after s | memory MB when loaded | most MB |\n|---|--:|--:|--:|\n",
    );
    for server in servers {
        let _ = writeln!(
            text,
            "| {} | {:.2} | {} | {} |",
            server.contender.title(),
            server.ready_after.as_secs_f64(),
            server.memory / 1_000_000,
            server.peak_memory() / 1_000_000,
        );
    }
    text
}

impl Measured {
    fn outcome(&self, contender: Contender) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.contender == contender)
    }

    /// A contender's rate in units of another's: the median of the ratios within rounds.
    fn ratio(&self, of: Contender, to: Contender) -> Option<f64> {
        let (of, to) = (self.outcome(of)?, self.outcome(to)?);
        let rounds = of.rounds.iter().zip(&to.rounds);
        Some(median(rounds.map(|(of, to)| of.rate() / to.rate())))
    }
}

/// The median over rounds of a quantile of the latency.
fn milliseconds(outcome: &Outcome, share: f64) -> f64 {
    let rounds = outcome.rounds.iter().map(|round| round.quantile(share));
    median(rounds.map(|latency: Duration| latency.as_secs_f64() * 1e3))
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        count if count % 2 == 1 => values[count / 2],
        count => f64::midpoint(values[count / 2 - 1], values[count / 2]),
    }
}

/// A ratio to two or three figures; the machine is good for no more.
fn shown(ratio: Option<f64>) -> String {
    match ratio {
        None => "".to_owned(),
        Some(ratio) if ratio >= 10.0 => format!("{ratio:.0}"),
        Some(ratio) if ratio >= 2.0 => format!("{ratio:.1}"),
        // Near 1 the second decimal is what is looked for.
        Some(ratio) if ratio >= 0.8 => format!("{ratio:.2}"),
        Some(ratio) if ratio >= 0.1 => format!("{ratio:.2}"),
        Some(ratio) => format!("{ratio:.3}"),
    }
}
