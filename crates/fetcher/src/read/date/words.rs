//! Months and zones by name.

use std::{collections::HashMap, sync::LazyLock};

use jiff::tz::{Offset, TimeZone};

/// The names of the months in the languages of feeds, small letters, without full stops; one row a
/// month. English, French, Spanish, Portuguese, Italian, German, Dutch, Swedish, Danish, Polish,
/// Czech, Slovak, Slovenian, Croatian, Hungarian, Romanian, Catalan, Finnish, Turkish, Greek, Russian,
/// Ukrainian, Bulgarian, Swahili, Somali, Indonesian, Arabic of the Nile and of the Levant.
const MONTHS: [&str; 12] = [
    "jan january janv janvier ene enero janeiro gen gennaio jän jänner januar januari sty styczeń \
     stycznia led leden ledna január oca ocak ιαν ιανουαρίου янв января січ січня januarie يناير \
     ianuarie gener tammi tammikuu tammikuuta janaayo януари siječanj siječnja",
    "feb february fév févr février fev fevr fevrier febrero fevereiro febbraio febr februar februari lut \
     luty lutego úno únor února február şub şubat φεβ φεβρουαρίου фев февраля лют лютого فبراير \
     februarie febrer helmi helmikuu helmikuuta febraayo февруари شباط veljača veljače",
    "mar march mars marzo março marco mär märz mrz maart mrt marts marzec marca bře březen března \
     március márc mart μάρ μαρ μάρτιος μαρτίου мар марта бер березня machi maret مارس martie març marec \
     maalis maaliskuu maaliskuuta maarso آذار ožujak ožujka",
    "apr april avr avril abr abril aprile kwi kwiecień kwietnia dub duben dubna április ápr nis nisan \
     απρ απριλίου апр апреля кві квітня aprili أبريل aprilie apríl huhti huhtikuu huhtikuuta abriil \
     април نيسان travanj travnja",
    "may mai mayo maio mag maggio mei maj maja kvě květen května május máj mayıs μάι μάϊ μαι μαΐου мая \
     май тра травня مايو maig touko toukokuu toukokuuta maajo أيار svibanj svibnja",
    "jun june juin junio junho giu giugno juni cze czerwiec czerwca čvn červen června június jún haz \
     haziran ιούν ιον ιουν ιουνίου июн июня чер червня يونيو iunie juny kesä kesäkuu kesäkuuta juun юни \
     حزيران lipanj lipnja",
    "jul july juil juillet julio julho lug luglio juli lip lipiec lipca čvc červenec července július júl \
     tem temmuz ιούλ ιολ ιουλ ιουλίου июл июля липня julai يوليو iulie juliol heinä heinäkuu heinäkuuta \
     luuliyo юли تموز srpanj srpnja",
    "aug august août aout ago agosto ag augusti augustus sie sierpień sierpnia srp srpen srpna augusztus \
     ağu ağustos αύγ αυγ αυγούστου авг августа сер серпня agosti agustus أغسطس agost avgust elo elokuu \
     elokuuta agoosto август آب kolovoz kolovoza",
    "sep sept september septembre septiembre setembro set settembre wrz wrzesień września zář září \
     szeptember szept eyl eylül σεπ σεπτ σεπτεμβρίου сен сентября вер вересня septemba سبتمبر septembrie \
     setembre syys syyskuu syyskuuta sebtembar септември أيلول rujan rujna septembar",
    "oct october octobre octubre outubro out ott ottobre okt oktober paź październik października říj \
     říjen října október eki ekim οκτ οκτωβρίου окт октября жов жовтня oktoba أكتوبر octombrie loka \
     lokakuu lokakuuta oktoobar октомври oktobar",
    "nov november novembre noviembre novembro lis listopad listopada listopadu kas kasım νοέ νοε \
     νοεμβρίου ноя ноября листопада novemba نوفمبر noiembrie marras marraskuu marraskuuta nofembar \
     ноември studeni studenoga novembar",
    "dec december déc décembre decembre dic diciembre dez dezembro dicembre dezember desember gru \
     grudzień grudnia pro prosinec prosince december ara aralık δεκ δεκεμβρίου дек декабря гру грудня \
     desemba ديسمبر decembrie desembre joulu joulukuu joulukuuta diseembar декември prosinac prosinca \
     decembar",
];

/// Months that are days of the week as well: `mar` is Tuesday in French, Spanish and Italian.
const WEEKDAYS_TOO: [&str; 2] = ["mar", "mart"];

/// Zones by their letters, in minutes east of UTC. Where letters stand for several zones, the one
/// that RFC 822 or most feeds mean.
const ZONES: [(&str, i32); 58] = [
    ("z", 0),
    ("ut", 0),
    ("gmt", 0),
    ("utc", 0),
    ("wet", 0),
    ("est", -300),
    ("edt", -240),
    ("et", -300),
    ("cst", -360),
    ("cdt", -300),
    ("ct", -360),
    ("mst", -420),
    ("mdt", -360),
    ("mt", -420),
    ("pst", -480),
    ("pdt", -420),
    ("pt", -480),
    ("akst", -540),
    ("akdt", -480),
    ("hst", -600),
    ("ast", -240),
    ("adt", -180),
    ("nst", -210),
    ("ndt", -150),
    ("brt", -180),
    ("art", -180),
    ("clt", -240),
    ("cot", -300),
    ("pet", -300),
    ("west", 60),
    ("bst", 60),
    ("cet", 60),
    ("met", 60),
    ("mez", 60),
    ("wat", 60),
    ("cest", 120),
    ("mest", 120),
    ("mesz", 120),
    ("cat", 120),
    ("sast", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("eat", 180),
    ("trt", 180),
    ("gst", 240),
    ("pkt", 300),
    ("ist", 330),
    ("npt", 345),
    ("ict", 420),
    ("wib", 420),
    ("sgt", 480),
    ("hkt", 480),
    ("awst", 480),
    ("jst", 540),
    ("kst", 540),
    ("aest", 600),
    ("nzst", 720),
];

/// The number of the month that a word names.
pub(super) fn month(word: &str) -> Option<i8> {
    static NUMBERS: LazyLock<HashMap<&str, i8>> = LazyLock::new(|| {
        let numbered = (1..).zip(MONTHS);
        numbered
            .flat_map(|(number, names)| names.split_whitespace().map(move |name| (name, number)))
            .collect()
    });
    NUMBERS.get(word).copied()
}

/// Whether the name of a month is one of a day of the week too.
pub(super) fn is_weekday_too(word: &str) -> bool {
    WEEKDAYS_TOO.contains(&word)
}

/// The zone that letters stand for.
pub(super) fn zone(word: &str) -> Option<TimeZone> {
    let named = ZONES.iter().find(|(name, _)| *name == word).map(|(_, minutes)| *minutes);
    let minutes = named.or_else(|| match word {
        "aedt" => Some(660),
        "nzdt" => Some(780),
        _ => military(word),
    })?;
    Some(TimeZone::fixed(Offset::from_seconds(minutes * 60).ok()?))
}

/// The letters of RFC 822, with the signs as that standard gives them: A is one hour west.
fn military(word: &str) -> Option<i32> {
    let &[letter] = word.as_bytes() else { return None };
    let hour = match letter {
        b'a'..=b'i' => -i32::from(letter - b'a' + 1),
        b'k'..=b'm' => -i32::from(letter - b'a'),
        b'n'..=b'y' => i32::from(letter - b'n' + 1),
        _ => return None,
    };
    Some(hour * 60)
}
