//! Writes single values: texts of the plan and of the store, numbers, booleans, null.

use super::{Run, Written};
use crate::{exec::store::Store, json::fragment::Fragment, value::Value};

impl<S: Store> Run<'_, S> {
    /// Writes null.
    pub(super) fn null(&mut self) -> Written {
        self.out.bytes(b"null");
        Ok(())
    }

    /// Writes null in place of what was written since.
    pub(super) fn null_since(&mut self, start: usize) {
        self.out.truncate(start);
        self.out.bytes(b"null");
    }

    /// Writes a text of the plan.
    #[inline(always)]
    pub(super) fn constant(&mut self, constant: Fragment) {
        self.out.fragment(&self.plan.arena, constant);
    }

    /// Writes a value of the store.
    #[inline(always)]
    pub(super) fn stored(&mut self, fragment: Fragment) {
        self.out.fragment(self.store.arena(), fragment);
    }

    pub(super) fn boolean(&mut self, boolean: bool) {
        self.out.bytes(if boolean { b"true" } else { b"false" });
    }

    pub(super) fn boolean_or_null(&mut self, boolean: Option<bool>) {
        match boolean {
            Some(boolean) => self.boolean(boolean),
            None => self.out.bytes(b"null"),
        }
    }

    pub(super) fn integer_or_null(&mut self, number: Option<impl Into<i64>>) {
        match number {
            Some(number) => self.out.integer(number.into()),
            None => self.out.bytes(b"null"),
        }
    }

    pub(super) fn number(&mut self, number: f64) {
        self.out.bytes(Value::Float(number).to_json().as_bytes());
    }

    pub(super) fn number_or_null(&mut self, number: Option<f64>) {
        match number {
            Some(number) => self.number(number),
            None => self.out.bytes(b"null"),
        }
    }

    pub(super) fn text_or_null(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.out.string(text),
            None => self.out.bytes(b"null"),
        }
    }
}
