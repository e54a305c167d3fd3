//! How the generator turns names into Rust names.

/// `nodeId`, `node-id` and `node_id` all become `node_id`.
pub(crate) fn snake(name: &str) -> String {
    words(name).join("_")
}

/// `sandbox_list` and `SandboxList` both become `SandboxList`.
pub(crate) fn pascal(name: &str) -> String {
    let words = words(name).into_iter();
    words
        .map(|word| word[..1].to_uppercase() + &word[1..])
        .collect()
}

/// Words that Rust keeps for itself.
const KEYWORDS: &str = "as async await abstract become box break const continue crate do dyn \
    else enum extern false final fn for gen if impl in let loop macro match mod move mut \
    override priv pub ref return self static struct super trait true try type typeof unsafe \
    unsized use virtual where while yield";

/// Whether Rust keeps this word for itself.
pub(crate) fn is_keyword(word: &str) -> bool {
    KEYWORDS.split(' ').any(|keyword| keyword == word)
}

fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    for (index, letter) in letters.iter().enumerate() {
        let after_small = index > 0 && letters[index - 1].is_lowercase();
        let after_capital = index > 0 && letters[index - 1].is_uppercase();
        let before_small = letters
            .get(index + 1)
            .is_some_and(|next| next.is_lowercase());
        if letter.is_uppercase() && (after_small || after_capital && before_small) {
            words.push(String::new());
        }
        match words.last_mut() {
            Some(word) if letter.is_ascii_alphanumeric() => word.push(letter.to_ascii_lowercase()),
            _ => words.push(String::new()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
