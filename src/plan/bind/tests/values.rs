//! Numbers and languages in arguments: read as they are written, or refused.

use super::*;

/// `Float` takes integers, and a document may have one that no integer type holds.
#[test]
fn an_integer_of_any_size_is_a_number() {
    for (value, expected) in [
        (Input::Text("99999999999999999999".to_owned()), 1e20),
        (Input::Text("-99999999999999999999".to_owned()), -1e20),
        (Input::Int(7), 7.0),
        (Input::Float(0.5), 0.5),
        (Input::Fraction("1.5e3".to_owned()), 1500.0),
    ] {
        let world = world();
        let limits = Limits::default();
        let mut binder = Binder::new(&world, &limits);
        let (_, height) =
            binder.property(Target::Kind(world.kind_by_name("Person").unwrap()), "height").unwrap();
        let condition = Input::Object(vec![("lt".to_owned(), value)]);
        let test = binder.value_test(height.ty, &condition).unwrap();
        assert!(
            matches!(test, crate::plan::ValueComparison::Float(crate::plan::Comparison::Less(bound)) if bound == expected),
            "{test:?}"
        );
    }
}

/// Validation lets no such value pass. If one did, it would not be another number.
#[test]
fn a_number_of_another_type_is_told_and_not_changed() {
    let refused = |property: &str, value: &Input| {
        let world = world();
        let limits = Limits::default();
        let mut binder = Binder::new(&world, &limits);
        let person = Target::Kind(world.kind_by_name("Person").unwrap());
        let (_, property) = binder.property(person, property).unwrap();
        let operator = if property.ty.list { "has" } else { "eq" };
        let condition = Input::Object(vec![(operator.to_owned(), value.clone())]);
        binder.value_test(property.ty, &condition).unwrap_err().to_string()
    };
    let large = Input::Int(3_000_000_000);
    let wide = "3000000000 is not an Int, which has 32 bits; use Float for larger numbers";
    assert_eq!(refused("score", &large), format!("`eq`: {wide}"));
    assert_eq!(refused("sizes", &large), format!("`has`: {wide}"));
    assert_eq!(
        refused("score", &Input::Fraction("1.5".into())),
        "`eq`: \"1.5\" is not an Int; write a whole number"
    );
    assert_eq!(refused("score", &Input::Boolean(true)), "`eq` takes a whole number of 32 bits");
    assert_eq!(refused("height", &Input::Boolean(true)), "`eq` takes a number");
    assert_eq!(refused("height", &Input::Text("tall".into())), "`eq` takes a number");
    let null = "`eq` cannot be null";
    assert!(refused("score", &Input::Null).starts_with(null));
    assert!(refused("height", &Input::Null).starts_with(null));
}

#[test]
fn languages_are_tags_in_either_spelling() {
    let bound = |tags: serde_json::Value| bound(LanguageForm, &json!({ "lang": tags }));
    assert_eq!(bound(json!("en_US")).unwrap().0, ["en-US"]);
    assert_eq!(
        bound(json!(["az-Cyrl_AZ", "*", "es-419"])).unwrap().0,
        ["az-Cyrl-AZ", "*", "es-419"]
    );
    assert!(bound(json!(null)).unwrap().0.is_empty());
    for text in ["", "en US", "en-", "-en", "en-US,ru;q=0.5", "1-en", "ru,en", "қаз", "en-*"] {
        let error = bound(json!(["ru", text])).unwrap_err().to_string();
        assert!(
            error.starts_with(&format!("`lang[1]`: \"{text}\" is no language tag; write")),
            "{error}"
        );
    }
}
