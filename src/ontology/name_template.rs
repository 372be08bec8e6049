//! Templates of names: `{airline} {from}-{to}`.

/// A piece of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// A text that stands in every name.
    Text(&'t str),
    /// The name of a field, which stands in braces.
    Field(&'t str),
}

/// The pieces of a template in order.
///
/// # Errors
/// The fault of the template in words.
pub(super) fn pieces(template: &str) -> Result<Vec<Piece<'_>>, &'static str> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        let (text, brace) = rest.split_at(at);
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        let inside = brace.strip_prefix('{').ok_or("a \"}\" closes no brace; write {field}")?;
        let (field, behind) =
            inside.split_once('}').ok_or("a \"{\" is not closed; write {field}")?;
        pieces.push(Piece::Field(field.trim()));
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_stand_in_braces() {
        use Piece::{Field, Text};
        let expected = [Field("airline"), Text(" "), Field("from"), Text("-"), Field("to")];
        assert_eq!(pieces("{airline} {from}-{ to }").unwrap(), expected);
        assert_eq!(pieces("no field").unwrap(), [Text("no field")]);
        assert_eq!(pieces("").unwrap(), []);
        for wrong in ["{a", "a}", "{a}}", "{"] {
            assert!(pieces(wrong).is_err(), "{wrong}");
        }
    }
}
