//! JSON made readable: line breaks and blanks put in, everything else left as it is.
//!
//! A parser and printer would write numbers anew; here `1.50` stays `1.50`, and a response
//! of any size needs no tree.

/// Indents JSON that has no blanks outside of its strings, as responses are. Ends with a line
/// break.
pub(super) fn indent(json: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(json.len() * 2);
    let mut depth = 0;
    let mut bytes = json.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => string(&mut out, &mut bytes),
            b'{' | b'[' => {
                out.push(byte);
                if let Some(close) = bytes.next_if(|next| matches!(next, b'}' | b']')) {
                    out.push(close);
                } else {
                    depth += 1;
                    new_line(&mut out, depth);
                }
            }
            b'}' | b']' => {
                depth -= 1;
                new_line(&mut out, depth);
                out.push(byte);
            }
            b',' => {
                out.push(byte);
                new_line(&mut out, depth);
            }
            b':' => out.extend(b": "),
            _ => out.push(byte),
        }
    }
    out.push(b'\n');
    out
}

fn new_line(out: &mut Vec<u8>, depth: usize) {
    out.push(b'\n');
    out.resize(out.len() + 2 * depth, b' ');
}

/// The rest of a string, whose opening quote was read.
fn string(out: &mut Vec<u8>, bytes: &mut impl Iterator<Item = u8>) {
    out.push(b'"');
    while let Some(byte) = bytes.next() {
        out.push(byte);
        match byte {
            b'"' => return,
            b'\\' => out.extend(bytes.next()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            "[\\PC\"\\\\{}\\[\\],: ]{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::vec(("[\\PC\"\\\\]{0,6}", inner), 0..5)
                    .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn looks_as_serde_json_prints_it(value in any_json()) {
            let expected = serde_json::to_string_pretty(&value).unwrap() + "\n";
            let indented = indent(value.to_string().as_bytes());
            prop_assert_eq!(String::from_utf8(indented).unwrap(), expected);
        }
    }

    #[test]
    fn numbers_stay_as_they_are_written() {
        let indented = indent(br#"{"a":[1.50,1e3],"b":{}}"#);
        let expected = "{\n  \"a\": [\n    1.50,\n    1e3\n  ],\n  \"b\": {}\n}\n";
        assert_eq!(String::from_utf8(indented).unwrap(), expected);
    }
}
