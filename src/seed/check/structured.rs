//! Structured values: the fields of a map against their type.

use super::{
    Checker,
    property::Properties,
    text::{NO_CLAIMS, has_claims},
};
use crate::{
    diagnostics::{Code, Diagnostic},
    ontology::{Property, Scalar, ValueType, ValueTypeId},
    seed::{
        read,
        tree::{Entry, Shape, Style, View},
    },
    value::Value,
};

impl<'a> Checker<'a> {
    /// Reads a value of a structured type. One without a value in any field says nothing.
    pub(super) fn structured(&mut self, id: ValueTypeId, view: View<'a>) -> Option<Value> {
        let ty = self.context.ontology.value_type(id);
        match (view.shape(), view.style()) {
            (Shape::Map, _) if has_claims(view) => {
                let message = format!("{} has no field \"claims\"", ty.name);
                let problem = Diagnostic::new(Code::UnknownField, view.span(), message);
                self.problems.push(problem.help(NO_CLAIMS));
                None
            }
            (Shape::Map, _) => self.fields_of(ty, view),
            (Shape::Text, Style::Cell) => self.structured_cell(id, false, view),
            (Shape::Text | Shape::List | Shape::Absent, _) => {
                self.no_fields(ty, view);
                None
            }
        }
    }

    fn fields_of(&mut self, ty: &'a ValueType, view: View<'a>) -> Option<Value> {
        let mut properties = Properties::new(&ty.fields);
        let mut is_good = true;
        for entry in self.entries(view) {
            let Some((at, field)) = properties.find(entry.name) else {
                self.unknown_field(&entry, &ty.name, keys(ty));
                is_good = false;
                continue;
            };
            if entry.value.is_absent() || self.says_nothing(&ty.fields, &entry) {
                continue;
            }
            let value = self.property(field, entry.value).filter(|value| {
                let fault = ty.built_in.and_then(|it| it.check(&field.name, value).err());
                let told = fault.map(|message| {
                    self.problems.add(Code::InvalidValue, entry.value.span(), message);
                });
                told.is_none()
            });
            is_good &= value.is_some();
            properties.set(at, value, entry.value.span());
        }
        if !properties.is_any_given() {
            return None;
        }
        let values = properties.finish(self, &format!("this {}", ty.name), view.span());
        let mut fields = ty.fields.iter().zip(&values);
        is_good &= fields.all(|(field, value)| value.is_some() || !field.ty.required);
        let value = is_good.then(|| ty.value(values))?;
        self.bounded(value, view)
    }

    /// Reads a cell of a table, which holds JSON: an object, or a list of them.
    pub(super) fn structured_cell(
        &mut self,
        id: ValueTypeId,
        list: bool,
        view: View<'a>,
    ) -> Option<Value> {
        let (cell, place) = (view.text().unwrap_or_default(), view.span());
        let ty = self.context.ontology.value_type(id);
        let Some((tree, root)) = read::json_text(place.file, cell) else {
            self.no_fields(ty, view);
            return None;
        };
        // Places inside of the cell are not places of the file.
        let mut inside = Checker::new(self.context);
        let root = tree.view(root);
        let value = match list {
            false => inside.structured(id, root),
            true => {
                let items: Vec<_> = inside
                    .items(root)
                    .into_iter()
                    .map(|item| inside.structured_item(id, item))
                    .collect();
                items.into_iter().collect::<Option<_>>().map(Value::List)
            }
        };
        for problem in inside.problems.into_diagnostics().iter() {
            let told = Diagnostic::new(problem.code, place, problem.message.as_str());
            self.problems.push(match &problem.help {
                Some(help) => told.help(help.as_str()),
                None => told,
            });
        }
        self.bounded(value?, view)
    }

    /// Reads an item of a list, which says something.
    pub(super) fn structured_item(&mut self, id: ValueTypeId, item: View<'a>) -> Option<Value> {
        if is_blank(item) {
            let message = "this item of the list has no value";
            let problem = Diagnostic::new(Code::MissingValue, item.span(), message);
            self.problems.push(problem.help("leave it out"));
            return None;
        }
        self.structured(id, item)
    }

    fn no_fields(&mut self, ty: &ValueType, view: View<'a>) {
        let message = format!("{} has fields, and this is {}", ty.name, view.shape().name());
        let names: Vec<_> = keys(ty).map(|key| format!("{key}: ...")).collect();
        let help = match view.style() {
            Style::Cell => {
                let first = keys(ty).next().unwrap_or_default();
                format!("write a column for each field, with \".{first}\" behind its name, or JSON")
            }
            Style::Plain | Style::Quoted => format!("write {{{}}}", names.join(", ")),
        };
        self.problems.push(Diagnostic::new(Code::WrongShape, view.span(), message).help(help));
    }

    /// Returns whether a claim gives a structured property no value in any field.
    pub(super) fn is_blank_claim(property: &Property, view: View<'a>) -> bool {
        matches!(property.ty.scalar, Scalar::Structured(_)) && is_blank(view)
    }

    /// Returns whether an entry gives a structured property no value in any field; the fields must
    /// exist all the same.
    pub(super) fn says_nothing(&mut self, properties: &[Property], entry: &Entry<'a>) -> bool {
        let is_blank = is_blank(entry.value);
        is_blank && self.known_value_fields(properties, entry)
    }

    /// Tells of members of a map that are no fields of the structured property of its key. Returns
    /// whether there is such a property.
    pub(super) fn known_value_fields(
        &mut self,
        properties: &[Property],
        entry: &Entry<'a>,
    ) -> bool {
        let property = properties.iter().find(|property| property.key == entry.name);
        let Some(Scalar::Structured(id)) = property.map(|property| property.ty.scalar) else {
            return false;
        };
        let ty = self.context.ontology.value_type(id);
        for entry in entry.value.entries(&mut self.problems) {
            if !keys(ty).any(|key| key == entry.name) {
                self.unknown_field(&entry, &ty.name, keys(ty));
            } else if entry.value.shape() == Shape::Map {
                self.known_value_fields(&ty.fields, &entry);
            }
        }
        true
    }
}

fn keys(ty: &ValueType) -> impl Iterator<Item = &str> {
    ty.fields.iter().map(|field| field.key.as_str())
}

/// Returns whether a value is a map none of whose fields has a value. Readers bound the depth.
pub(super) fn is_blank(view: View<'_>) -> bool {
    view.shape() == Shape::Map
        && view.pairs().all(|(_, value)| value.is_absent() || is_blank(value))
}
