//! What an analyst asks of the shipped data, as documents in `queries/`, with the right answers.
//!
//! The expected values are those of the cited documents. They were written down from these
//! documents, not from answers of the program.

use crate::{shipped::named_query, support::ids};
use serde_json::{Value, json};

/// The items of a connection or a list.
#[track_caller]
fn items(list: &Value) -> &[Value] {
    let list = ["nodes", "edges"].iter().find_map(|it| list.get(*it)).unwrap_or(list);
    list.as_array().unwrap_or_else(|| panic!("{list} is no list"))
}

/// The names of entities, or of those at the other end of links.
#[track_caller]
fn names(list: &Value) -> Vec<&str> {
    let entity = |item| Value::get(item, "node").unwrap_or(item);
    items(list).iter().map(|it| entity(it)["name"].as_str().unwrap()).collect()
}

/// The item of a list whose property has this value.
#[track_caller]
fn one<'v>(list: &'v Value, property: &str, value: &str) -> &'v Value {
    let found = items(list).iter().find(|it| it[property] == value);
    found.unwrap_or_else(|| panic!("no {property} {value} in {list:#}"))
}

// The twelve questions of the audit.

#[test]
fn who_co_chaired_each_session_of_the_commission() {
    let found = named_query("commission-sessions");
    let sessions = items(&found["organization"]["meetings"]);
    let told: Vec<Value> = sessions
        .iter()
        .map(|it| json!([it["start"], names(&it["venues"]), names(&it["participants"])]))
        .collect();
    let nobody: [&str; 0] = [];
    assert_eq!(
        told,
        [
            json!(["2012-04-30", ["Bishkek"], ["Yagub Eyyubov", "Aaly Karashev"]]),
            json!(["2014~", ["Baku"], nobody]),
            json!(["2019-10-07", ["Bishkek"], nobody]),
            json!(["2022-08-16", ["Baku"], ["Ali Ahmadov", "Bakyt Torobaev"]]),
            json!(["2023-07-26", ["Cholpon-Ata"], ["Ali Ahmadov", "Bakyt Torobaev"]]),
            json!(["2025-12-08", ["Baku"], ["Samir Sharifov", "Bakyt Torobaev"]]),
            json!([null, ["Kyrgyz Republic"], nobody]),
        ]
    );
    assert_eq!(sessions[6]["status"], "PLANNED");
}

#[test]
fn who_heads_the_bodies_that_set_the_day_of_the_next_session() {
    let found = named_query("next-session");
    let bodies = items(&found["event"]["participants"]);
    let heads: Vec<_> = bodies.iter().map(|it| names(&it["officeHolders"])).collect();
    assert_eq!(heads, [["Jeyhun Bayramov"], ["Jeenbek Kulubaev"]]);
}

#[test]
fn who_headed_the_kyrgyz_government_and_who_deputized() {
    let found = named_query("cabinet-posts");
    let holders = &found["organization"]["officeHolders"];
    let of = |capacity: &str| -> Vec<&str> {
        let holders = items(holders).iter().filter(|it| it["capacity"] == capacity);
        holders.map(|it| it["node"]["name"].as_str().unwrap()).collect()
    };
    assert_eq!(of("HEAD"), ["Adylbek Kasymaliev"]);
    assert_eq!(
        of("DEPUTY_HEAD"),
        ["Bakyt Torobaev", "Daniyar Amangeldiev", "Edil Baisalov", "Kamchybek Tashiev"]
    );
    let health = one(&found["ministries"], "name", "Ministry of Health of the Kyrgyz Republic");
    let [minister] = items(&health["officeHolders"]) else { panic!("{health:#}") };
    assert_eq!(
        (&minister["node"]["name"], &minister["acting"]),
        (&json!("Kanybek Dosmambetov"), &json!(true)),
        "appointed by parliament on 2025-12-24 only"
    );
}

#[test]
fn all_papers_of_the_two_sides_since_2022() {
    let found = named_query("papers-between");
    let papers = &found["agreements"]["nodes"];
    let mut found: Vec<_> = ids(papers);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "agri-agreement-2022",
            "akdf-agreement-2022",
            "akdf-amendment-2024",
            "baku-bishkek-twinning",
            "bsu-knu-mou-2024",
            "central-banks-council-mou",
            "education-agreement-2024",
            "energy-mou-2024",
            "green-energy-fund-mou-2024",
            "health-mou-2024",
            "interstate-council-1-decision",
            "interstate-council-2-decision",
            "interstate-council-memorandum",
            "issyk-kul-hotel-agreement",
            "jic-6-protocol",
            "joint-declaration-2024",
            "prosecutors-agreement-2024",
            "public-service-mou-2024",
            "sme-kcci-mou-2022",
            "strategic-partnership-declaration",
            "turkic-investment-fund-agreement-2023",
        ]
    );
    let declaration = one(papers, "id", "joint-declaration-2024");
    assert_eq!(declaration["signed"], "2024-04-24");
    assert_eq!(names(&declaration["signatories"]), ["Ilham Aliyev", "Sadyr Japarov"]);
    assert_eq!(one(papers, "id", "issyk-kul-hotel-agreement")["signed"], "2023-10-12");
}

#[test]
fn bodies_of_the_kyrgyz_state_with_papers() {
    let found = named_query("kyrgyz-bodies");
    let mut found = ids(&found["organizations"]["nodes"]);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "bishkek-city-hall",
            "kg-cabinet-of-ministers",
            "kg-customs-service",
            "kg-green-energy-fund",
            "kg-ministry-of-agriculture",
            "kg-ministry-of-digital-development",
            "kg-ministry-of-energy",
            "kg-ministry-of-health",
            "kg-national-bank",
            "kg-prosecutor-general",
        ]
    );
}

/// Paragraphs 7, 8, 10, 11 and 12 of the report, and what the Kyrgyz account adds.
#[test]
fn what_was_agreed_and_not_only_talked_of() {
    let found = named_query("agreed-on");
    let agreed = &found["event"]["agreedOn"];
    let with = |aim: &str| -> Vec<&str> {
        let edges = items(&agreed["edges"]).iter().filter(|it| it["aim"] == aim);
        let mut ids: Vec<_> = edges.map(|it| it["node"]["id"].as_str().unwrap()).collect();
        ids.sort_unstable();
        ids
    };
    assert_eq!(with("SET_UP"), ["az-kg-business-council"]);
    assert_eq!(with("SUPPORT"), ["issyk-kul-hotel"]);
    assert_eq!(with("CONSIDER"), ["issyk-kul-resort-city"]);
    assert_eq!(with("CONTINUE"), ["energy-roadmap-2024-2025"]);
    assert_eq!(with("JOIN"), ["green-energy-corridor"]);
    assert_eq!(with("DIVERSIFY"), ["trade"]);
    let expand = [
        "akdf-joint-investment-projects",
        "business-circles",
        "direct-supply-goods",
        "economy",
        "socar-kng-cooperation",
        "vet-phyto-cooperation",
    ];
    assert_eq!(with("EXPAND"), expand);
    let cooperate = [
        "agriculture",
        "agro-insurance-development",
        "breeding-animal-trade",
        "energy",
        "exhibitions-festivals-exchange",
        "fisheries-training",
        "health-tourism-collaboration",
        "intensive-fish-farming",
        "joint-tour-packages",
        "raw-material-processing",
        "seedling-experience",
        "third-markets-entry",
        "tourism-company-coordination",
    ];
    assert_eq!(with("COOPERATE"), cooperate);
    assert_eq!(agreed["totalCount"], 25);
    let corroborated = names(&found["event"]["corroborated"]);
    assert!(corroborated.contains(&"Business circles of the two countries"), "{corroborated:?}");
    assert!(!corroborated.contains(&"Resort city project"), "the report alone tells of it");
}

#[test]
fn how_large_trade_was_and_how_fast_it_grew() {
    let found = named_query("trade");
    let figures = items(&found["indicators"]["nodes"]);
    let told: Vec<Value> = figures
        .iter()
        .map(|it| json!([it["periodStart"], it["periodEnd"], it["value"], it["changePercent"]]))
        .collect();
    assert_eq!(
        told,
        [
            json!(["2012", "2012", 13_000_000, null]),
            json!(["2014", "2014", 20_000_000, null]),
            json!(["2018", "2018", 5_000_000, null]),
            json!(["2021", "2021", 9_000_000, null]),
            json!(["2022", "2022", null, 19]),
            json!(["2023-01", "2023-08", 29_730_000, 490]),
            json!(["2025-01", "2025-07", 40_064_000, 100]),
            json!(["2025-01", "2025-08", 53_400_000, 100]),
            json!(["2025-01", "2025-10", 66_100_000, 94]),
        ]
    );
    assert_eq!(figures[8]["changeBound"], "AT_LEAST", "more than 94 per cent");
}

#[test]
fn what_the_development_fund_finances_and_who_runs_it() {
    let found = named_query("development-fund");
    let fund = &found["organization"];
    assert_eq!(
        (&fund["capital"], &fund["agreedCapital"]),
        (
            &json!({"amount": "25000000", "currency": "USD"}),
            &json!({"amount": "100000000", "currency": "USD"})
        )
    );
    let funded = |name: &str| {
        let found = items(&fund["funds"]).iter().find(|it| it["node"]["name"] == name).unwrap();
        json!([
            found["amount"]["amount"],
            found["node"]["cost"]["amount"],
            found["node"]["cost"]["currency"]
        ])
    };
    let four = "Projects that the Development Fund finances, 2025";
    assert_eq!(funded(four), json!(["14400000", "52700000", "USD"]));
    assert_eq!(funded("Kulun small hydropower plant"), json!(["2500000", "5200000", "USD"]));
    let [board, council] = items(&fund["parts"]) else { panic!("{fund:#}") };
    assert_eq!(names(&council["officeHolders"]), ["Elnur Aliyev"]);
    let co_chairs = names(&board["officeHolders"]);
    assert!(co_chairs.contains(&"Igbal Babayev") && co_chairs.contains(&"Zamirbek Osmonov"));
}

#[test]
fn what_links_the_two_oil_companies() {
    let found = named_query("how-tied");
    let sentences: Vec<_> =
        items(&found["paths"]["paths"]).iter().map(|it| it["sentence"].as_str().unwrap()).collect();
    assert!(sentences[0].contains("cooperates with"), "{sentences:?}");
    let talk = sentences.iter().any(|it| it.contains("Wider SOCAR-Kyrgyzneftegaz cooperation"));
    assert!(talk, "{sentences:?}");
}

#[test]
fn who_controls_the_port_up_to_the_state() {
    let found = named_query("owners-of-the-port");
    let links = items(&found["subgraph"]["links"]);
    let has = |from: &str, relation: &str, to: &str| {
        let named = |link: &Value| {
            link["from"]["name"] == from && link["relation"] == relation && link["to"]["name"] == to
        };
        links.iter().any(named)
    };
    let (railways, azcon) =
        ("Azerbaijan Railways CJSC", "Azerbaijan Transport and Communications Holding");
    assert!(has(railways, "OWNS", "Port of Baku"));
    assert!(has(azcon, "CONTROLS", railways));
    assert!(has("Republic of Azerbaijan", "OWNS", azcon));
}

/// Which officials of December 2025 had left by March 2026, and who came.
#[test]
fn who_had_left_by_march() {
    let found = named_query("who-left");
    let moments = items(&found["changes"]["nodes"]);
    let told: Vec<Value> = moments
        .iter()
        .filter(|it| it["link"]["properties"]["acting"] == false && it["change"] == "ENDED")
        .map(|it| json!([it["date"], it["link"]["from"]["id"]]))
        .collect();
    assert_eq!(
        told,
        [
            json!(["2025-12-15", "baktiyar-orozov"]),
            json!(["2026-01-16", "rauf-valiyev"]),
            json!(["2026-02-10", "kamchybek-tashiev"]),
            json!(["2026-02-10", "kamchybek-tashiev"]),
            json!(["2026-02-12", "nurlanbek-turgunbek-uulu"]),
            json!(["2026-02-16", "absattar-syrgabaev"]),
            json!(["2026-02-16", "meder-mashiev"]),
            json!(["2026-02-24", "bakyt-torobaev"]),
            json!(["2026-02-24", "bakyt-torobaev"]),
            json!(["2026-02-24", "kanybek-dosmambetov"]),
        ]
    );
    let began = moments.iter().filter(|it| it["change"] == "BEGAN");
    let began: Vec<_> = began.map(|it| it["link"]["from"]["id"].as_str().unwrap()).collect();
    for id in [
        "afgan-jalilov",
        "gulzat-isamatova",
        "marlen-mamataliev",
        "akyl-toktobaev",
        "talantbek-soltobaev",
        "damirbek-osmonov",
        "erlist-akunbekov",
    ] {
        assert!(began.contains(&id), "{id} is not in {began:?}");
    }
}

#[test]
fn who_takes_part_in_the_green_corridor_and_pays_for_it() {
    let found = named_query("green-corridor");
    let project = &found["project"];
    let with = |status: &str| -> Vec<&str> {
        let edges = items(&project["partners"]).iter().filter(|it| it["status"] == status);
        edges.map(|it| it["node"]["name"].as_str().unwrap()).collect()
    };
    assert_eq!(
        with("ACTUAL"),
        [
            "Green Corridor Union",
            "Republic of Azerbaijan",
            "Republic of Kazakhstan",
            "Republic of Uzbekistan",
        ]
    );
    assert_eq!(with("AGREED"), ["Kyrgyz Republic"], "by the report of 2025-12-08");
    let funders = items(&project["funders"]);
    assert_eq!(
        (&funders[0]["node"]["name"], &funders[0]["amount"]),
        (&json!("Asian Development Bank"), &json!({"amount": "225000", "currency": "USD"}))
    );
    assert_eq!(funders[2]["node"]["name"], "Asian Infrastructure Investment Bank");
    assert!(funders[2]["note"].as_str().unwrap().starts_with("2 million dollars of ADB and AIIB"));
}

// Twelve more.

#[test]
fn kyrgyz_officials_on_the_day_of_the_session() {
    let found = named_query("kyrgyz-officials");
    let certain = |it: &&Value| !items(&it["offices"]).is_empty();
    let holders: Vec<_> = items(&found["people"]["nodes"])
        .iter()
        .filter(certain)
        .map(|it| it["id"].as_str().unwrap())
        .collect();
    for id in [
        "absattar-syrgabaev",
        "adylbek-kasymaliev",
        "bakyt-sydykov",
        "bakyt-torobaev",
        "edil-baisalov",
        "jeenbek-kulubaev",
        "kamchybek-tashiev",
        "kanybek-dosmambetov",
        "maksat-mamytkanov",
        "meder-mashiev",
        "nurlanbek-turgunbek-uulu",
        "sadyr-japarov",
        "taalaibek-ibraev",
    ] {
        assert!(holders.contains(&id), "{id} is not in {holders:?}");
    }
    // Seen in office before, and nothing is known of that day.
    assert!(!holders.contains(&"daniyar-amangeldiev") && !holders.contains(&"nuria-kutnaeva"));
}

#[test]
fn heads_of_the_kyrgyz_health_ministry_in_order_of_time() {
    let found = named_query("health-ministers");
    let told: Vec<Value> = items(&found["organization"]["officeHolders"])
        .iter()
        .map(|it| json!([it["since"], it["until"], it["acting"], it["node"]["name"]]))
        .collect();
    assert_eq!(
        told,
        [
            json!(["2020-10", "2022-08", false, "Alymkadyr Beishenaliev"]),
            json!(["2025-02-03", "2025-02~", true, "Erkin Checheibaev"]),
            json!(["2023-09-13~", "2025-02-03", false, "Alymkadyr Beishenaliev"]),
            json!(["2025-02~", "2025-12-01", false, "Erkin Checheibaev"]),
            json!(["2025-12-01", "2025-12-24", true, "Kanybek Dosmambetov"]),
            json!(["2025-12-24", "2026-02-24", false, "Kanybek Dosmambetov"]),
            json!(["2026-02-24", "2026-02-25~", true, "Damirbek Osmonov"]),
            json!(["2026-02-25~", null, false, "Damirbek Osmonov"]),
        ]
    );
}

#[test]
fn visits_of_the_presidents() {
    let found = named_query("presidents-visits");
    let told: Vec<Value> = items(&found["event"]["parts"])
        .iter()
        .map(|it| json!([it["start"], it["end"], names(&it["venues"])]))
        .collect();
    assert_eq!(
        told,
        [
            json!(["2022-04-19", "2022-04-20", ["Baku"]]),
            json!(["2022-10-11", "2022-10-12", ["Bishkek"]]),
            json!(["2023-10-12~", "2023-10-13", ["Bishkek"]]),
            json!(["2024-04-24", "2024-04-25", ["Baku"]]),
            json!(["2024-07-05", "2024-07-06~", ["Shusha"]]),
            json!(["2025-07-03", "2025-07-04", ["Khankendi"]]),
            json!(["2025-10-06", "2025-10-07", ["Gabala"]]),
        ]
    );
}

#[test]
fn what_rests_on_the_agreement_of_the_fund() {
    let found = named_query("what-rests-on-a-paper");
    let paper = &found["agreement"];
    let told: Vec<Value> =
        items(&paper["basisOf"]).iter().map(|it| json!([it["way"], it["node"]["id"]])).collect();
    let expected =
        [json!(["AMENDS", "akdf-amendment-2024"]), json!(["FOUNDED_BY", "az-kg-development-fund"])];
    assert_eq!(told, expected);
    assert_eq!(names(&paper["approvedBy"]), ["Ilham Aliyev"]);
}

#[test]
fn the_paper_trail_of_the_railway() {
    let found = named_query("paper-trail");
    let told: Vec<Value> = items(&found["agreement"]["paperTrail"])
        .iter()
        .map(|it| json!([it["direction"], it["way"], it["node"]["id"]]))
        .collect();
    let expected = [
        json!(["OUT", "FOLLOWS_UP", "cku-memorandum-2023"]),
        json!(["IN", "CARRIES_OUT", "cku-roadmap-2024"]),
        json!(["IN", "CARRIES_OUT", "cku-railway"]),
    ];
    assert_eq!(told, expected);
}

#[test]
fn what_the_states_own() {
    let found = named_query("state-companies");
    let [kyrgyzstan, azerbaijan] = items(&found["countries"]["nodes"]) else { panic!() };
    let owned = |country: &Value| -> Vec<Value> {
        items(&country["owns"]).iter().map(|it| json!([it["share"], it["node"]["id"]])).collect()
    };
    assert_eq!(
        owned(kyrgyzstan),
        [
            json!([24.5, "cku-railway-company"]),
            json!([null, "eldik-bank"]),
            json!([null, "kyrgyz-temir-jolu"]),
            json!([85, "kyrgyzneftegaz"]),
        ]
    );
    let azerbaijani = owned(azerbaijan);
    assert!(azerbaijani.contains(&json!([100, "socar"])), "{azerbaijani:?}");
    assert!(azerbaijani.contains(&json!([100, "azcon-holding"])), "{azerbaijani:?}");
    assert!(azerbaijani.contains(&json!([100, "asco"])), "{azerbaijani:?}");
}

#[test]
fn projects_with_a_cost_or_a_grant() {
    let found = named_query("costs");
    let told: Vec<Value> = items(&found["projects"]["nodes"])
        .iter()
        .map(|it| json!([it["id"], it["cost"]["amount"], it["costBound"]]))
        .collect();
    assert_eq!(
        told,
        [
            json!(["cku-railway", "4700000000", null]),
            json!(["issyk-kul-hotel", "112000000", "AT_LEAST"]),
            json!(["akdf-projects-2025", "52700000", null]),
            json!(["kulun-hpp", "5200000", null]),
            json!(["green-energy-corridor", null, null]),
        ]
    );
}

/// Five accounts of the session are one witness: the cabinet's release.
#[test]
fn documents_that_retell_one_release() {
    let found = named_query("retold");
    let mut retold = ids(&found["organization"]["retoldBy"]["nodes"]);
    retold.sort_unstable();
    assert_eq!(retold, ["S2", "S3", "S6", "S7", "report-2025-12-08"]);
}

#[test]
fn who_was_only_acting_on_the_day() {
    let found = named_query("acting");
    assert_eq!(names(&found["people"]["nodes"]), ["Kanybek Dosmambetov"]);
}

#[test]
fn who_held_several_offices_on_the_day() {
    let found = named_query("several-offices");
    let people = &found["people"]["nodes"];
    let offices = |name: &str| names(&one(people, "name", name)["offices"]);
    let torobaev = offices("Bakyt Torobaev");
    assert!(torobaev.contains(&"Cabinet of Ministers of the Kyrgyz Republic"), "{torobaev:?}");
    let ministry =
        "Ministry of Water Resources, Agriculture and Processing Industry of the Kyrgyz Republic";
    assert!(torobaev.contains(&ministry), "{torobaev:?}");
    let sharifov = offices("Samir Sharifov");
    assert!(sharifov.contains(&"Cabinet of Ministers of the Republic of Azerbaijan"));
}

#[test]
fn who_chaired_most_meetings() {
    let found = named_query("who-chairs-most");
    let people = &found["most"]["nodes"];
    assert_eq!(names(people)[..2], ["Bakyt Torobaev", "Samir Sharifov"]);
    let numbers: Vec<_> = items(people).iter().map(|it| &it["tookPartIn"]["totalCount"]).collect();
    assert_eq!(numbers, [4, 2, 2, 2, 1]);
}

#[test]
fn embassies_and_ambassadors() {
    let found = named_query("embassies");
    let told: Vec<Value> = items(&found["organizations"]["nodes"])
        .iter()
        .map(|it| json!([it["founded"], names(&it["locatedIn"]), names(&it["officeHolders"])]))
        .collect();
    assert_eq!(
        told,
        [
            json!(["2007-05-16", ["Bishkek"], ["Latif Gandilov"]]),
            json!(["2014-10", ["Baku"], ["Maksat Mamytkanov"]]),
        ]
    );
}

#[test]
fn projects_of_transport_by_their_stage() {
    let found = named_query("still-to-come");
    let topics = &found["topics"]["nodes"];
    let status = |topic: &str, project: &str| {
        one(&one(topics, "name", topic)["subjectOf"], "name", project)["status"].clone()
    };
    assert_eq!(status("Railways", "China-Kyrgyzstan-Uzbekistan railway"), "UNDER_WAY");
    assert_eq!(status("Ports", "Use of Baku Port's capacity"), "DISCUSSED");
    assert_eq!(status("Transit", "Growth of transit flows"), "DISCUSSED");
}

/// On the day of the session, and a month later.
#[test]
fn ministers_of_two_ministries_certainly_and_possibly() {
    let found = named_query("ministers");
    let answers = |ministry: &str| {
        ["certainly", "possibly", "certainlyLater", "possiblyLater"]
            .map(|it| names(&found[ministry][it]).join(", "))
    };
    let (ibraev, orozov, isamatova) = ("Taalaibek Ibraev", "Baktiyar Orozov", "Gulzat Isamatova");
    assert_eq!(answers("energy"), [ibraev; 4], "seen in office on 2025-12-10");
    // The full appointment followed the consent of parliament on a day that is not known.
    assert_eq!(answers("science"), [orozov, orozov, "", isamatova]);
}
