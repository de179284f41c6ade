# Yote ambayo kurasa na maelezo husema, kwa Kiswahili. Kila ufunguo wa en.ftl upo hapa.

## Fremu
site-about = Kazi za kujitegemea, zimepangwa kwa kile ambacho saa moja inakuachia
skip = Nenda kwenye kazi
languages = Lugha
language-name = Kiswahili
nav-list = Kazi zote
nav-skills = Ujuzi wangu
nav-sources = Vyanzo
nav-api = Data kwa programu
footer-pay = Malipo yamehesabiwa baada ya ada na saa zisizolipwa. Fungua kazi uone hesabu.
footer-private = Hakuna akaunti, hakuna vidakuzi. Ujuzi wako umo kwenye anwani ya ukurasa huu tu.
stale = Hizi ni kazi kama zilivyokuwa { $since }. Hifadhidata haipatikani kwa sasa; mabadiliko ya baadaye bado hayaonekani.
back = Rudi kwenye orodha

## Orodha
list-title = Kazi zenye malipo bora kwanza
form-label = Punguza orodha
field = Fani
field-any = Fani zote
min-hourly = Angalau kwa saa
min-hourly-any = Malipo yoyote
min-hourly-value = { $money } au zaidi
words = Maneno
words-hint = nembo, duka, -crypto
show = Onyesha
more-filters = Chaguo zaidi
age = Umri
age-any = Umri wowote
age-value = { $count ->
    [one] Siku ya mwisho
   *[other] Siku { $count } za mwisho
  }
source = Chanzo
source-any = Vyanzo vyote
reach-label = Nani anaweza kuichukua
reach-any = Zote zinazoweza kuwa wazi kwangu
reach-value-open = Wazi kwangu
reach-value-group = Wazi kwa vikundi
order = Mpangilio
order-worth = Bora kwangu kwanza
order-net-hourly = Malipo makubwa kwanza
order-posted = Mpya kwanza
order-fit = Karibu na ujuzi wangu kwanza
pay-label = Malipo
pay-any = Yametajwa au la
pay-stated-only = Yaliyotajwa tu
second-currency = Onyesha pia kwa
second-currency-none = Dola za Marekani tu
clear = Ondoa chaguo zote
count = { $count ->
    [0] Hakuna kazi iliyopatikana
    [one] Kazi moja
   *[other] Kazi { $number }
  }
count-shown-hidden = { $count ->
    [one] Kazi { $number }, pamoja na zilizofichwa
   *[other] Kazi { $number }, pamoja na zilizofichwa
  }
count-from = kwa mtu aliye { $country }
newest-poll = kazi mpya zilitafutwa { $ago }
an-hour = kwa saa, kwako
an-hour-guess = kwa saa, makadirio
pay-unknown = malipo hayajulikani
in-currency = takriban { $money }
profile-none = Chagua unachoweza kufanya, na orodha itapangwa kwa ajili yako.
profile-skills = Imepangwa kwa ujuzi wako:
profile-change = Badilisha
gone-merged = { $old } sasa ni sehemu ya { $new }, na inahesabiwa hivyo.
gone-left-out = { $old } haimo tena kwenye orodha ya wakufunzi, kwa hiyo haihesabiwi.
gone-finds-nothing = { $old } haimo tena kwenye orodha ya wakufunzi, kwa hiyo hakuna kazi inayopatikana kwa chaguo hilo.
gone-not-there = “{ $old }” haipo tena hapa.
next-page = { $count } zinazofuata
first-page = Rudi mwanzo wa orodha
take-along = Chukua orodha hii
as-feed = Fuata kama mlisho
as-csv = Kwa lahajedwali
hidden-count = { $count ->
    [one] Nyingine moja imefichwa:
   *[other] Nyingine { $number } zimefichwa:
  }
hidden-closed = { $count ->
    [one] moja haiko wazi kwa watu wa { $country }
   *[other] { $number } haziko wazi kwa watu wa { $country }
  }
hidden-flagged = { $count ->
    [one] moja ina onyo “{ $flag }”
   *[other] { $number } zina onyo “{ $flag }”
  }
hidden-ended = { $count ->
    [one] moja imekwisha
   *[other] { $number } zimekwisha
  }
hidden-not-offer = { $count ->
    [one] moja haitoi kazi
   *[other] { $number } hazitoi kazi
  }
hidden-show = Zionyeshe pamoja na sababu
hidden-hide = Zifiche tena
why-hidden = Kwa kawaida imefichwa:
why-closed = haiko wazi kwa watu wa { $country }
why-flagged = onyo “{ $flag }”
why-ended = imekwisha
why-not-offer = haitoi kazi
empty-heading = Hakuna kinacholingana na chaguo zako zote
empty-meant = Je, ulimaanisha “{ $words }”?
empty-help = Ondoa chaguo moja:
empty-without = Bila { $choice }
empty-all = Onyesha kazi zote
empty-hidden = Kuna kazi zinazolingana, lakini zimefichwa. Tazama sababu hapa chini.
empty-first = Bado hakuna kazi iliyosomwa. Tazama tena baada ya dakika chache.
polling = Utafutaji wa kwanza bado unaendelea: vyanzo { $polled } kati ya { $sources } vimeulizwa. Tazama tena baada ya dakika moja.
retry = Tazama tena

## Malipo
pay-hour = Hulipa { $amount } kwa saa
pay-project = Hulipa { $amount } kwa kazi nzima
pay-day = Hulipa { $amount } kwa siku
pay-week = Hulipa { $amount } kwa wiki
pay-month = Hulipa { $amount } kwa mwezi
pay-year = Hulipa { $amount } kwa mwaka
pay-piece = Hulipa { $amount } kwa kila { $piece }
pay-piece-unnamed = Hulipa { $amount } kwa kila kipande
pay-unclear = Inataja { $amount }, bila kusema ni ya nini
pay-not-stated = Malipo hayakutajwa
pay-not-stated-usual = Malipo hayakutajwa; kazi kama hii kwa kawaida huacha takriban { $money } kwa saa
pays-nothing = Hailipi chochote
pay-not-believed = { $pay } (haiaminiki: hakuna anayelipa hivyo)
amount-range = { $low } hadi { $high }
amount-from = kuanzia { $low }
amount-to = hadi { $high }
currency-unknown = { $amount } (sarafu haikutajwa)
left-hour = huacha { $range } kwa saa
spread = kati ya { $low } na { $high }

## Wakati
ago-now = sasa hivi
ago-minutes = dakika { $count } zilizopita
ago-hours = saa { $count } zilizopita
ago-days = { $count ->
    [one] jana
   *[other] siku { $count } zilizopita
  }
ago-weeks = wiki { $count } zilizopita
ago-months = miezi { $count } iliyopita
in-minutes = baada ya dakika { $count }
in-hours = baada ya saa { $count }
in-days = baada ya siku { $count }
date = { $day } { $month } { $year }
month-1 = Januari
month-2 = Februari
month-3 = Machi
month-4 = Aprili
month-5 = Mei
month-6 = Juni
month-7 = Julai
month-8 = Agosti
month-9 = Septemba
month-10 = Oktoba
month-11 = Novemba
month-12 = Desemba

## Kwa nini iko hapa
fit-have = Unao
fit-partly = kwa sehemu
fit-missing = umekosa
fit-nothing-asked = Haisemi inataka ujuzi gani
fit-no-profile = Hujasema unachoweza kufanya, kwa hiyo hakuna kinachopunguzwa
fit-of = Una { $have } kati ya { $all } inavyotaka
fit-partly-list = unajua sehemu ya { $skills }
fit-missing-list = umekosa { $skills }
open-sentence = Ilitolewa { $ago }; kazi za zamani mara nyingi zimeshachukuliwa
trust-fine = Hakuna kinachoonya ndani yake
trust-flags = { $count ->
    [one] Onyo moja: { $flags }
   *[other] Maonyo { $count }: { $flags }
  }
reach-open = Wazi kwako
reach-open-anywhere = Wazi duniani kote
reach-group = Wazi kwako kama kikundi au wakala
reach-unknown = Haisemi nani anaweza kuichukua
reach-closed = Haiko wazi kwa watu wa { $country }
reach-closed-language = Inataka { $languages }, ambayo hukuitaja
reach-places = Mahali palipotajwa: { $places }
reach-languages = Inataka { $languages }
by-way-of-start = kupitia
postings-more = { $count ->
    [one] na mahali pengine pamoja
   *[other] na mahali pengine { $count }
  }
written-in = kwa { $language }
careful = Angalia:
severe = Hatari:
notice = Fahamu:

## Kazi moja
sum-heading = Hesabu ilivyofanywa
sum-label = Nini
sum-figure = Kiasi gani
sum-pay-hour = Mteja hulipa kwa saa
sum-pay-project = Mteja hulipa kwa kazi nzima
sum-pay-day = Mteja hulipa kwa siku
sum-pay-week = Mteja hulipa kwa wiki
sum-pay-month = Mteja hulipa kwa mwezi
sum-pay-year = Mteja hulipa kwa mwaka
sum-pay-piece = Mteja hulipa kwa kila { $piece }
sum-pay-piece-unnamed = Mteja hulipa kwa kila kipande
sum-usual = Malipo hayakutajwa; kazi kama hii kwa kawaida huacha
sum-usual-field = Malipo hayakutajwa; { $field } kwa kawaida huacha
sum-not-believed = Malipo yaliyotajwa hayaaminiki; kazi kama hii kwa kawaida huacha
sum-rate = Kwa dola za Marekani
rate-old = kiwango hiki ni cha zamani
sum-rate-note = { $rate } kwa dola moja, tarehe { $date }
sum-fee = Ada ya { $platform }
sum-fee-percent = Ada ya { $platform }, { $percent } %
sum-bids = Maombi, hadi moja likubaliwe
sum-payout = Kufikisha pesa kwako
sum-pieces = Vipande kwa saa
sum-piece-hours = Saa kwa kila kipande
sum-hours = Saa za kazi
sum-unpaid = Saa zisizolipwa: maombi, ujumbe, marekebisho
sum-left = Kinachobaki
sum-hourly = Saa moja huacha
sum-drawn = Inategemea makadirio, hivyo imesogezwa karibu na kawaida ya kazi kama hii
sum-flattened = Juu sana ya kawaida ya kazi kama hii, hivyo inahesabiwa kidogo
sum-worth = Thamani kwako, kwa saa
stated = imetajwa
estimated = makadirio
reach-heading = Naweza kuichukua?
reach-yes = Ndiyo.
reach-maybe = Huenda.
reach-as-group = Kama kikundi.
reach-no = Hapana.
papers-heading = Jukwaa linataka nini
papers-unknown = Haijulikani hapa karatasi gani zinatakiwa. Muulize mwalimu wako kabla ya kuweka kazi.
read-on = Ilisomwa { $date }.
read-on-stale = Ilisomwa { $date }, zamani: uliza kama bado ni kweli.
skills-heading = Inataka ujuzi gani
skill-where-title = kwenye kichwa
skill-where-tags = kwenye lebo
skill-where-text = kwenye maandishi
flags-heading = Maonyo
flags-none = Hakuna neno linaloonya katika kazi hii. Huo si uthibitisho: tazama hapa chini cha kukagua.
postings-heading = Inapotolewa
postings-heading-many = Kazi ileile mahali { $count }
posting-leaves = huacha { $money } kwa saa
posting-leaves-unknown = haijulikani inaacha kiasi gani
posting-ended = imekwisha
posting-read = Isome na uijibu kwenye { $source }
posting-by = imetolewa na { $company }
same-first = ilionekana hapa kwanza
same-url = anwani ileile
same-text = maneno yaleyale
same-near = maneno karibu yaleyale
text-heading = Walichoandika
text-cut = Huu ni mwanzo. Soma yaliyobaki pale inapotolewa.
text-none = Hawakuandika kitu zaidi ya kichwa.
check-heading = Kabla ya kujibu
check-1 = Mtu mwaminifu hakuombi ulipe ili upate kazi: si ada, si amana, si kozi.
check-2 = Mazungumzo na malipo yabaki kwenye jukwaa. Ondoka wakikusukuma kwenda Telegram au WhatsApp.
check-3 = Usiazimishe wala kukodisha akaunti, na usitume kitambulisho chako kwenye mazungumzo.
check-4 = Kubalianeni malipo kabla ya kufanya sampuli.
check-5 = Ikionekana nzuri kupita kiasi, mwonyeshe mwalimu wako kwanza.
wrong = Kiasi si sahihi? Mwambie mwalimu wako namba ya ukurasa huu: { $id }

## Ujuzi wangu
skills-title = Ujuzi wangu
skills-page-heading = Unaweza kufanya nini?
skills-help = Weka alama kwenye unachoweza kufanya kisha bonyeza kitufe. Orodha itapangwa kwa ajili yako. Hakuna kinachohifadhiwa: tunza anwani ya orodha, au iweke kwenye alamisho.
skills-save = Nipangie kazi
skills-levels = Kwa kiwango gani?
skills-levels-help = Sema unajua kila kimoja kwa kiwango gani. Unachojifunza bado huhesabiwa nusu.
level-learning = ninajifunza
level-able = naweza peke yangu
level-strong = wengine huniuliza
skill-remove = ondoa
skills-other = Mengine
skills-country = Unaishi wapi
skills-clear = Ondoa vyote

## Kuichukua
nav-saved = Zilizohifadhiwa
share = Shiriki ukurasa huu, au msimbo wake wa QR
share-short = Shiriki
made = Hali ya { $date }
kept-copy = Nakala iliyohifadhiwa kwenye simu yako, ya
save = Hifadhi
saved-done = Imehifadhiwa ✓
print = Chapisha
papers-asked = vitambulisho vinahitajika
digest-html = Faili moja la kupitisha
digest-text = Kama maandishi tu
wall = Karatasi ya ukutani
keep-list = Hifadhi orodha hii bila mtandao
keep-done = Imehifadhiwa ✓
digest-newer = Kazi huisha haraka. Mpya ziko:
digest-delete = Tafadhali futa faili hili baada ya { $date }: mwenye chanzo anataka hivyo.
digest-offered = ilitolewa { $date }
wall-heading = Kazi bora za leo
wall-scan = Changanua msimbo uone hesabu na cha kukagua
qr-of = Msimbo wa QR
share-heading = Shiriki ukurasa huu
share-back = Rudi kwenye ukurasa
share-plain = Kwa yeyote, bila ujuzi wako
share-mine = Pamoja na ujuzi wako, kwa simu yako nyingine
share-whatsapp = Tuma kwa WhatsApp
share-sms = Tuma kwa SMS
share-too-long = Anwani hii ni ndefu mno kwa msimbo wa QR.
saved-heading = Kazi zilizohifadhiwa
saved-none = Hakuna kilichohifadhiwa bado. Fungua kazi na ubonyeze Hifadhi.
saved-help = Anwani ya ukurasa huu ina ulichohifadhi: iweke alamisho, au ishiriki.
kept-heading = Zinasomeka kwenye simu hii bila mtandao
digest-left-out = { $count ->
    [one] Moja imeachwa: mwenye chanzo haruhusu ipitishwe.
   *[other] { $number } zimeachwa: wenye vyanzo hawaruhusu zipitishwe.
  }
digest-shown = { $count ->
    [one] Iliyo bora iko kwenye faili hili.
   *[other] { $number } bora ziko kwenye faili hili.
  }
saved-gone = { $count ->
    [one] Moja haipo tena.
   *[other] { $number } hazipo tena.
  }

## Kinacholipa
nav-insights = Kinacholipa
insights-heading = Kinacholipa, na cha kujifunza
learn-heading = Jifunza sasa
learn-help = Kazi hufunguka kwako ukiweza angalau nusu ya inachoomba. Ujuzi huu ungekuletea zaidi, ulio bora kwanza.
learn-none = Hakuna cha kupendekeza bado.
learn-skill = Ujuzi
learn-brings = Ungeleta nini
learn-leaves = saa moja huacha takriban { $money }
learn-now = Ninajifunza
fields-pay = Kila fani hulipa nini
skills-pay = Ujuzi unaoombwa zaidi hulipa nini
pays-quarters = Kutoka robo ya chini hadi ya juu, na wiki nane
pays-median = Katikati, kwa saa
pays-moves = { $later } mpya kwa wiki nne, { $earlier } kwa nne za kabla
pays-moves-unknown = Idadi ya kazi mpya bado haijulikani: kazi lazima iwe imesoma vyanzo vyake kwa wiki nane.
drawings-help = Mstari huenda kutoka robo ya chini hadi ya juu ya kile saa moja huacha, alama ni katikati; mistari yote ina kipimo kimoja, 0 hadi { $money }.
weeks-help = Nguzo ni kazi za wiki nane, ya karibuni mwisho.
learn-opens = { $count ->
    [one] hufungua kazi moja
   *[other] hufungua kazi { $number }
  }
learn-better = { $count ->
    [one] Moja inakufaa zaidi.
   *[other] { $number } zinakufaa zaidi.
  }
pays-leads = { $count ->
    [one] kazi moja
   *[other] kazi { $number }
  }

## Vyanzo
sources-title = Vyanzo
sources-heading = Kazi zinatoka wapi, na wenye vyanzo wanaruhusu nini
source-fine = kinafanya kazi
source-failing = kina tatizo
source-waiting = bado hakijaulizwa
source-off = kimezimwa
source-off-why = Kwa nini: { $reason }
source-last = Kiliulizwa { $ago }
source-result = vitu { $items }, vipya { $fresh }
source-next = Tena { $when }
source-backing-off = kimeachwa kwa muda zaidi baada ya makosa
source-attribution = Kitajwe hivi
source-floor = Huulizwa mara moja tu kila { $time }
source-keep-unlimited = Inaweza kutunzwa
source-keep-for = Hutunzwa { $time }
source-keep-nothing = Haitunzwi
source-not-shown = Mwenyewe haruhusu ionyeshwe hapa
source-terms = Masharti
source-terms-read = Masharti, yalisomwa { $date }
time-minutes = dakika { $count }
time-hours = saa { $count }
time-days = siku { $count }

## Makosa
problem-suggest = Ulimaanisha { $suggestion }?
problem-page-title = Anwani hii haifanyi kazi
problem-page = Hakuna ukurasa hapa. Huenda anwani iliandikwa vibaya au ilikatwa njiani.
problem-part = Sehemu yake haiwezi kutumika: { $part }.
problem-lead-title = Kazi hii haipo tena hapa
problem-lead = Imekwisha, imeondolewa, au hairuhusiwi kuonyeshwa tena.
problem-search-title = Utafutaji huu hauwezekani
problem-search = Jaribu neno moja au maneno machache, yenye herufi au tarakimu, bila alama za nukuu.
problem-refused-title = Jambo hili haliwezekani
problem-failed-title = Hitilafu imetokea hapa
problem-failed = Si kosa lako. Jaribu tena baada ya dakika moja.
problem-home = Nenda kwenye orodha

## Majina
field-web-design = Ubunifu wa tovuti
field-graphic-design = Ubunifu wa michoro
field-web-development = Uundaji wa tovuti
field-mobile-development = Programu za simu
field-software-development = Programu
field-data-entry = Kuingiza data
field-data-analysis = Uchambuzi wa data
field-writing = Uandishi
field-translation = Tafsiri
field-virtual-assistant = Usaidizi wa mtandaoni
field-customer-support = Huduma kwa wateja
field-marketing = Masoko
field-video-audio = Video na sauti
field-microtask = Kazi ndogondogo
field-other = Kazi nyingine
country-KE = Kenya
country-UG = Uganda
country-TZ = Tanzania
country-RW = Rwanda
country-BI = Burundi
country-CD = Kongo (DRC)
country-SS = Sudan Kusini
country-SD = Sudan
country-ET = Ethiopia
country-SO = Somalia
tongue-en = Kiingereza
tongue-fr = Kifaransa
tongue-sw = Kiswahili
tongue-ar = Kiarabu
tongue-so = Kisomali
tongue-es = Kihispania
tongue-pt = Kireno
tongue-de = Kijerumani
tongue-zh = Kichina
flag-off-platform = inatoa mazungumzo nje ya jukwaa
flag-off-platform-advice = Baki kwenye jukwaa: nje yake hakuna anayelinda malipo yako.
flag-upfront-fee = inaomba pesa kwanza
flag-upfront-fee-advice = Usilipe. Kazi ya kweli haikugharimu pesa.
flag-overpayment = inalipa zaidi na kudai nyingine irudi
flag-overpayment-advice = Hundi itakataliwa na pesa zako zitapotea. Ondoka.
flag-free-work = inataka kazi bila malipo
flag-free-work-advice = Kubalianeni malipo kabla ya kutengeneza chochote.
flag-account-rental = inataka akaunti yako
flag-account-rental-advice = Usiazimishe wala kukodisha akaunti: utaipoteza, na utajibu kwa yatakayofanywa nayo.
flag-task-scam = utapeli wa kazi za kubofya
flag-task-scam-advice = Kazi za kubofya zinazoomba amana hazilipi kamwe.
flag-data-theft = inaomba kitambulisho au data za benki kwanza
flag-data-theft-advice = Usitume kitambulisho wala data za benki kabla ya mkataba kwenye jukwaa.
flag-mlm = hulipa ukileta watu au ukiuza tu
flag-mlm-advice = Saa hazilipwi. Tafuta kwingine.
flag-vague-employer = ahadi kubwa, hakuna jina
flag-vague-employer-advice = Uliza ni akina nani na kazi ni nini hasa kabla ya kujibu.
flag-many-names = maandishi yale yale, majina mengi
flag-many-names-advice = Tafuta jina la kweli ni lipi, na uulize huko kabla ya kutuma chochote.
flag-adult = maudhui ya ngono
flag-adult-advice = Si lazima kuichukua.
flag-illegal = inataka jambo lililokatazwa
flag-illegal-advice = Maoni ya uongo, mitihani ya wengine na kura za kununua zinaweza kukupotezea akaunti.

## For trainers
desk-login = Ingia
desk-login-help = Wakufunzi pekee huingia, ili kurekebisha ujuzi. Wasomaji hawahitaji akaunti.
desk-name = Jina
desk-password = Nenosiri
desk-wrong-password = Jina au nenosiri si sahihi.
desk-too-many-tries = Manenosiri mengi yasiyo sahihi. Jaribu tena baada ya sekunde { $number }.
desk-title = Meza ya wakufunzi
desk-book = Kitabu cha ujuzi
desk-draft = Rasimu yangu
desk-editions = Matoleo
desk-suggestions = Mapendekezo
desk-add = Ongeza kazi kwa mkono
desk-edition = Toleo { $number } linatumika
desk-draft-count = { $count ->
    [one] Badiliko moja katika rasimu yako
   *[other] Mabadiliko { $number } katika rasimu yako
  }
desk-find = Tafuta ujuzi, fani au neno
desk-new-skill = Ujuzi mpya
desk-aliases = Maneno mengine yake, yatenganishwe kwa koma
desk-to-draft = Weka katika rasimu yangu
desk-activity = Yaliyoamuliwa karibuni
desk-logout = Mtoe { $name }
desk-aliases-heading = Maneno yanayoumaanisha
desk-remove-word = Ondoa: { $word }
desk-new-alias = Neno au fungu jingine la maneno
desk-cased = Herufi kubwa zina maana
desk-near = Karibu na mojawapo ya maneno haya tu, yatenganishwe kwa koma
desk-negatives = Mafungu ya maneno yenye maana nyingine
desk-new-negative = Fungu jingine kama hilo
desk-more = Zaidi
desk-weight = Ni mahususi kiasi gani, hadi 1
desk-rename = Jina jingine
desk-parent = Ni sehemu ya
desk-merge = Ni sawa na: uweke ndani ya
desk-split = Fanya maneno haya kuwa ujuzi wao wenyewe
desk-split-name = Jina la ujuzi huo
desk-retire = Ondoa ujuzi huu kitabuni
desk-draft-empty = Hakuna kitu bado. Tafuta ujuzi kitabuni na ubadilishe kitu.
desk-conflict = Imechapishwa ulipokuwa ukifanya kazi, na { $who }. Tazama tofauti, kisha uendelee.
desk-move-on = Nimeona: weka mabadiliko yangu juu ya toleo { $number }
desk-why = Kwa nini, kwa ajili ya wengine
desk-publish = Chapisha
desk-preview = Kitakachobadilika
desk-verdicts = Maamuzi yenu yanavyotokea
desk-preview-summary = Kazi zenye maneno au ujuzi huu: { $affected }. Zilizosomwa tena, bora kwanza: { $read }. Zinazopata kitu: { $gain }. Zinazopoteza kitu: { $lose }. Zinazobadilika thamani kwa msomaji asiyetaja ujuzi, au anayetaja mmoja tu kati ya unaobadilika: { $moved }.
desk-for-reader = kwa mwenye { $name }
desk-today = Leo
desk-then = kisha
desk-drop = Tupa rasimu yangu
desk-measure = sahihi { $precision }, zimepatikana { $recall }
desk-edition-shipped = 0 · kitabu kilichokuja na kazi
desk-edition-current = linatumika
desk-restore = Rudi kwenye toleo { $number }
desk-add-help = Bandika ulichopata. Kinasomwa mara moja, na unaona kilichoeleweka.
desk-lead-title = Kichwa
desk-lead-text = Maandishi
desk-lead-url = Anwani
desk-lead-company = Anayeajiri
desk-lead-pay = Malipo, kama yalivyoandikwa
desk-whose = Neno la nani
desk-suggest-add = Maneno yanayotofautisha kazi hizi
desk-suggest-against = Maneno yanayopingwa na maamuzi
desk-suggest-unused = Maneno ambayo hakuna kazi inayo
desk-suggest-none = Bado hakuna pendekezo: mapendekezo hutoka kwenye maneno ya kazi zilizopo. Chagua ujuzi hapo juu, toa uamuzi kwa kazi kadhaa, au rudi baada ya ukusanyaji unaofuata.
desk-lead-heading = Kwa wakufunzi: je, ni sahihi?
desk-yes = Ndiyo
desk-no = Hapana
desk-is-also = Ni pia …
desk-mark-scam = Huu ni utapeli
desk-mark-fine = Hii ni sawa
desk-mark-none = Ondoa alama
flag-marked-scam = imewekwa alama ya utapeli na mkufunzi
flag-marked-scam-advice = Usiijibu. Muulize mkufunzi wako kama huna uhakika.
desk-close = Imekwisha: ifunge
desk-did-trainer-added = amemruhusu { $name } kuingia
desk-did-password-set = amempa { $name } nenosiri jingine
desk-did-trainer-removed = hamruhusu tena { $name } kuingia
desk-did-key-added = ameongeza ufunguo { $name }
desk-did-key-removed = ameondoa ufunguo { $name }
desk-did-drafted = ameweka katika rasimu badiliko la { $about }
desk-did-undrafted = ameondoa katika rasimu badiliko la { $about }
desk-did-undrafted-some = ameondoa badiliko katika rasimu
desk-did-draft-moved = ameweka rasimu juu ya { $edition }
desk-did-draft-dropped = ametupa rasimu
desk-did-published = amechapisha { $edition }
desk-did-published-unread = amechapisha toleo lisilosomeka
desk-did-restored = amerudi kwenye { $old }, sasa ni { $edition }
desk-did-judged-yes = amesema { $lead } ni { $about }
desk-did-judged-no = amesema { $lead } si { $about }
desk-did-judged-none = ameondoa uamuzi juu ya { $lead }: { $about }
desk-did-marked-scam = ameweka alama kuwa { $lead } ni utapeli
desk-did-marked-fine = ameweka alama kuwa { $lead } ni sawa
desk-did-marked-none = ameondoa alama ya { $lead }
desk-did-lead-added = ameongeza kazi kwa mkono: { $lead }
desk-did-lead-closed = amefunga { $lead }, iliyoongezwa kwa mkono
desk-log = Kumbukumbu
desk-log-all = Yote yaliyoamuliwa
desk-log-help = Ya karibuni kwanza; saa ni za UTC.
desk-log-by = Nani
desk-log-anybody = Kila mtu
desk-log-kind = Nini
desk-log-anything = Kila kitu
desk-log-draft = Rasimu
desk-log-verdict = Maamuzi juu ya kazi
desk-log-mark = Alama
desk-log-lead = Kazi zilizoongezwa kwa mkono
desk-log-account = Ruhusa za kuingia na funguo
desk-log-older = Ya zamani zaidi
desk-log-newer = Ya karibuni zaidi
desk-log-none = Hakuna kilichoamuliwa bado. Unachobadilisha katika kitabu cha ujuzi na unachosema juu ya kazi kitaonekana hapa.
desk-log-no-such = Hakuna uamuzi unaolingana na chaguo hizi.
desk-log-cut = Hapa kuna maamuzi { $number } ya mwisho. Ya zamani zaidi yamo katika jarida analolitunza msimamizi wa mfumo.
desk-log-unread = { $count ->
    [one] Ingizo moja la jarida halisomeki na limeachwa. Mwambie msimamizi wa mfumo.
   *[other] Maingizo { $number } ya jarida hayasomeki na yameachwa. Mwambie msimamizi wa mfumo.
  }
desk-edition-named = toleo { $number }
desk-work-named = kazi { $id }

## What platforms ask for: the facts of platforms.toml by their key
fact-direct-agree = Kabla ya kuanza, kubalianeni utalipwaje na kwamba unaweza kupokea pesa hizo Kenya. kazi haijui mteja huyu hulipa vipi.
fact-direct-papers = Hakuna anayehitaji nakala ya vitambulisho vyako isipokuwa benki, kampuni ya pesa kwa simu au jukwaa unalolijua, na kamwe si kabla ya kupewa kazi.
fact-photo-id = Linataka kitambulisho chenye picha, jina, tarehe ya kuzaliwa na (isipokuwa pasipoti) anwani; vitambulisho vya muda hukataliwa.
fact-refugee-id = Haijulikani kama kitambulisho cha mkimbizi kinakubaliwa: Kenya inakitambua kwa laini za simu na pesa kwa simu tangu Juni 2025, lakini jukwaa moja lilikikataa mwaka 2023.
fact-mpesa-same-name = Hulipa kwa M-Pesa nchini Kenya. Jina la M-Pesa lazima liwe sawa na jina lililothibitishwa Upwork; njia mpya ya kulipwa hufanya kazi baada ya siku 3.
fact-agency = Lina akaunti za wakala, ambamo kikundi hufanya kazi kwa jina lake lililothibitishwa.
fact-age-unknown = Umri wa chini haujatafutwa; muulize mwalimu wako.
fact-mpesa-as-upwork = Hulipa kwa M-Pesa nchini Kenya, kama kazi nyingine za Upwork.
fact-papers-unknown = Vitambulisho vinavyotakiwa nchini Kenya havijatafutwa; muulize mwalimu wako.
fact-payoneer-address = Payoneer, njia mojawapo ya kulipwa, inataka anwani ya nyumbani; sanduku la posta hukataliwa.
fact-paypal-unsure = Vyanzo havikubaliani kuhusu malipo ya PayPal nchini Kenya; muulize mwalimu wako kabla ya kuyategemea.
fact-left-kenya = Liliondoka Kenya Machi 2024: akaunti mpya kutoka Kenya hazikubaliwi.
fact-closed-2026 = Lilifungwa Septemba 2026.
