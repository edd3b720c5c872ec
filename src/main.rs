//! The program of the page. Everything it does is in the library beside it.

fn main() {
    commonplace::start();
}
