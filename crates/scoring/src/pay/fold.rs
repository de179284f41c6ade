//! Words in the form in which they are looked up.

/// The longest word looked up, in bytes; longer ones mean nothing here.
pub(super) const WORD_BYTES_MAX: usize = 31;

/// Room for a folded word.
pub(super) type Folded = [u8; WORD_BYTES_MAX];

/// Small letters without accents; nothing when that does not fit.
pub(super) fn fold<'b>(word: &str, folded: &'b mut Folded) -> Option<&'b str> {
    let mut length = 0;
    if word.is_ascii() {
        let folded = folded.get_mut(..word.len())?;
        folded.copy_from_slice(word.as_bytes());
        folded.make_ascii_lowercase();
        return std::str::from_utf8(folded).ok();
    }
    for c in word.chars().flat_map(char::to_lowercase) {
        let Some(plain) = plain_letter(c) else { continue };
        let end = length + plain.len_utf8();
        plain.encode_utf8(folded.get_mut(length..end)?);
        length = end;
    }
    std::str::from_utf8(&folded[..length]).ok()
}

/// The letter without its accent; nothing for marks that stand alone.
fn plain_letter(c: char) -> Option<char> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ì'..='ï' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ő' => 'o',
        'ř' => 'r',
        'š' | 'ś' => 's',
        'ù'..='ü' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ž' | 'ź' | 'ż' => 'z',
        'ł' => 'l',
        'أ' | 'إ' | 'آ' => 'ا',
        'ة' => 'ه',
        'ى' => 'ي',
        _ if is_mark(c) => return None,
        _ => c,
    })
}

/// A text in small letters without accents, for look-ups of whole phrases.
pub(crate) fn fold_text(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).filter_map(plain_letter).collect()
}

/// Accents and vowel signs that stand as characters of their own.
pub(super) fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36F | 0x640 | 0x64B..=0x652)
}
