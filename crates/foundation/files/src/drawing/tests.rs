//! Signs that clubs draw, and drawings that want to do more than show themselves.

use proptest::prelude::*;

use super::*;

const OF_A_CLUB: &str = r##"<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with a drawing program -->
<svg:svg xmlns:svg="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
    xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    width="30mm" height="20mm" viewBox="0 0 90 60" version="1.1" inkscape:export-filename="C:\Users\Erika\logo.png">
  <svg:metadata><rdf:RDF><rdf:Description>Erika Muster</rdf:Description></rdf:RDF></svg:metadata>
  <svg:title>Sonne &amp; Feld</svg:title>
  <svg:style><![CDATA[.feld { fill: url(#grün); } .a > .b { stroke: #333 }]]></svg:style>
  <svg:defs><svg:linearGradient id="grün"><svg:stop offset="0" stop-color="#4a7"/></svg:linearGradient>
    <svg:circle id="sonne" r="9" cx="45" cy="20" style="fill:#fc3"/></svg:defs>
  <svg:use xlink:href="#sonne" transform="rotate(4)"/>
  <svg:path class="feld" d="M0 40 H90 V60 H0 Z" data-name="Ebene 1"/>
  <svg:text x="4" y="55" font-family="sans-serif" aria-label="Verein (e. V.)">F&#252;r alle</svg:text>
</svg:svg>"##;

fn drawing(inside: &str) -> String {
    format!("<svg xmlns=\"{SVG}\" viewBox=\"0 0 10 10\">\n{inside}\n</svg>")
}

fn fault(text: &str) -> (usize, DrawingFault) {
    match prepare(text.as_bytes()) {
        Err(Refused::Drawing { line, fault }) => (line, fault),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn a_clubs_sign_keeps_its_shapes_and_loses_its_notes() {
    let sign = prepare(OF_A_CLUB.as_bytes()).unwrap();
    assert_eq!((sign.media_type, sign.width, sign.height), (MediaType::Svg, 90, 60));
    let text = String::from_utf8(sign.bytes).unwrap();
    assert!(text.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30mm\""), "{text}");
    for kept in [
        "<title>Sonne &amp; Feld</title>",
        "<use href=\"#sonne\" transform=\"rotate(4)\"></use>",
        ".feld { fill: url(#grün); } .a &gt; .b { stroke: #333 }",
        ">Für alle</text>",
        "aria-label=\"Verein (e. V.)\"",
    ] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
    for gone in ["Erika", "rdf", "inkscape", "drawing program", "Ebene", "xlink", "version"] {
        assert!(!text.contains(gone), "{gone} in {text}");
    }
    let again = prepare(text.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(again.bytes).unwrap(), text, "what we wrote is allowed and stays");
}

#[test]
fn a_drawing_without_a_view_box_gets_one_so_that_it_can_be_scaled() {
    let text =
        format!("<svg xmlns=\"{SVG}\" width=\"24\" height=\"12px\"><rect width=\"4\" height=\"4\"/></svg>");
    let drawing = prepare(text.as_bytes()).unwrap();
    assert!(String::from_utf8(drawing.bytes).unwrap().contains(" viewBox=\"0 0 24 12\""));
}

#[test]
fn what_runs_is_refused_by_name_and_line() {
    for (inside, element) in [
        ("<script>alert(1)</script>", "script"),
        ("<script href=\"https://example.org/x.js\"/>", "script"),
        ("<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\"/></foreignObject>", "foreignObject"),
        ("<rect><animate attributeName=\"href\" to=\"javascript:alert(1)\"/></rect>", "animate"),
        ("<set attributeName=\"onload\" to=\"alert(1)\"/>", "set"),
        ("<iframe/>", "iframe"),
    ] {
        assert_eq!(fault(&drawing(inside)), (2, DrawingFault::Script { element: element.into() }));
    }
    let refused = prepare(drawing("<g>\n<script/></g>").as_bytes()).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "Line 3 of the SVG drawing: <script> can run a script and is not allowed. Export the drawing without scripts \
         and animation."
    );
    for attribute in ["onload", "onclick", "ONLOAD", "onbegin"] {
        let inside = format!("<rect {attribute}=\"alert(1)\"/>");
        assert_eq!(fault(&drawing(&inside)), (2, DrawingFault::EventHandler { attribute: attribute.into() }));
    }
}

#[test]
fn what_points_outside_is_refused() {
    for inside in [
        "<use href=\"https://example.org/x.svg#a\"/>",
        "<use href=\"//example.org/x.svg#a\"/>",
        "<use xmlns:x=\"http://www.w3.org/1999/xlink\" x:href=\"data:image/svg+xml,&lt;svg/>\"/>",
        "<use href=\"\"/>",
        "<use href=\"#\"/>",
        "<textPath href=\" javascript:alert(1)\"/>",
        "<rect fill=\"url(https://example.org/x)\"/>",
        "<rect fill=\"url(&#x22;https://example.org/x&#x22;)\"/>",
        "<rect style=\"filter: url( 'x.svg#a' )\"/>",
        "<style>rect { fill: url(x.svg#a) }</style>",
        "<style>rect { fill: u<!-- -->rl(x.svg#a) }</style>",
    ] {
        let (_, fault) = fault(&drawing(inside));
        assert!(matches!(fault, DrawingFault::OutsideReference { .. }), "{inside}: {fault:?}");
    }
    for inside in
        ["<style>@import 'https://example.org/x.css';</style>", "<rect style=\"fill:u\\72l(//x)\"/>"]
    {
        assert!(matches!(fault(&drawing(inside)).1, DrawingFault::Style { .. }), "{inside}");
    }
}

#[test]
fn what_is_not_on_the_list_is_refused_by_name() {
    for (inside, element) in [
        ("<image href=\"#a\"/>", "image"),
        ("<a href=\"https://example.org\"><rect/></a>", "a"),
        ("<html:div xmlns:html=\"http://www.w3.org/1999/xhtml\"/>", "html:div"),
        ("<g xmlns=\"http://www.w3.org/1999/xhtml\"/>", "g"),
        ("<unbound:rect/>", "unbound:rect"),
    ] {
        assert_eq!(fault(&drawing(inside)).1, DrawingFault::Element { element: element.into() });
    }
    let attribute = |name: &str| DrawingFault::Attribute { attribute: name.into() };
    assert_eq!(fault(&drawing("<rect formaction=\"#x\"/>")).1, attribute("formaction"));
    assert_eq!(fault(&drawing("<rect xml:base=\"https://example.org\"/>")).1, attribute("xml:base"));
}

#[test]
fn document_types_entities_and_instructions_are_refused() {
    let lol = "<!DOCTYPE svg [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>";
    assert_eq!(
        fault(&format!("\n{lol}{}", drawing("<text>&b;</text>"))),
        (1 + 1, DrawingFault::DocumentType)
    );
    let entity = |name: &str| DrawingFault::Entity { name: name.into() };
    assert_eq!(fault(&drawing("<text>&nbsp;</text>")).1, entity("nbsp"));
    assert_eq!(fault(&drawing("<text font-family=\"&xxe;\"/>")).1, entity("xxe"));
    let style = "<?xml-stylesheet href=\"https://example.org/x.css\"?>";
    let instruction = DrawingFault::Instruction { name: "xml-stylesheet".into() };
    assert_eq!(fault(&format!("{style}{}", drawing(""))).1, instruction);
}

#[test]
fn broken_and_unsuitable_drawings_are_refused() {
    let no_xml = |text: &str| matches!(fault(text).1, DrawingFault::NotXml { .. });
    assert!(no_xml(&drawing("<g>")));
    assert!(no_xml(&drawing("<rect width=1/>")));
    assert!(no_xml(&drawing("<rect x=\"1\" x=\"2\"/>")));
    assert!(no_xml(&drawing("<text>&#1;</text>")));
    assert!(no_xml(&drawing("<text>a & b</text>")));
    assert!(no_xml(&format!("<svg xmlns=\"{SVG}\" viewBox=\"0 0 1 1\"><g>")));
    assert!(no_xml(&format!("{}behind it", drawing(""))));
    assert_eq!(fault("<svg viewBox=\"0 0 1 1\"/>").1, DrawingFault::Root);
    assert_eq!(fault(&format!("{0}{0}", drawing(""))).1, DrawingFault::Root);
    assert_eq!(fault(&format!("<svg xmlns=\"{SVG}\"/>")).1, DrawingFault::NoSize);
    assert_eq!(fault(&drawing(&"<g>".repeat(100_000))).1.key(), "files-drawing-too-complicated");
    assert_eq!(fault(&drawing(&"<g/>".repeat(30_000))).1.key(), "files-drawing-too-complicated");
    let latin = [drawing("").into_bytes(), b"\n<!-- gr\xfcn -->".to_vec()].concat();
    assert_eq!(prepare(&latin), Err(Refused::Drawing { line: 4, fault: DrawingFault::NotUtf8 }));
    let declared = format!("<?xml version=\"1.0\" encoding=\"utf-7\"?>{}", drawing(""));
    assert_eq!(fault(&declared).1, DrawingFault::NotUtf8);
    let long = drawing(&" ".repeat(LENGTH_LIMIT));
    assert!(matches!(prepare(long.as_bytes()), Err(Refused::TooLarge { .. })));
}

#[test]
fn copies_of_copies_which_grow_without_end_are_refused() {
    let chain =
        "<g id=\"a\"><rect/></g><g id=\"b\"><use href=\"#a\"/><use href=\"#a\"/></g><use href=\"#b\"/>";
    assert_eq!(fault(&drawing(chain)).1, DrawingFault::CopyOfCopies { reference: "b".into() });
    let itself = "<g id=\"a\"><use href=\"#a\"/></g>";
    assert_eq!(fault(&drawing(itself)).1, DrawingFault::CopyOfCopies { reference: "a".into() });
    assert!(prepare(drawing("<g id=\"a\"/><use href=\"#a\"/><use href=\"#a\"/>").as_bytes()).is_ok());
}

/// Parts of which hostile drawings are made.
fn part() -> impl Strategy<Value = String> {
    let pieces = [
        "<g>",
        "</g>",
        "<rect/>",
        "<script>",
        "</script>",
        "<style>",
        "</style>",
        "url(",
        "//x",
        ")",
        "@import",
        "\\",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "&lt;",
        "&#x3c;",
        "script",
        ">",
        "<",
        "\"",
        "'",
        "<use href=\"#a\"/>",
        "<g id=\"a\" onload=\"x\">",
        "<text>",
        "</text>",
        "<svg>",
        "</svg>",
        "<metadata>",
        "</metadata>",
        "ü",
        "\n",
        "xmlns=\"http://www.w3.org/1999/xhtml\"",
        "<?x?>",
        "<!DOCTYPE x>",
        "<x:script xmlns:x=\"",
        SVG,
        "\"/>",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..14).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Whatever gets through has nothing in it that runs or loads, and is allowed again.
    #[test]
    fn what_gets_through_is_harmless(inside in part()) {
        if let Ok(made) = prepare(drawing(&inside).as_bytes()) {
            let text = String::from_utf8(made.bytes.clone()).unwrap();
            let tags: Vec<&str> = text.match_indices('<').map(|(at, _)| &text[at..]).collect();
            for tag in tags {
                prop_assert!(!tag.starts_with("<script") && !tag.starts_with("<!") && !tag.starts_with("<?"), "{text}");
            }
            prop_assert!(!text.contains("onload=") && !text.contains("xhtml\" "), "{}", text);
            prop_assert_eq!(prepare(&made.bytes), Ok(made));
        }
    }

    #[test]
    fn any_text_is_refused_or_read(text in ".{0,200}") {
        let _ = prepare(format!("<svg xmlns=\"{SVG}\" {text}").as_bytes());
    }
}
