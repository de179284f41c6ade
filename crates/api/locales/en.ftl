# Everything that pages and explanations say, in English. Every key here is in every other language.

## The frame
site-about = Freelance work, ranked by what an hour of it leaves you
skip = Skip to the work
languages = Languages
language-name = English
nav-list = All work
nav-skills = My skills
nav-sources = Sources
nav-api = Data for programs
footer-pay = Pay is worked out after fees and unpaid time. Open a piece of work to see the sum.
footer-private = No account, no cookies. Your skills are kept in the address of this page and nowhere else.
stale = These are the leads as of { $since }. The database does not answer now; what has changed since is not shown yet.
back = Back to the list

## The list
list-title = Work, best pay first
form-label = Narrow the list
field = Field
field-any = All fields
min-hourly = Least an hour
min-hourly-any = Any pay
min-hourly-value = { $money } or more
words = Words
words-hint = logo, shop, -crypto
show = Show
more-filters = More choices
age = Age
age-any = Any age
age-value = { $count ->
    [one] Last day
   *[other] Last { $count } days
  }
source = Source
source-any = All sources
reach-label = Who may take it
reach-any = All that may be open to me
reach-value-open = Open to me
reach-value-group = Open to groups
order = Order
order-worth = Best for me first
order-net-hourly = Best paid first
order-posted = Newest first
order-fit = Closest to my skills first
pay-label = Pay
pay-any = Stated or not
pay-stated-only = Stated only
second-currency = Show also in
second-currency-none = US dollars only
clear = Clear all choices
count = { $count ->
    [0] No work found
    [one] One piece of work
   *[other] { $number } pieces of work
  }
count-shown-hidden = { $count ->
    [one] One piece of work, hidden ones with it
   *[other] { $number } pieces of work, hidden ones with them
  }
count-from = for somebody in { $country }
newest-poll = looked for new work { $ago }
an-hour = an hour, for you
an-hour-guess = an hour, a guess
pay-unknown = pay not known
in-currency = about { $money }
profile-none = Pick what you can do, and the list is ranked for you.
profile-skills = Ranked for your skills:
profile-change = Change
gone-merged = { $old } is part of { $new } now, and counts as that.
gone-left-out = { $old } is no longer in the trainers’ list, so it is left out.
gone-finds-nothing = { $old } is no longer in the trainers’ list, so no work is found by it.
gone-not-there = There is no “{ $old }” here any more.
next-page = Next { $count }
first-page = Back to the top of the list
take-along = Take this list along
as-feed = Follow as a feed
as-csv = For a spreadsheet
hidden-count = { $count ->
    [one] One more is hidden:
   *[other] { $number } more are hidden:
  }
hidden-closed = { $count ->
    [one] one closed to people in { $country }
   *[other] { $number } closed to people in { $country }
  }
hidden-flagged = { $count ->
    [one] one with the warning “{ $flag }”
   *[other] { $number } with the warning “{ $flag }”
  }
hidden-ended = { $count ->
    [one] one has ended
   *[other] { $number } have ended
  }
hidden-not-offer = { $count ->
    [one] one offers no work
   *[other] { $number } offer no work
  }
hidden-show = Show them with the reason
hidden-hide = Hide them again
why-hidden = Usually hidden:
why-closed = closed to people in { $country }
why-flagged = warning “{ $flag }”
why-ended = it has ended
why-not-offer = it offers no work
empty-heading = Nothing fits all your choices
empty-meant = Did you mean “{ $words }”?
empty-help = Take one choice away:
empty-without = Without { $choice }
empty-all = Show all work
empty-hidden = Some work fits, but is hidden. See the reasons below.
empty-first = No work has been read yet. Look again in a few minutes.
polling = The first search for work is still running: { $polled } of { $sources } sources asked. Look again in a minute.
retry = Look again

## Pay
pay-hour = Pays { $amount } an hour
pay-project = Pays { $amount } for the whole job
pay-day = Pays { $amount } a day
pay-week = Pays { $amount } a week
pay-month = Pays { $amount } a month
pay-year = Pays { $amount } a year
pay-piece = Pays { $amount } for each { $piece }
pay-piece-unnamed = Pays { $amount } for each piece
pay-unclear = Names { $amount }, but not for what
pay-not-stated = Pay not stated
pay-not-stated-usual = Pay not stated; such work usually leaves about { $money } an hour
pays-nothing = Pays nothing
pay-not-believed = { $pay } (not believed: nobody pays that)
amount-range = { $low } to { $high }
amount-from = from { $low }
amount-to = up to { $high }
currency-unknown = { $amount } (currency not named)
left-hour = leaves { $range } an hour
spread = between { $low } and { $high }

## Time
ago-now = just now
ago-minutes = { $count ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
  }
ago-hours = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
  }
ago-days = { $count ->
    [one] yesterday
   *[other] { $count } days ago
  }
ago-weeks = { $count ->
    [one] { $count } week ago
   *[other] { $count } weeks ago
  }
ago-months = { $count ->
    [one] { $count } month ago
   *[other] { $count } months ago
  }
in-minutes = { $count ->
    [one] in { $count } minute
   *[other] in { $count } minutes
  }
in-hours = { $count ->
    [one] in { $count } hour
   *[other] in { $count } hours
  }
in-days = { $count ->
    [one] in { $count } day
   *[other] in { $count } days
  }
date = { $day } { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## Why it ranks
fit-have = You have
fit-partly = partly
fit-missing = missing
fit-nothing-asked = It does not say what it asks for
fit-no-profile = You have not said what you can do, so nothing is held against it
fit-of = You have { $have } of { $all } of what it asks for
fit-partly-list = you know a part of { $skills }
fit-missing-list = missing { $skills }
open-sentence = Offered { $ago }; older work is more often gone
trust-fine = Nothing in it warns
trust-flags = { $count ->
    [one] One warning: { $flags }
   *[other] { $count } warnings: { $flags }
  }
reach-open = Open to you
reach-open-anywhere = Open worldwide
reach-group = Open to you as a group or agency
reach-unknown = It does not say who may take it
reach-closed = Closed to people in { $country }
reach-closed-language = It asks for { $languages }, which you did not name
reach-places = Places named: { $places }
reach-languages = Asks for { $languages }
by-way-of-start = by way of
postings-more = { $count ->
    [one] and one more place
   *[other] and { $count } more places
  }
written-in = in { $language }
careful = Careful:
severe = Danger:
notice = Note:

## A piece of work
sum-heading = How that comes about
sum-label = What
sum-figure = How much
sum-pay-hour = The client pays for an hour
sum-pay-project = The client pays for the whole job
sum-pay-day = The client pays for a day
sum-pay-week = The client pays for a week
sum-pay-month = The client pays for a month
sum-pay-year = The client pays for a year
sum-pay-piece = The client pays for each { $piece }
sum-pay-piece-unnamed = The client pays for each piece
sum-usual = Pay is not stated; such work usually leaves
sum-usual-field = Pay is not stated; { $field } usually leaves
sum-not-believed = The pay stated is not believed; such work usually leaves
sum-rate = In US dollars
rate-old = this rate is old
sum-rate-note = { $rate } for a dollar, on { $date }
sum-fee = Fee of { $platform }
sum-fee-percent = Fee of { $platform }, { $percent } %
sum-bids = Bids, until one is won
sum-payout = Getting the money to you
sum-pieces = Pieces in an hour
sum-piece-hours = Hours for each piece
sum-hours = Hours of work
sum-unpaid = Unpaid hours: bids, messages, changes
sum-left = Left of it
sum-hourly = An hour leaves
sum-drawn = Rests on guesses, so drawn towards what such work usually leaves
sum-flattened = Far above what such work usually leaves, so it counts for less
sum-worth = Worth for you, an hour
stated = stated
estimated = a guess
reach-heading = Can I take it?
reach-yes = Yes.
reach-maybe = Perhaps.
reach-as-group = As a group.
reach-no = No.
papers-heading = What the platform asks for
papers-unknown = What papers this place asks for is not known here. Ask your trainer before you put work into it.
read-on = Read on { $date }.
read-on-stale = Read on { $date }, long ago: ask whether it still holds.
skills-heading = What it asks for
skill-where-title = in the title
skill-where-tags = in the tags
skill-where-text = in the text
flags-heading = Warnings
flags-none = Nothing in the words of this work warns. That is no proof: see below what to check.
postings-heading = Where it is offered
postings-heading-many = The same work in { $count } places
posting-leaves = leaves { $money } an hour
posting-leaves-unknown = what it leaves is not known
posting-ended = ended
posting-read = Read and answer it at { $source }
posting-by = offered by { $company }
same-first = met here first
same-url = same address
same-text = same words
same-near = nearly the same words
text-heading = What they wrote
text-cut = This is the beginning. Read the rest where it is offered.
text-none = They wrote nothing beside the title.
check-heading = Before you answer
check-1 = Nobody honest asks you to pay for work: no fee, no deposit, no course.
check-2 = Keep talk and payment on the platform. Leave when they push you to Telegram or WhatsApp.
check-3 = Never lend or rent an account, and never send your ID in a chat.
check-4 = Agree on the pay before you make a sample.
check-5 = If it sounds too good, show it to your trainer first.
wrong = Wrong figure? Tell your trainer the number of this page: { $id }

## My skills
skills-title = My skills
skills-page-heading = What can you do?
skills-help = Tick what you can do and press the button. The list is then ranked for you. Nothing is stored: keep the address of the list, or make it a bookmark.
skills-save = Rank the work for me
skills-levels = How well?
skills-levels-help = Say how well you know each. What you are still learning counts half.
level-learning = learning
level-able = can do it alone
level-strong = others ask me
skill-remove = remove
skills-other = Other
skills-country = Where you live
skills-clear = Take all away

## Taking it along
nav-saved = Saved
share = Share this page, or its QR code
share-short = Share
made = As of { $date }
kept-copy = A copy kept on your phone, made
save = Save
saved-done = Saved ✓
print = Print
papers-asked = asks for papers
digest-html = One file to pass on
digest-text = As plain text
wall = Sheet for the wall
keep-list = Keep this list offline
keep-done = Kept ✓
digest-newer = Work goes quickly. What is new:
digest-delete = Please delete this file after { $date }: the owner of a source wants it so.
digest-offered = offered on { $date }
wall-heading = The best work today
wall-scan = Scan a code to see the sum and what to check
qr-of = QR code
share-heading = Share this page
share-back = Back to the page
share-plain = For anybody, without your skills
share-mine = With your skills, for your own other phone
share-whatsapp = Send by WhatsApp
share-sms = Send by SMS
share-too-long = This address is too long for a QR code.
saved-heading = Saved work
saved-none = Nothing is saved yet. Open a piece of work and press Save.
saved-help = The address of this page holds what you saved: keep it as a bookmark, or share it.
kept-heading = Readable on this phone without a network
digest-left-out = { $count ->
    [one] One is left out: the owner of its source does not let it be passed on.
   *[other] { $number } are left out: the owners of their sources do not let them be passed on.
  }
digest-shown = { $count ->
    [one] The best one is in this file.
   *[other] The best { $number } are in this file.
  }
saved-gone = { $count ->
    [one] One is no longer there.
   *[other] { $number } are no longer there.
  }

## What pays
nav-insights = What pays
insights-heading = What pays, and what to learn next
learn-heading = Learn next
learn-help = Work opens to you when you can do at least half of what it asks for. These skills would bring you most, the best first.
learn-none = There is nothing to suggest yet.
learn-skill = Skill
learn-brings = What it would bring
learn-leaves = an hour of it leaves about { $money }
learn-now = I am learning it
fields-pay = What each field pays
skills-pay = What the skills most asked for pay
pays-quarters = From the lower to the upper quarter, and eight weeks
pays-median = The middle, an hour
pays-moves = { $later } new in four weeks, { $earlier } in the four before
pays-moves-unknown = How much of the work is new is not known yet: kazi must have read its sources for eight weeks.
drawings-help = The line reaches from the lower to the upper quarter of what an hour leaves, the mark is the middle; every line has one scale, from 0 to { $money }.
weeks-help = The bars are the work of eight weeks, the newest last.
learn-opens = { $count ->
    [one] opens one piece of work
   *[other] opens { $number } pieces of work
  }
learn-better = { $count ->
    [one] One fits you better.
   *[other] { $number } fit you better.
  }
pays-leads = { $count ->
    [one] one piece of work
   *[other] { $number } pieces of work
  }

## Sources
sources-title = Sources
sources-heading = Where the work comes from, and what its owners allow
source-fine = works
source-failing = has a problem
source-waiting = not asked yet
source-off = switched off
source-off-why = Why: { $reason }
source-last = Asked { $ago }
source-result = { $items } items, { $fresh } new
source-next = Next { $when }
source-backing-off = left alone for longer after errors
source-attribution = To be named as
source-floor = Asked at most every { $time }
source-keep-unlimited = May be kept
source-keep-for = Kept for { $time }
source-keep-nothing = Not kept
source-not-shown = Its owner does not let it be shown here
source-terms = Terms
source-terms-read = Terms, read on { $date }
time-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
  }
time-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
  }
time-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
  }

## Mistakes
problem-suggest = Did you mean { $suggestion }?
problem-page-title = This address does not work
problem-page = There is no page here. It may have been mistyped, or cut off on its way to you.
problem-part = Part of it cannot be used: { $part }.
problem-lead-title = This work is not here any more
problem-lead = It ended, was taken away, or may not be shown any longer.
problem-search-title = This cannot be searched for
problem-search = Try one word or a few, of letters or figures, without quotes.
problem-refused-title = This cannot be done
problem-failed-title = Something went wrong here
problem-failed = This is not your fault. Try again in a minute.
problem-home = To the list

## Names
field-web-design = Web design
field-graphic-design = Graphic design
field-web-development = Web development
field-mobile-development = Mobile development
field-software-development = Software development
field-data-entry = Data entry
field-data-analysis = Data analysis
field-writing = Writing
field-translation = Translation
field-virtual-assistant = Virtual assistance
field-customer-support = Customer support
field-marketing = Marketing
field-video-audio = Video and audio
field-microtask = Microtasks
field-other = Other work
country-KE = Kenya
country-UG = Uganda
country-TZ = Tanzania
country-RW = Rwanda
country-BI = Burundi
country-CD = DR Congo
country-SS = South Sudan
country-SD = Sudan
country-ET = Ethiopia
country-SO = Somalia
tongue-en = English
tongue-fr = French
tongue-sw = Swahili
tongue-ar = Arabic
tongue-so = Somali
tongue-es = Spanish
tongue-pt = Portuguese
tongue-de = German
tongue-zh = Chinese
flag-off-platform = moves the talk off the platform
flag-off-platform-advice = Stay on the platform: outside it nobody protects your pay.
flag-upfront-fee = asks for money first
flag-upfront-fee-advice = Do not pay. Honest work never costs you money.
flag-overpayment = pays too much and wants some back
flag-overpayment-advice = The cheque will bounce and your money is gone. Leave.
flag-free-work = wants work for nothing
flag-free-work-advice = Agree on pay before you make anything.
flag-account-rental = wants your account
flag-account-rental-advice = Never lend or rent an account: you lose it, and may answer for what is done with it.
flag-task-scam = task scam
flag-task-scam-advice = Clicking and boosting tasks that ask for a deposit never pay out.
flag-data-theft = asks for ID or bank data first
flag-data-theft-advice = Send no ID and no bank data before there is a contract on the platform.
flag-mlm = pays only when you recruit or sell
flag-mlm-advice = There is no pay for hours. Look elsewhere.
flag-vague-employer = big promises, no name
flag-vague-employer-advice = Ask who they are and what exactly is to be done before you answer.
flag-many-names = same text, many names
flag-many-names-advice = Find out which name is real, and ask there before you send anything.
flag-adult = sexual content
flag-adult-advice = You need not take this.
flag-illegal = asks for something forbidden
flag-illegal-advice = Fake reviews, exam work and bought votes can cost you your account.

## For trainers
desk-login = Log in
desk-login-help = Only trainers log in, to tune the skills. Readers need no account.
desk-name = Name
desk-password = Password
desk-wrong-password = The name or the password is wrong.
desk-too-many-tries = Too many wrong passwords. Try again in { $number } seconds.
desk-title = Trainers' desk
desk-book = Skill book
desk-draft = My draft
desk-editions = Editions
desk-suggestions = Suggestions
desk-add = Add work by hand
desk-edition = Edition { $number } is in use
desk-draft-count = { $count ->
    [one] One change in your draft
   *[other] { $number } changes in your draft
  }
desk-find = Find a skill, a field or a word
desk-new-skill = A new skill
desk-aliases = Other words for it, with commas between
desk-to-draft = Add to my draft
desk-activity = What was decided lately
desk-logout = Log { $name } out
desk-aliases-heading = Words that mean it
desk-remove-word = Take out: { $word }
desk-new-alias = A further word or phrase
desk-cased = Capital letters matter
desk-near = Only near one of these words, with commas between
desk-negatives = Phrases that mean something else
desk-new-negative = A further such phrase
desk-more = More
desk-weight = How specific it is, up to 1
desk-rename = Another name
desk-parent = Part of
desk-merge = It is the same as: put it into
desk-split = Make these words a skill of their own
desk-split-name = The name of that skill
desk-retire = Take this skill out of the book
desk-draft-empty = Nothing in it yet. Find a skill in the book and change something.
desk-conflict = Published while you worked, by { $who }. Look at what is different, then go on.
desk-move-on = I have seen it: put my changes on edition { $number }
desk-why = Why, for the others
desk-publish = Publish
desk-preview = What would change
desk-verdicts = How your verdicts come out
desk-preview-summary = Work that holds these words or skills: { $affected }. Read again, the best first: { $read }. Gains something: { $gain }. Loses something: { $lose }. Worth moves, for a reader who names no skill or only one of those that change: { $moved }.
desk-for-reader = for a reader who has { $name }
desk-today = Today
desk-then = then
desk-drop = Throw my draft away
desk-measure = right in { $precision }, found { $recall }
desk-edition-shipped = 0 · the book that came with kazi
desk-edition-current = in use
desk-restore = Back to edition { $number }
desk-add-help = Paste what you found. It is read at once, and you see what was understood.
desk-lead-title = Title
desk-lead-text = Text
desk-lead-url = Address
desk-lead-company = Who hires
desk-lead-pay = Pay, as it is written
desk-whose = Whose word
desk-suggest-add = Words that set this work apart
desk-suggest-against = Words that verdicts speak against
desk-suggest-unused = Words that no work holds
desk-suggest-none = Nothing to suggest yet: suggestions come from the words of the work that is here. Choose a skill above, give verdicts on some leads, or come back after the next poll.
desk-lead-heading = For trainers: is this right?
desk-yes = Yes
desk-no = No
desk-is-also = It is also …
desk-mark-scam = This is a scam
desk-mark-fine = This is fine
desk-mark-none = Take the mark back
flag-marked-scam = marked as a scam by a trainer
flag-marked-scam-advice = Do not answer it. Ask your trainer if you are not sure.
desk-close = It is over: close it
desk-did-trainer-added = lets { $name } log in
desk-did-password-set = gives { $name } another password
desk-did-trainer-removed = no longer lets { $name } log in
desk-did-key-added = adds the key { $name }
desk-did-key-removed = removes the key { $name }
desk-did-drafted = drafts a change of { $about }
desk-did-undrafted = takes a change of { $about } out of a draft
desk-did-undrafted-some = takes a change out of a draft
desk-did-draft-moved = puts a draft on { $edition }
desk-did-draft-dropped = throws a draft away
desk-did-published = publishes { $edition }
desk-did-published-unread = publishes an edition that cannot be read
desk-did-restored = goes back to { $old }, as { $edition }
desk-did-judged-yes = says that { $lead } is { $about }
desk-did-judged-no = says that { $lead } is not { $about }
desk-did-judged-none = takes back a verdict on { $lead }: { $about }
desk-did-marked-scam = marks { $lead } as a scam
desk-did-marked-fine = marks { $lead } as fine
desk-did-marked-none = takes the mark off { $lead }
desk-did-lead-added = adds work by hand: { $lead }
desk-did-lead-closed = closes { $lead }, added by hand
desk-log = Activity
desk-log-all = All that was decided
desk-log-help = Newest first; times are in UTC.
desk-log-by = Who
desk-log-anybody = Everybody
desk-log-kind = What
desk-log-anything = Everything
desk-log-draft = Drafts
desk-log-verdict = Verdicts
desk-log-mark = Marks
desk-log-lead = Work by hand
desk-log-account = Log-ins and keys
desk-log-older = Older
desk-log-newer = Newer
desk-log-none = Nothing has been decided yet. What you change in the skill book and say of a piece of work stands here.
desk-log-no-such = Nothing that was decided fits these choices.
desk-log-cut = The last { $number } decisions are here. Older ones are in the journal, which the operator keeps.
desk-log-unread = { $count ->
    [one] One entry of the journal cannot be read and is left out. Tell the operator.
   *[other] { $number } entries of the journal cannot be read and are left out. Tell the operator.
  }
desk-edition-named = edition { $number }
desk-work-named = work { $id }

## What platforms ask for: the facts of platforms.toml by their key
fact-direct-agree = Agree before you start how you will be paid and that you can receive it in Kenya. kazi does not know how this client pays.
fact-direct-papers = Nobody but a bank, a mobile-money firm or a platform you know needs a copy of your papers, and never before there is an offer.
fact-photo-id = Asks for a photo ID with name, birth date and (passports aside) address; temporary IDs are refused.
fact-refugee-id = Whether a Refugee ID is accepted is not known: Kenya recognises it for SIM cards and mobile money since June 2025, but a platform refused one in 2023.
fact-mpesa-same-name = Pays to M-Pesa in Kenya. The M-Pesa name must be the same as the verified Upwork name; a new way to be paid works after 3 days.
fact-agency = Has agency accounts, in which a group works under its own verified name.
fact-age-unknown = The least age was not looked up; ask your trainer.
fact-mpesa-as-upwork = Pays to M-Pesa in Kenya, as other Upwork work does.
fact-papers-unknown = Which papers it asks for in Kenya was not looked up; ask your trainer.
fact-payoneer-address = Payoneer, one way to be paid, needs a home address; a P.O. box is refused.
fact-paypal-unsure = Sources conflict on PayPal payouts in Kenya; ask your trainer before you rely on them.
fact-left-kenya = Left Kenya in March 2024: new accounts from Kenya are not taken.
fact-closed-2026 = Closed in September 2026.
