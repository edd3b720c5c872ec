//! Folding for search: case and accents do not matter. A table for Latin, Greek and Cyrillic
//! instead of full Unicode normalization, which would cost tens of kilobytes of wasm. It must
//! only ever be compared with itself: nothing folded is shown.

/// Base letters of U+00C0..U+0180, `.` where another rule holds.
const LATIN: &[u8; 192] = b"aaaaaa.ceeeeiiii.nooooo..uuuuy..aaaaaa.ceeeeiiii.nooooo..uuuuy.y\
aaaaaaccccccccdd..eeeeeeeeeegggggggghh..iiiiiiiii...jjkk.llllll.\
...nnnnnn...oooooo..rrrrrrsssssssstttt..uuuuuuuuuuuuwwyyyzzzzzz.";

/// Base letters of U+01CD..U+0234.
const LATIN_MORE: &[u8; 103] = b"aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa....aaaaeeeeiiiio\
ooorrrruuuusstt..hh......aaeeooooooooyy";

/// Base letters of U+1E00..U+1F00 (Vietnamese and transliterations).
const LATIN_ADDITIONAL: &[u8; 256] =
    b"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
wwwwwwwwwwxxxxyyzzzzzzhtwy......aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

/// `text` without case and accents.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        push_folded(c, &mut folded);
    }
    folded
}

/// Appends what `c` is folded to: usually one character, none for a combining accent.
pub(crate) fn push_folded(c: char, folded: &mut String) {
    if c.is_ascii() {
        folded.push(c.to_ascii_lowercase());
    } else if let Some(base) = latin(c) {
        folded.push(base);
    } else if let Some(letters) = letters(c) {
        folded.push_str(letters);
    } else if !is_combining(c) {
        folded.extend(
            c.to_lowercase()
                .map(greek_or_cyrillic)
                .filter(|c| !is_combining(*c)),
        );
    }
}

fn latin(c: char) -> Option<char> {
    let row = |table: &[u8], first: u32| {
        let at = usize::try_from(u32::from(c).checked_sub(first)?).ok()?;
        table
            .get(at)
            .filter(|base| **base != b'.')
            .map(|base| char::from(*base))
    };
    row(LATIN, 0xC0)
        .or_else(|| row(LATIN_MORE, 0x1CD))
        .or_else(|| row(LATIN_ADDITIONAL, 0x1E00))
}

/// Letters that Unicode does not take apart but people type as others.
fn letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ł' | 'Ł' => "l",
        'ħ' | 'Ħ' => "h",
        'ı' => "i",
        '\u{212b}' => "a",
        'þ' | 'Þ' => "th",
        'ĳ' | 'Ĳ' => "ij",
        'ŧ' | 'Ŧ' => "t",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬀ' => "ff",
        '\u{2018}' | '\u{2019}' => "'",
        '\u{201c}' | '\u{201d}' => "\"",
        '\u{2010}' | '\u{2011}' => "-",
        '\u{a0}' | '\u{202f}' => " ",
        '\u{ad}' | '\u{200b}' => "",
        _ => return None,
    })
}

/// Lower case already.
fn greek_or_cyrillic(c: char) -> char {
    match c {
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'ё' | 'ѐ' => 'е',
        'й' | 'ѝ' => 'и',
        'ї' => 'і',
        'ѓ' => 'г',
        'ќ' => 'к',
        'ў' => 'у',
        // Full-width forms, lower case: as typed by East Asian keyboards.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_do_not_matter() {
        for (text, folded) in [
            ("Hello", "hello"),
            ("ÉCOLE École e\u{301}cole", "ecole ecole ecole"),
            ("Straße STRASSE", "strasse strasse"),
            ("Ærøskøbing", "aeroskobing"),
            ("Łódź Đorđe", "lodz dorde"),
            ("Tiếng Việt", "tieng viet"),
            ("ΆΛΦΑ άλφα ΤΕΛΟΣ", "αλφα αλφα τελοσ"),
            ("Ёлка йод", "елка иод"),
            ("İstanbul ılık", "istanbul ilik"),
            ("ＦＵＬＬ", "full"),
            ("don’t", "don't"),
            ("日本語 😀\0", "日本語 😀\0"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for c in '\0'..='\u{ffff}' {
            let mut once = String::new();
            push_folded(c, &mut once);
            assert_eq!(fold(&once), once, "{c:?}");
        }
    }
}
