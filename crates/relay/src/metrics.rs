//! What the relay counts: how much and how fast, never who. Served on an address of its own.

use crate::log::NewRecord;
use commonplace_protocol::Refusal;
use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};
use std::{sync::atomic::AtomicU64, time::Duration};

/// Upper bounds of the buckets for commit times, in seconds.
const COMMIT_BUCKETS: [f64; 9] = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Code {
    code: u32,
}

/// Every figure, and the registry that prints them.
#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    /// Sockets open.
    pub(crate) connections: Gauge,
    /// Spaces somebody has open.
    pub(crate) spaces: Gauge,
    /// Frames and bytes that arrived.
    pub(crate) frames_in: Counter,
    pub(crate) bytes_in: Counter,
    /// Frames and bytes sent.
    pub(crate) frames_out: Counter,
    pub(crate) bytes_out: Counter,
    records: Counter,
    record_bytes: Counter,
    chunks: Counter,
    chunk_bytes: Counter,
    commit_seconds: Histogram,
    refusals: Family<Code, Counter>,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut registry = Registry::with_prefix("commonplace_relay");
        let histogram = Histogram::new(COMMIT_BUCKETS);
        let metrics = Self {
            registry: Registry::default(),
            connections: Gauge::default(),
            spaces: Gauge::default(),
            frames_in: Counter::<u64, AtomicU64>::default(),
            bytes_in: Counter::default(),
            frames_out: Counter::default(),
            bytes_out: Counter::default(),
            records: Counter::default(),
            record_bytes: Counter::default(),
            chunks: Counter::default(),
            chunk_bytes: Counter::default(),
            commit_seconds: histogram,
            refusals: Family::default(),
        };
        let (r, m) = (&mut registry, &metrics);
        r.register("connections", "Sockets open", m.connections.clone());
        r.register("spaces", "Spaces that somebody has open", m.spaces.clone());
        r.register("frames_in", "Frames received", m.frames_in.clone());
        r.register_with_unit(
            "received",
            "Received in frames",
            Unit::Bytes,
            m.bytes_in.clone(),
        );
        r.register("frames_out", "Frames sent", m.frames_out.clone());
        r.register_with_unit("sent", "Sent in frames", Unit::Bytes, m.bytes_out.clone());
        r.register("records", "Records made durable", m.records.clone());
        r.register_with_unit(
            "records",
            "Made durable",
            Unit::Bytes,
            m.record_bytes.clone(),
        );
        r.register(
            "chunks",
            "Chunks of pictures made durable",
            m.chunks.clone(),
        );
        r.register_with_unit("chunks", "Made durable", Unit::Bytes, m.chunk_bytes.clone());
        let help = "From handing records to the log until they are durable";
        r.register_with_unit("commit", help, Unit::Seconds, m.commit_seconds.clone());
        r.register("refusals", "Refusals, by code", m.refusals.clone());
        Self {
            registry,
            ..metrics
        }
    }

    /// Records became durable.
    pub(crate) fn committed(&self, records: &[NewRecord], took: Duration) {
        self.records.inc_by(records.len() as u64);
        self.record_bytes
            .inc_by(records.iter().map(|record| record.bytes.len() as u64).sum());
        self.commit_seconds.observe(took.as_secs_f64());
    }

    /// A chunk became durable, and took so many bytes more.
    pub(crate) fn kept(&self, bytes: u64) {
        self.chunks.inc();
        self.chunk_bytes.inc_by(bytes);
    }

    /// Something was refused.
    pub(crate) fn refused(&self, code: Refusal) {
        self.refusals
            .get_or_create(&Code {
                code: u32::from(code.code()),
            })
            .inc();
    }

    /// Everything, in the text format of Prometheus.
    pub(crate) fn print(&self) -> String {
        let mut text = String::new();
        match text::encode(&mut text, &self.registry) {
            Ok(()) => text,
            Err(error) => format!("# {error}\n"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_prints_figures_and_codes() {
        let metrics = Metrics::new();
        metrics.connections.set(3);
        metrics.refused(Refusal::Quota);
        let text = metrics.print();
        assert!(text.contains("commonplace_relay_connections 3"), "{text}");
        assert!(
            text.contains("commonplace_relay_refusals_total{code=\"8\"} 1"),
            "{text}"
        );
    }
}
