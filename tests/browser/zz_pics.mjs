import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
const base='http://127.0.0.1:7990', out='/tmp/pics/';
const pw=readFileSync('/tmp/demo.out','utf8').match(/password (\S+)/)[1];
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox']});
const ctx=await b.newContext({viewport:{width:360,height:720}});
const p=await ctx.newPage();
const q='?have=css,figma,html';
await p.goto(base+'/en/'+q); await p.screenshot({path:out+'list.png'});
await p.screenshot({path:out+'list-full.png',fullPage:true});
const links=await p.$$eval('h2 a, h3 a', as=>as.map(a=>[a.textContent,a.href]));
console.log(JSON.stringify(links.slice(0,10)));
await p.goto(links[1][1]); await p.screenshot({path:out+'lead.png'}); await p.screenshot({path:out+'lead-full.png',fullPage:true});
await p.goto(base+'/en/insights'+q); await p.screenshot({path:out+'insights.png'}); await p.screenshot({path:out+'insights-full.png',fullPage:true});
for (const t of ['sw','ar','so','fr']) { await p.goto(base+`/${t}/`+q); await p.screenshot({path:out+`list-${t}.png`}); }
await p.goto(base+'/en/desk'); await p.fill('input[name=name]','trainer'); await p.fill('input[type=password]',pw); await p.click('main button[type=submit], main button'); await p.waitForLoadState();
await p.screenshot({path:out+'desk-home.png',fullPage:true}); console.log(p.url());
console.log(JSON.stringify(await p.$$eval('main a, nav a', as=>as.map(a=>[a.textContent.trim(),a.getAttribute('href')]).slice(0,60))));
await b.close();
