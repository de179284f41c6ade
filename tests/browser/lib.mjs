// What every part of the browser tests uses: checks, readers, a running site.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const START_MS_MAX = 120_000;
const AXE_RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export const PHONE = { width: 360, height: 640 };
export const DESK = { width: 1280, height: 800 };
export const SCREENS = [PHONE, DESK];
export const TONGUES = ['en', 'fr', 'sw', 'ar', 'so'];

const shots = `${here}shots`;
mkdirSync(shots, { recursive: true });
export const shot = (page, name, options = {}) => page.screenshot({ path: `${shots}/${name}.png`, ...options });

export const tally = { passed: 0, failed: 0 };

/** Runs one check; a failure is told and counted, and the rest goes on. */
export async function check(name, body) {
  try {
    await body();
    tally.passed += 1;
  } catch (error) {
    tally.failed += 1;
    console.error(`FAILED ${name}\n  ${String(error.message).replaceAll('\n', '\n  ')}`);
  }
}

export function expect(holds, message) {
  if (!holds) throw new Error(message);
}

/** Starts kazi with these arguments on a free port; answers its address, the demo's trainer, and how to stop it. */
export async function startSite(args) {
  const binary = process.env.KAZI_BIN ?? `${here}../../target/debug/kazi`;
  const child = spawn(binary, [...args, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const trainer = {};
  const url = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no address within ${START_MS_MAX} ms`)), START_MS_MAX);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const serving = line.match(/serving (http:\/\/[^/\s]+)/);
      if (serving) {
        clearTimeout(timer);
        resolve(serving[1]);
      }
      const told = line.match(/as "(\S+)", password (\S+)/);
      if (told) Object.assign(trainer, { name: told[1], password: told[2] });
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`kazi ended with ${code} before it served`)));
  });
  const stop = () => new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
  return { url, trainer, stop };
}

/** Opens pages as one kind of reader, and keeps a list of what went elsewhere or wrong. */
export async function reader(browser, site, options) {
  const context = await browser.newContext({ baseURL: site, serviceWorkers: 'block', ...options });
  const page = await context.newPage();
  const strange = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${site}/`) && !url.startsWith('data:')) strange.push(`request to ${url}`);
  });
  page.on('pageerror', (error) => strange.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') strange.push(`console: ${message.text()}`);
  });
  page.on('dialog', async (dialog) => {
    strange.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  return { context, page, strange };
}

export async function noSidewaysScroll(page) {
  const [content, screen] = await page.evaluate(() => [
    document.documentElement.scrollWidth, document.documentElement.clientWidth,
  ]);
  expect(content <= screen, `${content} px wide on ${screen} px`);
}

/** Every control of its own (no link in a sentence) is big enough for a thumb. */
export async function targetsAreLarge(page) {
  const small = await page.evaluate(() => [...document.querySelectorAll('button, select, input:not([type=hidden]), summary, header a, a.go, a.act')]
    .filter((element) => element.checkVisibility())
    .map((element) => ({ element, box: (element.matches('.pills input') ? element.closest('label') : element).getBoundingClientRect() }))
    .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
    .map(({ element, box }) => `${element.outerHTML.slice(0, 90)} is ${box.width}×${box.height}`));
  expect(small.length === 0, small.slice(0, 5).join('\n'));
}

/** Needs a reader whose `bypassCSP` is set: the page's own policy lets no foreign script in. */
export async function axeFindsNothing(page) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: values }), AXE_RULES);
  const said = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(' | ')}`);
  expect(violations.length === 0, said.join('\n'));
}

/** The address of the first lead of the list. */
export async function firstLead(page, tongue = 'en') {
  await page.goto(`/${tongue}/`);
  const href = await page.locator('ol.leads h2 a').first().getAttribute('href');
  expect(href?.startsWith(`/${tongue}/leads/`), `the first lead leads to ${href}`);
  return href;
}

/** Scrolls to a choice as a reader would, to the middle of the screen, and taps it. */
export async function tick(page, value) {
  const choice = page.locator(`label:has(input[value=${value}])`);
  await choice.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await choice.click();
}
