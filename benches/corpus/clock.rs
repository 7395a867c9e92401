//! The thread's own time, for a machine that has other things to do.

use criterion::{
    Throughput,
    measurement::{Measurement, ValueFormatter, WallTime},
};
use std::{fs, thread, time::Instant};

/// CPU time of the calling thread where Linux tells it, else wall time.
pub struct ThreadTime;

/// Nanoseconds that the thread has run.
pub fn cpu_nanoseconds() -> Option<u64> {
    // Linux counts what has run when a thread yields.
    thread::yield_now();
    fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
}

impl Measurement for ThreadTime {
    type Intermediate = (Instant, Option<u64>);
    type Value = u64;

    fn start(&self) -> Self::Intermediate {
        (Instant::now(), cpu_nanoseconds())
    }

    fn end(&self, (wall, cpu): Self::Intermediate) -> u64 {
        match (cpu, cpu_nanoseconds()) {
            (Some(before), Some(now)) if now > before => now - before,
            _ => wall.elapsed().as_nanos() as u64,
        }
    }

    fn add(&self, a: &u64, b: &u64) -> u64 {
        a + b
    }

    fn zero(&self) -> u64 {
        0
    }

    fn to_f64(&self, value: &u64) -> f64 {
        *value as f64
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        &Nanoseconds
    }
}

/// Formats as criterion's wall time does.
struct Nanoseconds;

impl ValueFormatter for Nanoseconds {
    fn scale_values(&self, typical: f64, values: &mut [f64]) -> &'static str {
        WallTime.formatter().scale_values(typical, values)
    }

    fn scale_throughputs(&self, typical: f64, throughput: &Throughput, values: &mut [f64]) -> &'static str {
        WallTime.formatter().scale_throughputs(typical, throughput, values)
    }

    fn scale_for_machines(&self, values: &mut [f64]) -> &'static str {
        WallTime.formatter().scale_for_machines(values)
    }
}
