// Programs subscribe to a search as calendars and feed readers do, read what they get by libraries that others wrote, and
// ask again with what they remember.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseFeed } from "feedsmith";
import ICAL from "ical.js";
import { BASE_URL } from "./browser.mjs";

/** Questions as people leave them in an address. */
const QUESTIONS = [
  "q=computer&ort=finsterwalde&umkreis=kreis",
  "zeit=monat&preis=kostenlos",
  "wochentag=di&tageszeit=abend",
  "q=garten",
  "art=netzwerk",
  "q=xyzzyquux&ort=finsterwalde&woertlich=ort",
];

for (const prefix of ["", "/en"]) {
  for (const question of QUESTIONS) {
    test(`a program subscribes to ${prefix}/suche?${question} and is told when nothing changed`, async () => {
      const list = await all(prefix, question);
      const rss = await subscribed(`${prefix}/suche.rss?${question}`, "application/rss+xml");
      const atom = await subscribed(`${prefix}/suche.atom?${question}`, "application/atom+xml");
      const calendar = await subscribed(`${prefix}/suche.ics?${question}`, "text/calendar");
      readNews(list, rss, atom, prefix);
      readCalendar(list, calendar);
    });
  }
}

test("a program that asks for nonsense is told so in words", async () => {
  for (const form of ["ics", "rss", "atom"]) {
    const answer = await fetch(`${BASE_URL}/suche.${form}?ort=Nirgendwoingen`, { headers: { accept: "*/*" } });
    assert.equal(answer.status, 400);
    assert.equal(answer.headers.get("content-type"), "text/plain; charset=utf-8");
    assert.match(await answer.text(), /Nirgendwoingen/);
  }
});

test("a browser learns from any page how to search here", async () => {
  const page = await (await fetch(`${BASE_URL}/gemeinden`)).text();
  const [, path] = page.match(/<link rel="search"[^>]* href="([^"]+)"/);
  const description = await fetch(BASE_URL + path);
  assert.equal(description.headers.get("content-type"), "application/opensearchdescription+xml");
  const templates = [...(await description.text()).matchAll(/<Url type="([^"]+)"[^>]* template="([^"]+)"/g)];
  for (const [, type, template] of templates) {
    const address = new URL(template.replaceAll("&amp;", "&").replace("{searchTerms}", "garten"));
    const answer = await fetch(BASE_URL + address.pathname + address.search);
    assert.equal(answer.status, 200, template);
    assert.ok(answer.headers.get("content-type").startsWith(type), `${template}: ${answer.headers.get("content-type")}`);
  }
  assert.ok(templates.length >= 4);
});

/** Asks as a program does that subscribes: once, then again with the tag, then by the date alone. */
async function subscribed(path, type) {
  const address = BASE_URL + path;
  const first = await fetch(address);
  assert.equal(first.status, 200, path);
  assert.ok(first.headers.get("content-type").startsWith(type), path);
  assert.equal(first.headers.get("access-control-allow-origin"), "*", path);
  assert.equal(first.headers.get("set-cookie"), null, path);
  const content = await first.text();
  const [tag, date] = [first.headers.get("etag"), first.headers.get("last-modified")];
  for (const headers of [{ "if-none-match": tag }, { "if-modified-since": date }]) {
    const again = await fetch(address, { headers, cache: "no-store" });
    assert.equal(again.status, 304, `${path} with ${JSON.stringify(headers)}`);
    assert.equal(await again.text(), "");
    assert.equal(again.headers.get("etag"), tag);
  }
  const other = await fetch(address, { headers: { "if-none-match": '"other"', "if-modified-since": date } });
  assert.equal(other.status, 200, `${path} with another tag`);
  return content;
}

/** All hits of the list. */
async function all(prefix, question) {
  const hits = [];
  for (let page = 1; ; page++) {
    const answer = await (await fetch(`${BASE_URL}${prefix}/suche.json?${question}&seite=${page}`)).json();
    hits.push(...answer.hits);
    if (hits.length >= answer.total) return hits;
  }
}

function readNews(list, rss, atom, prefix) {
  const addresses = new Set(list.map((hit) => hit.url));
  const [one, other] = [parseFeed(rss), parseFeed(atom)];
  assert.deepEqual([one.format, other.format], ["rss", "atom"]);
  assert.equal(one.feed.language, prefix === "/en" ? "en" : "de");
  assert.equal(one.feed.title, other.feed.title.value ?? other.feed.title);
  assert.equal(one.feed.atom.links[0].rel, "self");
  const [items, entries] = [one.feed.items ?? [], other.feed.entries ?? []];
  assert.equal(items.length, Math.min(list.length, 50));
  assert.deepEqual(items.map((item) => item.guid.value), entries.map((entry) => entry.id), "both tell the same");
  assert.equal(new Set(entries.map((entry) => entry.id)).size, entries.length, "each has a name of its own");
  for (const [index, item] of items.entries()) {
    const entry = entries[index];
    assert.ok(addresses.has(item.link), item.link);
    assert.equal(entry.links.find((link) => link.rel === "alternate").href, item.link);
    assert.ok(item.title && item.description.startsWith("<p>"), item.link);
    assert.equal(item.guid.isPermaLink, false);
    // RFC 2822, RFC 3339.
    assert.match(item.pubDate, /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000$/);
    assert.match(entry.updated, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
    assert.ok(!Number.isNaN(Date.parse(item.pubDate)) && !Number.isNaN(Date.parse(entry.updated)));
  }
  const published = items.map((item) => Date.parse(item.pubDate));
  if (items.every((item, index) => entries[index].published)) {
    assert.deepEqual(published, [...published].sort((a, b) => b - a), "the newest first");
  }
}

function readCalendar(list, content) {
  const calendar = new ICAL.Component(ICAL.parse(content));
  assert.equal(calendar.getFirstPropertyValue("version"), "2.0");
  assert.ok(calendar.getFirstPropertyValue("prodid"));
  assert.ok(calendar.getFirstPropertyValue("x-wr-calname"));
  assert.ok(calendar.getAllSubcomponents().length > 0, "a calendar holds at least something (RFC 5545, section 3.4)");
  const zones = new Set(calendar.getAllSubcomponents("vtimezone").map((zone) => zone.getFirstPropertyValue("tzid")));
  const offers = new Set();
  for (const component of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(component);
    const named = event.startDate.toString();
    assert.ok(event.uid && event.summary && component.getFirstPropertyValue("dtstamp"), named);
    const zone = component.getFirstProperty("dtstart").getParameter("tzid");
    assert.ok(!zone || zones.has(zone), `${zone} is defined`);
    assert.ok(event.endDate.compare(event.startDate) >= 0, named);
    offers.add(event.uid.split(".").at(-1));
  }
  assert.equal(offers.size, list.filter((hit) => hit.next).length, "whatever has dates is in the calendar");
}
