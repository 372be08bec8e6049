//! The bounds of texts and values: those in files of facts, and defaults in type definitions.

use super::Value;
use crate::limits::data;

/// Checks that a text can be shown and exported.
///
/// # Errors
/// The fault of the text, in words.
pub fn check_text(text: &str) -> Result<(), String> {
    if text.len() > data::TEXT_BYTES {
        let (bytes, most) = (text.len(), data::TEXT_BYTES);
        return Err(format!("the text has {bytes} bytes, and at most {most} are allowed"));
    }
    let control = |b: &u8| matches!(b, 0..0x20 | 0x7f) && !matches!(b, b'\n' | b'\r' | b'\t');
    match text.bytes().find(control) {
        Some(byte) => {
            Err(format!("the text has the control character U+{byte:04X}, which XML cannot hold"))
        }
        None => Ok(()),
    }
}

/// Checks that the JSON of a value is not too large for the graph.
///
/// # Errors
/// The fault of the value, in words.
pub fn check_size(value: &Value) -> Result<(), String> {
    let (bytes, most) = (value.to_json().len(), data::VALUE_BYTES);
    if bytes <= most {
        return Ok(());
    }
    Err(format!("the value has {bytes} bytes, and at most {most} are allowed"))
}
