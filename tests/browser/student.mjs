// What a student does: find web design above ten dollars that I can take, understand the figure, save it,
// share it, take the list along; with and without scripts.
import { readFileSync } from 'node:fs';
import { PHONE, check, expect, reader, tick } from './lib.mjs';

const DIGEST_BYTES_MAX = 100_000;

export async function run(browser, site) {
  for (const javaScriptEnabled of [true, false]) await journey(browser, site, javaScriptEnabled);
}

async function journey(browser, site, javaScriptEnabled) {
  const kind = javaScriptEnabled ? 'with scripts' : 'without scripts';
  const { context, page, strange } = await reader(browser, site, { viewport: PHONE, javaScriptEnabled });
  await check(`skills are picked ${kind}`, () => pickSkills(page));
  await check(`web design above ten dollars is found ${kind}`, () => findWork(page));
  await check(`the figure is explained ${kind}`, () => understand(page));
  await check(`a lead is saved ${kind}`, () => save(page, javaScriptEnabled));
  await check(`a lead is shared ${kind}`, () => share(page));
  await check(`the list is taken along ${kind}`, () => takeAlong(browser, page));
  await check(`nothing strange ${kind}`, () => expect(strange.length === 0, strange.join('\n')));
  await context.close();
}

async function pickSkills(page) {
  await page.goto('/');
  expect(new URL(page.url()).pathname === '/en/', `the browser's language leads to ${page.url()}`);
  await page.getByRole('link', { name: 'My skills', exact: true }).click();
  await tick(page, 'figma');
  await tick(page, 'html');
  await page.getByRole('button', { name: 'Rank the work for me' }).click();
  expect(page.url().includes('have=figma'), `the profile is in the address: ${page.url()}`);
}

async function findWork(page) {
  await page.locator('select[name=field]').selectOption('web-design');
  await page.locator('select[name=min_hourly]').selectOption('10');
  await page.getByRole('button', { name: 'Show' }).click();
  const url = new URL(page.url());
  expect(url.searchParams.get('field') === 'web-design', page.url());
  expect(url.searchParams.get('have')?.includes('figma'), `the profile is kept: ${page.url()}`);
  expect(await page.locator('ol.leads article').count() > 0, 'nothing is found');
}

async function understand(page) {
  const link = page.locator('ol.leads h2 a').first();
  const title = await link.innerText();
  await link.click();
  expect((await page.locator('h1').innerText()).trim() === title.trim(), 'the lead has the title of the list');
  expect(await page.locator('table tr.sum').count() >= 1, 'the sum is there');
  expect(await page.locator('.check li').count() === 5, 'the checks are there');
  expect(await page.locator('a.go').count() === 1, 'there is one way to the work');
}

async function save(page, javaScriptEnabled) {
  const lead = page.url(), title = (await page.locator('h1').innerText()).trim();
  await page.locator('[data-save]').click();
  if (javaScriptEnabled) {
    expect(await page.locator('[data-save]').innerText() === 'Saved ✓', 'the button tells that it is saved');
    await page.getByRole('link', { name: 'Saved', exact: true }).click();
  }
  expect(new URL(page.url()).pathname === '/en/saved', page.url());
  const saved = await page.locator('ol.leads h2').allInnerTexts();
  expect(saved.length === 1 && saved[0].trim() === title, `saved: ${saved}`);
  await page.goto(lead);
}

async function share(page) {
  await page.getByRole('link', { name: 'Share', exact: true }).click();
  const addresses = await page.locator('.address').allInnerTexts();
  expect(addresses.length === 2, `${addresses.length} addresses`);
  expect(!addresses[0].includes('have='), `the first is for anybody: ${addresses[0]}`);
  expect(addresses[1].includes('have='), `the second is mine: ${addresses[1]}`);
  expect(await page.locator('svg.qr').count() === 2, 'each has its QR code');
  await page.getByRole('link', { name: 'Back to the page' }).click();
  await page.getByRole('link', { name: 'Back to the list' }).click();
  expect(page.url().includes('have='), 'the profile comes along');
}

/** The file stands alone: opened from the disk it shows the same leads and asks nobody. */
async function takeAlong(browser, page) {
  const listed = await page.locator('ol.leads h2').allInnerTexts();
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: 'One file to pass on' }).click();
  const download = await waiting;
  expect(/^kazi-\d{4}-\d\d-\d\d\.html$/.test(download.suggestedFilename()), download.suggestedFilename());
  const html = readFileSync(await download.path());
  expect(html.length <= DIGEST_BYTES_MAX, `${html.length} bytes`);
  const { context, page: file, strange } = await reader(browser, 'about:blank', { viewport: PHONE, javaScriptEnabled: false });
  await file.setContent(html.toString());
  const titles = await file.locator('ol.leads h2').allInnerTexts();
  expect(titles.length >= listed.length && titles[0].trim() === listed[0].trim(), `in the file: ${titles[0]}`);
  expect(strange.length === 0, strange.join('\n'));
  await context.close();
}
