// The addresses that every page test visits. `status` names what the server may answer; where it is missing, 200.

/** Addresses that stay the same; `{offer}` stands for some offer's page. */
const PATHS = [
  { path: "/" },
  { path: "/suche" },
  { path: "/suche?q=smartphone" },
  { path: "/suche?q=xyzzyquux", name: "/suche without a result" },
  { path: "/suche?ort=Nirgendwoingen", name: "/suche with a place that nobody knows", status: [200, 400, 404, 422] },
  { path: "/suche?von=31.02.&bis=gestern", name: "/suche with dates that don't exist", status: [200, 400, 404, 422] },
  { path: "{offer}", name: "an offer's page" },
  { path: "/angebote/computer-in-ruhe-lernen" },
  { path: "/angebote/montags-in-der-kruemelkiste" },
  { path: "/angebote/pflegeberatung-im-kreishaus" },
  { path: "/angebote/kazka-ukrainische-vorlesestunde?sprache=uk" },
  { path: "/organisationen/kreisbibliothek/termine" },
  { path: "/organisationen" },
  { path: "/organisationen?art=library" },
  { path: "/organisationen/kreisbibliothek" },
  { path: "/orte/kreisbibliothek-liebenwerda" },
  { path: "/gemeinden" },
  { path: "/gemeinden/herzberg-elster" },
  { path: "/netzwerke" },
  { path: "/netzwerke/bibliotheksnetz-elbe-elster" },
  { path: "/lebenslagen" },
  { path: "/lebenslagen/neu-hier" },
  { path: "/lebenslagen/neu-hier?sprache=ar" },
  { path: "/lebenslagen/neu-hier?sprache=de-x-leicht" },
  { path: "/themen" },
  { path: "/themen/sprachen" },
  { path: "/suche?q=bibliothek&art=anbieter" },
  { path: "/quellen" },
  { path: "/impressum" },
  { path: "/datenschutz" },
  { path: "/barrierefreiheit" },
  { path: "/muster" },
  { path: "/gibt-es-nicht", status: [404] },
];

/** Each of them in both languages. */
export const PAGES = ["de", "en"].flatMap((language) =>
  PATHS.map(({ path, name = path, status = [200] }) => {
    const prefix = language === "de" ? "" : `/${language}`;
    const inLanguage = path === "/" && prefix ? `${prefix}/` : path === "{offer}" ? path : `${prefix}${path}`;
    return { path: inLanguage, name: `${name} (${language})`, language, prefix, status };
  }),
);
