// The pages in a real browser, over the demo's data: KAZI_BIN names another binary, KAZI_URL a site that
// runs already, CHROMIUM another browser. Names of parts run only those: `node run.mjs offline`.
// Screenshots go to `shots/`.
import { chromium } from 'playwright-core';
import * as hostile from './hostile.mjs';
import { startSite, tally } from './lib.mjs';
import * as network from './network.mjs';
import * as offline from './offline.mjs';
import * as pages from './pages.mjs';
import * as reading from './reading.mjs';
import * as student from './student.mjs';
import * as trainers from './trainers.mjs';

const parts = { pages, reading, student, offline, network, hostile, trainers };
const named = process.argv.slice(2);
const site = process.env.KAZI_URL ? { url: process.env.KAZI_URL.replace(/\/$/, ''), trainer: trainers.ofEnvironment(), stop: async () => {} } : await startSite(['demo']);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  for (const [name, part] of Object.entries(parts)) {
    if (named.length > 0 && !named.includes(name)) continue;
    const before = { ...tally };
    await part.run(browser, site.url, site.trainer);
    console.log(`${name}: ${tally.passed - before.passed} passed, ${tally.failed - before.failed} failed`);
  }
} finally {
  await browser.close();
  await site.stop();
}
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0;
