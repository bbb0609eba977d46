//! School holidays come in.

use crate::office::Office;

#[test]
fn school_holidays_come_in_year_by_year_and_wrong_lines_are_named() {
    let office = Office::new();
    let table = "state;name;from;to\nBB;Herbstferien;19.10.2026;30.10.2026\nBB;Weihnachtsferien;2026-12-23;2027-01-02\n";
    let list = office.file("ferien.csv", table);
    let first = office.run(&["import", "school-holidays", &list]);
    assert_eq!(first.code, 0, "{first:?}");
    assert_eq!(
        first.told,
        "school holidays of Brandenburg from 2026-10-19 to 2027-01-02: 2 added, 0 changed, 0 unchanged, 0 gone\n"
    );
    let again = office.run(&["import", "school-holidays", &list]);
    assert!(again.told.ends_with("0 added, 0 changed, 2 unchanged, 0 gone\n"), "{again:?}");

    let calendar = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Winterferien 2027\n\
        DTSTART;VALUE=DATE:20270201\nDTEND;VALUE=DATE:20270207\nEND:VEVENT\nEND:VCALENDAR\n";
    let calendar = office.file("ferien.ics", calendar);
    let nameless = office.run(&["import", "school-holidays", &calendar]);
    assert_eq!(nameless.code, 3, "{nameless:?}");
    assert!(nameless.complaint.contains("name it with --state, as in --state BB"), "{nameless:?}");
    let named = office.run(&["import", "school-holidays", &calendar, "--state", "Brandenburg"]);
    assert!(named.told.contains("from 2027-02-01 to 2027-02-06: 1 added"), "{named:?}");

    let slip = office
        .file("slip.csv", "name;from;to\nOsterferien;2027-03-22;2027-04-03\nSommerferien;Juli;August\n");
    let slip = office.run(&["import", "school-holidays", &slip, "--state", "12"]);
    assert_eq!(slip.code, 0, "{slip:?}");
    assert!(slip.told.contains("1 added") && slip.complaint.contains("line 3: “Juli” is no day"), "{slip:?}");

    let other = office.file("other.csv", "ort;plz\nHerzberg;04916\n");
    for (arguments, code, sentence) in [
        (&[other.as_str()][..], 3, "the first line lacks the columns name, from"),
        (&["missing.csv"], 3, "missing.csv: there is no such file"),
        (&[list.as_str(), "--state", "Preußen"], 2, "“Preußen” is no federal state"),
    ] {
        let refused = office.run(&[&["import", "school-holidays"], arguments].concat());
        assert_eq!(refused.code, code, "{refused:?}");
        assert!(refused.complaint.contains(sentence), "{sentence}: {refused:?}");
    }
}
