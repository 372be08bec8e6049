//! Tests that the same facts load alike in every file format and in any order.

use super::{facts_of, problems_of};
use expect_test::expect;

const YAML: &str = "\
Organization:
  oil:
    name: Oil Company
    names: [OC, Нефть]
    form: COMPANY
    staff: 1200
    revenue: 2.5
    site: https://oil.example
    tags: [state, energy]
    extra: {listed: true, shares: [1, 2.5, none]}
    externalIds: {wikidata: Q1, lei: [A, B]}
    summary: {en: Drills, az: Qazma}
    sources: [report#p 1, report]
    cooperatesWith:
      - {to: gas, since: 2020, until: '?', status: AGREED, evidence: OFFICIAL, note: \"a, \\\"b\\\"\"}
  gas: {name: Gas Company}
Post:
  chair: {name: Chair, body: oil}
Person:
  ann:
    name: Ann
    born: 1970-05~
    posts: {to: chair, since: 2019, attested: [2020-01-02, 2019-05], acting: true, id: 'l:1'}
  no: {name: 'null', posts: [chair]}
Source:
  report: {name: Report}
";

const JSON: &str = r#"
{"relation": "HOLDS_POST", "to": "chair", "from": "no"}
{"kind": "Person", "id": "no", "name": "null"}
{"kind": "Person", "id": "ann", "name": "Ann", "born": "1970-05~"}
{"relation": "HOLDS_POST", "from": "ann", "to": "chair", "since": 2019, "attested": ["2019-05", "2020-01-02"], "acting": true, "id": "l:1"}
{"kind": "Post", "id": "chair", "name": "Chair", "body": {"to": "oil"}, "holders": []}
{"kind": "Organization", "id": "gas", "name": {"value": "Gas Company"}, "cooperatesWith": [{"to": "oil", "since": "2020", "until": "?", "status": "AGREED", "evidence": "OFFICIAL", "note": "a, \"b\""}]}
{"kind": "Organization", "id": "oil", "name": "Oil Company", "names": ["OC", {"value": "\u041d\u0435\u0444\u0442\u044c", "kind": "ALIAS"}], "form": "COMPANY", "staff": 1200, "revenue": 2.5, "site": "https://oil.example", "tags": ["state", "energy"], "extra": {"listed": true, "shares": [1, 2.5, "none"]}, "externalIds": {"wikidata": "Q1", "lei": ["A", "B"]}, "summary": {"en": "Drills", "az": "Qazma"}, "sources": [{"source": "report", "locator": "p 1"}, "report"]}
{"kind": "Source", "id": "report", "name": "Report"}
"#;

const CSV: [(&str, &str); 6] = [
    (
        "Organization.csv",
        "id,name,names,form,staff,revenue,site,tags,extra,externalIds.wikidata,externalIds.lei,summary.en,summary.az,sources\r\n\
         oil,Oil Company,OC; Нефть,COMPANY,1200,2.5,https://oil.example,state;energy,\"{\"\"listed\"\":true,\"\"shares\"\":[1,2.5,\"\"none\"\"]}\",Q1,A;B,Drills,Qazma,report#p 1;report\r\n\
         gas,Gas Company,,,,,,,,,,,,\r\n",
    ),
    ("Post.csv", "id,name,body\nchair,Chair,oil"),
    ("Person.csv", "\u{feff}name,id,born\n\nAnn,ann,1970-05~\nnull,no,\n"),
    ("Source.csv", "id,name\nreport,Report\n"),
    (
        "COOPERATES_WITH.csv",
        "from,to,since,until,status,evidence,note\noil,gas,2020,?,AGREED,OFFICIAL,\"a, \"\"b\"\"\"\n",
    ),
    (
        "links/HOLDS_POST.2020.csv",
        "to,from,since,attested,acting,id\nchair,ann,2019,2019-05;2020-01-02,true,l:1\nchair,no,,,,\n",
    ),
];

#[test]
fn every_form_says_the_same() {
    let yaml = facts_of(&[("a.yaml", YAML)]);
    assert!(yaml.contains("Нефть"));
    assert_eq!(yaml, facts_of(&[("a.jsonl", JSON)]));
    assert_eq!(yaml, facts_of(&CSV));
}

#[test]
fn the_order_of_files_and_records_does_not_matter() {
    let whole = facts_of(&[("a.jsonl", JSON)]);
    let mut lines: Vec<&str> = JSON.lines().collect();
    for turn in 0..lines.len() {
        lines.rotate_left(1);
        let (first, second) = (lines[..turn].join("\n"), lines[turn..].join("\n"));
        assert_eq!(whole, facts_of(&[("a.ndjson", &first), ("b/c.jsonl", &second)]), "{turn}");
    }
}

#[test]
fn the_order_of_files_does_not_change_the_problems() {
    let records = [
        r#"{"kind": "Person", "id": "a", "name": "A", "born": "soon", "posts": ["chair", "chiar"]}"#,
        r#"{"kind": "Person", "id": "a", "name": "B"}"#,
        r#"{"kind": "Post", "id": "chair", "name": "C"}"#,
        r#"{"relation": "HOLDS_POST", "from": "chair", "to": "a"}"#,
    ];
    let headlines = |files: &[(&str, &str)]| {
        let problems = problems_of(files);
        let mut lines: Vec<String> = problems
            .lines()
            .filter(|line| line.contains("]: "))
            .map(|line| line.split_once(": ").unwrap().1.to_owned())
            .collect();
        lines.sort();
        lines.join("\n")
    };
    let expected = expect![[r#"
        error[cardinality]: Post "chair" has no "body"
        error[duplicate-id]: two entities have the id "a"
        error[invalid-date]: "soon" is not a date; write 2019, 2019-05 or 2019-05-03, then ? or ~ if unsure
        error[unknown-id]: no entity "chiar"; did you mean "chair"?
        error[wrong-end]: HOLDS_POST cannot lead from Post to Person"#]];
    expected.assert_eq(&headlines(&[("a.jsonl", &records.join("\n"))]));
    // The first of two with one id is the one that is checked, so those two stay in order.
    let (a, b) = (records[2..].join("\n"), records[..2].join("\n"));
    expected.assert_eq(&headlines(&[("a.jsonl", &a), ("b.jsonl", &b)]));
    let (a, b) = ([records[3], records[0]].join("\n"), [records[1], records[2]].join("\n"));
    expected.assert_eq(&headlines(&[("a.jsonl", &a), ("b.jsonl", &b)]));
}
