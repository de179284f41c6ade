# كل ما تقوله الصفحات والشروح بالعربية. كل مفاتيح en.ftl موجودة هنا.

## الإطار
site-about = عمل حر، مرتّب حسب ما تتركه لك ساعة منه
skip = إلى العمل
languages = اللغات
language-name = العربية
nav-list = كل العمل
nav-skills = مهاراتي
nav-sources = المصادر
nav-api = بيانات للبرامج
footer-pay = يُحسب الأجر بعد الرسوم والساعات غير المدفوعة. افتح أي عمل لترى الحساب.
footer-private = لا حساب ولا ملفات تعريف. مهاراتك محفوظة في عنوان هذه الصفحة وليس في أي مكان آخر.
stale = هذه هي الأعمال كما كانت في { $since }. قاعدة البيانات لا تجيب الآن، وما تغيّر بعد ذلك لا يظهر بعد.
back = العودة إلى القائمة

## القائمة
list-title = العمل الأفضل أجرًا أولًا
form-label = تضييق القائمة
field = المجال
field-any = كل المجالات
min-hourly = الحد الأدنى للساعة
min-hourly-any = أي أجر
min-hourly-value = { $money } أو أكثر
words = كلمات
words-hint = شعار، متجر، -crypto
show = اعرض
more-filters = خيارات أخرى
age = العمر
age-any = أي عمر
age-value = { $count ->
    [one] آخر يوم
    [two] آخر يومين
    [few] آخر { $count } أيام
   *[other] آخر { $count } يومًا
  }
source = المصدر
source-any = كل المصادر
reach-label = من يمكنه أخذه
reach-any = كل ما قد يكون متاحًا لي
reach-value-open = متاح لي
reach-value-group = متاح للمجموعات
order = الترتيب
order-worth = الأفضل لي أولًا
order-net-hourly = الأعلى أجرًا أولًا
order-posted = الأحدث أولًا
order-fit = الأقرب إلى مهاراتي أولًا
pay-label = الأجر
pay-any = مذكور أو لا
pay-stated-only = المذكور فقط
second-currency = اعرض أيضًا بعملة
second-currency-none = الدولار الأمريكي فقط
clear = امسح كل الخيارات
count = { $count ->
    [0] لم يوجد عمل
    [one] عمل واحد
    [two] عملان
    [few] { $number } أعمال
    [many] { $number } عملًا
   *[other] { $number } عمل
  }
count-shown-hidden = { $count ->
    [one] عمل واحد مع المخفي
    [two] عملان مع المخفي
    [few] { $number } أعمال مع المخفي
    [many] { $number } عملًا مع المخفي
   *[other] { $number } عمل مع المخفي
  }
count-from = لشخص في { $country }
newest-poll = آخر بحث عن عمل جديد { $ago }
an-hour = للساعة، لك
an-hour-guess = للساعة، تقدير
pay-unknown = الأجر غير معروف
in-currency = نحو { $money }
profile-none = اختر ما تستطيع فعله، فتُرتَّب القائمة لك.
profile-skills = مرتّب حسب مهاراتك:
profile-change = تغيير
gone-merged = صار { $old } الآن جزءًا من { $new } ويُحسب كذلك.
gone-left-out = لم يعد { $old } في قائمة المدربين، فلا يُحسب.
gone-finds-nothing = لم يعد { $old } في قائمة المدربين، فلا يُعثر به على أي عمل.
gone-not-there = لم يعد «{ $old }» موجودًا هنا.
next-page = الـ { $count } التالية
first-page = العودة إلى أول القائمة
take-along = خذ هذه القائمة معك
as-feed = تابعها كموجز
as-csv = لجدول بيانات
hidden-count = { $count ->
    [one] عمل واحد آخر مخفي:
    [two] عملان آخران مخفيان:
    [few] { $number } أعمال أخرى مخفية:
    [many] { $number } عملًا آخر مخفيًا:
   *[other] { $number } عمل آخر مخفي:
  }
hidden-closed = { $count ->
    [one] واحد غير متاح لمن في { $country }
    [two] اثنان غير متاحين لمن في { $country }
   *[other] { $number } غير متاحة لمن في { $country }
  }
hidden-flagged = { $count ->
    [one] واحد عليه تحذير «{ $flag }»
    [two] اثنان عليهما تحذير «{ $flag }»
   *[other] { $number } عليها تحذير «{ $flag }»
  }
hidden-ended = { $count ->
    [one] واحد انتهى
    [two] اثنان انتهيا
   *[other] { $number } انتهت
  }
hidden-not-offer = { $count ->
    [one] واحد لا يعرض عملًا
    [two] اثنان لا يعرضان عملًا
   *[other] { $number } لا تعرض عملًا
  }
hidden-show = اعرضها مع السبب
hidden-hide = أخفها من جديد
why-hidden = مخفي عادة:
why-closed = غير متاح لمن في { $country }
why-flagged = تحذير «{ $flag }»
why-ended = انتهى
why-not-offer = لا يعرض عملًا
empty-heading = لا شيء يوافق كل خياراتك
empty-meant = هل تقصد «{ $words }»؟
empty-help = أزل خيارًا واحدًا:
empty-without = دون { $choice }
empty-all = اعرض كل العمل
empty-hidden = هناك عمل موافق لكنه مخفي. انظر الأسباب أدناه.
empty-first = لم يُقرأ أي عمل بعد. عد بعد بضع دقائق.
polling = البحث الأول ما زال جاريًا: سُئل { $polled } من { $sources } من المصادر. عد بعد دقيقة.
retry = انظر من جديد

## الأجر
pay-hour = يدفع { $amount } للساعة
pay-project = يدفع { $amount } للعمل كله
pay-day = يدفع { $amount } لليوم
pay-week = يدفع { $amount } للأسبوع
pay-month = يدفع { $amount } للشهر
pay-year = يدفع { $amount } للسنة
pay-piece = يدفع { $amount } لكل وحدة ({ $piece })
pay-piece-unnamed = يدفع { $amount } لكل قطعة
pay-unclear = يذكر { $amount } ولا يقول مقابل ماذا
pay-not-stated = الأجر غير مذكور
pay-not-stated-usual = الأجر غير مذكور؛ عمل كهذا يترك عادة نحو { $money } للساعة
pays-nothing = لا يدفع شيئا
pay-not-believed = { $pay } (غير معقول: لا أحد يدفع هذا)
amount-range = من { $low } إلى { $high }
amount-from = من { $low }
amount-to = حتى { $high }
currency-unknown = { $amount } (العملة غير مذكورة)
left-hour = يترك { $range } للساعة
spread = بين { $low } و{ $high }

## الوقت
ago-now = الآن
ago-minutes = { $count ->
    [one] قبل دقيقة
    [two] قبل دقيقتين
    [few] قبل { $count } دقائق
   *[other] قبل { $count } دقيقة
  }
ago-hours = { $count ->
    [one] قبل ساعة
    [two] قبل ساعتين
    [few] قبل { $count } ساعات
   *[other] قبل { $count } ساعة
  }
ago-days = { $count ->
    [one] أمس
    [two] قبل يومين
    [few] قبل { $count } أيام
   *[other] قبل { $count } يومًا
  }
ago-weeks = { $count ->
    [one] قبل أسبوع
    [two] قبل أسبوعين
    [few] قبل { $count } أسابيع
   *[other] قبل { $count } أسبوعًا
  }
ago-months = { $count ->
    [one] قبل شهر
    [two] قبل شهرين
    [few] قبل { $count } أشهر
   *[other] قبل { $count } شهرًا
  }
in-minutes = { $count ->
    [one] بعد دقيقة
    [two] بعد دقيقتين
    [few] بعد { $count } دقائق
   *[other] بعد { $count } دقيقة
  }
in-hours = { $count ->
    [one] بعد ساعة
    [two] بعد ساعتين
    [few] بعد { $count } ساعات
   *[other] بعد { $count } ساعة
  }
in-days = { $count ->
    [one] بعد يوم
    [two] بعد يومين
    [few] بعد { $count } أيام
   *[other] بعد { $count } يومًا
  }
# Begins with a right-to-left mark: a text of nothing but filled-in parts has no direction of its own.
date = ‏{ $day } { $month } { $year }
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر

## سبب الترتيب
fit-have = لديك
fit-partly = جزئيًا
fit-missing = ينقصك
fit-nothing-asked = لا يقول ما يطلبه
fit-no-profile = لم تقل ما تستطيع فعله، فلا يُنقص منه شيء
fit-of = لديك { $have } من { $all } مما يطلبه
fit-partly-list = تعرف جزءًا من { $skills }
fit-missing-list = ينقصك { $skills }
open-sentence = عُرض { $ago }؛ والعمل الأقدم يكون غالبًا قد أُخذ
trust-fine = لا شيء فيه يحذّر
trust-flags = { $count ->
    [one] تحذير واحد: { $flags }
    [two] تحذيران: { $flags }
    [few] { $count } تحذيرات: { $flags }
   *[other] { $count } تحذيرًا: { $flags }
  }
reach-open = متاح لك
reach-open-anywhere = متاح في العالم كله
reach-group = متاح لك ضمن مجموعة أو وكالة
reach-unknown = لا يقول من يمكنه أخذه
reach-closed = غير متاح لمن في { $country }
reach-closed-language = يطلب { $languages } ولم تذكرها
reach-places = الأماكن المذكورة: { $places }
reach-languages = يطلب { $languages }
by-way-of-start = عن طريق
postings-more = { $count ->
    [one] ومكان آخر
    [two] ومكانين آخرين
    [few] و{ $count } أماكن أخرى
   *[other] و{ $count } مكانًا آخر
  }
written-in = بلغة: { $language }
careful = انتبه:
severe = خطر:
notice = للعلم:

## عمل واحد
sum-heading = كيف حُسب ذلك
sum-label = البند
sum-figure = المبلغ
sum-pay-hour = يدفع العميل للساعة
sum-pay-project = يدفع العميل للعمل كله
sum-pay-day = يدفع العميل لليوم
sum-pay-week = يدفع العميل للأسبوع
sum-pay-month = يدفع العميل للشهر
sum-pay-year = يدفع العميل للسنة
sum-pay-piece = يدفع العميل لكل وحدة ({ $piece })
sum-pay-piece-unnamed = يدفع العميل لكل قطعة
sum-usual = الأجر غير مذكور؛ عمل كهذا يترك عادة
sum-usual-field = الأجر غير مذكور؛ هذا المجال ({ $field }) يترك عادة
sum-not-believed = الأجر المذكور غير معقول؛ عمل كهذا يترك عادة
sum-rate = بالدولار الأمريكي
rate-old = هذا السعر قديم
sum-rate-note = { $rate } للدولار، يوم { $date }
sum-fee = رسوم { $platform }
sum-fee-percent = رسوم { $platform }، { $percent } %
sum-bids = عروض حتى يُقبل واحد
sum-payout = إيصال المال إليك
sum-pieces = القطع في الساعة
sum-piece-hours = ساعات كل قطعة
sum-hours = ساعات العمل
sum-unpaid = ساعات غير مدفوعة: عروض ورسائل وتعديلات
sum-left = ما يبقى منه
sum-hourly = تترك الساعة
sum-drawn = يقوم على تقديرات، لذلك قُرّب مما يتركه عمل كهذا عادة
sum-flattened = أعلى بكثير مما يتركه عمل كهذا عادة، لذلك يُحسب بأقل
sum-worth = قيمته لك للساعة
stated = مذكور
estimated = تقدير
reach-heading = هل يمكنني أخذه؟
reach-yes = نعم.
reach-maybe = ربما.
reach-as-group = ضمن مجموعة.
reach-no = لا.
papers-heading = ما تطلبه المنصة
papers-unknown = لا نعرف هنا ما الأوراق المطلوبة. اسأل مدرّبك قبل أن تبذل فيه جهدًا.
read-on = قُرئ يوم { $date }.
read-on-stale = قُرئ يوم { $date } منذ زمن طويل: اسأل هل ما زال صحيحًا.
skills-heading = ما يطلبه
skill-where-title = في العنوان
skill-where-tags = في الوسوم
skill-where-text = في النص
flags-heading = تحذيرات
flags-none = لا شيء في كلمات هذا العمل يحذّر. هذا ليس دليلًا: انظر أدناه ما يجب التحقق منه.
postings-heading = أين يُعرض
postings-heading-many = { $count ->
    [two] العمل نفسه في مكانين
    [few] العمل نفسه في { $count } أماكن
   *[other] العمل نفسه في { $count } مكانًا
  }
posting-leaves = يترك { $money } للساعة
posting-leaves-unknown = لا يُعرف ما يتركه
posting-ended = انتهى
posting-read = اقرأه وأجب عنه في { $source }
posting-by = يعرضه { $company }
same-first = وُجد هنا أولًا
same-url = العنوان نفسه
same-text = الكلمات نفسها
same-near = الكلمات نفسها تقريبًا
text-heading = ما كتبوه
text-cut = هذه البداية. اقرأ الباقي حيث يُعرض العمل.
text-none = لم يكتبوا شيئًا غير العنوان.
check-heading = قبل أن تجيب
check-1 = لا أحد نزيه يطلب منك أن تدفع من أجل عمل: لا رسوم ولا تأمين ولا دورة.
check-2 = أبقِ الحديث والدفع على المنصة. انسحب إذا دفعوك إلى تيليغرام أو واتساب.
check-3 = لا تُعر حسابًا ولا تؤجّره، ولا ترسل هويتك في محادثة.
check-4 = اتفق على الأجر قبل أن تصنع عيّنة.
check-5 = إذا بدا أجمل من أن يكون صحيحًا فأره لمدرّبك أولًا.
wrong = رقم خاطئ؟ أخبر مدرّبك برقم هذه الصفحة: { $id }

## مهاراتي
skills-title = مهاراتي
skills-page-heading = ماذا تستطيع أن تفعل؟
skills-help = ضع علامة على ما تستطيع فعله واضغط الزر، فتُرتَّب القائمة لك. لا يُحفظ شيء: احتفظ بعنوان القائمة أو ضعه في المفضلة.
skills-save = رتّب العمل لي
skills-levels = إلى أي حد؟
skills-levels-help = قل إلى أي حد تعرف كلًّا منها. وما لا تزال تتعلمه يُحسب نصفه.
level-learning = أتعلمه
level-able = أستطيعه وحدي
level-strong = يسألني غيري
skill-remove = أزل
skills-other = أخرى
skills-country = أين تعيش
skills-clear = أزل الكل

## أخذها معك
nav-saved = المحفوظ
share = شارك هذه الصفحة أو رمز QR الخاص بها
share-short = شارك
made = حتى { $date }
kept-copy = نسخة محفوظة في هاتفك، أُعدّت
save = احفظ
saved-done = محفوظ ✓
print = اطبع
papers-asked = أوراق مطلوبة
digest-html = ملف واحد للمشاركة
digest-text = كنص بسيط
wall = ورقة للحائط
keep-list = احفظ هذه القائمة دون إنترنت
keep-done = محفوظة ✓
digest-newer = العمل يذهب بسرعة. الجديد:
digest-delete = احذف هذا الملف بعد { $date }: هكذا يريد صاحب أحد المصادر.
digest-offered = عُرض في { $date }
wall-heading = أفضل الأعمال اليوم
wall-scan = امسح الرمز لترى الحساب وما يجب التحقق منه
qr-of = رمز QR
share-heading = شارك هذه الصفحة
share-back = العودة إلى الصفحة
share-plain = لأي شخص، دون مهاراتك
share-mine = مع مهاراتك، لهاتفك الآخر
share-whatsapp = أرسل عبر واتساب
share-sms = أرسل عبر رسالة قصيرة
share-too-long = هذا العنوان أطول من أن يكون رمز QR.
saved-heading = الأعمال المحفوظة
saved-none = لا شيء محفوظ بعد. افتح عملا واضغط احفظ.
saved-help = عنوان هذه الصفحة يحمل ما حفظته: احفظه في المفضلة أو شاركه.
kept-heading = يُقرأ على هذا الهاتف دون إنترنت
digest-left-out = { $count ->
    [zero] لم يُترك شيء.
    [one] تُرك عمل واحد: صاحب مصدره لا يسمح بنقله.
    [two] تُرك عملان: أصحاب مصدريهما لا يسمحون بنقلهما.
    [few] تُركت { $number } أعمال: أصحاب مصادرها لا يسمحون بنقلها.
    [many] تُرك { $number } عملا: أصحاب مصادرها لا يسمحون بنقلها.
   *[other] تُرك { $number } عمل: أصحاب مصادرها لا يسمحون بنقلها.
  }
digest-shown = { $count ->
    [zero] ليس في هذا الملف شيء.
    [one] أفضلها في هذا الملف.
    [two] أفضل اثنين في هذا الملف.
    [few] أفضل { $number } أعمال في هذا الملف.
    [many] أفضل { $number } عملا في هذا الملف.
   *[other] أفضل { $number } عمل في هذا الملف.
  }
saved-gone = { $count ->
    [zero] لم يذهب شيء.
    [one] عمل واحد لم يعد موجودا.
    [two] عملان لم يعودا موجودين.
    [few] { $number } أعمال لم تعد موجودة.
    [many] { $number } عملا لم تعد موجودة.
   *[other] { $number } عمل لم تعد موجودة.
  }

## ما الذي يربح
nav-insights = ما الذي يربح
insights-heading = ما الذي يربح وماذا تتعلم بعد ذلك
learn-heading = تعلّم بعد ذلك
learn-help = يُفتح لك العمل حين تتقن نصف ما يطلبه على الأقل. هذه المهارات تنفعك أكثر، الأفضل أولا.
learn-none = لا شيء نقترحه بعد.
learn-skill = المهارة
learn-brings = ماذا تجلب
learn-leaves = تترك الساعة منها نحو { $money }
learn-now = أنا أتعلمها
fields-pay = ما يدفعه كل مجال
skills-pay = ما تدفعه المهارات الأكثر طلبا
pays-quarters = من الربع الأدنى إلى الأعلى، وثمانية أسابيع
pays-median = الوسط، للساعة
pays-moves = { $later } جديدة في أربعة أسابيع، و{ $earlier } في الأربعة قبلها
pays-moves-unknown = عدد الأعمال الجديدة غير معروف بعد: يجب أن يكون kazi قد قرأ مصادره ثمانية أسابيع.
drawings-help = يمتد الخط من الربع الأدنى إلى الأعلى لما تتركه الساعة، والعلامة هي الوسط؛ لكل الخطوط مقياس واحد من 0 إلى { $money }.
weeks-help = الأعمدة عمل ثمانية أسابيع، والأحدث آخرها.
learn-opens = { $count ->
    [zero] لا تفتح عملا
    [one] تفتح عملا واحدا
    [two] تفتح عملين
    [few] تفتح { $number } أعمال
    [many] تفتح { $number } عملا
   *[other] تفتح { $number } عمل
  }
learn-better = { $count ->
    [zero] لا شيء يناسبك أكثر.
    [one] عمل واحد يناسبك أكثر.
    [two] عملان يناسبانك أكثر.
    [few] { $number } أعمال تناسبك أكثر.
    [many] { $number } عملا يناسبك أكثر.
   *[other] { $number } عمل يناسبك أكثر.
  }
pays-leads = { $count ->
    [zero] لا عمل
    [one] عمل واحد
    [two] عملان
    [few] { $number } أعمال
    [many] { $number } عملا
   *[other] { $number } عمل
  }

## المصادر
sources-title = المصادر
sources-heading = من أين يأتي العمل، وما يسمح به أصحابه
source-fine = يعمل
source-failing = فيه مشكلة
source-waiting = لم يُسأل بعد
source-off = موقوف
source-off-why = السبب: { $reason }
source-last = سُئل { $ago }
source-result = العناصر: { $items }، الجديد منها: { $fresh }
source-next = المرة القادمة { $when }
source-backing-off = يُترك مدة أطول بعد أخطاء
source-attribution = يُذكر هكذا
source-floor = يُسأل مرة واحدة على الأكثر كل { $time }
source-keep-unlimited = يمكن حفظه
source-keep-for = يُحفظ { $time }
source-keep-nothing = لا يُحفظ
source-not-shown = صاحبه لا يسمح بعرضه هنا
source-terms = الشروط
source-terms-read = الشروط، قُرئت يوم { $date }
time-minutes = { $count ->
    [one] دقيقة
    [two] دقيقتين
    [few] { $count } دقائق
   *[other] { $count } دقيقة
  }
time-hours = { $count ->
    [one] ساعة
    [two] ساعتين
    [few] { $count } ساعات
   *[other] { $count } ساعة
  }
time-days = { $count ->
    [one] يوم
    [two] يومين
    [few] { $count } أيام
   *[other] { $count } يومًا
  }

## أخطاء
problem-suggest = هل قصدت { $suggestion }؟
problem-page-title = هذا العنوان لا يعمل
problem-page = لا توجد صفحة هنا. ربما كُتب العنوان خطأً أو انقطع جزء منه في الطريق إليك.
problem-part = جزء منه لا يمكن استخدامه: { $part }.
problem-lead-title = لم يعد هذا العمل هنا
problem-lead = انتهى أو سُحب أو لم يعد يجوز عرضه.
problem-search-title = لا يمكن البحث بهذا
problem-search = جرّب كلمة أو بضع كلمات، من حروف أو أرقام، دون علامات اقتباس.
problem-refused-title = لا يمكن فعل هذا
problem-failed-title = حدث خطأ هنا
problem-failed = ليس هذا خطأك. حاول مرة أخرى بعد دقيقة.
problem-home = إلى القائمة

## أسماء
field-web-design = تصميم المواقع
field-graphic-design = التصميم الجرافيكي
field-web-development = تطوير المواقع
field-mobile-development = تطبيقات الهاتف
field-software-development = البرمجيات
field-data-entry = إدخال البيانات
field-data-analysis = تحليل البيانات
field-writing = الكتابة
field-translation = الترجمة
field-virtual-assistant = المساعدة عن بعد
field-customer-support = خدمة العملاء
field-marketing = التسويق
field-video-audio = الفيديو والصوت
field-microtask = مهام صغيرة
field-other = عمل آخر
country-KE = كينيا
country-UG = أوغندا
country-TZ = تنزانيا
country-RW = رواندا
country-BI = بوروندي
country-CD = الكونغو الديمقراطية
country-SS = جنوب السودان
country-SD = السودان
country-ET = إثيوبيا
country-SO = الصومال
tongue-en = الإنجليزية
tongue-fr = الفرنسية
tongue-sw = السواحلية
tongue-ar = العربية
tongue-so = الصومالية
tongue-es = الإسبانية
tongue-pt = البرتغالية
tongue-de = الألمانية
tongue-zh = الصينية
flag-off-platform = ينقل الحديث خارج المنصة
flag-off-platform-advice = ابقَ على المنصة: خارجها لا أحد يحمي أجرك.
flag-upfront-fee = يطلب مالًا أولًا
flag-upfront-fee-advice = لا تدفع. العمل النزيه لا يكلفك مالًا.
flag-overpayment = يدفع أكثر ويطلب ردّ بعضه
flag-overpayment-advice = سيُرفض الشيك ويضيع مالك. انسحب.
flag-free-work = يريد عملًا بلا أجر
flag-free-work-advice = اتفق على الأجر قبل أن تصنع شيئًا.
flag-account-rental = يريد حسابك
flag-account-rental-advice = لا تُعر حسابًا ولا تؤجّره: تخسره، وقد تُسأل عما يُفعل به.
flag-task-scam = احتيال المهام
flag-task-scam-advice = مهام النقر التي تطلب تأمينًا لا تدفع أبدًا.
flag-data-theft = يطلب الهوية أو بيانات البنك أولًا
flag-data-theft-advice = لا ترسل هوية ولا بيانات بنك قبل عقد على المنصة.
flag-mlm = لا يدفع إلا إذا جلبت ناسًا أو بعت
flag-mlm-advice = لا أجر على الساعات. ابحث في مكان آخر.
flag-vague-employer = وعود كبيرة بلا اسم
flag-vague-employer-advice = اسأل من هم وما المطلوب بالضبط قبل أن تجيب.
flag-many-names = النص نفسه بأسماء كثيرة
flag-many-names-advice = ابحث أي اسم هو الحقيقي، واسأل هناك قبل أن ترسل شيئًا.
flag-adult = محتوى جنسي
flag-adult-advice = لست مضطرًا إلى أخذه.
flag-illegal = يطلب شيئًا ممنوعًا
flag-illegal-advice = التقييمات المزيفة وامتحانات الغير والأصوات المشتراة قد تكلفك حسابك.

## For trainers
desk-login = تسجيل الدخول
desk-login-help = المدربون فقط يسجلون الدخول لضبط المهارات. القراء لا يحتاجون إلى حساب.
desk-name = الاسم
desk-password = كلمة السر
desk-wrong-password = الاسم أو كلمة السر غير صحيحة.
desk-too-many-tries = كلمات سر خاطئة كثيرة. حاول مجددا بعد { $number } ثانية.
desk-title = مكتب المدربين
desk-book = كتاب المهارات
desk-draft = مسودتي
desk-editions = الطبعات
desk-suggestions = اقتراحات
desk-add = إضافة عمل يدويا
desk-edition = الطبعة { $number } هي المستعملة
desk-draft-count = عدد التغييرات في مسودتك: { $number }
desk-find = ابحث عن مهارة أو مجال أو كلمة
desk-new-skill = مهارة جديدة
desk-aliases = كلمات أخرى لها، تفصل بينها فواصل
desk-to-draft = أضف إلى مسودتي
desk-activity = ما تقرر مؤخرا
desk-logout = تسجيل خروج { $name }
desk-aliases-heading = الكلمات التي تدل عليها
desk-remove-word = احذف: { $word }
desk-new-alias = كلمة أو عبارة أخرى
desk-cased = الأحرف الكبيرة مهمة
desk-near = فقط قرب إحدى هذه الكلمات، تفصل بينها فواصل
desk-negatives = عبارات تعني شيئا آخر
desk-new-negative = عبارة أخرى من هذا النوع
desk-more = المزيد
desk-weight = مدى تخصصها، حتى 1
desk-rename = اسم آخر
desk-parent = جزء من
desk-merge = هي نفسها: ضعها في
desk-split = اجعل هذه الكلمات مهارة مستقلة
desk-split-name = اسم تلك المهارة
desk-retire = احذف هذه المهارة من الكتاب
desk-draft-empty = لا شيء فيها بعد. ابحث عن مهارة في الكتاب وغير شيئا.
desk-conflict = نشر { $who } أثناء عملك. انظر إلى الاختلاف ثم تابع.
desk-move-on = رأيته: ضع تغييراتي على الطبعة { $number }
desk-why = لماذا، من أجل الآخرين
desk-publish = انشر
desk-preview = ما الذي سيتغير
desk-verdicts = نتائج أحكامكم
desk-preview-summary = أعمال فيها هذه الكلمات أو المهارات: { $affected }. قُرئت من جديد، الأفضل أولا: { $read }. تكسب شيئا: { $gain }. تفقد شيئا: { $lose }. تتغير قيمتها لمن لا يذكر مهارة، أو يذكر واحدة فقط من المهارات المتغيرة: { $moved }.
desk-for-reader = لمن لديه { $name }
desk-today = اليوم
desk-then = بعدها
desk-drop = ارم مسودتي
desk-measure = صحيح { $precision }، وجد { $recall }
desk-edition-shipped = 0 · الكتاب الذي جاء مع kazi
desk-edition-current = مستعملة
desk-restore = العودة إلى الطبعة { $number }
desk-add-help = الصق ما وجدته. يقرأ فورا وترى ما فهم منه.
desk-lead-title = العنوان
desk-lead-text = النص
desk-lead-url = الرابط
desk-lead-company = من يوظف
desk-lead-pay = الأجر كما هو مكتوب
desk-whose = كلمة من
desk-suggest-add = كلمات تميز هذه الأعمال
desk-suggest-against = كلمات تعارضها الأحكام
desk-suggest-unused = كلمات لا يحملها أي عمل
desk-suggest-none = لا اقتراحات بعد: تأتي الاقتراحات من كلمات الأعمال الموجودة هنا. اختر مهارة أعلاه، أو أعط حكما على بعض الأعمال، أو عد بعد الجمع القادم.
desk-lead-heading = للمدربين: هل هذا صحيح؟
desk-yes = نعم
desk-no = لا
desk-is-also = هو أيضا …
desk-mark-scam = هذا احتيال
desk-mark-fine = هذا سليم
desk-mark-none = اسحب العلامة
flag-marked-scam = علمه مدرب على أنه احتيال
flag-marked-scam-advice = لا تجب عليه. اسأل مدربك إن لم تكن متأكدا.
desk-close = انتهى: أغلقه
desk-did-trainer-added = السماح لـ { $name } بالدخول
desk-did-password-set = إعطاء { $name } كلمة سر أخرى
desk-did-trainer-removed = منع { $name } من الدخول
desk-did-key-added = إضافة المفتاح { $name }
desk-did-key-removed = إزالة المفتاح { $name }
desk-did-drafted = إضافة تغيير في { $about } إلى مسودة
desk-did-undrafted = إزالة تغيير في { $about } من مسودة
desk-did-undrafted-some = إزالة تغيير من مسودة
desk-did-draft-moved = وضع مسودة على { $edition }
desk-did-draft-dropped = رمي مسودة
desk-did-published = نشر { $edition }
desk-did-published-unread = نشر طبعة لا يمكن قراءتها
desk-did-restored = العودة إلى { $old }، وهي الآن { $edition }
desk-did-judged-yes = حكم: { $lead } من { $about }
desk-did-judged-no = حكم: { $lead } ليس من { $about }
desk-did-judged-none = سحب الحكم على { $lead }: { $about }
desk-did-marked-scam = وضع علامة احتيال على { $lead }
desk-did-marked-fine = وضع علامة سليم على { $lead }
desk-did-marked-none = سحب العلامة عن { $lead }
desk-did-lead-added = إضافة عمل يدويا: { $lead }
desk-did-lead-closed = إغلاق عمل أضيف يدويا: { $lead }
desk-log = سجل القرارات
desk-log-all = كل ما تقرر
desk-log-help = الأحدث أولا، والأوقات بتوقيت UTC.
desk-log-by = من
desk-log-anybody = الجميع
desk-log-kind = ماذا
desk-log-anything = كل شيء
desk-log-draft = المسودات
desk-log-verdict = الأحكام
desk-log-mark = العلامات
desk-log-lead = أعمال أضيفت يدويا
desk-log-account = الدخول والمفاتيح
desk-log-older = الأقدم
desk-log-newer = الأحدث
desk-log-none = لم يتقرر شيء بعد. ما تغيره في كتاب المهارات وما تقوله عن عمل يظهر هنا.
desk-log-no-such = لا قرار يوافق هذه الخيارات.
desk-log-cut = عدد القرارات المعروضة هنا، وهي الأحدث: { $number }. الأقدم منها في الدفتر الذي يحفظه مشغل الموقع.
desk-log-unread = عدد قيود الدفتر التي لا يمكن قراءتها ولم تعرض هنا: { $number }. أخبر مشغل الموقع.
desk-edition-named = الطبعة { $number }
desk-work-named = العمل { $id }

## What platforms ask for: the facts of platforms.toml by their key
fact-direct-agree = اتفق قبل أن تبدأ على طريقة الدفع، وتأكد أنك تستطيع استلام المال في كينيا. لا يعرف kazi كيف يدفع هذا العميل.
fact-direct-papers = لا يحتاج إلى نسخة من أوراقك إلا بنك أو شركة نقود عبر الهاتف أو منصة تعرفها، ولا يكون ذلك أبدًا قبل أن يُعرض عليك العمل.
fact-photo-id = تطلب بطاقة هوية بصورة فيها الاسم وتاريخ الميلاد والعنوان (إلا جواز السفر)؛ ولا تقبل البطاقات المؤقتة.
fact-refugee-id = لا نعرف هل تُقبل بطاقة اللاجئ: تعترف بها كينيا لشرائح الهاتف والنقود عبر الهاتف منذ يونيو 2025، لكن منصة رفضتها عام 2023.
fact-mpesa-same-name = تدفع عبر M-Pesa في كينيا. يجب أن يطابق الاسم في M-Pesa الاسم الموثّق في Upwork، وتعمل طريقة الدفع الجديدة بعد 3 أيام.
fact-agency = فيها حسابات وكالات تعمل فيها مجموعة باسمها الموثّق.
fact-age-unknown = لم نبحث عن أدنى سن؛ اسأل مدرّبك.
fact-mpesa-as-upwork = تدفع عبر M-Pesa في كينيا كسائر أعمال Upwork.
fact-papers-unknown = لم نبحث عن الأوراق التي تطلبها في كينيا؛ اسأل مدرّبك.
fact-payoneer-address = ‏Payoneer، وهي إحدى طرق الدفع، تطلب عنوان سكن ولا تقبل صندوق بريد.
fact-paypal-unsure = تتعارض المصادر حول الدفع عبر PayPal في كينيا؛ اسأل مدرّبك قبل أن تعتمد عليه.
fact-left-kenya = غادرت كينيا في مارس 2024: لا تُقبل حسابات جديدة من كينيا.
fact-closed-2026 = أُغلقت في سبتمبر 2026.
