// Comfort where scripts run: saves leads on this phone, keeps pages for times without a network, says how
// old a kept page is. Every page works without it.
(() => {
  const SAVED_MAX = 50;
  const tongue = document.documentElement.lang;
  const canKeep = 'caches' in self && 'serviceWorker' in navigator;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const saved = () => {
    try {
      return JSON.parse(localStorage.getItem('saved')).filter((id) => /^[0-9a-f]{16}$/.test(id));
    } catch {
      return [];
    }
  };

  // `kept` holds what the reader chose, `seen` the last pages looked at (worker.js, which deletes what may be
  // kept no longer).
  const isFresh = ({ headers }) => {
    const [, seconds] = /stale-if-error=(\d+)/.exec(headers.get('cache-control')) ?? [];
    return Date.now() - Date.parse(headers.get('date')) < seconds * 1000;
  };
  const keep = async (url, name = 'kept') => {
    if (!canKeep) return;
    const response = await fetch(url), cache = await caches.open(name);
    if (!response.ok || !/stale-if-error/.test(response.headers.get('cache-control'))) return;
    // A copy says that it is one.
    const text = (await response.text()).replace('id="kept" hidden', 'id="kept"');
    await cache.put(url, new Response(text, response));
  };
  const savedAddress = () => {
    const url = new URL(`/${tongue}/saved${location.search}`, location);
    for (const name of [...url.searchParams.keys()]) {
      if (!['have', 'country', 'speaks', 'currency'].includes(name)) url.searchParams.delete(name);
    }
    const ids = saved();
    if (ids.length) url.searchParams.set('lead', ids.join(','));
    return url.href.replaceAll('%2C', ',').replaceAll('%3A', ':');
  };

  const age = (seconds) => {
    const [count, unit] = seconds < 5400 ? [seconds / 60, 'minute'] : seconds < 129600 ? [seconds / 3600, 'hour'] : [seconds / 86400, 'day'];
    return new Intl.RelativeTimeFormat(tongue).format(-Math.max(1, Math.round(count)), unit);
  };
  const tellAge = () => {
    const made = document.querySelector('#made'), note = document.querySelector('#kept:not([hidden]) b');
    if (made && note) note.textContent = age((Date.now() - Date.parse(made.dateTime)) / 1000);
  };

  const showSaved = (link) => {
    const has = saved().includes(link.dataset.save);
    link.textContent = has ? link.dataset.done : link.dataset.label;
    link.classList.toggle('done', has);
  };
  const toggle = (link) => {
    const id = link.dataset.save, ids = saved();
    const has = ids.includes(id);
    localStorage.setItem('saved', JSON.stringify(has ? ids.filter((other) => other !== id) : [id, ...ids].slice(0, SAVED_MAX)));
    showSaved(link);
    pointToSaved();
    if (has) caches.open('kept').then((cache) => cache.delete(location.href));
    else Promise.all([keep(location.href), keep(savedAddress())]).catch(() => {});
  };
  const pointToSaved = () => all('a[data-saved]').forEach((link) => { link.href = savedAddress(); });

  const keepList = async (button) => {
    button.disabled = true;
    await keep(location.href);
    for (const link of all('ol.leads h2 a')) await keep(link.href);
    button.textContent = button.dataset.done;
  };
  const listKept = async (place) => {
    const line = async ([url, copy]) => {
      const page = new DOMParser().parseFromString(await copy.text(), 'text/html');
      const item = document.createElement('li'), link = document.createElement('a');
      const seconds = (Date.now() - Date.parse(page.querySelector('#made')?.dateTime)) / 1000;
      link.href = url;
      link.textContent = page.querySelector('h1')?.textContent.trim() ?? url;
      link.dir = 'auto';
      item.append(link, ` ${seconds > 0 ? age(seconds) : ''}`);
      return item;
    };
    const copies = new Map();
    for (const name of ['seen', 'kept']) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) copies.set(request.url, await cache.match(request));
    }
    const pages = [...copies].filter(([url, copy]) => /\/\w\w\/(leads\/.*)?(\?.*)?$/.test(url) && isFresh(copy));
    place.append(...await Promise.all(pages.slice(-SAVED_MAX).reverse().map(line)));
    place.closest('section').hidden = pages.length === 0;
  };

  all('[data-save]').forEach((link) => {
    link.dataset.label = link.textContent;
    showSaved(link);
    link.addEventListener('click', (event) => { event.preventDefault(); toggle(link); });
  });
  all('[data-print]').forEach((button) => { button.hidden = false; button.addEventListener('click', () => print()); });
  pointToSaved();
  tellAge();
  if (/\/saved$/.test(location.pathname) && !/[?&]lead=/.test(location.search) && saved().length && navigator.onLine) location.replace(savedAddress());
  if (!canKeep) return;
  all('[data-keep]').forEach((button) => { button.hidden = false; button.addEventListener('click', () => keepList(button).catch(() => { button.disabled = false; })); });
  all('[data-kept]').forEach((place) => listKept(place).catch(() => {}));
  navigator.serviceWorker.register('/worker.js').then(async () => {
    if (!navigator.serviceWorker.controller) await keep(location.href, 'seen');
    if (!await caches.match(`/${tongue}/saved`)) await keep(`/${tongue}/saved`);
    if (!await caches.match('/kazi.js')) await keep('/kazi.js');
  }).catch(() => {});
})();
