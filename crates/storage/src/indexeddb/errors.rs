//! What the browser's errors mean for whoever wrote. The names are those of the specification;
//! the messages differ between browsers and are only passed on.

use crate::StoreError;
use indexed_db_futures::error::{DomException, Error, JSError, OpenDbError};
use wasm_bindgen::JsCast;

/// The meaning of an error while reading or writing.
pub(super) fn from_idb(error: Error) -> StoreError {
    match error {
        Error::DomException(exception) => from_exception(&exception.into()),
        Error::Unknown(JSError::Error(error)) => StoreError::Other(String::from(error.message())),
        // Aborted, and the browser did not say why: its database went away underneath.
        Error::MissingData(_) => StoreError::Lost,
        other => StoreError::Other(other.to_string()),
    }
}

/// The meaning of an error while opening: some names say something else there.
pub(super) fn from_open(error: OpenDbError) -> StoreError {
    match error {
        OpenDbError::NullFactory | OpenDbError::UnsupportedEnvironment => StoreError::Blocked,
        OpenDbError::Base(Error::DomException(exception)) => match exception {
            // Firefox in private windows, and sandboxed frames.
            DomException::InvalidStateError(_) | DomException::InvalidAccessError(_) => {
                StoreError::Blocked
            }
            exception => from_exception(&exception.into()),
        },
        OpenDbError::Base(error) => from_idb(error),
        OpenDbError::VersionZero => StoreError::Other(error.to_string()),
    }
}

/// Why a transaction failed. The library reports a bare "aborted" when the disk fills up at the
/// moment of committing; the transaction itself knows.
pub(super) fn from_transaction(raw: &web_sys::IdbTransaction, error: Error) -> StoreError {
    match raw.error() {
        Some(exception) => from_exception(&exception),
        None => from_idb(error),
    }
}

/// Anything thrown by a browser's function.
pub(super) fn from_js(value: wasm_bindgen::JsValue) -> StoreError {
    match value.dyn_into::<web_sys::DomException>() {
        Ok(exception) => from_exception(&exception),
        Err(value) => StoreError::Other(format!("{value:?}")),
    }
}

fn from_exception(exception: &web_sys::DomException) -> StoreError {
    match exception.name().as_str() {
        "QuotaExceededError" => StoreError::Full,
        "VersionError" => StoreError::NewerVersion,
        "SecurityError" => StoreError::Blocked,
        // `UnknownError` is what Safari says when its database process went away.
        "AbortError"
        | "InvalidStateError"
        | "TimeoutError"
        | "TransactionInactiveError"
        | "UnknownError" => StoreError::Lost,
        "DataError" | "NotFoundError" | "NotReadableError" => StoreError::Damaged,
        name => StoreError::Other(format!("{name}: {}", exception.message())),
    }
}
