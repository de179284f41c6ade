// Every page in every language on both screens: it opens, fits, can be tapped, and axe finds nothing.
import { SCREENS, TONGUES, axeFindsNothing, check, expect, firstLead, noSidewaysScroll, reader, shot, targetsAreLarge } from './lib.mjs';

const SEEN = ['en', 'ar'];

export async function run(browser, site) {
  for (const viewport of SCREENS) {
    for (const tongue of TONGUES) await inOneLanguage(browser, site, viewport, tongue);
  }
}

async function inOneLanguage(browser, site, viewport, tongue) {
  const { context, page, strange } = await reader(browser, site, { viewport, bypassCSP: true });
  let lead = '';
  await check(`a lead in ${tongue}`, async () => { lead = await firstLead(page, tongue); });
  const id = lead.match(/[0-9a-f]{16}/)?.[0];
  const paths = {
    list: `/${tongue}/`,
    mine: `/${tongue}/?have=figma,html,css&currency=KES`,
    lead,
    skills: `/${tongue}/skills?have=figma,html:learning`,
    sources: `/${tongue}/sources`,
    insights: `/${tongue}/insights?have=figma`,
    saved: `/${tongue}/saved?lead=${id}`,
    share: `/${tongue}/share/leads/${id}?have=figma`,
    wall: `/${tongue}/wall`,
    empty: `/${tongue}/?q=zzzzzz`,
  };
  for (const [name, path] of Object.entries(paths)) {
    const title = `${name} in ${tongue} at ${viewport.width}`;
    await check(`${title}: opens`, async () => {
      const response = await page.goto(path);
      expect(response.status() === 200, `${path}: ${response.status()}`);
    });
    await check(`${title}: no sideways scroll`, () => noSidewaysScroll(page));
    await check(`${title}: targets`, () => targetsAreLarge(page));
    await check(`${title}: axe`, () => axeFindsNothing(page));
    if (SEEN.includes(tongue)) await shot(page, `${name}-${tongue}-${viewport.width}`, { fullPage: name !== 'skills' });
  }
  // A name of several words takes two lines before a name leaves the screen.
  await check(`all of the navigation is in sight in ${tongue} at ${viewport.width}`, async () => {
    await page.goto(`/${tongue}/`);
    const out = await page.locator('.pages a').evaluateAll((links, width) => links
      .filter((link) => link.getBoundingClientRect().left < 0 || link.getBoundingClientRect().right > width)
      .map((link) => link.textContent), viewport.width);
    expect(out.length === 0, `out of the screen: ${out.join(', ')}`);
  });
  await check(`two leads on the first screen in ${tongue} at ${viewport.width}`, async () => {
    await page.goto(`/${tongue}/`);
    const bottom = await page.locator('ol.leads h2').nth(1).evaluate((heading) => heading.getBoundingClientRect().bottom);
    expect(bottom <= viewport.height, `the second title ends at ${bottom} px of ${viewport.height}`);
  });
  await check(`nothing strange in ${tongue} at ${viewport.width}`, () => expect(strange.length === 0, strange.join('\n')));
  await context.close();
}
