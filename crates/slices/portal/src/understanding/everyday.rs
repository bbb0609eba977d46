//! Words that are names of German places and ordinary words as well. “Betten” is a village and “Singen” a town, yet
//! whoever types them without “in” or “bei” looks for beds and for a choir.
//!
//! Chosen by hand from the names of German municipalities and localities that are also German words, first names or the
//! names of large organisations with a postcode of their own.

use std::{collections::HashSet, sync::LazyLock};

use kreisrund_kernel::text::fold;

const WORDS: &str = "
    acht ahorn alt alte alten alpen altstadt amtsgericht anger anna anton aue auen ausbau bad bahnhof baumgarten bauer bauern bauhaus
    becken berg berge besitz betten beutel bias biere bilanz binde birnbaum blender boden bogen born brand brechen breit
    bruch brücken brunnen buch buche buchen bühne bunde bund bundesarchiv bundeswehr burg burgen camp castell chor damm
    denken deutsch dick dolle dora dorf dorn drogen dümmer eck ecke eiche eichen eimer einhaus einig elbe elise elster emma
    engel engeln enger erde erden erika erle ernst esche essen express fahren fell felder festung fichte finanzamt fisch
    fischen flamme flecken floß forst forsthaus forum freien freigericht furt garten gemeindeverwaltung
    gering gersten gewerbepark glatten gleichen gold graben gräben grande grieben grimmen grube groß große großen grün grünewald grund
    haar hafen hagen hahn hain halbe halle hallen hammer hanna harz hase hatten hauptzollamt haus hausen häusern hecken
    heide heiden heim heimat helle herold herz hirten hof hohe hohen holle holz hopfgarten horn horst hütte hütten
    ida ilse insel irma jade jana jucken kalk kalt kamen kamin kammer kandel kanal kappe kappel karin karl kaufen kerben
    kiefer kirche kirchen kissing klein kleine kleinen knappschaft knau koch kochen kolonie kommen konrad korb körner kosten
    krempel kreis kreiszeitung kreuz krone krug kuchen kuhlen kummer lachen lage land landgericht landratsamt lang
    lange langen lauben lauf laufen laut lausitz lauter leben leder lederhose leer lehmen lehre lena lenz lesen licht lichte
    liebe linda linde linden linie list loch lohn lohne loop loose lotte machern macken magdala mais malen malz mandel
    mantel mara march marie mario mark marke markt marne mauer mauern meer meile meine mengen messe
    mitte mittel möhren moor moos moritz motten much mücke mühle mühlen museum müssen mutter nagel nahe natur nebel neu neudorf neue neuen nieder niederlausitz oberlausitz
    nord norden nüsse oben ober ohne orange ost osten otter otto park paul pausa pause pech perl perle pflege pforte platte
    platten plate pohl polizei polling pracht praktiker produktion puls quelle quellen rabe rade rain rast rat rath
    rechen recke regen reich reihe reise reisen reiten ring ringe ritter rohr rom rosa rose rosen rosengarten roth rust
    saal saat sachsen salz sand sande schäferei schalen schatz schauen scheid schild schleich schleife schloss schmitt
    schotten schuld schule schülerhilfe schutz schwall schwarz schwarzen see seelen senden severin siedlung siegen sinn
    sommer sommerland sommerloch sonne sonnen sorge spalt sparkasse speicher spiel spiele spören springe spree stadt
    stadtbücherei stadtverwaltung stamm stapel stein steine steinen stelle stern stiege strand strande stücken stuhr süd
    süden tal tann tanne tanz tauche technik teich telekom theater theres tiefbauamt tor train treffen treuen ulmen
    unter unterricht universität universitätsbibliothek valley viereck vogt vorstadt vorwerk waage wald waldhof wallen wandern
    wang wange wangen waren warm warte wasser weg wehr weide weiden weiler wein weinberg weingarten weisen weite welle
    wellen welt wende wenden werben werk wespen west weste westen wetter wied wiese wiesen winkel winter winzer wirft
    wissen wolf wolken worms worth wunder würze wust zahn zeit zell zelle ziegel ziegelei ziel zimmer zimmern zucker zug
    zwinge
";

const KINDS_OF_PLACE: [&str; 12] = [
    "stadt",
    "gemeinde",
    "ortsteil",
    "ot",
    "ort",
    "dorf",
    "stadtteil",
    "gemeindeteil",
    "kreis",
    "landkreis",
    "lkr",
    "amt",
];

/// Whether the folded `word` is in ordinary use.
pub(super) fn is_everyday(word: &str) -> bool {
    static EVERYDAY: LazyLock<HashSet<String>> =
        LazyLock::new(|| WORDS.split_whitespace().map(fold).collect());
    EVERYDAY.contains(word)
}

/// Whether the folded `word` says what kind of place something is, or in which region it lies.
pub(super) fn is_kind_of_place(word: &str) -> bool {
    KINDS_OF_PLACE.contains(&word)
}
