//! The time zones the browser knows.

use js_sys::Intl::DateTimeFormat;
use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

const UTC: &str = "UTC";

/// The zone this device is in.
pub fn own() -> String {
    let options = DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    let zone = Reflect::get(&options, &"timeZone".into()).ok();
    zone.and_then(|zone| zone.as_string())
        .unwrap_or_else(|| UTC.into())
}

/// All zones, by name; only this device's where a browser does not list them.
pub fn all() -> Vec<String> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).unwrap_or(JsValue::UNDEFINED);
    let list = Reflect::get(&intl, &"supportedValuesOf".into())
        .ok()
        .and_then(|list| list.dyn_into::<Function>().ok())
        .and_then(|list| list.call1(&intl, &"timeZone".into()).ok());
    let mut zones: Vec<String> = list
        .map(|list| {
            Array::from(&list)
                .iter()
                .filter_map(|zone| zone.as_string())
                .collect()
        })
        .unwrap_or_default();
    for zone in [own(), UTC.to_owned()] {
        if !zones.contains(&zone) {
            zones.push(zone);
        }
    }
    zones
}

/// How many minutes clocks in `zone` are ahead of UTC at a moment; `None` for a zone the browser does not know.
pub fn offset_at(zone: &str, ms: i64) -> Option<i16> {
    let options = Object::new();
    for (name, value) in [("timeZone", zone), ("timeZoneName", "longOffset")] {
        // Setting a property of a plain object does not fail.
        drop(Reflect::set(&options, &name.into(), &value.into()));
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class = Reflect::get(&intl, &"DateTimeFormat".into())
        .ok()?
        .dyn_into::<Function>()
        .ok()?;
    // The constructor throws for a zone it does not know.
    let made = Reflect::construct(&class, &Array::of2(&"en-US".into(), &options)).ok()?;
    let format: DateTimeFormat = made.unchecked_into();
    #[expect(clippy::cast_precision_loss, reason = "dates fit 53 bits")]
    let date = Date::new(&JsValue::from_f64(ms as f64));
    let text = format
        .format()
        .call1(&JsValue::UNDEFINED, &date)
        .ok()?
        .as_string()?;
    offset_in(&text)
}

/// The offset that "11/25/2026, GMT+05:30" ends with.
pub fn offset_in(text: &str) -> Option<i16> {
    let (_, offset) = text.rsplit_once("GMT")?;
    let (sign, digits) = match offset.split_at_checked(1) {
        None => return Some(0),
        Some(("+", digits)) => (1, digits),
        Some(("-" | "−", digits)) => (-1, digits),
        Some(_) => return None,
    };
    let mut parts = digits.split(':').map(|part| part.parse::<i16>().ok());
    let hours = parts.next()??;
    let minutes = parts.next().flatten().unwrap_or(0);
    Some(sign * (hours * 60 + minutes))
}
