//! The hard work on a passphrase, in an instance of this program that does nothing else and is thrown away: what
//! Argon2id fills is given back to the device, which the memory of a wasm program never is otherwise, and what it was
//! made of is gone with it. Where no second instance can be started the work is done here.

use crate::clock::now_ms;
use crate::port;
use commonplace_storage::{Cost, Salt, StoreError, Stretched, stretch as work};
use gloo::events::EventListener;
use js_sys::{Object, Promise, Reflect, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};
use zeroize::Zeroizing;

/// Nobody should wait longer than this for their journal to open.
const MOST_MS: u64 = 1_500;
/// What the answer says where there was not enough memory.
const NO_MEMORY: &str = "memory";

/// What another instance is asked to do.
pub(crate) struct Asked {
    passphrase: Zeroizing<Vec<u8>>,
    salt: Salt,
    /// So much work, or as much as this device does in reasonable time.
    cost: Option<Cost>,
}

/// Works on a passphrase; `cost` is `None` where the device has to be tried out. `core` is the address of this program.
pub(crate) async fn stretch(
    core: Option<&str>,
    passphrase: &[u8],
    salt: &Salt,
    cost: Option<Cost>,
) -> Result<(Stretched, Cost), StoreError> {
    if let Some(core) = core
        && let Some(answer) = elsewhere(core, passphrase, salt, cost).await
    {
        return answer;
    }
    here(passphrase, salt, cost)
}

/// This is the second instance: does what was asked, answers, and ends.
pub(crate) fn answer(asked: &Asked) {
    let done = here(&asked.passphrase, &asked.salt, asked.cost);
    let answer = match &done {
        Ok((stretched, cost)) => object(&[
            ("key", Uint8Array::from(stretched.as_slice()).into()),
            ("memory", cost.memory_kib.into()),
            ("passes", cost.passes.into()),
        ]),
        Err(StoreError::Full) => NO_MEMORY.into(),
        Err(error) => error.to_string().into(),
    };
    // Plain values can always be cloned.
    drop(port::scope().post_message(&answer));
    port::scope().close();
}

impl Asked {
    /// Reads what [`elsewhere`] sends.
    pub(crate) fn from_js(value: &JsValue) -> Option<Self> {
        let cost = match (number(value, "memory"), number(value, "passes")) {
            (Some(memory_kib), Some(passes)) => Some(Cost { memory_kib, passes }),
            _ => None,
        };
        Some(Self {
            passphrase: Zeroizing::new(bytes(value, "passphrase")?),
            salt: bytes(value, "salt")?.try_into().ok()?,
            cost,
        })
    }
}

fn here(
    passphrase: &[u8],
    salt: &Salt,
    asked: Option<Cost>,
) -> Result<(Stretched, Cost), StoreError> {
    let [most, ..] = Cost::LADDER;
    let mut cost = asked.unwrap_or(most);
    loop {
        let began_ms = now_ms();
        let done = work(passphrase, salt, cost);
        let took_ms = match &done {
            Ok(_) => u64::try_from(now_ms() - began_ms).ok(),
            Err(StoreError::Full) => None,
            Err(error) => return Err(error.clone()),
        };
        match cost.next(took_ms, MOST_MS).filter(|_| asked.is_none()) {
            Some(lower) => cost = lower,
            None => return done.map(|stretched| (stretched, cost)),
        }
    }
}

/// `None` where there can be no second instance.
async fn elsewhere(
    core: &str,
    passphrase: &[u8],
    salt: &Salt,
    cost: Option<Cost>,
) -> Option<Result<(Stretched, Cost), StoreError>> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Rc::new(Worker::new_with_options(core, &options).ok()?);
    let salt: &[u8] = salt;
    let asked = object(&[
        ("passphrase", Uint8Array::from(passphrase).into()),
        ("salt", Uint8Array::from(salt).into()),
        (
            "memory",
            cost.map_or(JsValue::NULL, |cost| cost.memory_kib.into()),
        ),
        (
            "passes",
            cost.map_or(JsValue::NULL, |cost| cost.passes.into()),
        ),
    ]);
    let asked = object(&[("stretch", asked)]);
    let mut listeners = None;
    let answered = Promise::new(&mut |resolve, reject| {
        let (target, asked) = (Rc::clone(&worker), asked.clone());
        let on_message = EventListener::new(&worker, "message", move |event| {
            let data = event.unchecked_ref::<MessageEvent>().data();
            if data.as_string().as_deref() == Some(port::READY) {
                // Bytes and numbers can always be cloned.
                drop(target.post_message(&asked));
            } else {
                drop(resolve.call1(&JsValue::UNDEFINED, &data));
            }
        });
        let on_error = EventListener::new(&worker, "error", move |_| {
            drop(reject.call0(&JsValue::UNDEFINED));
        });
        listeners = Some([on_message, on_error]);
    });
    let answer = JsFuture::from(answered).await;
    worker.terminate();
    drop(listeners);
    answer.ok().map(|answer| read(&answer))
}

fn read(answer: &JsValue) -> Result<(Stretched, Cost), StoreError> {
    match answer.as_string() {
        Some(why) if why == NO_MEMORY => return Err(StoreError::Full),
        Some(why) => return Err(StoreError::Other(why)),
        None => {}
    }
    let key = bytes(answer, "key").map(Zeroizing::new);
    let key: Option<[u8; 32]> = key.and_then(|key| key.as_slice().try_into().ok());
    match (key, number(answer, "memory"), number(answer, "passes")) {
        (Some(key), Some(memory_kib), Some(passes)) => {
            Ok((Zeroizing::new(key), Cost { memory_kib, passes }))
        }
        _ => Err(StoreError::Damaged),
    }
}

fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a property of a plain object does not fail.
        drop(Reflect::set(&object, &(*name).into(), value));
    }
    object.into()
}

fn bytes(of: &JsValue, name: &str) -> Option<Vec<u8>> {
    let found = Reflect::get(of, &name.into()).ok()?;
    found.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be a u32"
)]
fn number(of: &JsValue, name: &str) -> Option<u32> {
    let found = Reflect::get(of, &name.into()).ok()?.as_f64()?;
    (0.0..=f64::from(u32::MAX))
        .contains(&found)
        .then_some(found as u32)
}
