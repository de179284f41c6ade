// The list over a slow and distant network.
import { PHONE, check, expect, reader } from './lib.mjs';

const PAINT_MS_MAX = 4000;
const LIST_BYTES_MAX = 14_000;

export async function run(browser, site) {
  const { context, page } = await reader(browser, site, { viewport: PHONE });
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false, latency: 800, downloadThroughput: 50_000 / 8, uploadThroughput: 50_000 / 8,
  });
  await check('the list over 50 kbit/s', async () => {
    await page.goto('/en/', { timeout: 60_000 });
    const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
    const bytes = await page.evaluate(() => performance.getEntriesByType('navigation')[0].encodedBodySize);
    console.log(`list over 50 kbit/s and 800 ms: first paint ${Math.round(paint)} ms, ${bytes} bytes`);
    expect(bytes <= LIST_BYTES_MAX, `${bytes} bytes`);
    expect(paint < PAINT_MS_MAX, `first paint after ${Math.round(paint)} ms`);
  });
  await check('nothing holds up the first view', async () => {
    const blocking = await page.evaluate(() => performance.getEntriesByType('resource')
      .filter((entry) => entry.renderBlockingStatus === 'blocking').map((entry) => entry.name));
    expect(blocking.length === 0, blocking.join(', '));
  });
  await context.close();
}
