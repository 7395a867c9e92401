//! The command line of palabre.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
