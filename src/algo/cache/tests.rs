//! The cache: one computation for all who wait, none for nobody, bounded memory.

use super::{
    Bounds, Computation, MeasureCache, OwnedView, Unavailable, Values, ViewKey, ViewSource,
};
use crate::{
    algo::{
        Meter, Projection, Truncation,
        measures::{Degrees, PageRankOptions, pagerank},
        testing::meter,
    },
    graph::{
        Graph, NodeId,
        view::{Everything, View, ViewOptions, testing::World},
    },
    value::Metric,
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    time::{Duration, Instant},
};

fn graph() -> Arc<Graph> {
    let ends: Vec<_> = (0..99).map(|n| (n, (n * 7 + 1) % 100)).collect();
    Arc::new(World::simple(100, &ends).graph)
}

fn cache(threads: usize, bytes: usize) -> MeasureCache {
    MeasureCache::new(Bounds { threads, bytes, time: Duration::from_secs(60) })
}

fn soon() -> Instant {
    Instant::now() + Duration::from_secs(60)
}

#[test]
fn a_measure_is_what_its_function_says() {
    let (graph, cache) = (graph(), cache(1, 1 << 20));
    let ticket = cache.request(&graph, ViewOptions::default(), Computation::PageRank);
    let measured = ticket.wait(soon()).unwrap();
    let projection = Projection::new(&View::whole(&graph), &mut meter()).unwrap();
    let expected = pagerank(&projection, PageRankOptions::default(), &mut meter()).unwrap();
    assert_eq!(measured.values, Values::PageRank(expected.clone()));
    assert_eq!(measured.value(Metric::PageRank, NodeId(5)), Some(expected[5]));
    assert_eq!(measured.value(Metric::Degree, NodeId(5)), None, "another computation");
    let ranked = measured.ranked(Metric::PageRank);
    assert!(ranked.is_sorted_by(|a, b| a.1 >= b.1) && ranked.len() == 100);
}

/// Every metric has a computation that gives it.
#[test]
fn every_metric_can_be_had() {
    let (graph, cache) = (graph(), cache(2, 1 << 20));
    for &metric in Metric::ALL {
        let ticket = cache.request(&graph, ViewOptions::default(), Computation::of(metric));
        let measured = ticket.wait(soon()).unwrap();
        assert!(measured.value(metric, NodeId(0)).is_some(), "{metric:?}");
        assert!(measured.size() > 0 && measured.sampled().is_none());
    }
    for computation in [Computation::StrongComponents, Computation::Brokers] {
        let ticket = cache.request(&graph, ViewOptions::default(), computation);
        assert!(ticket.wait(soon()).is_ok());
    }
}

/// A source that waits for a word before it projects, and counts.
struct Slow {
    view: OwnedView,
    go: mpsc::Receiver<()>,
    projected: Arc<AtomicUsize>,
}

impl ViewSource for Slow {
    fn project(&self, meter: &mut Meter) -> Result<Projection, Truncation> {
        self.projected.fetch_add(1, Ordering::SeqCst);
        while self.go.try_recv().is_err() {
            meter.look()?;
            std::thread::yield_now();
        }
        self.view.project(meter)
    }

    fn degrees(&self, graph: &Projection, meter: &mut Meter) -> Result<Vec<Degrees>, Truncation> {
        self.view.degrees(graph, meter)
    }
}

fn slow(graph: &Arc<Graph>, projected: &Arc<AtomicUsize>) -> (Slow, mpsc::Sender<()>) {
    let (say, go) = mpsc::channel();
    let view =
        OwnedView { graph: Arc::clone(graph), options: ViewOptions::default(), filter: Everything };
    (Slow { view, go, projected: Arc::clone(projected) }, say)
}

#[test]
fn those_who_wait_share_one_computation() {
    let (graph, cache) = (graph(), cache(2, 1 << 20));
    let projected = Arc::new(AtomicUsize::new(0));
    let (first, say) = slow(&graph, &projected);
    let (second, _) = slow(&graph, &projected);
    let one = cache.request_from(ViewKey::default(), Computation::Coreness, first);
    let other = cache.request_from(ViewKey::default(), Computation::Coreness, second);
    assert!(one.ready().is_none());
    let (called, heard) = mpsc::channel();
    other.on_ready(move || called.send(()).unwrap());
    assert_eq!(one.wait(Instant::now()).map(|_| ()), Err(Unavailable::NotReady));
    say.send(()).unwrap();
    let a = one.wait(soon()).unwrap();
    heard.recv_timeout(Duration::from_secs(60)).unwrap();
    let b = other.ready().unwrap().unwrap();
    assert!(Arc::ptr_eq(&a, &b));
    assert_eq!(projected.load(Ordering::SeqCst), 1);
    let (third, _) = slow(&graph, &projected);
    let again = cache.request_from(ViewKey::default(), Computation::Coreness, third);
    assert!(again.ready().is_some(), "it was kept");
    let (called, heard) = mpsc::channel();
    again.on_ready(move || called.send(()).unwrap());
    heard.try_recv().unwrap();
}

#[test]
fn nobody_waits_and_the_computation_ends() {
    let (graph, cache) = (graph(), cache(1, 1 << 20));
    let projected = Arc::new(AtomicUsize::new(0));
    // The word never comes; only the cancellation ends it, and the one thread is free again.
    let (never, _say) = slow(&graph, &projected);
    let dropped = cache.request_from(ViewKey::default(), Computation::Coreness, never);
    drop(dropped);
    let ticket = cache.request(&graph, ViewOptions::default(), Computation::Clustering);
    assert!(ticket.wait(soon()).is_ok());
}

#[test]
fn a_dropped_cache_answers_those_who_wait() {
    let (graph, cache) = (graph(), cache(1, 1 << 20));
    let (never, _say) = slow(&graph, &Arc::default());
    let ticket = cache.request_from(ViewKey::default(), Computation::Coreness, never);
    drop(cache);
    assert_eq!(ticket.wait(soon()).map(|_| ()), Err(Unavailable::Cancelled));
}

#[test]
fn memory_has_a_bound() {
    let graph = graph();
    let projection = Projection::new(&View::whole(&graph), &mut meter()).unwrap();
    let small = cache(1, projection.size() + 100);
    let ticket = small.request(&graph, ViewOptions::default(), Computation::PageRank);
    let Err(Unavailable::TooLarge { needed, limit }) = ticket.wait(soon()) else {
        panic!("it does not fit")
    };
    assert_eq!((needed, limit), (projection.size() + 2_400, projection.size() + 100));
    // Room for the projection and one measure at a time.
    let cache = cache(1, projection.size() + 10_500);
    for computation in [Computation::PageRank, Computation::Clustering, Computation::Betweenness] {
        for avoid in 0..20 {
            let options = ViewOptions { avoid: vec![NodeId(avoid)], ..ViewOptions::default() };
            let ticket = cache.request(&graph, options, computation);
            assert!(ticket.wait(soon()).is_ok());
            assert!(cache.size() <= projection.size() + 10_500);
        }
    }
}

struct Panics(OwnedView);

impl ViewSource for Panics {
    fn project(&self, _: &mut Meter) -> Result<Projection, Truncation> {
        panic!("a fault of ours")
    }

    fn degrees(&self, graph: &Projection, meter: &mut Meter) -> Result<Vec<Degrees>, Truncation> {
        self.0.degrees(graph, meter)
    }
}

#[test]
fn a_panic_is_an_answer() {
    let (graph, cache) = (graph(), cache(1, 1 << 20));
    let view = OwnedView {
        graph: Arc::clone(&graph),
        options: ViewOptions::default(),
        filter: Everything,
    };
    let ticket = cache.request_from(ViewKey::default(), Computation::Coreness, Panics(view));
    assert_eq!(ticket.wait(soon()).map(|_| ()), Err(Unavailable::Failed));
    let ticket = cache.request(&graph, ViewOptions::default(), Computation::Clustering);
    assert!(ticket.wait(soon()).is_ok(), "the thread lives on");
}

/// A caller who leaves because the time is over can ask again and find the result; a job that is
/// still in the queue is dropped.
#[test]
fn a_measure_that_runs_goes_on_when_somebody_leaves_it_so() {
    let (graph, cache) = (graph(), cache(1, 1 << 20));
    let projected = Arc::new(AtomicUsize::new(0));
    let (first, say) = slow(&graph, &projected);
    let ticket = cache.request_from(ViewKey::default(), Computation::Coreness, first);
    while projected.load(Ordering::SeqCst) == 0 {
        std::thread::yield_now();
    }
    let (second, _say) = slow(&graph, &projected);
    let queued = cache.request_from(ViewKey::default(), Computation::Clustering, second);
    ticket.leave();
    queued.leave();
    say.send(()).unwrap();
    let (again, _) = slow(&graph, &projected);
    let ticket = cache.request_from(ViewKey::default(), Computation::Coreness, again);
    assert!(ticket.wait(soon()).is_ok());
    assert_eq!(projected.load(Ordering::SeqCst), 1, "neither was begun anew");
}

#[test]
fn a_measure_has_its_own_time() {
    let graph = graph();
    let bounds = Bounds { threads: 1, bytes: 1 << 20, time: Duration::ZERO };
    let cache = MeasureCache::new(bounds);
    let ask = || cache.request(&graph, ViewOptions::default(), Computation::PageRank);
    assert_eq!(ask().wait(soon()).map(|_| ()), Err(Unavailable::TooSlow));
    // What was refused is not kept: it is tried again.
    assert_eq!(ask().wait(soon()).map(|_| ()), Err(Unavailable::TooSlow));
    assert_eq!(cache.size(), 0);
}

/// A result that was given out stays valid, whatever the cache forgets.
#[test]
fn a_result_is_there_for_who_waited_for_it() {
    let graph = graph();
    let projection = Projection::new(&View::whole(&graph), &mut meter()).unwrap();
    let cache = cache(1, projection.size() + 5_000);
    let options = |avoid| ViewOptions { avoid: vec![NodeId(avoid)], ..ViewOptions::default() };
    let tickets: Vec<_> =
        (0..8).map(|avoid| cache.request(&graph, options(avoid), Computation::PageRank)).collect();
    for ticket in &tickets {
        ticket.wait(soon()).unwrap();
    }
    assert!(tickets.iter().all(|ticket| ticket.ready().is_some_and(|it| it.is_ok())));
}
