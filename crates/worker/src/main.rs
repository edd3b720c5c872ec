//! The program of the core: a module Web Worker. Everything it does is in the library beside it.

fn main() {
    commonplace_worker::start();
}
