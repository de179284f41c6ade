// The trainers' journeys: a word added, seen, published and taken back; two trainers at once; and
// every door tried without a key.
import { axeFindsNothing, check, expect, noSidewaysScroll, PHONE, reader, shot, targetsAreLarge } from './lib.mjs';

/** Who may log in at a site that runs already: KAZI_TRAINER and KAZI_PASSWORD. */
export const ofEnvironment = () => ({ name: process.env.KAZI_TRAINER ?? 'trainer', password: process.env.KAZI_PASSWORD });

export async function run(browser, site, trainer) {
  if (!trainer.password) {
    console.log('no password of a trainer: set KAZI_PASSWORD');
    return;
  }
  await trainersWalk(browser, site, trainer);
  await bookWalk(browser, site, trainer);
  await verdictWalk(browser, site, trainer);
  await twoTrainers(browser, site, trainer);
  await closedDoors(browser, site, trainer);
}

/** Logs in as the demo's trainer. */
async function logIn(page, trainer) {
  await page.goto('/en/desk/login');
  await page.getByLabel('Name').fill(trainer.name);
  await page.getByLabel('Password').fill(trainer.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.waitForURL(/\/en\/desk$/);
}

/** The title of web development's first lead, cut to as many whole words as a phrase of the book may have. */
async function phraseOfOtherWork(page) {
  await page.goto('/en/?field=web-development');
  const title = (await page.locator('ol.leads h2 a').first().innerText()).trim();
  return title.length <= 70 ? title : title.slice(0, title.lastIndexOf(' ', 70));
}

async function addPhrase(page, phrase) {
  await page.goto('/en/desk/entry/field/graphic-design');
  await page.getByLabel('A further word or phrase').fill(phrase);
  await page.getByRole('button', { name: 'Add to my draft' }).first().click();
  await page.waitForURL(/\/en\/desk\/draft$/);
}

/** How many leads of graphic design a student finds who opens the page now, with nothing kept from before. */
async function countOf(browser, site) {
  const { context, page } = await reader(browser, site, { viewport: PHONE });
  await page.goto('/en/?field=graphic-design');
  const count = Number((await page.locator('h1').innerText()).match(/\d+/)?.[0]);
  await context.close();
  expect(count > 0, 'the list says how many leads it has');
  return count;
}

/** Find it, change it, see what changes, publish, see the student's page, restore. */
async function trainersWalk(browser, site, trainer) {
  const { context, page, strange } = await reader(browser, site, { viewport: PHONE, bypassCSP: true });
  await check('a trainer adds a phrase, publishes and restores', async () => {
    const before = await countOf(browser, site);
    const phrase = await phraseOfOtherWork(page);
    await logIn(page, trainer);
    await addPhrase(page, phrase);
    expect(await page.locator('.moved').count() >= 1, 'the preview shows the lead that changes');
    expect((await page.locator('.have').allInnerTexts()).some((text) => text.includes('Graphic design') && text.includes(phrase)), 'and what it gains by which words');
    await shot(page, 'desk-draft-360', { fullPage: true });
    await page.getByLabel('Why, for the others').fill('for the class');
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.waitForURL(/\/en\/desk\/editions$/);
    expect(await countOf(browser, site) > before, "the students' list has one more");
    await page.goto('/en/desk/editions');
    await page.getByRole('button', { name: 'Back to edition 0' }).click();
    await page.waitForURL(/\/en\/desk\/editions$/);
    expect(await countOf(browser, site) === before, "the students' list is as before");
  });
  await addPhrase(page, 'karatasi ya harusi');
  const paths = ['', '/entry/skill/figma', '/draft', '/editions', '/suggestions', '/add'].map((path) => `/en/desk${path}`);
  for (const path of [...paths, '/fr/desk', '/sw/desk/draft', '/ar/desk/entry/field/graphic-design', '/ar/desk/add', '/so/desk/editions']) {
    await page.goto(path);
    await shot(page, `${path.slice(1).replaceAll('/', '-')}-360`, { fullPage: true });
    await check(`${path}: targets`, () => targetsAreLarge(page));
    await check(`${path}: axe`, () => axeFindsNothing(page));
    await check(`${path} at 360 px`, () => noSidewaysScroll(page));
  }
  await page.goto('/en/desk/draft');
  await page.getByRole('button', { name: 'Throw my draft away' }).click();
  await check('nothing strange at the desk', () => expect(strange.length === 0, strange.join('\n')));
  await context.close();
}

/** The form of an entry's page that makes this change. */
const formOf = (page, what) => page.locator('form').filter({ has: page.locator(`input[name="what"][value="${what}"]`) });

/** Opens a skill's page, fills the form of a change in, and sends it to the draft. */
async function draft(page, skill, what, fill = async () => {}) {
  await page.goto(`/en/desk/entry/skill/${skill}`);
  const form = formOf(page, what);
  await fill(form);
  await form.getByRole('button').click();
  await page.waitForURL(/\/en\/desk\/draft$/);
}

/** Merge, split and retire: in one draft, one of them taken out again, published, and taken back. */
async function bookWalk(browser, site, trainer) {
  const { context, page, strange } = await reader(browser, site, { viewport: PHONE });
  await check('a trainer merges, splits and retires skills', async () => {
    await logIn(page, trainer);
    await page.goto('/en/desk/editions');
    const before = await page.getByRole('button', { name: /^Back to edition/ }).count();
    await draft(page, 'illustrator', 'merge', (form) => form.locator('select[name="into"]').selectOption('photoshop'));
    await draft(page, 'wordpress', 'split', async (form) => {
      await form.locator('input[name="alias"]').first().check();
      await form.getByLabel('The name of that skill').fill('Site kit');
    });
    await draft(page, 'figma', 'retire');
    const lines = page.locator('ul.edits li');
    const told = (await lines.allInnerTexts()).join('\n');
    expect(await lines.count() === 3, `three changes: ${told}`);
    for (const line of ['- skill illustrator', 'skill photoshop: + "', '+ skill site-kit "Site kit"', 'skill wordpress: - "', '- skill figma']) {
      expect(told.includes(line), `${line} in ${told}`);
    }
    expect(await page.locator('.gone').count() > 0, 'the preview shows work that loses a skill');
    await shot(page, 'desk-draft-merge-360', { fullPage: true });
    // The page that follows has the same address.
    await Promise.all([page.waitForNavigation(), lines.last().getByRole('button').click()]);
    expect(await lines.count() === 2 && !(await lines.allInnerTexts()).join().includes('- skill figma'), 'the last is taken out again');
    await page.getByLabel('Why, for the others').fill('merged and split');
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.waitForURL(/\/en\/desk\/editions$/);
    for (const [skill, status] of [['illustrator', 404], ['site-kit', 200], ['figma', 200]]) {
      const answer = await context.request.get(`/en/desk/entry/skill/${skill}`);
      expect(answer.status() === status, `${skill} answers ${answer.status()}`);
    }
    await page.goto('/en/desk/editions');
    expect(await page.getByRole('button', { name: /^Back to edition/ }).count() === before + 1, 'it is one edition more');
    await page.getByRole('button', { name: 'Back to edition 0' }).click();
    await page.waitForURL(/\/en\/desk\/editions$/);
    expect((await page.goto('/en/desk/entry/skill/illustrator')).status() === 200, 'and the skill is back');
  });
  await check('nothing strange on the way', () => expect(strange.length === 0, strange.join('\n')));
  await context.close();
}

/** Verdicts stay, measure the next change, and are taken back by the other answer. */
async function verdictWalk(browser, site, trainer) {
  const { context, page } = await reader(browser, site, { viewport: PHONE });
  await check('a verdict stays and measures what comes', async () => {
    await logIn(page, trainer);
    await page.goto('/en/?field=graphic-design');
    await page.locator('ol.leads h2 a').first().click();
    const lead = page.url();
    const button = (answer) => page.locator('#desk ul.words li').first().getByRole('button', { name: new RegExp(`: ${answer}$`) });
    for (const [answer, other] of [['No', 'Yes'], ['Yes', 'No']]) {
      await button(answer).click();
      await page.waitForURL(/#desk$/);
      await page.goto(lead);
      expect(await button(answer).getAttribute('aria-pressed') === 'true', `${answer} is pressed`);
      expect(await button(other).getAttribute('aria-pressed') === 'false', `${other} is not`);
    }
    await addPhrase(page, 'karatasi ya harusi');
    expect(await page.getByRole('heading', { name: 'How your verdicts come out' }).isVisible(), 'the draft measures it');
    await page.getByRole('button', { name: 'Throw my draft away' }).click();
  });
  await context.close();
}

/** Two browsers, one book: the second to publish is told, and loses nothing. */
async function twoTrainers(browser, site, trainer) {
  const one = await reader(browser, site, {});
  const other = await reader(browser, site, {});
  await check('two trainers collide and neither loses a word', async () => {
    await logIn(one.page, trainer);
    await logIn(other.page, trainer);
    await one.page.goto('/en/desk/editions');
    await other.page.goto('/en/desk/editions');
    await addPhrase(one.page, 'zawadi cards');
    await one.page.getByLabel('Why, for the others').fill('cards');
    await one.page.getByRole('button', { name: 'Publish' }).click();
    await one.page.waitForURL(/\/en\/desk\/editions$/);
    // The other still looks at the page of before.
    const [answer] = await Promise.all([
      other.page.waitForResponse((response) => response.request().method() === 'POST'),
      other.page.getByRole('button', { name: 'Back to edition 0' }).click(),
    ]);
    expect(answer.status() === 409, `the answer is ${answer.status()}`);
    expect((await other.page.locator('main').innerText()).includes('has published edition'), 'and says who did what');
    await other.page.goto('/en/desk/entry/field/graphic-design');
    expect((await other.page.locator('main').textContent()).includes('zawadi cards'), 'the first one’s word is there');
  });
  await one.context.close();
  await other.context.close();
}

const PAGES = ['', '/entry/skill/figma', '/draft', '/editions', '/suggestions', '/add'];
const FORMS = ['/logout', '/edit', '/draft/remove', '/draft/drop', '/draft/move', '/publish', '/restore', '/add', '/leads/0000000000000001/verdict', '/leads/0000000000000001/mark', '/leads/0000000000000001/close'];

/** Without a session, with a student's, with a stale one, and from another site. */
async function closedDoors(browser, site, trainer) {
  const { context, page } = await reader(browser, site, {});
  const tryAll = async (kind, headers) => {
    for (const path of PAGES) {
      const answer = await context.request.get(`/en/desk${path}`, { headers, maxRedirects: 0 });
      expect(answer.status() === 303, `${kind}: GET ${path} answers ${answer.status()}`);
    }
    for (const path of FORMS) {
      const answer = await context.request.post(`/en/desk${path}`, { headers, form: { form: 'x' }, maxRedirects: 0 });
      expect([401, 403].includes(answer.status()), `${kind}: POST ${path} answers ${answer.status()}`);
    }
  };
  await check('every door is closed', async () => {
    await tryAll('without a session', { 'sec-fetch-site': 'same-origin' });
    await tryAll("with a student's", { 'sec-fetch-site': 'same-origin', cookie: 'kazi_desk=student' });
    await logIn(page, trainer);
    const cookies = await context.cookies();
    await page.getByRole('button', { name: /Log .* out/ }).click();
    await page.waitForURL(/login$/);
    const stale = cookies.map((cookie) => `${cookie.name}=${cookie.value}`).join('; ');
    await tryAll('with a stale one', { 'sec-fetch-site': 'same-origin', cookie: stale });
    await logIn(page, trainer);
    for (const path of FORMS) {
      const answer = await context.request.post(`/en/desk${path}`, { headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, form: { form: 'x' }, maxRedirects: 0 });
      expect(answer.status() === 403, `cross-site: POST ${path} answers ${answer.status()}`);
    }
  });
  await context.close();
}
