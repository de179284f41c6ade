// The trainers' journeys: a word added, seen, published and taken back; two trainers at once; and
// every door tried without a key.
import { axeFindsNothing, check, expect, firstLead, noSidewaysScroll, PHONE, reader, shot, targetsAreLarge } from './lib.mjs';

/** Who may log in at a site that runs already: KAZI_TRAINER and KAZI_PASSWORD. */
export const ofEnvironment = () => ({ name: process.env.KAZI_TRAINER ?? 'trainer', password: process.env.KAZI_PASSWORD });

export async function run(browser, site, trainer) {
  if (!trainer.password) {
    console.log('no password of a trainer: set KAZI_PASSWORD');
    return;
  }
  await trainersWalk(browser, site, trainer);
  await tuningWalk(browser, site, trainer);
  await bookWalk(browser, site, trainer);
  await verdictWalk(browser, site, trainer);
  await measureWalk(browser, site, trainer);
  await suggestionWalk(browser, site, trainer);
  await handWalk(browser, site, trainer);
  await twoTrainers(browser, site, trainer);
  await movedDraft(browser, site, trainer);
  await activityWalk(browser, site, trainer);
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
  const paths = ['', '/entry/skill/figma', '/draft', '/editions', '/suggestions', '/add', '/activity'].map((path) => `/en/desk${path}`);
  for (const path of [...paths, '/fr/desk', '/sw/desk/draft', '/ar/desk/entry/field/graphic-design', '/ar/desk/add', '/so/desk/editions', '/ar/desk/activity', '/sw/desk/activity?kind=mark']) {
    await page.goto(path);
    await shot(page, `${path.slice(1).replaceAll(/[/?=]/g, '-')}-360`, { fullPage: true });
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

/** Publishes the draft that is open. */
async function publish(page, why) {
  await page.getByLabel('Why, for the others').fill(why);
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.waitForURL(/\/en\/desk\/editions$/);
}

/** Goes back to the book that ships. */
async function goBack(page) {
  await page.goto('/en/desk/editions');
  await page.getByRole('button', { name: 'Back to edition 0' }).click();
  await page.waitForURL(/\/en\/desk\/editions$/);
}

/** Sends a form whose answer is a page of the same address. */
const press = (page, button) => Promise.all([page.waitForNavigation(), button.click()]);

/** A new skill; another name, weight, whole and field of one that is there; words and exceptions that come and go. */
async function tuningWalk(browser, site, trainer) {
  const { context, page, strange } = await reader(browser, site, { viewport: PHONE });
  await check('a trainer adds and renames skills, and changes words, weights and exceptions', async () => {
    await logIn(page, trainer);
    await page.getByText('A new skill', { exact: true }).click();
    const add = formOf(page, 'add-skill');
    await add.getByLabel('Name').fill('Kadi studio');
    await add.getByLabel('Other words for it').fill('kadi pro, kadi za ukumbi');
    await add.getByLabel('Field').selectOption('graphic-design');
    await add.getByRole('button').click();
    await page.waitForURL(/\/en\/desk\/draft$/);
    await page.goto('/en/desk/entry/skill/wordpress');
    const gone = (await formOf(page, 'remove-alias').first().locator('bdi').first().innerText()).trim();
    await press(page, formOf(page, 'remove-alias').first().getByRole('button'));
    await draft(page, 'figma', 'rename', (form) => form.getByLabel('Another name').fill('Figma boards'));
    await draft(page, 'figma', 'set-weight', (form) => form.getByLabel('How specific it is').fill('0.35'));
    await draft(page, 'figma', 'set-parent', (form) => form.getByLabel('Part of').selectOption('photoshop'));
    await draft(page, 'figma', 'set-fields', (form) => tickField(form, 'writing'));
    await draft(page, 'figma', 'add-negative', (form) => form.getByLabel('A further such phrase').fill('figma of speech'));
    await draft(page, 'figma', 'add-alias', async (form) => {
      await form.getByLabel('A further word or phrase').fill('FGM');
      await form.locator('label:has(input[name="cased"])').click();
    });
    const told = (await page.locator('ul.edits li').allInnerTexts()).join('\n');
    for (const line of ['+ skill kadi-studio "Kadi studio"', `skill wordpress: - "${gone}"`, 'name "Figma" → "Figma boards"', 'skill figma: weight ', '→ 0.35', '→ photoshop', ', writing', '+ not "figma of speech"', '+ "FGM" (capitals matter)']) {
      expect(told.includes(line), `${line} in ${told}`);
    }
    await publish(page, 'names and weights');
    await page.goto('/en/desk/entry/skill/figma');
    expect((await page.locator('h1').innerText()) === 'Figma boards', 'the skill has its new name');
    expect(await page.getByLabel('How specific it is').inputValue() === '0.35', 'and its weight');
    expect(await page.getByLabel('Part of').inputValue() === 'photoshop', 'and its whole');
    const words = await page.locator('main').textContent();
    for (const word of ['Figma', 'FGM', 'figma of speech']) expect(words.includes(word), `the page shows ${word}`);
    await page.goto('/en/desk?q=kadi+pro');
    expect(await page.getByRole('link', { name: 'Kadi studio' }).isVisible(), 'the new skill is found by a word of it');
    expect(await skillNames(browser, site).then((names) => names.includes('Figma boards') && names.includes('Kadi studio')), 'students pick by the new names');
    await goBack(page);
    expect(await skillNames(browser, site).then((names) => names.includes('Figma') && !names.includes('Kadi studio')), 'and by the old ones again');
  });
  await check('nothing strange while tuning', () => expect(strange.length === 0, strange.join('\n')));
  await context.close();
}

async function tickField(form, field) {
  await form.locator(`label:has(input[value="${field}"])`).click();
}

/** The names among which a student picks who opens the page now. */
async function skillNames(browser, site) {
  const { context, page } = await reader(browser, site, {});
  await page.goto('/en/skills');
  const names = await page.locator('.pills label').allTextContents();
  await context.close();
  return names.map((name) => name.trim());
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

/** Precision and recall of graphic design as a draft shows them: those of today and those of then, in percent. */
async function measured(page) {
  const line = page.locator('main li').filter({ hasText: /^\s*Graphic design/ }).filter({ hasText: 'right in' });
  const figures = (await line.innerText()).match(/(\d+) %/g) ?? [];
  expect(figures.length === 4, `four figures: ${await line.innerText()}`);
  return figures.map((figure) => Number.parseInt(figure, 10));
}

/** What a change does to precision and recall is shown before it is published. */
async function measureWalk(browser, site, trainer) {
  const { context, page } = await reader(browser, site, { viewport: PHONE });
  await check('a draft shows what it does to precision and recall', async () => {
    await logIn(page, trainer);
    const phrase = await phraseOfOtherWork(page);
    await page.locator('ol.leads h2 a').first().click();
    await page.getByLabel('It is also').selectOption('field:graphic-design');
    await page.locator('#desk form.row').filter({ has: page.getByLabel('It is also') }).getByRole('button').click();
    await page.waitForURL(/#desk$/);
    const judged = page.locator('#desk ul.words li').filter({ hasText: /^Graphic design/ });
    expect(await judged.getByRole('button', { name: /: Yes$/ }).getAttribute('aria-pressed') === 'true', 'the verdict stands on the page');
    await addPhrase(page, phrase);
    const [, found, right, foundThen] = await measured(page);
    expect(found < 100 && foundThen === 100, `found ${found} % today, ${foundThen} % then`);
    expect(right === 100, `right in ${right} % then`);
    // A phrase that stands in other work too is not right there.
    await page.getByRole('button', { name: 'Throw my draft away' }).click();
    await page.goto('/en/?field=web-development');
    await page.locator('ol.leads h2 a').first().click();
    await press(page, judged.getByRole('button', { name: /: No$/ }));
    await addPhrase(page, phrase);
    const [rightToday, , rightThen] = await measured(page);
    expect(rightThen < rightToday, `right in ${rightToday} % today, ${rightThen} % then`);
    await page.getByRole('button', { name: 'Throw my draft away' }).click();
    const today = await page.locator('ul.found li').filter({ hasText: 'Graphic design' }).innerText();
    expect(today.includes(`right in ${rightToday} %`), `an empty draft shows how verdicts come out: ${today}`);
  });
  await context.close();
}

/** One press puts a suggestion into the draft. */
async function suggestionWalk(browser, site, trainer) {
  const { context, page } = await reader(browser, site, { viewport: PHONE });
  await check('one press takes a suggestion', async () => {
    await logIn(page, trainer);
    await page.goto('/en/desk/suggestions');
    await page.getByLabel('Whose word').first().selectOption('field:graphic-design');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(/owner=/);
    const first = formOf(page, 'add-alias').first();
    const term = (await first.locator('bdi').first().innerText()).trim();
    await first.getByRole('button').click();
    await page.waitForURL(/\/en\/desk\/draft$/);
    expect((await page.locator('ul.edits').innerText()).includes(`+ "${term}"`), `${term} is in the draft`);
    await page.getByRole('button', { name: 'Throw my draft away' }).click();
    expect((await page.locator('main').innerText()).includes('Nothing in it yet'), 'an empty draft says what to do');
  });
  await context.close();
}

/** The titles that a student finds by words who asks now. */
async function found(browser, site, words) {
  const { context, page } = await reader(browser, site, {});
  await page.goto(`/en/?q=${encodeURIComponent(words)}`);
  const titles = await page.locator('ol.leads h2').allInnerTexts();
  await context.close();
  return titles.map((title) => title.trim());
}

/** Work found elsewhere is added, read, marked, and closed. */
async function handWalk(browser, site, trainer) {
  const { context, page, strange } = await reader(browser, site, { viewport: PHONE, bypassCSP: true });
  const title = 'Zawadi logo for a bakery';
  await check('a trainer adds work by hand, marks it and closes it', async () => {
    await logIn(page, trainer);
    await page.goto('/en/desk/add');
    await page.getByLabel('Title').fill(title);
    await page.getByLabel('Text').fill('We need a logo and a flyer in Illustrator. Budget $120. Anyone in Kenya may apply.');
    await page.getByLabel('Who hires').fill('Mkate Ltd');
    await page.getByRole('button', { name: 'Add work by hand' }).click();
    await page.waitForURL(/\/en\/leads\/[0-9a-f]{16}$/);
    const lead = page.url();
    const shown = await page.locator('main').innerText();
    for (const read of [title, '$120', 'Illustrator', 'Mkate Ltd']) expect(shown.includes(read), `what was read is shown: ${read}`);
    await shot(page, 'desk-lead-360', { fullPage: true });
    await axeFindsNothing(page);
    await noSidewaysScroll(page);
    expect((await found(browser, site, 'zawadi bakery')).includes(title), 'students find it');
    await press(page, page.getByRole('button', { name: 'This is a scam' }));
    expect(!(await found(browser, site, 'zawadi bakery')).includes(title), 'a scam is not listed');
    await press(page, page.getByRole('button', { name: 'Take the mark back' }));
    expect((await found(browser, site, 'zawadi bakery')).includes(title), 'and without the mark it is');
    await page.getByRole('button', { name: 'It is over: close it' }).click();
    await page.waitForURL(/\/en\/desk\/add$/);
    expect(!(await found(browser, site, 'zawadi bakery')).includes(title), 'what is over is not listed');
    expect((await page.goto(lead)).status() === 200, 'its page tells that it has ended');
  });
  await check('nothing strange by hand', () => expect(strange.length === 0, strange.join('\n')));
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

/** A draft made before somebody else published is held against what they did, and then goes on. */
async function movedDraft(browser, site, trainer) {
  const { context, page } = await reader(browser, site, { viewport: PHONE });
  await check('a draft is put on what others published', async () => {
    await logIn(page, trainer);
    await addPhrase(page, 'mapambo ya keki');
    await goBack(page);
    await page.goto('/en/desk/draft');
    expect((await page.getByRole('alert').innerText()).includes('Published while you worked'), 'the draft says that the book has moved');
    expect(await page.getByRole('button', { name: 'Publish' }).count() === 0, 'and is not published unseen');
    await press(page, page.getByRole('button', { name: 'I have seen it' }));
    expect(await page.getByRole('alert').count() === 0, 'then it goes on');
    await publish(page, 'cakes');
    await page.goto('/en/desk/entry/field/graphic-design');
    expect((await page.locator('main').textContent()).includes('mapambo ya keki'), 'with its change');
    await goBack(page);
  });
  await context.close();
}

/** Verdicts of a program on the first lead, so that the log has more than one page. */
async function judgeOften(context, page) {
  const lead = (await firstLead(page)).match(/[0-9a-f]{16}/)[0];
  for (let time = 0; time < 60; time += 1) {
    const sent = { headers: { 'sec-fetch-site': 'same-origin' }, data: { about: { field: 'writing' }, is: time % 2 === 0 } };
    const answer = await context.request.put(`/api/v1/desk/leads/${lead}/verdict`, sent);
    expect(answer.status() === 204, `a verdict answers ${answer.status()}`);
  }
}

/** All of the above stands in the log, newest first, and is narrowed by a plain form. */
async function activityWalk(browser, site, trainer) {
  const { context, page, strange } = await reader(browser, site, { viewport: PHONE, bypassCSP: true });
  const log = page.locator('.day li');
  await check('the activity log tells what was decided', async () => {
    await logIn(page, trainer);
    await page.goto('/en/desk/activity');
    await shot(page, 'desk-activity-360', { fullPage: true });
    await judgeOften(context, page);
    await page.goto('/en/desk');
    await page.getByText('What was decided lately').click();
    await page.getByRole('link', { name: 'All that was decided' }).click();
    await page.waitForURL(/\/en\/desk\/activity$/);
    const all = (await log.allInnerTexts()).join('\n');
    expect(await log.count() === 50, `a page has fifty: ${await log.count()}`);
    expect(all.includes(`${trainer.name} says that`) && all.includes('is not Writing'), all);
    const times = await page.locator('.day li > time').evaluateAll((list) => list.map((time) => Date.parse(time.dateTime)));
    expect(times.every((time, place) => place === 0 || time <= times[place - 1]), 'newest first');
    await targetsAreLarge(page);
    await axeFindsNothing(page);
    await noSidewaysScroll(page);
  });
  await check('the activity log is read to its beginning and back', async () => {
    await page.goto('/en/desk/activity');
    const newest = await log.first().innerText();
    let seen = await log.count();
    while (await page.getByRole('link', { name: 'Older' }).count() > 0) {
      await page.getByRole('link', { name: 'Older' }).click();
      await page.waitForURL(/cursor=/);
      seen += await log.count();
      expect(seen < 2000, 'the log ends');
    }
    expect((await log.last().innerText()).includes('log in'), 'it begins with the trainer');
    while (await page.getByRole('link', { name: 'Newer' }).count() > 0) await press(page, page.getByRole('link', { name: 'Newer' }));
    expect(await log.first().innerText() === newest, 'and ends where it began');
  });
  await check('the activity log is narrowed by person and kind', async () => {
    await page.goto('/en/desk/activity');
    await page.getByLabel('What').selectOption('lead');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(/kind=lead/);
    const told = await log.allInnerTexts();
    expect(told.length === 2 && told[0].includes('closes Zawadi logo for a bakery') && told[1].includes('adds work by hand: Zawadi logo'), told.join('\n'));
    await log.last().getByRole('link').click();
    expect((await page.locator('h1').innerText()).trim() === 'Zawadi logo for a bakery', 'the title leads to the work');
    await page.goto('/en/desk/activity');
    await page.getByLabel('Who').selectOption('operator');
    await page.getByLabel('What').selectOption('mark');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(/kind=mark/);
    expect(await log.count() === 0 && await page.locator('.empty').isVisible(), 'nothing fits, and the page says so');
    await shot(page, 'desk-activity-empty-360');
    await page.locator('.empty a').click();
    expect(await log.count() === 50, 'one press shows all again');
    await page.goto('/en/desk/activity?kind=verdict');
    await page.getByRole('link', { name: 'عر' }).click();
    await page.waitForURL(/\/ar\/desk\/activity\?kind=verdict$/);
    expect(await page.locator('html').getAttribute('dir') === 'rtl' && (await log.first().innerText()).includes('حكم'), 'the choice comes along to Arabic');
    await shot(page, 'ar-desk-activity-verdicts-360', { fullPage: true });
  });
  await check('nothing strange in the log', () => expect(strange.length === 0, strange.join('\n')));
  await context.close();
}

const PAGES = ['', '/entry/skill/figma', '/draft', '/editions', '/suggestions', '/add', '/activity', '/activity?kind=draft'];
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
