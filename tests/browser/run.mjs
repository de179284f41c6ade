// The pages in a real browser, over the demo's data: KAZI_BIN names another binary, KAZI_URL a
// site that runs already, CHROMIUM another browser. Screenshots go to `shots/`.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = fileURLToPath(new URL('.', import.meta.url));
const shots = `${here}shots`;
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const START_MS_MAX = 120_000;
const SCREENS = [{ width: 360, height: 640 }, { width: 1280, height: 800 }];
const TONGUES = ['en', 'fr', 'sw', 'ar', 'so'];

let passed = 0;
let failed = 0;

/** Runs one check; a failure is told and counted, and the rest goes on. */
async function check(name, body) {
  try {
    await body();
    passed += 1;
  } catch (error) {
    failed += 1;
    console.error(`FAILED ${name}\n  ${String(error.message).replaceAll('\n', '\n  ')}`);
  }
}

function expect(holds, message) {
  if (!holds) throw new Error(message);
}

/** Starts the demo on a free port; answers its address and how to stop it. */
async function startSite() {
  if (process.env.KAZI_URL) return { url: process.env.KAZI_URL, stop: async () => {} };
  const binary = process.env.KAZI_BIN ?? `${here}../../target/debug/kazi`;
  const child = spawn(binary, ['demo', '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no address within ${START_MS_MAX} ms`)), START_MS_MAX);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const serving = line.match(/serving (http:\/\/\S+)/);
      if (serving) {
        clearTimeout(timer);
        resolve(serving[1]);
      }
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code} before it served`)));
  });
  const stop = () => new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
  return { url, stop };
}

/** Opens pages as one kind of reader, and keeps a list of what went elsewhere or wrong. */
async function reader(browser, site, options) {
  const context = await browser.newContext({ baseURL: site, bypassCSP: options.bypassCSP ?? false, ...options });
  const page = await context.newPage();
  const strange = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(site) && !url.startsWith('data:')) strange.push(`request to ${url}`);
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

async function noSidewaysScroll(page) {
  const [content, screen] = await page.evaluate(() => [
    document.documentElement.scrollWidth, document.documentElement.clientWidth,
  ]);
  expect(content <= screen, `${content} px wide on ${screen} px`);
}

/** Every control of its own (no link in a sentence) is big enough for a thumb. */
async function targetsAreLarge(page) {
  const small = await page.evaluate(() => [...document.querySelectorAll('button, select, input:not([type=hidden]), summary, header a, a.go')]
    .filter((element) => element.checkVisibility())
    .map((element) => ({ element, box: (element.matches('.pills input') ? element.closest('label') : element).getBoundingClientRect() }))
    .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
    .map(({ element, box }) => `${element.outerHTML.slice(0, 90)} is ${box.width}×${box.height}`));
  expect(small.length === 0, small.slice(0, 5).join('\n'));
}

async function axeFindsNothing(page) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  const said = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(' | ')}`);
  expect(violations.length === 0, said.join('\n'));
}

async function firstLead(page, tongue = 'en') {
  await page.goto(`/${tongue}/`);
  const href = await page.locator('ol.leads h2 a').first().getAttribute('href');
  expect(href?.startsWith(`/${tongue}/leads/`), `the first lead leads to ${href}`);
  return href;
}

async function pagesAreSound(browser, site) {
  for (const viewport of SCREENS) {
    for (const tongue of TONGUES) {
      const { context, page, strange } = await reader(browser, site, { viewport, bypassCSP: true });
      const paths = { list: `/${tongue}/`, lead: '', skills: `/${tongue}/skills`, sources: `/${tongue}/sources`, empty: `/${tongue}/?q=zzzzzz` };
      await check(`a lead in ${tongue}`, async () => { paths.lead = await firstLead(page, tongue); });
      for (const [name, path] of Object.entries(paths)) {
        const title = `${name} in ${tongue} at ${viewport.width}`;
        await check(`${title}: opens`, async () => {
          const response = await page.goto(path);
          expect(response.status() === 200, `${path}: ${response.status()}`);
        });
        await check(`${title}: no sideways scroll`, () => noSidewaysScroll(page));
        await check(`${title}: targets`, () => targetsAreLarge(page));
        await check(`${title}: axe`, () => axeFindsNothing(page));
        if (tongue === 'en' || tongue === 'ar') {
          await page.screenshot({ path: `${shots}/${name}-${tongue}-${viewport.width}.png`, fullPage: name !== 'skills' });
        }
      }
      await check(`nothing strange in ${tongue} at ${viewport.width}`, () => expect(strange.length === 0, strange.join('\n')));
      await context.close();
    }
  }
}

async function narrowAndLarge(browser, site) {
  const { context, page } = await reader(browser, site, { viewport: { width: 320, height: 640 } });
  const lead = await firstLead(page);
  for (const path of ['/en/', lead, '/en/skills', '/en/sources']) {
    await page.goto(path);
    await check(`${path} at 320 px`, () => noSidewaysScroll(page));
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    await check(`${path} at 320 px with text of 200 %`, () => noSidewaysScroll(page));
  }
  await context.close();
}

/** Scrolls to a choice as a reader would, to the middle of the screen, and taps it. */
async function tick(page, value) {
  const choice = page.locator(`label:has(input[value=${value}])`);
  await choice.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await choice.click();
}

/** Find web design above ten dollars that I can take, understand the figure. */
async function studentsJourney(browser, site, javaScriptEnabled) {
  const kind = javaScriptEnabled ? 'with scripts' : 'without scripts';
  const { context, page, strange } = await reader(browser, site, { viewport: SCREENS[0], javaScriptEnabled });
  await check(`a student ${kind}`, async () => {
    await page.goto('/');
    expect(new URL(page.url()).pathname === '/en/', `the browser's language leads to ${page.url()}`);
    await page.getByRole('link', { name: 'My skills', exact: true }).click();
    await tick(page, 'figma');
    await tick(page, 'html');
    await page.getByRole('button', { name: 'Rank the work for me' }).click();
    expect(page.url().includes('have=figma'), `the profile is in the address: ${page.url()}`);
    await tick(page, 'web-design');
    await page.locator('select[name=min_hourly]').selectOption('10');
    await page.getByRole('button', { name: 'Show' }).click();
    const url = new URL(page.url());
    expect(url.searchParams.get('field') === 'web-design', page.url());
    expect(url.searchParams.get('have')?.includes('figma'), `the profile is kept: ${page.url()}`);
    const link = page.locator('ol.leads h2 a').first();
    const title = await link.innerText();
    await link.click();
    expect((await page.locator('h1').innerText()).trim() === title.trim(), 'the lead has the title of the list');
    expect(await page.locator('table tr.sum').count() >= 1, 'the sum is there');
    expect(await page.locator('a.go').count() === 1, 'there is one way to the work');
    await page.getByRole('link', { name: 'Back to the list' }).click();
    expect(page.url().includes('have='), 'the profile comes along');
  });
  await check(`nothing strange ${kind}`, () => expect(strange.length === 0, strange.join('\n')));
  await context.close();
}

async function keyboardOnly(browser, site) {
  const { context, page } = await reader(browser, site, { viewport: SCREENS[1] });
  await check('by keyboard alone', async () => {
    await page.goto('/en/');
    await page.keyboard.press('Tab');
    const first = await page.evaluate(() => document.activeElement?.className);
    expect(first === 'skip', `the first stop is ${first}`);
    await page.keyboard.press('Enter');
    for (let stop = 0; stop < 40; stop += 1) {
      await page.keyboard.press('Tab');
      const focus = await page.evaluate(() => {
        const element = document.activeElement;
        const style = getComputedStyle(element.matches('.pills input') ? element.nextElementSibling : element);
        return { lead: element.matches('ol.leads h2 a'), seen: style.outlineStyle !== 'none', html: element.outerHTML.slice(0, 80) };
      });
      expect(focus.seen, `no visible focus on ${focus.html}`);
      if (focus.lead) break;
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/en\/leads\//);
  });
  await context.close();
}

async function darkAndPrint(browser, site) {
  const { context, page } = await reader(browser, site, { viewport: SCREENS[0], colorScheme: 'dark', bypassCSP: true });
  const lead = await firstLead(page);
  for (const path of ['/en/', lead, '/en/skills']) {
    await page.goto(path);
    await check(`${path} in the dark: axe`, () => axeFindsNothing(page));
  }
  await page.goto('/en/');
  await page.screenshot({ path: `${shots}/list-dark-360.png` });
  await page.emulateMedia({ media: 'print' });
  await check('print has no form', async () => expect(!(await page.locator('form').isVisible()), 'the form is printed'));
  await context.close();
}

/** First contentful paint over 50 kbit/s with round trips of 800 ms, in milliseconds. */
async function slowNetwork(browser, site) {
  const { context, page } = await reader(browser, site, { viewport: SCREENS[0] });
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false, latency: 800, downloadThroughput: 50_000 / 8, uploadThroughput: 50_000 / 8,
  });
  await check('the list over 50 kbit/s', async () => {
    await page.goto('/en/', { timeout: 60_000 });
    const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
    const bytes = await page.evaluate(() => performance.getEntriesByType('navigation')[0].transferSize);
    console.log(`list over 50 kbit/s and 800 ms: first paint ${Math.round(paint)} ms, ${bytes} bytes`);
    expect(bytes <= 14_500, `${bytes} bytes with headers`);
    expect(paint < 4000, `first paint after ${Math.round(paint)} ms`);
  });
  await context.close();
}

mkdirSync(shots, { recursive: true });
const site = await startSite();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  await pagesAreSound(browser, site.url);
  await narrowAndLarge(browser, site.url);
  await studentsJourney(browser, site.url, true);
  await studentsJourney(browser, site.url, false);
  await keyboardOnly(browser, site.url);
  await darkAndPrint(browser, site.url);
  await slowNetwork(browser, site.url);
} finally {
  await browser.close();
  await site.stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
