# Tout ce que disent les pages et les explications, en français. Toutes les clés de en.ftl s’y trouvent.

## Le cadre
site-about = Du travail indépendant, classé par ce qu’une heure vous laisse
skip = Aller au travail
languages = Langues
language-name = français
nav-list = Tout le travail
nav-skills = Ce que je sais faire
nav-sources = Sources
nav-api = Données pour les programmes
footer-pay = La paie est calculée après frais et heures non payées. Ouvrez une offre pour voir le calcul.
footer-private = Ni compte, ni cookies. Vos compétences restent dans l’adresse de cette page et nulle part ailleurs.
stale = Voici les offres au { $since }. La base de données ne répond pas pour le moment ; ce qui a changé depuis n’est pas encore montré.
back = Retour à la liste

## La liste
list-title = Le travail le mieux payé d’abord
form-label = Réduire la liste
field = Domaine
field-any = Tous les domaines
min-hourly = Minimum par heure
min-hourly-any = Toute paie
min-hourly-value = { $money } ou plus
words = Mots
words-hint = logo, boutique, -crypto
show = Afficher
more-filters = Plus de choix
age = Âge
age-any = Tout âge
age-value = { $count ->
    [one] Dernier jour
   *[other] { $count } derniers jours
  }
source = Source
source-any = Toutes les sources
reach-label = Qui peut le prendre
reach-any = Tout ce qui m’est peut-être ouvert
reach-value-open = Ouvert à moi
reach-value-group = Ouvert aux groupes
order = Ordre
order-worth = Le meilleur pour moi d’abord
order-net-hourly = Le mieux payé d’abord
order-posted = Le plus récent d’abord
order-fit = Le plus proche de mes compétences d’abord
pay-label = Paie
pay-any = Indiquée ou non
pay-stated-only = Indiquée seulement
second-currency = Afficher aussi en
second-currency-none = Dollars américains seulement
clear = Effacer tous les choix
count = { $count ->
    [0] Aucune offre trouvée
    [one] Une offre
   *[other] { $number } offres
  }
count-shown-hidden = { $count ->
    [one] { $number } offre, les cachées comprises
   *[other] { $number } offres, les cachées comprises
  }
count-from = pour une personne au pays suivant : { $country }
newest-poll = dernière recherche { $ago }
an-hour = l’heure, pour vous
an-hour-guess = l’heure, estimé
pay-unknown = paie inconnue
in-currency = environ { $money }
profile-none = Choisissez ce que vous savez faire, et la liste sera classée pour vous.
profile-skills = Classé pour vos compétences :
profile-change = Changer
gone-merged = { $old } fait maintenant partie de { $new } et compte comme tel.
gone-left-out = { $old } n’est plus dans la liste des formateurs et n’est donc pas compté.
gone-finds-nothing = { $old } n’est plus dans la liste des formateurs : aucun travail n’est trouvé par ce choix.
gone-not-there = « { $old } » n’existe plus ici.
next-page = Les { $count } suivantes
first-page = Retour au début de la liste
take-along = Emporter cette liste
as-feed = Suivre comme un flux
as-csv = Pour un tableur
hidden-count = { $count ->
    [one] Une autre est cachée :
   *[other] { $number } autres sont cachées :
  }
hidden-closed = { $count ->
    [one] une fermée aux personnes de ce pays ({ $country })
   *[other] { $number } fermées aux personnes de ce pays ({ $country })
  }
hidden-flagged = { $count ->
    [one] une avec l’avertissement « { $flag } »
   *[other] { $number } avec l’avertissement « { $flag } »
  }
hidden-ended = { $count ->
    [one] une est terminée
   *[other] { $number } sont terminées
  }
hidden-not-offer = { $count ->
    [one] une n’offre pas de travail
   *[other] { $number } n’offrent pas de travail
  }
hidden-show = Les montrer avec la raison
hidden-hide = Les cacher de nouveau
why-hidden = D’habitude cachée :
why-closed = fermée aux personnes de ce pays ({ $country })
why-flagged = avertissement « { $flag } »
why-ended = elle est terminée
why-not-offer = elle n’offre pas de travail
empty-heading = Rien ne correspond à tous vos choix
empty-meant = Vouliez-vous dire « { $words } » ?
empty-help = Retirez un choix :
empty-without = Sans { $choice }
empty-all = Montrer tout le travail
empty-hidden = Des offres correspondent, mais elles sont cachées. Voyez les raisons ci-dessous.
empty-first = Aucune offre n’a encore été lue. Revenez dans quelques minutes.
polling = La première recherche est en cours : { $polled } sources sur { $sources } consultées. Revenez dans une minute.
retry = Regarder de nouveau

## La paie
pay-hour = Paie { $amount } l’heure
pay-project = Paie { $amount } pour tout le travail
pay-day = Paie { $amount } par jour
pay-week = Paie { $amount } par semaine
pay-month = Paie { $amount } par mois
pay-year = Paie { $amount } par an
pay-piece = Paie { $amount } par pièce ({ $piece })
pay-piece-unnamed = Paie { $amount } par pièce
pay-unclear = Indique { $amount }, sans dire pour quoi
pay-not-stated = Paie non indiquée
pay-not-stated-usual = Paie non indiquée ; un tel travail laisse d’habitude environ { $money } l’heure
pays-nothing = Ne paie rien
pay-not-believed = { $pay } (pas crédible : personne ne paie cela)
amount-range = { $low } à { $high }
amount-from = à partir de { $low }
amount-to = jusqu’à { $high }
currency-unknown = { $amount } (monnaie non indiquée)
left-hour = laisse { $range } l’heure
spread = entre { $low } et { $high }

## Le temps
ago-now = à l’instant
ago-minutes = { $count ->
    [one] il y a { $count } minute
   *[other] il y a { $count } minutes
  }
ago-hours = { $count ->
    [one] il y a { $count } heure
   *[other] il y a { $count } heures
  }
ago-days = { $count ->
    [one] hier
   *[other] il y a { $count } jours
  }
ago-weeks = { $count ->
    [one] il y a { $count } semaine
   *[other] il y a { $count } semaines
  }
ago-months = il y a { $count } mois
in-minutes = { $count ->
    [one] dans { $count } minute
   *[other] dans { $count } minutes
  }
in-hours = { $count ->
    [one] dans { $count } heure
   *[other] dans { $count } heures
  }
in-days = { $count ->
    [one] dans { $count } jour
   *[other] dans { $count } jours
  }
date = { $day } { $month } { $year }
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

## Pourquoi ce rang
fit-have = Vous avez
fit-partly = en partie
fit-missing = il manque
fit-nothing-asked = L’offre ne dit pas ce qu’elle demande
fit-no-profile = Vous n’avez pas dit ce que vous savez faire : rien ne lui est reproché
fit-of = Vous avez { $have } sur { $all } de ce qui est demandé
fit-partly-list = vous connaissez une partie de { $skills }
fit-missing-list = il manque { $skills }
open-sentence = Offert { $ago } ; plus c’est vieux, plus c’est souvent pris
trust-fine = Rien n’y avertit
trust-flags = { $count ->
    [one] Un avertissement : { $flags }
   *[other] { $count } avertissements : { $flags }
  }
reach-open = Ouvert à vous
reach-open-anywhere = Ouvert au monde entier
reach-group = Ouvert à vous en groupe ou en agence
reach-unknown = L’offre ne dit pas qui peut la prendre
reach-closed = Fermé aux personnes de ce pays ({ $country })
reach-closed-language = Demande { $languages }, que vous n’avez pas indiqué
reach-places = Lieux nommés : { $places }
reach-languages = Demande { $languages }
by-way-of-start = par
postings-more = { $count ->
    [one] et un autre endroit
   *[other] et { $count } autres endroits
  }
written-in = en { $language }
careful = Attention :
severe = Danger :
notice = À savoir :

## Une offre
sum-heading = D’où vient ce chiffre
sum-label = Quoi
sum-figure = Combien
sum-pay-hour = Le client paie pour une heure
sum-pay-project = Le client paie pour tout le travail
sum-pay-day = Le client paie pour un jour
sum-pay-week = Le client paie pour une semaine
sum-pay-month = Le client paie pour un mois
sum-pay-year = Le client paie pour un an
sum-pay-piece = Le client paie par pièce ({ $piece })
sum-pay-piece-unnamed = Le client paie par pièce
sum-usual = La paie n’est pas indiquée ; un tel travail laisse d’habitude
sum-usual-field = La paie n’est pas indiquée ; ce domaine ({ $field }) laisse d’habitude
sum-not-believed = La paie indiquée n’est pas crédible ; un tel travail laisse d’habitude
sum-rate = En dollars américains
rate-old = ce taux est ancien
sum-rate-note = { $rate } pour un dollar, le { $date }
sum-fee = Frais de { $platform }
sum-fee-percent = Frais de { $platform }, { $percent } %
sum-bids = Candidatures, jusqu’à ce qu’une réussisse
sum-payout = Faire venir l’argent jusqu’à vous
sum-pieces = Pièces en une heure
sum-piece-hours = Heures pour chaque pièce
sum-hours = Heures de travail
sum-unpaid = Heures non payées : candidatures, messages, corrections
sum-left = Ce qu’il en reste
sum-hourly = Une heure laisse
sum-drawn = Repose sur des estimations, donc rapproché de ce qu’un tel travail laisse d’habitude
sum-flattened = Bien au-dessus de ce qu’un tel travail laisse d’habitude, donc compté pour moins
sum-worth = Valeur pour vous, l’heure
stated = indiqué
estimated = estimé
reach-heading = Puis-je le prendre ?
reach-yes = Oui.
reach-maybe = Peut-être.
reach-as-group = En groupe.
reach-no = Non.
papers-heading = Ce que la plateforme demande
papers-unknown = On ne sait pas ici quels papiers cet endroit demande. Demandez à votre formateur avant d’y mettre du travail.
read-on = Lu le { $date }.
read-on-stale = Lu le { $date }, il y a longtemps : demandez si c’est encore vrai.
skills-heading = Ce qui est demandé
skill-where-title = dans le titre
skill-where-tags = dans les étiquettes
skill-where-text = dans le texte
flags-heading = Avertissements
flags-none = Rien dans les mots de cette offre n’avertit. Ce n’est pas une preuve : voyez ci-dessous ce qu’il faut vérifier.
postings-heading = Où c’est offert
postings-heading-many = Le même travail à { $count } endroits
posting-leaves = laisse { $money } l’heure
posting-leaves-unknown = on ne sait pas ce que cela laisse
posting-ended = terminé
posting-read = Lire et répondre sur { $source }
posting-by = offert par { $company }
same-first = vu ici en premier
same-url = même adresse
same-text = mêmes mots
same-near = presque les mêmes mots
text-heading = Ce qu’ils ont écrit
text-cut = C’est le début. Lisez la suite là où c’est offert.
text-none = Ils n’ont rien écrit d’autre que le titre.
check-heading = Avant de répondre
check-1 = Une personne honnête ne vous demande jamais de payer pour travailler : ni frais, ni dépôt, ni cours.
check-2 = Gardez les messages et la paie sur la plateforme. Partez si l’on vous pousse vers Telegram ou WhatsApp.
check-3 = Ne prêtez et ne louez jamais un compte, et n’envoyez jamais votre pièce d’identité dans une discussion.
check-4 = Mettez-vous d’accord sur la paie avant de faire un essai.
check-5 = Si cela semble trop beau, montrez-le d’abord à votre formateur.
wrong = Un chiffre faux ? Donnez à votre formateur le numéro de cette page : { $id }

## Mes compétences
skills-title = Ce que je sais faire
skills-page-heading = Que savez-vous faire ?
skills-help = Cochez ce que vous savez faire et appuyez sur le bouton. La liste est alors classée pour vous. Rien n’est enregistré : gardez l’adresse de la liste, ou mettez-la dans vos favoris.
skills-save = Classer le travail pour moi
skills-levels = À quel niveau ?
skills-levels-help = Dites à quel niveau vous connaissez chacune. Ce que vous apprenez encore compte pour moitié.
level-learning = j’apprends
level-able = je sais le faire seul
level-strong = on me demande conseil
skill-remove = retirer
skills-other = Autres
skills-country = Où vous vivez
skills-clear = Tout retirer

## Emporter
nav-saved = Gardés
share = Partager cette page, ou son code QR
share-short = Partager
made = État au { $date }
kept-copy = Une copie gardée sur votre téléphone, faite
save = Garder
saved-done = Gardé ✓
print = Imprimer
papers-asked = papiers demandés
digest-html = Un fichier à transmettre
digest-text = En texte simple
wall = Feuille à afficher
keep-list = Garder cette liste hors ligne
keep-done = Gardée ✓
digest-newer = Le travail part vite. Du nouveau :
digest-delete = Effacez ce fichier après le { $date } : le propriétaire d’une source le demande.
digest-offered = proposé le { $date }
wall-heading = Le meilleur travail aujourd’hui
wall-scan = Scannez un code pour voir le calcul et quoi vérifier
qr-of = Code QR
share-heading = Partager cette page
share-back = Retour à la page
share-plain = Pour tous, sans vos compétences
share-mine = Avec vos compétences, pour votre autre téléphone
share-whatsapp = Envoyer par WhatsApp
share-sms = Envoyer par SMS
share-too-long = Cette adresse est trop longue pour un code QR.
saved-heading = Travail gardé
saved-none = Rien n’est gardé pour l’instant. Ouvrez un travail et touchez Garder.
saved-help = L’adresse de cette page contient ce que vous gardez : mettez-la en favori, ou partagez-la.
kept-heading = Lisible sur ce téléphone sans réseau
digest-left-out = { $count ->
    [one] Un travail manque : le propriétaire de la source ne permet pas de le transmettre.
   *[other] { $number } travaux manquent : les propriétaires des sources ne permettent pas de les transmettre.
  }
digest-shown = { $count ->
    [one] Le meilleur est dans ce fichier.
   *[other] Les { $number } meilleurs sont dans ce fichier.
  }
saved-gone = { $count ->
    [one] Un n’y est plus.
   *[other] { $number } n’y sont plus.
  }

## Ce qui paie
nav-insights = Ce qui paie
insights-heading = Ce qui paie, et quoi apprendre ensuite
learn-heading = À apprendre ensuite
learn-help = Un travail s’ouvre à vous quand vous savez faire au moins la moitié de ce qu’il demande. Ces compétences vous apporteraient le plus, la meilleure d’abord.
learn-none = Rien à proposer pour l’instant.
learn-skill = Compétence
learn-brings = Ce qu’elle apporterait
learn-leaves = une heure en laisse environ { $money }
learn-now = Je l’apprends
fields-pay = Ce que paie chaque domaine
skills-pay = Ce que paient les compétences les plus demandées
pays-quarters = Du quart inférieur au quart supérieur, et huit semaines
pays-median = Le milieu, par heure
pays-moves = { $later } en quatre semaines, { $earlier } les quatre d’avant
pays-moves-unknown = La part de nouveautés n’est pas encore connue : il faut que kazi ait lu ses sources pendant huit semaines.
drawings-help = Le trait va du quart inférieur au quart supérieur de ce que laisse une heure, la marque est le milieu ; chaque trait a la même échelle, de 0 à { $money }.
weeks-help = Les barres sont le travail de huit semaines, la plus récente à la fin.
learn-opens = { $count ->
    [one] ouvre un travail
   *[other] ouvre { $number } travaux
  }
learn-better = { $count ->
    [one] Un vous convient mieux.
   *[other] { $number } vous conviennent mieux.
  }
pays-leads = { $count ->
    [one] un travail
   *[other] { $number } travaux
  }

## Les sources
sources-title = Sources
sources-heading = D’où vient le travail, et ce que permettent ses propriétaires
source-fine = fonctionne
source-failing = a un problème
source-waiting = pas encore consultée
source-off = arrêtée
source-off-why = Pourquoi : { $reason }
source-last = Consultée { $ago }
source-result = { $items } éléments, dont { $fresh } nouveaux
source-next = Prochaine fois { $when }
source-backing-off = laissée tranquille plus longtemps après des erreurs
source-attribution = À nommer ainsi
source-floor = Consultée au plus une fois par période de { $time }
source-keep-unlimited = Peut être gardé
source-keep-for = Gardé { $time }
source-keep-nothing = Pas gardé
source-not-shown = Son propriétaire ne permet pas de la montrer ici
source-terms = Conditions
source-terms-read = Conditions, lues le { $date }
time-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
  }
time-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
  }
time-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
  }

## Erreurs
problem-suggest = Vouliez-vous dire { $suggestion } ?
problem-page-title = Cette adresse ne marche pas
problem-page = Il n’y a pas de page ici. L’adresse est peut-être mal écrite ou a été coupée en chemin.
problem-part = Une partie ne peut pas être utilisée : { $part }.
problem-lead-title = Ce travail n’est plus ici
problem-lead = Il est terminé, a été retiré ou ne peut plus être montré.
problem-search-title = Cette recherche ne peut pas se faire
problem-search = Essayez un mot ou quelques-uns, en lettres ou en chiffres, sans guillemets.
problem-refused-title = Cela ne peut pas se faire
problem-failed-title = Quelque chose n’a pas marché ici
problem-failed = Ce n’est pas votre faute. Réessayez dans une minute.
problem-home = Vers la liste

## Noms
field-web-design = Conception web
field-graphic-design = Graphisme
field-web-development = Développement web
field-mobile-development = Développement mobile
field-software-development = Logiciel
field-data-entry = Saisie de données
field-data-analysis = Analyse de données
field-writing = Rédaction
field-translation = Traduction
field-virtual-assistant = Assistance virtuelle
field-customer-support = Service client
field-marketing = Marketing
field-video-audio = Vidéo et son
field-microtask = Microtâches
field-other = Autre travail
country-KE = Kenya
country-UG = Ouganda
country-TZ = Tanzanie
country-RW = Rwanda
country-BI = Burundi
country-CD = RD Congo
country-SS = Soudan du Sud
country-SD = Soudan
country-ET = Éthiopie
country-SO = Somalie
tongue-en = anglais
tongue-fr = français
tongue-sw = swahili
tongue-ar = arabe
tongue-so = somali
tongue-es = espagnol
tongue-pt = portugais
tongue-de = allemand
tongue-zh = chinois
flag-off-platform = fait sortir de la plateforme
flag-off-platform-advice = Restez sur la plateforme : ailleurs, personne ne protège votre paie.
flag-upfront-fee = demande d’abord de l’argent
flag-upfront-fee-advice = Ne payez pas. Un travail honnête ne vous coûte jamais d’argent.
flag-overpayment = paie trop et en redemande une partie
flag-overpayment-advice = Le chèque sera refusé et votre argent perdu. Partez.
flag-free-work = veut du travail gratuit
flag-free-work-advice = Mettez-vous d’accord sur la paie avant de faire quoi que ce soit.
flag-account-rental = veut votre compte
flag-account-rental-advice = Ne prêtez et ne louez jamais un compte : vous le perdez, et vous répondez de ce qu’on en fait.
flag-task-scam = arnaque aux tâches
flag-task-scam-advice = Les tâches de clics qui demandent un dépôt ne paient jamais.
flag-data-theft = demande d’abord papiers ou données bancaires
flag-data-theft-advice = N’envoyez ni papiers ni données bancaires avant un contrat sur la plateforme.
flag-mlm = ne paie que si vous recrutez ou vendez
flag-mlm-advice = Les heures ne sont pas payées. Cherchez ailleurs.
flag-vague-employer = grandes promesses, pas de nom
flag-vague-employer-advice = Demandez qui ils sont et ce qu’il faut faire au juste avant de répondre.
flag-many-names = même texte, plusieurs noms
flag-many-names-advice = Cherchez quel nom est le vrai, et demandez-lui avant d’envoyer quoi que ce soit.
flag-adult = contenu sexuel
flag-adult-advice = Rien ne vous oblige à le prendre.
flag-illegal = demande une chose interdite
flag-illegal-advice = Faux avis, examens faits pour d’autres et votes achetés peuvent vous coûter votre compte.

## For trainers
desk-login = Se connecter
desk-login-help = Seuls les formateurs se connectent, pour régler les compétences. Lire ne demande aucun compte.
desk-name = Nom
desk-password = Mot de passe
desk-wrong-password = Le nom ou le mot de passe est faux.
desk-too-many-tries = Trop de mots de passe faux. Réessayez dans { $number } secondes.
desk-title = Bureau des formateurs
desk-book = Livre des compétences
desk-draft = Mon brouillon
desk-editions = Éditions
desk-suggestions = Suggestions
desk-add = Ajouter un travail à la main
desk-edition = L'édition { $number } est en usage
desk-draft-count = { $count ->
    [one] Un changement dans votre brouillon
   *[other] { $number } changements dans votre brouillon
  }
desk-find = Chercher une compétence, un domaine ou un mot
desk-new-skill = Une nouvelle compétence
desk-aliases = Autres mots pour elle, séparés par des virgules
desk-to-draft = Ajouter à mon brouillon
desk-activity = Ce qui a été décidé récemment
desk-logout = Déconnecter { $name }
desk-aliases-heading = Les mots qui la désignent
desk-remove-word = Retirer : { $word }
desk-new-alias = Un autre mot ou une autre expression
desk-cased = Les majuscules comptent
desk-near = Seulement près de l’un de ces mots, séparés par des virgules
desk-negatives = Expressions qui veulent dire autre chose
desk-new-negative = Une autre expression de ce genre
desk-more = Plus
desk-weight = Sa précision, jusqu’à 1
desk-rename = Un autre nom
desk-parent = Fait partie de
desk-merge = C’est la même chose que : la mettre dans
desk-split = Faire de ces mots une compétence à part
desk-split-name = Le nom de cette compétence
desk-retire = Retirer cette compétence du livre
desk-draft-empty = Rien pour le moment. Cherchez une compétence dans le livre et changez quelque chose.
desk-conflict = Publié pendant votre travail, par { $who }. Regardez ce qui est différent, puis continuez.
desk-move-on = J'ai vu : mettre mes changements sur l'édition { $number }
desk-why = Pourquoi, pour les autres
desk-publish = Publier
desk-preview = Ce qui changerait
desk-verdicts = Ce que donnent vos avis
desk-preview-summary = Travaux qui contiennent ces mots ou compétences : { $affected }. Relus, les meilleurs d’abord : { $read }. Gagnent quelque chose : { $gain }. Perdent quelque chose : { $lose }. Changent de valeur pour qui n’indique aucune compétence, ou une seule de celles qui changent : { $moved }.
desk-for-reader = pour qui a { $name }
desk-today = Aujourd'hui
desk-then = ensuite
desk-drop = Jeter mon brouillon
desk-measure = juste { $precision }, trouvé { $recall }
desk-edition-shipped = 0 · le livre livré avec kazi
desk-edition-current = en usage
desk-restore = Revenir à l'édition { $number }
desk-add-help = Collez ce que vous avez trouvé. C’est lu tout de suite, et vous voyez ce qui a été compris.
desk-lead-title = Titre
desk-lead-text = Texte
desk-lead-url = Adresse
desk-lead-company = Qui engage
desk-lead-pay = La paie, telle qu’elle est écrite
desk-whose = Le mot de qui
desk-suggest-add = Mots qui distinguent ces travaux
desk-suggest-against = Mots que les avis contredisent
desk-suggest-unused = Mots qu’aucun travail ne contient
desk-suggest-none = Rien à proposer pour l’instant : les suggestions viennent des mots des travaux présents. Choisissez une compétence ci-dessus, donnez un avis sur quelques travaux, ou revenez après la prochaine collecte.
desk-lead-heading = Pour les formateurs : est-ce juste ?
desk-yes = Oui
desk-no = Non
desk-is-also = C’est aussi …
desk-mark-scam = C’est une arnaque
desk-mark-fine = C’est en ordre
desk-mark-none = Retirer la marque
flag-marked-scam = marqué comme arnaque par un formateur
flag-marked-scam-advice = N’y répondez pas. En cas de doute, demandez à votre formateur.
desk-close = C’est fini : fermer
desk-did-trainer-added = permet à { $name } de se connecter
desk-did-password-set = donne un autre mot de passe à { $name }
desk-did-trainer-removed = ne permet plus à { $name } de se connecter
desk-did-key-added = ajoute la clé { $name }
desk-did-key-removed = retire la clé { $name }
desk-did-drafted = met au brouillon un changement de { $about }
desk-did-undrafted = retire d’un brouillon un changement de { $about }
desk-did-undrafted-some = retire un changement d’un brouillon
desk-did-draft-moved = reprend un brouillon sur { $edition }
desk-did-draft-dropped = jette un brouillon
desk-did-published = publie { $edition }
desk-did-published-unread = publie une édition illisible
desk-did-restored = revient à { $old } : c’est { $edition }
desk-did-judged-yes = dit que { $lead } relève de { $about }
desk-did-judged-no = dit que { $lead } ne relève pas de { $about }
desk-did-judged-none = reprend son avis sur { $lead } : { $about }
desk-did-marked-scam = marque { $lead } comme arnaque
desk-did-marked-fine = marque { $lead } comme en ordre
desk-did-marked-none = retire la marque de { $lead }
desk-did-lead-added = ajoute un travail à la main : { $lead }
desk-did-lead-closed = ferme { $lead }, ajouté à la main
desk-log = Journal
desk-log-all = Tout ce qui a été décidé
desk-log-help = Le plus récent d’abord ; les heures sont en UTC.
desk-log-by = Qui
desk-log-anybody = Tout le monde
desk-log-kind = Quoi
desk-log-anything = Tout
desk-log-draft = Brouillons
desk-log-verdict = Avis
desk-log-mark = Marques
desk-log-lead = Travaux ajoutés à la main
desk-log-account = Accès et clés
desk-log-older = Plus anciens
desk-log-newer = Plus récents
desk-log-none = Rien n’a encore été décidé. Ce que vous changez dans le livre des compétences et dites d’un travail s’inscrit ici.
desk-log-no-such = Aucune décision ne correspond à ces choix.
desk-log-cut = Voici les { $number } dernières décisions. Les plus anciennes sont dans le journal, que garde l’exploitant.
desk-log-unread = { $count ->
    [one] Une entrée du journal est illisible et manque ici. Dites-le à l’exploitant.
   *[other] { $number } entrées du journal sont illisibles et manquent ici. Dites-le à l’exploitant.
  }
desk-edition-named = l’édition { $number }
desk-work-named = le travail { $id }

## What platforms ask for: the facts of platforms.toml by their key
fact-direct-agree = Avant de commencer, mettez-vous d’accord sur la façon dont vous serez payé et vérifiez que vous pouvez recevoir l’argent au Kenya. kazi ne sait pas comment ce client paie.
fact-direct-papers = Seuls une banque, un service d’argent mobile ou une plateforme que vous connaissez ont besoin d’une copie de vos papiers, et jamais avant une offre.
fact-photo-id = Demande une pièce d’identité avec photo, nom, date de naissance et (sauf pour un passeport) adresse ; les pièces provisoires sont refusées.
fact-refugee-id = On ne sait pas si la carte de réfugié est acceptée : le Kenya la reconnaît pour les cartes SIM et l’argent mobile depuis juin 2025, mais une plateforme en a refusé une en 2023.
fact-mpesa-same-name = Paie sur M-Pesa au Kenya. Le nom M-Pesa doit être le même que le nom vérifié chez Upwork ; un nouveau moyen de paiement fonctionne après 3 jours.
fact-agency = Propose des comptes d’agence : un groupe y travaille sous son propre nom vérifié.
fact-age-unknown = L’âge minimum n’a pas été recherché ; demandez à votre formateur.
fact-mpesa-as-upwork = Paie sur M-Pesa au Kenya, comme le reste du travail chez Upwork.
fact-papers-unknown = Les papiers demandés au Kenya n’ont pas été recherchés ; demandez à votre formateur.
fact-payoneer-address = Payoneer, l’un des moyens d’être payé, demande une adresse de domicile ; une boîte postale est refusée.
fact-paypal-unsure = Les sources se contredisent sur les paiements PayPal au Kenya ; demandez à votre formateur avant d’y compter.
fact-left-kenya = A quitté le Kenya en mars 2024 : pas de nouveaux comptes depuis le Kenya.
fact-closed-2026 = Fermé en septembre 2026.
