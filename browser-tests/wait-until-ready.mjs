// Waits until a server answers at an address, or until its process has ended.
// Usage: node wait-until-ready.mjs ADDRESS PROCESS
import { setTimeout as pause } from "node:timers/promises";

const [address, server] = process.argv.slice(2);
const patience = 180_000;
const begun = Date.now();

while (!(await answers())) {
  if (!isRunning()) fail("The server ended before it was ready.");
  if (Date.now() - begun > patience) fail(`The server was not ready after ${patience / 1000} seconds.`);
  await pause(200);
}

async function answers() {
  try {
    return (await fetch(address)).ok;
  } catch {
    return false;
  }
}

function isRunning() {
  try {
    process.kill(Number(server), 0);
    return true;
  } catch {
    return false;
  }
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
