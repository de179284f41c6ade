# Wax kasta oo boggagga iyo sharraxaaddu yiraahdaan, af Soomaali. Fure kasta oo en.ftl ku jira wuu joogaa.

## Jirka bogga
site-about = Shaqo madax-bannaan, oo loo kala horreysiiyay waxa saacaddeedu kuu reebto
skip = U gudub shaqada
languages = Luqadaha
language-name = Soomaali
nav-list = Shaqada oo dhan
nav-skills = Xirfadahayga
nav-sources = Ilaha
nav-api = Xog loogu talagalay barnaamijyada
footer-pay = Mushaharka waxaa la xisaabiyay kadib khidmadaha iyo saacadaha aan la bixin. Fur shaqo si aad xisaabta u aragto.
footer-private = Akoon ma jiro, cookie ma jiro. Xirfadahaagu waxay ku jiraan cinwaanka boggan oo keliya.
stale = Kuwani waa shaqooyinka sidii ay ahaayeen { $since }. Kaydka xogtu hadda ma jawaabayo; wixii is beddelay weli lama muujin.
back = Ku noqo liiska

## Liiska
list-title = Shaqada lacagteedu fiican tahay marka hore
form-label = Liiska soo koob
field = Qaybta
field-any = Qaybaha oo dhan
min-hourly = Ugu yaraan saacaddii
min-hourly-any = Lacag kasta
min-hourly-value = { $money } ama ka badan
words = Erayo
words-hint = astaan, dukaan, -crypto
show = Tus
more-filters = Doorashooyin kale
age = Da’da
age-any = Da’ kasta
age-value = { $count ->
    [one] Maalintii u dambaysay
   *[other] { $count } maalmood ee u dambeeyay
  }
source = Isha
source-any = Ilaha oo dhan
reach-label = Yaa qaadan kara
reach-any = Dhammaan kuwa ii furnaan kara
reach-value-open = Aniga ii furan
reach-value-group = Kooxaha u furan
order = Kala horreyn
order-worth = Ka aniga iigu fiican marka hore
order-net-hourly = Ka ugu lacagta badan marka hore
order-posted = Ka ugu cusub marka hore
order-fit = Ka xirfadahayga ugu dhow marka hore
pay-label = Lacagta
pay-any = La sheegay ama aan la sheegin
pay-stated-only = La sheegay oo keliya
second-currency = Sidoo kale ku tus
second-currency-none = Doolarka Mareykanka oo keliya
clear = Tirtir doorashooyinka oo dhan
count = { $count ->
    [0] Shaqo lama helin
    [one] Hal shaqo
   *[other] { $number } shaqo
  }
count-shown-hidden = { $count ->
    [one] Hal shaqo, kuwa qarsoon ku jiraan
   *[other] { $number } shaqo, kuwa qarsoon ku jiraan
  }
count-from = qof jooga { $country }
newest-poll = shaqo cusub la raadiyay { $ago }
an-hour = saacaddii, adiga
an-hour-guess = saacaddii, qiyaas
pay-unknown = lacagta lama yaqaan
in-currency = qiyaastii { $money }
profile-none = Dooro waxa aad samayn karto, liiskana adiga ayaa laguu kala horreysiinayaa.
profile-skills = Waxaa loo kala horreysiiyay xirfadahaaga:
profile-change = Beddel
gone-merged = { $old } hadda waa qayb ka mid ah { $new }, sidaas ayaana loo tiriyaa.
gone-left-out = { $old } kuma jiro liiska tababarayaasha, sidaas darteed lama tirin.
gone-finds-nothing = { $old } kuma jiro liiska tababarayaasha, sidaas darteed shaqo laguma helo.
gone-not-there = “{ $old }” halkan kuma jiro mar dambe.
next-page = { $count } ee xiga
first-page = Ku noqo bilowga liiska
take-along = Liiskan qaado
as-feed = U raac sida quudin
as-csv = Loogu talagalay xaashi xisaabeed
hidden-count = { $count ->
    [one] Mid kale waa qarsoon tahay:
   *[other] { $number } kale waa qarsoon yihiin:
  }
hidden-closed = { $count ->
    [one] mid ka xiran dadka jooga { $country }
   *[other] { $number } ka xiran dadka jooga { $country }
  }
hidden-flagged = { $count ->
    [one] mid leh digniin “{ $flag }”
   *[other] { $number } leh digniin “{ $flag }”
  }
hidden-ended = { $count ->
    [one] mid way dhammaatay
   *[other] { $number } way dhammaadeen
  }
hidden-not-offer = { $count ->
    [one] mid shaqo ma bixinayso
   *[other] { $number } shaqo ma bixinayaan
  }
hidden-show = I tus iyaga iyo sababta
hidden-hide = Mar kale qari
why-hidden = Badanaa way qarsoon tahay:
why-closed = waxay ka xiran tahay dadka jooga { $country }
why-flagged = digniin “{ $flag }”
why-ended = way dhammaatay
why-not-offer = shaqo ma bixinayso
empty-heading = Waxba kuma habboona doorashooyinkaaga oo dhan
empty-meant = Ma waxaad ula jeedday “{ $words }”?
empty-help = Hal doorasho ka saar:
empty-without = Iyada oo aan lahayn { $choice }
empty-all = Tus shaqada oo dhan
empty-hidden = Shaqo habboon way jirtaa, laakiin way qarsoon tahay. Hoos ka eeg sababaha.
empty-first = Weli shaqo lama akhriyin. Dhowr daqiiqo kadib soo eeg.
polling = Raadintii ugu horreysay weli way socotaa: { $polled } ka mid ah { $sources } ilood ayaa la weydiiyay. Daqiiqad kadib soo eeg.
retry = Mar kale eeg

## Lacagta
pay-hour = Waxay bixisaa { $amount } saacaddii
pay-project = Waxay bixisaa { $amount } shaqada oo dhan
pay-day = Waxay bixisaa { $amount } maalintii
pay-week = Waxay bixisaa { $amount } toddobaadkii
pay-month = Waxay bixisaa { $amount } bishii
pay-year = Waxay bixisaa { $amount } sannadkii
pay-piece = Waxay bixisaa { $amount } midkiiba ({ $piece })
pay-piece-unnamed = Waxay bixisaa { $amount } midkiiba
pay-unclear = Waxay sheegtay { $amount }, mase sheegin waxay tahay
pay-not-stated = Lacagta lama sheegin
pay-not-stated-usual = Lacagta lama sheegin; shaqada noocan ah badanaa waxay reebtaa qiyaastii { $money } saacaddii
pays-nothing = Waxba ma bixiso
pay-not-believed = { $pay } (lama rumaysan karo: cidna sidaas ma bixiso)
amount-range = { $low } ilaa { $high }
amount-from = laga bilaabo { $low }
amount-to = ilaa { $high }
currency-unknown = { $amount } (lacag noocee ah lama sheegin)
left-hour = waxay reebtaa { $range } saacaddii
spread = inta u dhaxaysa { $low } iyo { $high }

## Waqtiga
ago-now = hadda
ago-minutes = { $count ->
    [one] { $count } daqiiqo ka hor
   *[other] { $count } daqiiqo ka hor
  }
ago-hours = { $count ->
    [one] { $count } saac ka hor
   *[other] { $count } saacadood ka hor
  }
ago-days = { $count ->
    [one] shalay
   *[other] { $count } maalmood ka hor
  }
ago-weeks = { $count ->
    [one] { $count } toddobaad ka hor
   *[other] { $count } toddobaad ka hor
  }
ago-months = { $count ->
    [one] { $count } bil ka hor
   *[other] { $count } bilood ka hor
  }
in-minutes = { $count } daqiiqo kadib
in-hours = { $count ->
    [one] { $count } saac kadib
   *[other] { $count } saacadood kadib
  }
in-days = { $count ->
    [one] { $count } maalin kadib
   *[other] { $count } maalmood kadib
  }
date = { $day } { $month } { $year }
month-1 = Janaayo
month-2 = Febraayo
month-3 = Maarso
month-4 = Abriil
month-5 = Maajo
month-6 = Juun
month-7 = Luuliyo
month-8 = Ogosto
month-9 = Sebtembar
month-10 = Oktoobar
month-11 = Nofembar
month-12 = Desembar

## Sababta ay halkan u taal
fit-have = Waxaad leedahay
fit-partly = qayb ahaan
fit-missing = waxaa kaa maqan
fit-nothing-asked = Ma sheegin xirfadda ay rabto
fit-no-profile = Ma aadan sheegin waxa aad samayn karto, sidaas darteed waxba lagama jarin
fit-of = Waxaad leedahay { $have } ka mid ah { $all } ay rabto
fit-partly-list = qayb baad ka taqaan { $skills }
fit-missing-list = waxaa kaa maqan { $skills }
open-sentence = La soo dhigay { $ago }; shaqada duugga ah badanaa waa la qaatay
trust-fine = Wax digaya kuma jiro
trust-flags = { $count ->
    [one] Hal digniin: { $flags }
   *[other] { $count } digniinood: { $flags }
  }
reach-open = Waa kuu furan tahay
reach-open-anywhere = Waxay u furan tahay adduunka oo dhan
reach-group = Waa kuu furan tahay koox ama wakaalad ahaan
reach-unknown = Ma sheegin cidda qaadan karta
reach-closed = Waxay ka xiran tahay dadka jooga { $country }
reach-closed-language = Waxay rabtaa { $languages }, oo aadan sheegin
reach-places = Meelaha la sheegay: { $places }
reach-languages = Waxay rabtaa { $languages }
by-way-of-start = waxaa laga helay
postings-more = { $count ->
    [one] iyo hal meel oo kale
   *[other] iyo { $count } meelood oo kale
  }
written-in = ku qoran { $language }
careful = Ka digtoonow:
severe = Khatar:
notice = Ogow:

## Hal shaqo
sum-heading = Sida loo xisaabiyay
sum-label = Waxa
sum-figure = Intee
sum-pay-hour = Macmiilku wuxuu bixiyaa saacaddii
sum-pay-project = Macmiilku wuxuu bixiyaa shaqada oo dhan
sum-pay-day = Macmiilku wuxuu bixiyaa maalintii
sum-pay-week = Macmiilku wuxuu bixiyaa toddobaadkii
sum-pay-month = Macmiilku wuxuu bixiyaa bishii
sum-pay-year = Macmiilku wuxuu bixiyaa sannadkii
sum-pay-piece = Macmiilku wuxuu bixiyaa midkiiba ({ $piece })
sum-pay-piece-unnamed = Macmiilku wuxuu bixiyaa midkiiba
sum-usual = Lacagta lama sheegin; shaqada noocan ah badanaa waxay reebtaa
sum-usual-field = Lacagta lama sheegin; qaybtan ({ $field }) badanaa waxay reebtaa
sum-not-believed = Lacagta la sheegay lama rumaysan karo; shaqada noocan ah badanaa waxay reebtaa
sum-rate = Doolarka Mareykanka
rate-old = sicirkani waa duug
sum-rate-note = { $rate } halkii doolar, { $date }
sum-fee = Khidmadda { $platform }
sum-fee-percent = Khidmadda { $platform }, { $percent } %
sum-bids = Codsiyo, ilaa mid laga aqbalo
sum-payout = Sida lacagtu kuugu timaaddo
sum-pieces = Inta la sameeyo saacaddii
sum-piece-hours = Saacadaha midkiiba
sum-hours = Saacadaha shaqada
sum-unpaid = Saacado aan la bixin: codsi, fariimo, sixid
sum-left = Waxa ka haray
sum-hourly = Saacaddu waxay reebtaa
sum-drawn = Waxay ku dhisan tahay qiyaas, sidaas darteed waxaa loo soo dhoweeyay sida caadiga ah ee shaqada noocan ah
sum-flattened = Aad bay uga sarreysaa inta caadiga ah ee shaqada noocan ah, sidaas darteed wax ka yar baa loo xisaabiyay
sum-worth = Qiimaha ay kuu leedahay, saacaddii
stated = la sheegay
estimated = qiyaas
reach-heading = Ma qaadan karaa?
reach-yes = Haa.
reach-maybe = Laga yaabaa.
reach-as-group = Koox ahaan.
reach-no = Maya.
papers-heading = Waxa ay madashu rabto
papers-unknown = Halkan lagama yaqaan waraaqaha ay rabaan. Weydii macallinkaaga ka hor inta aadan shaqo gelin.
read-on = La akhriyay { $date }.
read-on-stale = La akhriyay { $date }, waa hore: weydii in ay weli run tahay.
skills-heading = Waxa ay rabto
skill-where-title = cinwaanka
skill-where-tags = sumadaha
skill-where-text = qoraalka
flags-heading = Digniino
flags-none = Erayada shaqadan wax digaya kuma jiraan. Taasi caddayn ma aha: hoos ka eeg waxa la hubiyo.
postings-heading = Meesha laga bixiyo
postings-heading-many = Isla shaqadii oo { $count } meelood taal
posting-leaves = waxay reebtaa { $money } saacaddii
posting-leaves-unknown = lama yaqaan waxa ay reebto
posting-ended = way dhammaatay
posting-read = Ka akhri oo ka jawaab { $source }
posting-by = waxaa bixinaya { $company }
same-first = markii hore halkan lagu arkay
same-url = isla cinwaankii
same-text = isla erayadii
same-near = ku dhowaad isla erayadii
text-heading = Waxa ay qoreen
text-cut = Kani waa bilowga. Inta kale ka akhri meesha laga bixiyo.
text-none = Cinwaanka mooyaane wax kale ma qorin.
check-heading = Ka hor inta aadan jawaabin
check-1 = Qof daacad ah kama rabo in aad lacag bixiso si aad shaqo u hesho: khidmad, dhigaal iyo koorso toona.
check-2 = Hadalka iyo lacagtu ha ku haraan madasha. Ka tag haddii ay kugu riixaan Telegram ama WhatsApp.
check-3 = Weligaa akoon ha amaahin hana kirayn, aqoonsigaagana ha ku dirin sheeko.
check-4 = Ka heshiiya lacagta ka hor inta aadan tusaale samayn.
check-5 = Haddii ay u muuqato mid aad u fiican, marka hore tus macallinkaaga.
wrong = Tiro khaldan? Macallinkaaga u sheeg lambarka boggan: { $id }

## Xirfadahayga
skills-title = Xirfadahayga
skills-page-heading = Maxaad samayn kartaa?
skills-help = Calaamadee waxa aad samayn karto oo riix badhanka. Liiskana adiga ayaa laguu kala horreysiinayaa. Waxba lama kaydiyo: hay cinwaanka liiska, ama calaamadi.
skills-save = Shaqada ii kala horreysii
skills-levels = Ilaa xad intee le’eg?
skills-levels-help = Sheeg inta aad mid kasta taqaan. Waxa aad weli baranayso waxaa loo tiriyaa nus.
level-learning = waan baranayaa
level-able = keligey waan samayn karaa
level-strong = dadka kale ayaa i weydiiya
skill-remove = ka saar
skills-other = Kuwo kale
skills-country = Meesha aad ku nooshahay
skills-clear = Dhammaan ka saar

## Qaadashada
nav-saved = La keydiyay
share = La wadaag boggan, ama koodhkiisa QR
share-short = La wadaag
made = Ilaa { $date }
kept-copy = Nuqul telefoonkaaga ku keydsan, la sameeyay
save = Keydi
saved-done = Waa la keydiyay ✓
print = Daabac
papers-asked = waraaqo ayaa la weydiisanayaa
digest-html = Hal fayl oo la gudbiyo
digest-text = Qoraal fudud
wall = Warqad derbiga
keep-list = Liiskan keydi internet la’aan
keep-done = Waa la keydiyay ✓
digest-newer = Shaqadu degdeg bay u dhammaataa. Waxa cusub:
digest-delete = Fadlan tirtir faylkan kadib { $date }: milkiilaha il ayaa sidaas doonaya.
digest-offered = la soo bandhigay { $date }
wall-heading = Shaqada ugu fiican maanta
wall-scan = Iskaan garee koodhka si aad u aragto xisaabta iyo waxa la hubinayo
qr-of = Koodhka QR
share-heading = La wadaag boggan
share-back = Ku noqo bogga
share-plain = Qof kasta, xirfadahaaga la’aantood
share-mine = Xirfadahaaga oo la socda, telefoonkaaga kale
share-whatsapp = Ku dir WhatsApp
share-sms = Ku dir SMS
share-too-long = Cinwaankani aad buu ugu dheer yahay koodhka QR.
saved-heading = Shaqada la keydiyay
saved-none = Weli waxba lama keydin. Fur shaqo oo taabo Keydi.
saved-help = Cinwaanka boggan wuxuu hayaa waxaad keydisay: calaamadee ama la wadaag.
kept-heading = Waxa telefoonkan lagu akhriyi karo internet la’aan
digest-left-out = { $count ->
    [one] Mid waa laga tagay: milkiilaha ishu ma oggola in la gudbiyo.
   *[other] { $number } waa laga tagay: milkiilayaasha ilaha ma oggola in la gudbiyo.
  }
digest-shown = { $count ->
    [one] Kan ugu fiican ayaa faylkan ku jira.
   *[other] { $number } ee ugu fiican ayaa faylkan ku jira.
  }
saved-gone = { $count ->
    [one] Mid ma jiro mar dambe.
   *[other] { $number } ma jiraan mar dambe.
  }

## Waxa lacag leh
nav-insights = Waxa lacag leh
insights-heading = Waxa lacag leh iyo waxa xiga ee la barto
learn-heading = Waxa xiga ee la barto
learn-help = Shaqadu way kuu furantaa marka aad awooddo ugu yaraan kala bar waxa ay weydiiso. Xirfadahan ayaa wax badan kuu keeni lahaa, ta ugu fiican marka hore.
learn-none = Weli wax la soo jeediyo ma jiro.
learn-skill = Xirfad
learn-brings = Waxa ay keeni lahayd
learn-leaves = saacaddeedu waxay reebtaa ku dhawaad { $money }
learn-now = Waan baranayaa
fields-pay = Waxa qayb kasta bixiso
skills-pay = Waxa xirfadaha ugu badan ee la weydiiyo bixiyaan
pays-quarters = Rubuca hoose ilaa kan sare, iyo siddeed toddobaad
pays-median = Dhexda, saacaddii
pays-moves = { $later } oo cusub afar toddobaad, { $earlier } afartii ka horreysay
pays-moves-unknown = Inta shaqo ee cusub weli lama oga: kazi waa inuu ilihiisa akhriyey siddeed toddobaad.
drawings-help = Xarriiqdu waxay ka socotaa rubuca hoose ilaa kan sare ee waxa saacaddu reebto, calaamaduna waa dhexda; xarriiq kasta waa isku cabbir, 0 ilaa { $money }.
weeks-help = Tiirarku waa shaqada siddeed toddobaad, ta ugu cusub waa u dambaysaa.
learn-opens = { $count ->
    [one] waxay furtaa hal shaqo
   *[other] waxay furtaa { $number } shaqo
  }
learn-better = { $count ->
    [one] Mid ayaa si fiican kuugu habboon.
   *[other] { $number } ayaa si fiican kuugu habboon.
  }
pays-leads = { $count ->
    [one] hal shaqo
   *[other] { $number } shaqo
  }

## Ilaha
sources-title = Ilaha
sources-heading = Meesha shaqadu ka timaaddo, iyo waxa milkiileyaashu oggol yihiin
source-fine = way shaqaynaysaa
source-failing = dhib baa haysta
source-waiting = weli lama weydiin
source-off = way dansan tahay
source-off-why = Sababta: { $reason }
source-last = La weydiiyay { $ago }
source-result = { $items } shay, { $fresh } waa cusub
source-next = Marka xigta { $when }
source-backing-off = muddo dheer ayaa loo daayay khaladaad kadib
source-attribution = Sidan ha loo magacaabo
source-floor = Ugu badnaan mar ayaa la weydiiyaa { $time } kasta
source-keep-unlimited = Waa la hayn karaa
source-keep-for = Waxaa la hayaa { $time }
source-keep-nothing = Lama hayo
source-not-shown = Milkiiluhu ma oggola in halkan lagu tuso
source-terms = Shuruudaha
source-terms-read = Shuruudaha, la akhriyay { $date }
time-minutes = { $count } daqiiqo
time-hours = { $count ->
    [one] { $count } saac
   *[other] { $count } saacadood
  }
time-days = { $count ->
    [one] { $count } maalin
   *[other] { $count } maalmood
  }

## Khaladaad
problem-suggest = Ma waxaad ula jeedday { $suggestion }?
problem-page-title = Cinwaankan ma shaqaynayo
problem-page = Bog ma jiro halkan. Waxaa laga yaabaa in cinwaanka si khaldan loo qoray ama uu jidka ku go’ay.
problem-part = Qayb ka mid ah lama isticmaali karo: { $part }.
problem-lead-title = Shaqadani halkan kuma jirto
problem-lead = Way dhammaatay, waa laga qaaday, ama lama muujin karo mar dambe.
problem-search-title = Tan laguma raadin karo
problem-search = Isku day hal eray ama dhowr eray, oo xarfo ama tirooyin ah, oo aan lahayn calaamado xigasho.
problem-refused-title = Tan lama samayn karo
problem-failed-title = Wax baa halkan ka khaldamay
problem-failed = Adiga khaladkaagu ma aha. Mar kale isku day daqiiqad kaddib.
problem-home = U gudub liiska

## Magacyo
field-web-design = Naqshadaynta shabakadda
field-graphic-design = Naqshadaynta garaafka
field-web-development = Horumarinta shabakadda
field-mobile-development = Barnaamijyada moobilka
field-software-development = Barnaamijyo
field-data-entry = Xog gelin
field-data-analysis = Falanqaynta xogta
field-writing = Qoraal
field-translation = Turjumaad
field-virtual-assistant = Kaaliye fog
field-customer-support = Adeegga macmiisha
field-marketing = Suuqgeyn
field-video-audio = Muuqaal iyo cod
field-microtask = Hawlo yaryar
field-other = Shaqo kale
country-KE = Kenya
country-UG = Uganda
country-TZ = Tanzania
country-RW = Rwanda
country-BI = Burundi
country-CD = Kongo (DRC)
country-SS = Koonfurta Suudaan
country-SD = Suudaan
country-ET = Itoobiya
country-SO = Soomaaliya
tongue-en = Ingiriis
tongue-fr = Faransiis
tongue-sw = Sawaaxili
tongue-ar = Carabi
tongue-so = Soomaali
tongue-es = Isbaanish
tongue-pt = Bortaqiis
tongue-de = Jarmal
tongue-zh = Shiine
flag-off-platform = hadalka ayay madasha ka saartaa
flag-off-platform-advice = Madasha ku hadh: dibadeeda cid lacagtaada ilaalisa ma jirto.
flag-upfront-fee = marka hore lacag bay weydiisataa
flag-upfront-fee-advice = Ha bixin. Shaqo daacad ah weligeed lacag kuguma kacdo.
flag-overpayment = lacag badan bay bixisaa qaarna dib bay u rabtaa
flag-overpayment-advice = Jeegga waa la celin doonaa, lacagtaaduna way lumaysaa. Ka tag.
flag-free-work = waxay rabtaa shaqo lacag la’aan ah
flag-free-work-advice = Ka heshiiya lacagta ka hor inta aadan waxba samayn.
flag-account-rental = waxay rabtaa akoonkaaga
flag-account-rental-advice = Weligaa akoon ha amaahin hana kirayn: waad waayaysaa, waxa lagu sameeyana adaa laga weydiinayaa.
flag-task-scam = khiyaano hawleed
flag-task-scam-advice = Hawlaha gujinta ee dhigaal rabta weligood ma bixiyaan.
flag-data-theft = marka hore aqoonsi ama xog bangi bay weydiisataa
flag-data-theft-advice = Ha dirin aqoonsi iyo xog bangi ka hor heshiis madasha lagu galay.
flag-mlm = waxay bixisaa oo keliya haddii aad dad keento ama wax iibiso
flag-mlm-advice = Saacadaha lama bixiyo. Meel kale ka raadi.
flag-vague-employer = ballan weyn, magac la’aan
flag-vague-employer-advice = Weydii cidda ay yihiin iyo waxa saxda ah ee la rabo ka hor inta aadan jawaabin.
flag-many-names = qoraal isku mid ah, magacyo badan
flag-many-names-advice = Raadi magaca dhabta ah, halkaasna weydii ka hor inta aadan waxba dirin.
flag-adult = galmo la xiriirta
flag-adult-advice = Kuguma qasbana in aad qaadato.
flag-illegal = waxay rabtaa wax mamnuuc ah
flag-illegal-advice = Faallo been ah, imtixaan dad kale iyo codad la iibsado waxay kaa waayi karaan akoonkaaga.

## For trainers
desk-login = Gal
desk-login-help = Tababarayaasha oo keliya ayaa gala si ay u hagaajiyaan xirfadaha. Akhristayaashu akoon uma baahna.
desk-name = Magac
desk-password = Furaha sirta
desk-wrong-password = Magaca ama furaha sirtu waa khalad.
desk-too-many-tries = Furayaal khaldan oo badan. Isku day mar kale { $number } ilbiriqsi kaddib.
desk-title = Miiska tababarayaasha
desk-book = Buugga xirfadaha
desk-draft = Qabyadayda
desk-editions = Daabacaadaha
desk-suggestions = Talooyin
desk-add = Gacan ku dar shaqo
desk-edition = Daabacaadda { $number } ayaa la isticmaalayaa
desk-draft-count = { $count ->
    [one] Hal isbeddel oo qabyadaada ku jira
   *[other] { $number } isbeddel oo qabyadaada ku jira
  }
desk-find = Raadi xirfad, qayb ama eray
desk-new-skill = Xirfad cusub
desk-aliases = Erayo kale oo ay leedahay, hakad ku kala saar
desk-to-draft = Ku dar qabyadayda
desk-activity = Wixii dhawaan la go’aamiyay
desk-logout = Ka saar { $name }
desk-aliases-heading = Erayada macnaheeda leh
desk-remove-word = Ka saar: { $word }
desk-new-alias = Eray ama weedh kale
desk-cased = Xarfaha waaweyn waa muhiim
desk-near = Keliya meel u dhow mid ka mid ah erayadan, hakad ku kala saar
desk-negatives = Weedho macne kale leh
desk-new-negative = Weedh kale oo sidaas ah
desk-more = Wax dheeraad ah
desk-weight = Inta ay gaar tahay, ilaa 1
desk-rename = Magac kale
desk-parent = Qayb ka ah
desk-merge = Waa isku mid: geli
desk-split = Erayadan ka dhig xirfad gaar ah
desk-split-name = Magaca xirfaddaas
desk-retire = Xirfaddan buugga ka saar
desk-draft-empty = Weli waxba kuma jiraan. Buugga xirfad ka raadi oo wax beddel.
desk-conflict = Waxaa daabacay { $who } intii aad shaqaynaysay. Eeg waxa kala duwan, dabadeed sii wad.
desk-move-on = Waan arkay: isbeddelladayda saar daabacaadda { $number }
desk-why = Sababta, kuwa kale darteed
desk-publish = Daabac
desk-preview = Waxa isbeddeli lahaa
desk-verdicts = Sida go’aannadiinnu u soo baxaan
desk-preview-summary = Shaqooyinka leh erayadan ama xirfadahan: { $affected }. Dib loo akhriyey, kuwa ugu fiican marka hore: { $read }. Wax helaya: { $gain }. Wax waayaya: { $lose }. Qiimahoodu u isbeddelayo qofka aan xirfad sheegin, ama sheega mid keliya oo ka mid ah kuwa isbeddelaya: { $moved }.
desk-for-reader = qofka leh { $name }
desk-today = Maanta
desk-then = kaddib
desk-drop = Tuur qabyadayda
desk-measure = sax { $precision }, la helay { $recall }
desk-edition-shipped = 0 · buugga la socday kazi
desk-edition-current = la isticmaalayo
desk-restore = Ku noqo daabacaadda { $number }
desk-add-help = Ku dheji waxaad heshay. Isla markiiba waa la akhriyaa, waxaadna arkaysaa wixii la fahmay.
desk-lead-title = Cinwaan
desk-lead-text = Qoraal
desk-lead-url = Ciwaanka
desk-lead-company = Cidda shaqaalaynaysa
desk-lead-pay = Mushaharka, sida loo qoray
desk-whose = Erayga ay leedahay
desk-suggest-add = Erayo shaqooyinkan ka soocaya
desk-suggest-against = Erayo go’aannadu ka soo horjeedaan
desk-suggest-unused = Erayo aan shaqo ku jirin
desk-suggest-none = Weli wax la soo jeedin karo ma jiraan: soo jeedintu waxay ka timaadaa ereyada shaqooyinka halkan yaalla. Kor ka dooro xirfad, xukun ka bixi shaqooyin, ama soo noqo ururinta xigta ka dib.
desk-lead-heading = Tababarayaasha: ma sax baa?
desk-yes = Haa
desk-no = Maya
desk-is-also = Waa sidoo kale …
desk-mark-scam = Kani waa khayaano
desk-mark-fine = Kani waa hagaag
desk-mark-none = Ka qaad calaamadda
flag-marked-scam = tababare ayaa khayaano ku calaamadeeyay
flag-marked-scam-advice = Ha ka jawaabin. Weydii tababarahaaga haddaadan hubin.
desk-close = Way dhammaatay: xir
desk-did-trainer-added = waxaa la oggolaaday gelitaanka { $name }
desk-did-password-set = { $name } waxaa la siiyay fure sir ah oo cusub
desk-did-trainer-removed = mar dambe lama oggola gelitaanka { $name }
desk-did-key-added = waxaa lagu daray furaha { $name }
desk-did-key-removed = waxaa laga saaray furaha { $name }
desk-did-drafted = waxaa qabyo lagu daray isbeddel ku saabsan { $about }
desk-did-undrafted = waxaa qabyo laga saaray isbeddel ku saabsan { $about }
desk-did-undrafted-some = waxaa qabyo laga saaray isbeddel
desk-did-draft-moved = waxaa qabyo la saaray { $edition }
desk-did-draft-dropped = waxaa la tuuray qabyo
desk-did-published = waxaa la daabacay { $edition }
desk-did-published-unread = waxaa la daabacay daabacaad aan la akhrin karin
desk-did-restored = waxaa lagu noqday { $old }, oo hadda ah { $edition }
desk-did-judged-yes = waxaa la yiri { $lead } waa { $about }
desk-did-judged-no = waxaa la yiri { $lead } ma aha { $about }
desk-did-judged-none = waxaa laga noqday go’aankii { $lead }: { $about }
desk-did-marked-scam = waxaa { $lead } lagu calaamadeeyay khayaano
desk-did-marked-fine = waxaa { $lead } lagu calaamadeeyay hagaag
desk-did-marked-none = waxaa calaamaddii laga qaaday { $lead }
desk-did-lead-added = waxaa gacanta lagu daray shaqo: { $lead }
desk-did-lead-closed = waxaa la xiray { $lead }, oo gacanta lagu daray
desk-log = Diiwaanka
desk-log-all = Dhammaan wixii la go’aamiyay
desk-log-help = Kuwa ugu cusub marka hore; saacaduhu waa UTC.
desk-log-by = Yaa
desk-log-anybody = Qof kasta
desk-log-kind = Maxay
desk-log-anything = Wax kasta
desk-log-draft = Qabyooyinka
desk-log-verdict = Go’aannada shaqada
desk-log-mark = Calaamadaha
desk-log-lead = Shaqooyin gacanta lagu daray
desk-log-account = Gelitaanka iyo furayaasha
desk-log-older = Kuwa ka sii horreeya
desk-log-newer = Kuwa ka sii cusub
desk-log-none = Weli waxba lama go’aamin. Waxaad ka beddesho buugga xirfadaha iyo waxaad shaqo ka tiraahdo halkan ayay ka muuqan doonaan.
desk-log-no-such = Go’aan doorashooyinkan ku habboon ma jiro.
desk-log-cut = Halkan waxaa ku qoran { $number } go’aan ee ugu dambeeyay. Kuwa ka sii horreeya waxay ku jiraan buugga uu maamulaha nidaamku hayo.
desk-log-unread = { $count ->
    [one] Hal qoraal oo buugga ku jira lama akhrin karo waana laga tagay. U sheeg maamulaha nidaamka.
   *[other] { $number } qoraal oo buugga ku jira lama akhrin karo waana laga tagay. U sheeg maamulaha nidaamka.
  }
desk-edition-named = daabacaadda { $number }
desk-work-named = shaqada { $id }

## What platforms ask for: the facts of platforms.toml by their key
fact-direct-agree = Inta aadan bilaabin ku heshiiya sida laguu siin doono lacagta iyo inaad Kenya ku heli karto. kazi ma yaqaan sida macmiilkani wax u bixiyo.
fact-direct-papers = Ma jiro cid u baahan nuqul waraaqahaaga ah marka laga reebo bangi, shirkad lacagta taleefanka ama madal aad taqaan, weligeedna maaha ka hor inta shaqo laguu soo bandhigin.
fact-photo-id = Waxay rabtaa aqoonsi sawir leh oo ay ku qoran yihiin magaca, taariikhda dhalashada iyo (baasaboorka mooyee) ciwaanka; aqoonsiga ku-meel-gaarka ah waa la diidaa.
fact-refugee-id = Lama yaqaan in kaarka qaxootiga la aqbalo: Kenya waxay u aqoonsatay SIM-ka iyo lacagta taleefanka ilaa Juun 2025, laakiin madal ayaa diidday mid 2023.
fact-mpesa-same-name = Waxay ku bixisaa M-Pesa gudaha Kenya. Magaca M-Pesa waa inuu la mid yahay magaca Upwork laga xaqiijiyay; hab cusub oo lacag lagu helo wuxuu shaqeeyaa 3 maalmood ka dib.
fact-agency = Waxay leedahay xisaabo wakaaladeed, oo koox ay ku shaqayso magaceeda la xaqiijiyay.
fact-age-unknown = Da’da ugu yar lama raadin; weydii macallinkaaga.
fact-mpesa-as-upwork = Waxay ku bixisaa M-Pesa gudaha Kenya, sida shaqooyinka kale ee Upwork.
fact-papers-unknown = Waraaqaha ay Kenya ka rabto lama raadin; weydii macallinkaaga.
fact-payoneer-address = Payoneer, oo ah hab lacag lagu helo, waxay rabtaa ciwaanka guriga; sanduuqa boostada waa la diidaa.
fact-paypal-unsure = Ilaha warku way isku khilaafsan yihiin lacag-bixinta PayPal ee Kenya; weydii macallinkaaga ka hor inta aadan ku kalsoonaan.
fact-left-kenya = Waxay Kenya ka baxday Maarso 2024: xisaabo cusub oo Kenya ka yimaada lama aqbalo.
fact-closed-2026 = Waxaa la xiray Sebtembar 2026.
