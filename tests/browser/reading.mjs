// Ways of reading: narrow, large text, keyboard, dark, forced colours, print.
import { DESK, PHONE, axeFindsNothing, check, expect, firstLead, noSidewaysScroll, reader, shot } from './lib.mjs';

export async function run(browser, site) {
  await narrowAndLarge(browser, site);
  await keyboardOnly(browser, site);
  await dark(browser, site);
  await forcedColors(browser, site);
  await print(browser, site);
}

async function narrowAndLarge(browser, site) {
  const { context, page } = await reader(browser, site, { viewport: { width: 320, height: 640 } });
  const lead = await firstLead(page);
  for (const path of ['/en/', lead, '/en/skills?have=figma', '/en/sources', '/en/saved', '/en/share/?have=figma', '/sw/', '/so/']) {
    await page.goto(path);
    await check(`${path} at 320 px`, () => noSidewaysScroll(page));
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    await check(`${path} at 320 px with text of 200 %`, () => noSidewaysScroll(page));
  }
  await context.close();
}

async function keyboardOnly(browser, site) {
  const { context, page } = await reader(browser, site, { viewport: DESK });
  await check('by keyboard alone', async () => {
    await page.goto('/en/');
    await page.keyboard.press('Tab');
    const first = await page.evaluate(() => document.activeElement?.className);
    expect(first === 'skip', `the first stop is ${first}`);
    await page.keyboard.press('Enter');
    let found = false;
    for (let stop = 0; stop < 40 && !found; stop += 1) {
      await page.keyboard.press('Tab');
      const focus = await page.evaluate(() => {
        const element = document.activeElement;
        const style = getComputedStyle(element.matches('.pills input') ? element.nextElementSibling : element);
        return { lead: element.matches('ol.leads h2 a'), seen: style.outlineStyle !== 'none', html: element.outerHTML.slice(0, 80) };
      });
      expect(focus.seen, `no visible focus on ${focus.html}`);
      found = focus.lead;
    }
    expect(found, 'no lead within 40 stops');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/en\/leads\//);
  });
  await context.close();
}

async function dark(browser, site) {
  const { context, page } = await reader(browser, site, { viewport: PHONE, colorScheme: 'dark', bypassCSP: true });
  const lead = await firstLead(page);
  for (const path of ['/en/?have=figma', lead, '/en/skills?have=figma', '/en/saved', '/en/share/']) {
    await page.goto(path);
    await check(`${path} in the dark: axe`, () => axeFindsNothing(page));
  }
  await page.goto('/en/');
  await shot(page, 'list-dark-360');
  await context.close();
}

/** In forced colours nothing may hang on our colours alone: what is chosen still differs. */
async function forcedColors(browser, site) {
  const { context, page } = await reader(browser, site, { viewport: PHONE, forcedColors: 'active' });
  await check('forced colours: a tick is seen', async () => {
    await page.goto('/en/skills?have=figma');
    const colour = (selector) => page.locator(selector).first().evaluate((element) => getComputedStyle(element).backgroundColor);
    const ticked = await colour('.pills input:checked+span'), open = await colour('.pills input:not(:checked)+span');
    expect(ticked !== open, `both are ${open}`);
  });
  await check('forced colours: where one is', async () => {
    await page.goto('/en/');
    const weight = await page.locator('.pages [aria-current]').evaluate((element) => getComputedStyle(element).fontWeight);
    expect(Number(weight) >= 600, `weight ${weight}`);
  });
  await context.close();
}

async function print(browser, site) {
  const { context, page } = await reader(browser, site, { viewport: DESK });
  const lead = await firstLead(page);
  await page.emulateMedia({ media: 'print' });
  await check('a printed list has no form and no buttons', async () => {
    await page.goto('/en/');
    for (const selector of ['form', '.acts', '.pages']) {
      expect(!(await page.locator(selector).first().isVisible()), `${selector} is printed`);
    }
    expect(await page.locator('ol.leads h2').first().isVisible(), 'the leads are not printed');
  });
  await check('a printed lead has its sum', async () => {
    await page.goto(lead);
    expect(await page.locator('table').first().isVisible(), 'the sum is not printed');
    const ink = await page.locator('body').evaluate((body) => getComputedStyle(body).color);
    expect(ink === 'rgb(0, 0, 0)', `printed in ${ink}`);
  });
  await check('the sheet for the wall is one page of A4', async () => {
    await page.goto('/en/wall');
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
    const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;
    expect(sheets === 1, `${sheets} pages`);
    await shot(page, 'wall-print', { fullPage: true });
  });
  await context.close();
}
