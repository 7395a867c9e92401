//! The command line of palabre.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main(std::env::args_os()).into()
}

/// Mentions and entities are many small allocations.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
